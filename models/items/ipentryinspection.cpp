// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/ipentryinspection.h"

#include "error/messages.h"
#include "policy/ipentryproblems.h"

namespace sekimori::items {

using policy::EntryProblem;

IpEntryInspection inspected(const QList<IpEntryRow> &rows)
{
    QList<policy::IpEntry> all;
    QList<policy::IpEntry> networks;
    QList<qsizetype> places;
    for (qsizetype place = 0; place < rows.size(); ++place) {
        all.append(rows.at(place).entry);
        if (rows.at(place).networkFault)
            continue;
        networks.append(rows.at(place).entry);
        places.append(place);
    }

    IpEntryInspection inspection;
    for (EntryProblem problem : policy::findProblems(networks)) {
        problem.row = places.at(problem.row);
        if (problem.otherRow >= 0)
            problem.otherRow = places.at(problem.otherRow);
        inspection.hints[problem.row].append(renderMessage(policy::explained(problem, all)));
        inspection.hostBits += problem.kind == EntryProblem::Kind::HostBits;
        inspection.duplicates += problem.kind == EntryProblem::Kind::Duplicate;
        inspection.insideOthers += problem.kind == EntryProblem::Kind::InsideOther;
    }
    return inspection;
}

}
