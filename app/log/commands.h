// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"
#include "messages.h"

#include <stop_token>

namespace sekimori::audit::query {
struct Scope;
}

namespace sekimori::logtool {

/// Does what the line asks for; what went wrong has been told by then.
ExitCode run(const CommandLine &line, const std::stop_token &stop);

/// What is summed up over rows; an error where it cannot be written or @p scope was stopped.
Result<void> writeTop(const CommandLine &line, const audit::query::Scope &scope);
Result<void> writeHistogram(const CommandLine &line, const audit::query::Scope &scope);

}
