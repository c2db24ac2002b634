// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/exporting.h"
#include "commandline.h"

namespace sekimori::logtool {

/// Where the answer goes: to standard output, or into a file that is there once it is complete.
class Output {
public:
    virtual ~Output() = default;
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    static Result<std::unique_ptr<Output>> open(const QString &path);

    virtual audit::query::Sink &sink() = 0;
    /// Without it nothing was promised.
    virtual Result<void> finish() = 0;

protected:
    Output() = default;
};

/// As the options say, else as the file's name says, else a table on a terminal and CSV elsewhere; a count and a check
/// are told in words of their own then, which count as a table.
Format formatFor(const CommandLine &line);
/// How CSV and NDJSON are written, and packed by the name of the file.
audit::query::ExportFormat exportFormatFor(const CommandLine &line);

}
