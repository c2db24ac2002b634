// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/header.h"
#include "audit/query/ordering.h"
#include "error/error.h"

#include <QTimeZone>

#include <chrono>

namespace sekimori::logtool {

inline constexpr Message CommandLineWrong{
    "logtool.commandLine", QT_TRANSLATE_NOOP("Messages", "%1. `sekimori-log --help` shows what can be given.")};

enum class Format : quint8 { Csv, Ndjson, Table };

/// In which order rows are written.
struct Order {
    audit::query::OrderKey key;
    bool isBackwards = false;

    bool operator==(const Order &) const = default;
};

/// What somebody wants of the program.
struct CommandLine {
    enum class Task : quint8 { Help, Version, Filter, Count, Top, Histogram, Convert, Check, Verify };

    Task task = Task::Help;
    QString filter; ///< empty: everything
    audit::Field field{}; ///< Top
    size_t most = 10; ///< Top
    std::chrono::seconds step{}; ///< Histogram; 0: whatever fits
    std::optional<Format> format; ///< none: what suits the task and the output
    QString output; ///< a file; empty: standard output
    QTimeZone zone = QTimeZone::systemTimeZone();
    std::optional<audit::files::Columns> columns; ///< those of each CSV; none: as its header says
    std::optional<bool> hasHeader; ///< every CSV, or none; not set: as it looks
    std::optional<Order> order; ///< none: as the rows stand in the files
    QStringList keys{}; ///< Verify: files
    QStringList checkpoints{}; ///< Verify: files
    bool isQuiet = false; ///< nothing is written, the exit code says it all
    QStringList paths{}; ///< `-` is standard input, but for Verify; never empty

    static Result<CommandLine> parse(const QStringList &arguments);
};

}
