// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/bundle/entrylines.h"
#include "audit/bundle/verdict.h"
#include "audit/chain/checkpoint.h"

#include <functional>

namespace sekimori::audit::bundle {

inline constexpr size_t longestEventLine = size_t(16) << 20; ///< far above what a service takes
inline constexpr size_t longestHashLine = 128;
inline constexpr size_t longestCheckpointLine = 4096;

/// A hash that is signed, or known from outside.
struct Anchor {
    qint64 number = 0;
    chain::Hash hash;
    bool isOutside = false;
};

/// Goes through the events of a bundle beside their hashes, and says what contradicts what. What of it counts depends
/// on what is signed, which it does not know.
class EventCheck {
public:
    struct Place {
        Verdict::State state{};
        qint64 from = 0;
        qint64 to = 0;
    };

    /// @p anchors by their numbers.
    EventCheck(const chain::Manifest &manifest, std::vector<Anchor> anchors);

    /// To the end of both. @p goesOn is asked now and then. False: it was stopped.
    bool run(EntryLines &events, EntryLines &hashes, const std::function<bool()> &goesOn);

    /// Where numbers are missing or are not in their order, or where there is no event.
    const std::optional<Place> &order() const { return m_order; }
    /// The first event that does not fit its hash, if the hashes are right.
    std::optional<qint64> mismatch() const { return m_mismatch; }
    /// From where to where there is something between two anchors, if the hash before the first event is right.
    const std::optional<Place> &anchorMiss() const { return m_anchorMiss; }
    /// The last event, if more are promised.
    std::optional<qint64> endsAfter() const;
    /// As the events themselves give it.
    const chain::Hash &hash() const { return m_hash; }
    qint64 count() const { return m_count; }
    qint64 insideFits() const { return m_insideFits; }
    qint64 outsideFits() const { return m_outsideFits; }

private:
    void take(QByteArrayView line, EntryLines &hashes);
    void takeOutOfOrder(qint64 number);
    void link(qint64 number, QByteArrayView line, EntryLines &hashes);
    void compareAnchors(qint64 number);
    std::optional<chain::Hash> listedHash(qint64 number, EntryLines &hashes);

    const chain::Manifest &m_manifest;
    std::vector<Anchor> m_anchors;
    size_t m_nextAnchor = 0;
    qint64 m_lastFit;
    qint64 m_expected; ///< number of the next event
    chain::Hash m_hash; ///< of the event before it
    std::optional<std::pair<qint64, chain::Hash>> m_listed; ///< read ahead
    std::optional<Place> m_order;
    bool m_isOrderKnown = true; ///< not behind what is no event, or two places at once
    std::optional<qint64> m_mismatch;
    std::optional<Place> m_anchorMiss;
    qint64 m_count = 0;
    qint64 m_insideFits = 0;
    qint64 m_outsideFits = 0;
};

}
