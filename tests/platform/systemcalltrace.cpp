// SPDX-License-Identifier: GPL-3.0-or-later
#include "systemcalltrace.h"

#include <QHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

struct Call {
    QByteArray thread;
    QByteArray name;
    QByteArray rest; ///< from the first bracket on
    bool isResumed = false; ///< the second half of one that was cut in two
    bool isUnfinished = false;
};

/// `1234 name(args) = 0`, `1234 name(args <unfinished ...>` or `1234 <... name resumed>) = 0`.
Call callIn(const QByteArray &line)
{
    Call call;
    const qsizetype blank = line.indexOf(' ');
    call.thread = line.first(std::max<qsizetype>(blank, 0));
    QByteArray text = line.sliced(call.thread.size()).trimmed();
    constexpr QByteArrayView resumed = "<... ";
    call.isResumed = text.startsWith(resumed);
    if (call.isResumed)
        text = text.sliced(resumed.size());
    const qsizetype end = text.indexOf(call.isResumed ? ' ' : '(');
    if (end < 0)
        return call;
    call.name = text.first(end);
    call.rest = text.sliced(end);
    call.isUnfinished = call.rest.endsWith("<unfinished ...>");
    return call;
}

bool isOneOf(const QByteArray &name, std::initializer_list<QByteArrayView> names)
{
    return std::ranges::contains(names, QByteArrayView(name));
}

/// The file that the first argument is.
bool isAbout(const Call &call, QByteArrayView path)
{
    const qsizetype end = call.rest.indexOf('>');
    return end >= 0 && call.rest.first(end).contains(path);
}

}

SyncOrder syncOrder(const QByteArray &trace)
{
    SyncOrder order;
    bool isDirty = false;
    QHash<QByteArray, bool> syncing; // By thread: a sync that has begun and what it is of.
    for (const QByteArray &line : trace.split('\n')) {
        const Call call = callIn(line);
        if (isOneOf(call.name, {"pwrite64", "write", "pwritev"}) && !call.isResumed && isAbout(call, "-wal"))
            isDirty = true;
        if (isOneOf(call.name, {"fdatasync", "fsync"})) {
            const bool isWal = call.isResumed ? syncing.take(call.thread) : isAbout(call, "-wal");
            if (call.isUnfinished)
                syncing.insert(call.thread, isWal);
            else if (isWal && isDirty && call.rest.trimmed().endsWith("= 0")) {
                isDirty = false;
                ++order.syncedWrites;
            }
        }
        const bool sends = isOneOf(call.name, {"sendmsg", "sendto", "sendmmsg", "write", "writev"}) && !call.isResumed
            && isAbout(call, "socket:");
        if (!sends)
            continue;
        ++order.answers;
        if (isDirty)
            order.violations.append(QString::fromUtf8(line));
    }
    return order;
}

QStringList tracer(const QString &file)
{
    return {u"strace"_s, u"-D"_s, u"-f"_s, u"-y"_s, u"-q"_s, u"-s"_s, u"0"_s, u"-o"_s, file, u"-e"_s,
        u"trace=fdatasync,fsync,write,writev,pwrite64,pwritev,sendto,sendmsg,sendmmsg"_s};
}

}
