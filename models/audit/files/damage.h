// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/engine/problem.h"

#include <QList>

namespace sekimori::audit::files {

/// Something that could not be read as it should be, as a list for people shows it: of a file, of an entry, or of one
/// place in it.
struct Damage {
    QString file; ///< as it is shown
    qint64 line = 0; ///< from 1; 0: it is about the whole
    qint64 column = 0;
    Error reason;
    QString raw{}; ///< what stands there
    bool isAllLost = false; ///< nothing came of the file or the entry

    bool operator==(const Damage &) const = default;
};

struct Damages {
    QList<Damage> told;
    quint64 count = 0; ///< told and more

    void add(const Damage &damage)
    {
        ++count;
        if (size_t(told.size()) < engine::Problems::mostTold)
            told.append(damage);
    }
};

/// What opening found and what loading found, files in their order.
Damages together(const Damages &opened, const engine::Problems &problems, const std::vector<engine::Part> &parts);

}
