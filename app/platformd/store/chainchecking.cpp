// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chainchecking.h"

#include <algorithm>

namespace sekimori::platformd {

using audit::chain::Hash;
using audit::chain::linked;
using Kind = ChainFinding::Kind;

ChainChecking::ChainChecking(const ChainStart &start)
    : m_start(start)
    , m_reached(start.number)
    , m_hash(start.hash)
    , m_computed(start.hash)
    , m_fitting(start.number)
{
}

void ChainChecking::find(Kind kind, qint64 first, qint64 last)
{
    // Neighbours are one place.
    if (!m_findings.isEmpty() && m_findings.last().kind == kind && first <= m_findings.last().last + 1)
        m_findings.last().last = last;
    else if (m_findings.size() < mostFindings)
        m_findings.append({kind, first, last});
    else
        m_findings.last() = {Kind::Altered, m_findings.last().first, last};
}

void ChainChecking::see(const ChainEntry &entry)
{
    if (entry.number > m_reached + 1)
        miss(entry.number - 1);
    m_reached = entry.number;
    m_isLast = true;
    const auto stored = Hash::fromBytes(entry.hash);
    const bool fits = stored && (*stored == linked(m_hash, entry.line) || *stored == linked(m_computed, entry.line));
    if (m_isKnown && !fits)
        find(Kind::Altered, entry.number, entry.number);
    m_computed = linked(m_computed, entry.line);
    m_hash = stored.value_or(m_computed);
    if (fits || !m_isKnown)
        m_computed = m_hash;
    m_isKnown = true;
}

void ChainChecking::see(const SignedCheckpoint &made)
{
    const auto &checkpoint = made.checkpoint;
    if (!haveSigned(m_keys, made)) {
        find(Kind::Forged, checkpoint.number, checkpoint.number);
        return;
    }
    m_isStartSigned = m_isStartSigned
        || (checkpoint.kind == audit::chain::Checkpoint::Kind::NewStart && checkpoint.number == m_start.number
            && checkpoint.tip == m_start.hash);
    if (checkpoint.number != m_reached || !m_isLast)
        return;
    if (checkpoint.tip == m_hash || checkpoint.tip == m_computed) {
        m_fitting = checkpoint.number;
        m_isRewritten = false;
    } else if (!m_isRewritten) {
        find(Kind::Rewritten, std::min(m_fitting + 1, checkpoint.number), checkpoint.number);
        m_isRewritten = true;
    }
}

void ChainChecking::beginAnew(const ChainStart &start)
{
    m_start = start;
    m_isStartSigned = false;
    m_reached = m_fitting = start.number;
    m_hash = m_computed = start.hash;
    m_isKnown = m_isLast = true;
    m_isRewritten = false;
}

void ChainChecking::miss(qint64 last)
{
    find(Kind::Missing, m_reached + 1, last);
    m_reached = last;
    m_isKnown = m_isLast = false;
}

void ChainChecking::finish(const ChainEnd &end, const QList<SignedCheckpoint> &behind)
{
    qint64 known = end.number;
    QList<qint64> forged;
    for (const SignedCheckpoint &made : behind) {
        if (haveSigned(m_keys, made))
            known = std::max(known, made.checkpoint.number);
        else
            forged.append(made.checkpoint.number);
    }
    if (m_reached < known)
        find(Kind::CutOff, m_reached + 1, known);
    else if (m_reached > end.number)
        find(Kind::Altered, end.number + 1, m_reached);
    else if (m_isLast && end.tip != m_hash && end.tip != m_computed)
        find(Kind::Altered, end.number, end.number);
    for (const qint64 number : forged)
        find(Kind::Forged, number, number);
    // Once there was a key, what retention deletes is signed for.
    if (m_start.number > 0 && !m_keys.isEmpty() && !m_isStartSigned)
        m_findings.prepend({Kind::Missing, 1, m_start.number});
}

}
