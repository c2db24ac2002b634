// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/ipset.h"

#include <algorithm>

namespace sekimori {
namespace {

constexpr qsizetype nobody = -1;

struct Stretch {
    IpAddress first;
    IpAddress last;
    qsizetype index = nobody;
};

/// In order of their first address, and of networks that begin together the wider one first.
std::vector<Stretch> sortedStretches(const QList<IpNetwork> &networks)
{
    std::vector<Stretch> stretches;
    stretches.reserve(size_t(networks.size()));
    for (qsizetype i = 0; i < networks.size(); ++i)
        stretches.push_back({networks[i].first(), networks[i].last(), i});
    std::ranges::sort(stretches, [](const Stretch &a, const Stretch &b) {
        if (a.first != b.first)
            return a.first < b.first;
        if (a.last != b.last)
            return a.last > b.last;
        return a.index < b.index;
    });
    return stretches;
}

}

IpSet::IpSet(const QList<IpNetwork> &networks)
{
    // Two networks are apart or one is inside the other. Those that are open at the current address therefore form a
    // stack, and its top is the narrowest.
    std::vector<Stretch> open;
    const auto closeTop = [&] {
        const auto behind = open.back().last.next();
        open.pop_back();
        if (behind)
            startAt(*behind, open.empty() ? nobody : open.back().index);
    };
    for (const Stretch &stretch : sortedStretches(networks)) {
        while (!open.empty() && open.back().last < stretch.first)
            closeTop();
        if (!open.empty() && open.back().first == stretch.first && open.back().last == stretch.last)
            continue;
        startAt(stretch.first, stretch.index);
        open.push_back(stretch);
    }
    while (!open.empty())
        closeTop();
}

void IpSet::startAt(const IpAddress &start, qsizetype index)
{
    if (!m_starts.empty() && m_starts.back() == start) {
        m_indexes.back() = index;
        return;
    }
    m_starts.push_back(start);
    m_indexes.push_back(index);
}

std::optional<qsizetype> IpSet::indexOf(const IpAddress &address) const
{
    const auto behind = std::ranges::upper_bound(m_starts, address);
    if (behind == m_starts.begin())
        return {};
    const auto place = std::distance(m_starts.begin(), behind) - 1;
    const qsizetype index = m_indexes[size_t(place)];
    if (index == nobody || m_starts[size_t(place)].family != address.family)
        return {};
    return index;
}

bool IpSet::covers(const IpSet &other) const
{
    for (size_t place = 0; place < other.m_starts.size(); ++place) {
        if (other.m_indexes[place] != nobody && !coversStretch(other, place))
            return false;
    }
    return true;
}

bool IpSet::coversStretch(const IpSet &other, size_t place) const
{
    const IpAddress &start = other.m_starts[place];
    if (!contains(start))
        return false;
    const bool isLast = place + 1 == other.m_starts.size();
    for (auto own = std::ranges::upper_bound(m_starts, start); own != m_starts.end(); ++own) {
        if (own->family != start.family || (!isLast && *own >= other.m_starts[place + 1]))
            break;
        if (m_indexes[size_t(std::distance(m_starts.begin(), own))] == nobody)
            return false;
    }
    return true;
}

}
