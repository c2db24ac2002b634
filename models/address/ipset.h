// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipnetwork.h"

#include <QList>

#include <vector>

namespace sekimori {

/// Answers whether an address is in a list of networks, and which of them says so, in the same short time for ten
/// networks as for ten thousand. Immutable, so that any number of threads may ask it.
class IpSet {
public:
    IpSet() = default;
    explicit IpSet(const QList<IpNetwork> &networks);

    bool isEmpty() const { return m_starts.empty(); }
    bool contains(const IpAddress &address) const { return indexOf(address).has_value(); }
    /// The place, in the list given at the start, of the narrowest network around @p address; the first of equals.
    /// An IPv4-mapped address that a socket gave has to be unmapped() first.
    std::optional<qsizetype> indexOf(const IpAddress &address) const;

    /// Whether every address that is in @p other is in this set too.
    bool covers(const IpSet &other) const;

private:
    bool coversStretch(const IpSet &other, size_t place) const;
    void startAt(const IpAddress &start, qsizetype index);

    // All addresses cut into stretches with one answer each: m_indexes[i] holds from m_starts[i] to just before the
    // next start, or to the end of the family.
    std::vector<IpAddress> m_starts;
    std::vector<qsizetype> m_indexes;
};

}
