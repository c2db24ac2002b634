// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/ipentryproblems.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message EntryHasHostBits{"entries.hostBits",
    QT_TRANSLATE_NOOP("Messages", "“%1” has host bits set. It counts as “%2”; write that, or a single address.")};
constexpr Message EntryIsDuplicate{
    "entries.duplicate", QT_TRANSLATE_NOOP("Messages", "“%1” stands in row %2 already. Remove one of the two.")};
constexpr Message EntryIsInsideOther{"entries.inside",
    QT_TRANSLATE_NOOP("Messages", "“%1” is inside “%2” of row %3, which lets it in anyway. Remove one of the two.")};
}

namespace {

constexpr qsizetype none = -1;

/// How a row stands to the others: the row that stays in its place, which is itself for those that stay.
struct Standing {
    IpNetwork network; ///< without host bits
    qsizetype row = none;
    qsizetype keeper = none;
    bool isDuplicate = false;
};

/// Sorted so that a network comes right before all that is inside it, and equal ones in the order of their rows. Of two
/// networks one contains the other or they are apart, so looking at the last outermost one is enough.
QList<Standing> standings(const QList<IpEntry> &entries)
{
    QList<Standing> sorted;
    sorted.reserve(entries.size());
    for (qsizetype row = 0; row < entries.size(); ++row)
        sorted.append({entries[row].network.masked(), row});
    std::ranges::sort(sorted, {}, [](const Standing &s) { return std::tuple(s.network, s.row); });

    Standing outermost;
    for (Standing &standing : sorted) {
        if (outermost.row == none || !outermost.network.contains(standing.network))
            outermost = standing;
        standing.keeper = outermost.row;
        standing.isDuplicate = standing.row != outermost.row && standing.network == outermost.network;
    }
    return sorted;
}

}

QList<EntryProblem> findProblems(const QList<IpEntry> &entries)
{
    QList<EntryProblem> problems;
    const auto sorted = standings(entries);
    for (const Standing &standing : sorted) {
        if (entries[standing.row].network.hasHostBits())
            problems.append({standing.row, EntryProblem::Kind::HostBits, none, standing.network});
        if (standing.keeper == standing.row)
            continue;
        const auto kind = standing.isDuplicate ? EntryProblem::Kind::Duplicate : EntryProblem::Kind::InsideOther;
        problems.append({standing.row, kind, standing.keeper, entries[standing.keeper].network.masked()});
    }
    std::ranges::stable_sort(problems, {}, &EntryProblem::row);
    return problems;
}

Error explained(const EntryProblem &problem, const QList<IpEntry> &entries)
{
    const QString field = u"entries[%1].network"_s.arg(problem.row);
    const QString network = entries[problem.row].network.toString();
    const QString otherRow = QString::number(problem.otherRow + 1);
    switch (problem.kind) {
    case EntryProblem::Kind::HostBits:
        return {ErrorKind::Invalid, messages::EntryHasHostBits, {network, problem.suggestion.toString()}, field};
    case EntryProblem::Kind::Duplicate:
        return {ErrorKind::Invalid, messages::EntryIsDuplicate, {network, otherRow}, field};
    case EntryProblem::Kind::InsideOther:
        return {ErrorKind::Invalid, messages::EntryIsInsideOther, {network, problem.suggestion.toString(), otherRow},
            field};
    }
    Q_UNREACHABLE_RETURN(Error(ErrorKind::Internal, messages::EntryHasHostBits));
}

QList<IpEntry> cleanedUp(const QList<IpEntry> &entries)
{
    QList<IpEntry> cleared = entries;
    QList<bool> stays(entries.size(), false);
    const auto sorted = standings(entries);
    for (const Standing &standing : sorted) {
        IpEntry &keeper = cleared[standing.keeper];
        if (standing.keeper == standing.row) {
            keeper.network = standing.network;
            stays[standing.row] = true;
        } else if (standing.isDuplicate && keeper.memo.isEmpty()) {
            keeper.memo = entries[standing.row].memo;
        }
    }
    QList<IpEntry> cleaned;
    for (qsizetype row = 0; row < entries.size(); ++row) {
        if (stays[row])
            cleaned.append(std::move(cleared[row]));
    }
    return cleaned;
}

}
