// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/gatepair.h"

#include <algorithm>

namespace sekimori::platform {

namespace {
/// Old pairs stay for as long as a change may not have been made; more than these never help anybody.
constexpr qsizetype mostPairs = 3;

std::optional<GatePair> enteredIn(const policy::BasicPair &edited)
{
    if (!edited.password.entered || edited.password.entered->isEmpty())
        return std::nullopt;
    return GatePair{edited.userName, *edited.password.entered};
}

std::optional<GatePair> knownFrom(
    const policy::BasicPair &base, const policy::BasicPair &edited, const QList<GatePair> &known)
{
    if (edited.password.entered || !edited.password.isSet)
        return std::nullopt;
    const auto found = std::ranges::find(known, base.userName, &GatePair::userName);
    if (found == known.end())
        return std::nullopt;
    return GatePair{edited.userName, found->password};
}
}

std::optional<GatePair> pairAfter(const SettingsDraft &draft, const QList<GatePair> &known)
{
    if (!draft.keys.contains(policy::BasicAuth::key))
        return std::nullopt;
    const policy::BasicAuth &base = draft.base.settings.basicAuth;
    const policy::BasicAuth &edited = draft.edited.basicAuth;
    if (const auto pair = enteredIn(edited.pair))
        return pair;
    if (const auto pair = knownFrom(base.pair, edited.pair, known))
        return pair;
    if (const auto pair = knownFrom(base.second, edited.second, known))
        return pair;
    return enteredIn(edited.second);
}

std::optional<GatePair> GatePairs::nextAfter(const QList<GatePair> &tried) const
{
    const auto found = std::ranges::find_if(m_pairs, [&](const GatePair &pair) { return !tried.contains(pair); });
    return found == m_pairs.end() ? std::nullopt : std::optional(*found);
}

void GatePairs::replace(const QList<GatePair> &pairs)
{
    m_pairs = pairs;
}

void GatePairs::promote(const GatePair &pair)
{
    m_pairs.removeAll(pair);
    m_pairs.prepend(pair);
    m_pairs.resize(std::min(m_pairs.size(), mostPairs));
}

void GatePairs::addLast(const GatePair &pair)
{
    if (m_pairs.contains(pair))
        return;
    m_pairs.resize(std::min(m_pairs.size(), mostPairs - 1));
    m_pairs.append(pair);
}

void GatePairs::remove(const GatePair &pair)
{
    m_pairs.removeAll(pair);
}

}
