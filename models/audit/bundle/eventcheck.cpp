// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/eventcheck.h"

#include "audit/chain/canonicalform.h"

namespace sekimori::audit::bundle {
namespace {

using State = Verdict::State;

constexpr qint64 linesBetweenQuestions = 4096;

/// `NUMBER HASH`
std::optional<std::pair<qint64, chain::Hash>> hashFromLine(QByteArrayView line)
{
    const qsizetype blank = line.indexOf(' ');
    bool isNumber = false;
    const qint64 number = line.first(std::max<qsizetype>(blank, 0)).toLongLong(&isNumber);
    const auto hash = isNumber ? chain::Hash::fromHex(line.sliced(blank + 1)) : std::nullopt;
    return hash ? std::optional(std::pair(number, *hash)) : std::nullopt;
}

}

EventCheck::EventCheck(const chain::Manifest &manifest, std::vector<Anchor> anchors)
    : m_manifest(manifest)
    , m_anchors(std::move(anchors))
    , m_lastFit(manifest.first - 1)
    , m_expected(manifest.first)
    , m_hash(manifest.before)
{
}

bool EventCheck::run(EntryLines &events, EntryLines &hashes, const std::function<bool()> &goesOn)
{
    compareAnchors(m_manifest.first - 1);
    while (const auto line = events.next()) {
        take(*line, hashes);
        if (++m_count % linesBetweenQuestions == 0 && !goesOn())
            return false;
    }
    hashes.skipRest();
    return goesOn();
}

std::optional<qint64> EventCheck::endsAfter() const
{
    return m_isOrderKnown && m_expected <= m_manifest.last ? std::optional(m_expected - 1) : std::nullopt;
}

void EventCheck::take(QByteArrayView line, EntryLines &hashes)
{
    if (!m_isOrderKnown)
        return;
    const auto number = chain::numberInCanonicalForm(line);
    if (!number || *number > m_manifest.last) {
        m_isOrderKnown = false;
        if (!m_order)
            m_order = {State::Altered, m_expected, m_expected};
        return;
    }
    if (*number < m_expected)
        return takeOutOfOrder(*number);
    if (*number > m_expected && !m_order)
        m_order = {State::Missing, m_expected - 1, *number};
    m_expected = *number + 1;
    if (!m_order)
        link(*number, line, hashes);
}

/// What looked as if it were missing stands elsewhere, or an event is there twice.
void EventCheck::takeOutOfOrder(qint64 number)
{
    m_isOrderKnown = false;
    if (m_order && number > m_order->from && number < m_order->to)
        m_order = {State::Altered, m_order->from + 1, m_order->from + 1};
    const qint64 place = number < m_manifest.first ? m_expected : number; // The bundle has no such place.
    if (!m_order)
        m_order = {State::Altered, place, place};
}

void EventCheck::link(qint64 number, QByteArrayView line, EntryLines &hashes)
{
    m_hash = chain::linked(m_hash, line);
    if (!m_mismatch && listedHash(number, hashes) != m_hash)
        m_mismatch = number;
    compareAnchors(number);
}

void EventCheck::compareAnchors(qint64 number)
{
    for (; m_nextAnchor < m_anchors.size() && m_anchors[m_nextAnchor].number <= number; ++m_nextAnchor) {
        const Anchor &anchor = m_anchors[m_nextAnchor];
        if (anchor.number < number || m_anchorMiss)
            continue;
        if (anchor.hash != m_hash) {
            m_anchorMiss = {State::Altered, m_lastFit + 1, std::max(m_lastFit + 1, number)};
            continue;
        }
        m_lastFit = number;
        ++(anchor.isOutside ? m_outsideFits : m_insideFits);
    }
}

/// Lines that are none are passed over: the file's own hash tells of them.
std::optional<chain::Hash> EventCheck::listedHash(qint64 number, EntryLines &hashes)
{
    while (!m_listed || m_listed->first < number) {
        const auto line = hashes.next();
        if (!line)
            return {};
        m_listed = hashFromLine(*line);
    }
    return m_listed->first == number ? std::optional(m_listed->second) : std::nullopt;
}

}
