// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/fieldset.h"
#include "audit/files/opening.h"
#include "commandline.h"

namespace sekimori::logtool {

/// All that the files say.
struct ReadLog {
    audit::engine::LogSnapshot log;
    audit::files::Damages damages;
    std::vector<audit::files::HeaderQuestion> questions;
};

/// Reads all of the files, showing on a terminal how far it is. Only the columns of @p fields may be asked about, and
/// without all of them not every damage is told. An error only where @p stop came.
Result<ReadLog> readLog(const CommandLine &line, audit::FieldSet fields, const std::stop_token &stop);

/// Of a file that could be read, but not understood.
inline constexpr Message ColumnsUnknown{"logtool.columnsUnknown",
    QT_TRANSLATE_NOOP("Messages", "Nobody knows what the columns are; they were taken for --columns %1 --header %2.")};

/// What a check lists: the files whose columns nobody knows, and what could not be read.
audit::files::Damages amissIn(const ReadLog &log);
/// `file:line:column: why`
QString toText(const audit::files::Damage &damage);
/// Tells in few words what could not be read. True: among it is a file, or an entry of one, of which nothing came.
bool complainOf(const ReadLog &log);
/// They are logs without rows.
void tellOfEmptyFiles(const ReadLog &log);

}
