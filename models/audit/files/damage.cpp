// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/damage.h"

namespace sekimori::audit::files {

Damages together(const Damages &opened, const engine::Problems &problems, const std::vector<engine::Part> &parts)
{
    Damages all = opened;
    for (const engine::Problem &problem : problems.told) {
        const QString file = problem.part < parts.size() ? parts[problem.part].name : QString();
        all.add({.file = file,
            .line = qint64(problem.line),
            .column = qint64(problem.column),
            .reason = problem.reason,
            .raw = problem.raw});
    }
    all.count += problems.count - problems.told.size();
    return all;
}

}
