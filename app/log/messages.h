// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/mistake.h"
#include "error/error.h"

namespace sekimori::logtool {

/// As grep has them.
enum class ExitCode : int { Found = 0, None = 1, Trouble = 2 };

inline constexpr Message OutputNotWritten{
    "logtool.output", QT_TRANSLATE_NOOP("Messages", "Standard output could not be written: %1.")};
inline constexpr Message Interrupted{"logtool.interrupted", QT_TRANSLATE_NOOP("Messages", "Interrupted.")};

/// To standard error, after the program's name.
void complain(const QString &sentence);
void complain(const Error &error);
/// The filter with the place marked, and what could stand there.
void complain(const audit::filter::Mistake &mistake, const QString &filter);

}
