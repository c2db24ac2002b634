// SPDX-License-Identifier: GPL-3.0-or-later
#include "systemcalltrace.h"

#include <QHash>

#include <algorithm>
#include <initializer_list>
#include <optional>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

struct Call {
    QByteArray thread;
    TraceTime time;
    QByteArray name;
    QByteArray rest; ///< from the first bracket on
    bool isResumed = false; ///< the second half of one that was cut in two
    bool isUnfinished = false;
};

/// "1234.567890" as seconds and microseconds.
TraceTime timeIn(const QByteArray &text)
{
    const qsizetype point = text.indexOf('.');
    if (point < 0)
        return {};
    return TraceTime(std::chrono::seconds(text.first(point).toLongLong())
        + std::chrono::microseconds(text.sliced(point + 1).toLongLong()));
}

/// Takes what stands before the first blank out of @p text, and the blanks behind it.
QByteArray takeWord(QByteArray &text)
{
    const qsizetype end = text.indexOf(' ');
    const QByteArray word = text.first(end < 0 ? text.size() : end);
    text = text.sliced(word.size()).trimmed();
    return word;
}

/// `1234 5.678901 name(args) = 0`, `… name(args <unfinished ...>` or `… <... name resumed>) = 0`.
Call callIn(QByteArray line)
{
    Call call;
    call.thread = takeWord(line);
    call.time = timeIn(takeWord(line));
    constexpr QByteArrayView resumed = "<... ";
    call.isResumed = line.startsWith(resumed);
    if (call.isResumed)
        line = line.sliced(resumed.size());
    const qsizetype end = line.indexOf(call.isResumed ? ' ' : '(');
    if (end < 0)
        return call;
    call.name = line.first(end);
    call.rest = line.sliced(end);
    call.isUnfinished = call.rest.endsWith("<unfinished ...>");
    return call;
}

bool isOneOf(const QByteArray &name, std::initializer_list<QByteArrayView> names)
{
    return std::ranges::contains(names, QByteArrayView(name));
}

/// Whether the file that the first argument is, is the write-ahead log.
bool isAboutLog(const Call &call)
{
    const qsizetype end = call.rest.indexOf('>');
    return end >= 0 && call.rest.first(end).endsWith("-wal");
}

bool hasSucceeded(const Call &call)
{
    return call.rest.contains(") = 0"); // A note may follow that the tracer has slowed it down.
}

/// A line that was not cut in two bears the time at which the call began, and at its end how long it took.
TraceTime endOf(const Call &call)
{
    const qsizetype duration = call.rest.lastIndexOf(" <");
    if (call.isResumed || duration < 0 || !call.rest.endsWith('>'))
        return call.time;
    return call.time + timeIn(call.rest.sliced(duration + 2).chopped(1)).time_since_epoch();
}

}

std::vector<LogSync> logSyncs(const QByteArray &trace)
{
    std::vector<LogSync> syncs;
    std::optional<TraceTime> written; // Since when something waits for a sync.
    QHash<QByteArray, std::optional<TraceTime>> syncing; // By thread: what a sync that has begun will have taken.
    for (const QByteArray &line : trace.split('\n')) {
        const Call call = callIn(line);
        if (isOneOf(call.name, {"pwrite64", "write", "pwritev"}) && !call.isResumed && isAboutLog(call))
            written = written.value_or(call.time);
        if (!isOneOf(call.name, {"fdatasync", "fsync"}))
            continue;
        if (!call.isResumed && isAboutLog(call))
            syncing.insert(call.thread, std::exchange(written, std::nullopt));
        if (call.isUnfinished)
            continue;
        const auto taken = syncing.take(call.thread);
        if (taken && hasSucceeded(call))
            syncs.push_back({*taken, endOf(call)});
    }
    return syncs;
}

QStringList slowDiskTracer(const QString &file)
{
    return {u"strace"_s, u"-D"_s, u"-f"_s, u"-ttt"_s, u"-T"_s, u"-y"_s, u"-q"_s, u"-s"_s, u"0"_s, u"-o"_s, file,
        u"-e"_s, u"trace=fdatasync,fsync,write,pwrite64,pwritev"_s, u"-e"_s,
        u"inject=fdatasync,fsync:delay_enter=20000"_s};
}

}
