// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/chainfinding.h"
#include "store/chainreading.h"
#include "store/chainrows.h"
#include "store/checkpointrows.h"
#include "store/logkeyrows.h"

namespace sekimori::platformd {

/// Is shown a log from its beginning to its end, with the checkpoints between its events, and says where it is not what
/// it was. What is altered in one place does not hide what is altered in others behind it.
class ChainChecking {
public:
    static constexpr qsizetype mostFindings = 20; ///< the last of them takes in all that lies behind it

    explicit ChainChecking(const ChainStart &start);

    /// Those that have signed the log up to now; a new one may come while others look.
    void setKeys(QList<LogKeyRow> keys) { m_keys = std::move(keys); }

    /// In the order of their numbers.
    void see(const ChainEntry &entry);
    /// After the event of its number, or where that is missing, after those before it.
    void see(const SignedCheckpoint &checkpoint);
    /// Retention was here meanwhile: the log begins behind @p start now, which lies beyond what was seen.
    void beginAnew(const ChainStart &start);
    /// Files with the events up to @p last cannot be read.
    void miss(qint64 last);
    /// @p end is where the log ends for itself; the checkpoints @p behind the last event may tell of more.
    void finish(const ChainEnd &end, const QList<SignedCheckpoint> &behind);

    qint64 reached() const { return m_reached; } ///< number of the last event that was seen, or should have been
    const QList<ChainFinding> &findings() const { return m_findings; }

private:
    void find(ChainFinding::Kind kind, qint64 first, qint64 last);

    QList<LogKeyRow> m_keys;
    ChainStart m_start;
    bool m_isStartSigned = false;
    qint64 m_reached;
    bool m_isLast = true; ///< the event of that number was seen, so that m_hash is its
    audit::chain::Hash m_hash; ///< as it stands in the log
    audit::chain::Hash m_computed; ///< as it should have been; mostly the same
    bool m_isKnown = true; ///< what the next event is linked to; not behind a gap
    qint64 m_fitting; ///< number of the last checkpoint that fits, or the start
    bool m_isRewritten = false; ///< told already, for the checkpoints since m_fitting
    QList<ChainFinding> m_findings;
};

}
