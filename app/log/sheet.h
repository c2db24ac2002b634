// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output.h"

#include <QStringList>

namespace sekimori::logtool {

/// A short table of what was summed up.
struct Sheet {
    QStringList titles;
    std::vector<bool> areNumbers; ///< by column
    std::vector<QStringList> rows;
};

/// In the format of the line, to where it says.
Result<void> writeSheet(const Sheet &sheet, const CommandLine &line);
/// To where the line says, packed as that is named.
Result<void> writeText(std::string_view text, const CommandLine &line);

}
