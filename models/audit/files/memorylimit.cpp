// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/memorylimit.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

/// None: `max`, or there is no such file.
std::optional<quint64> numberIn(const QString &path)
{
    QFile file(path);
    bool isNumber = false;
    const quint64 number = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toULongLong(&isNumber) : 0;
    return isNumber ? std::optional(number) : std::nullopt;
}

QByteArray groupsOfProcess()
{
    QFile file(u"/proc/self/cgroup"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

std::optional<quint64> memoryOfGroups(const QByteArray &groups, const QString &root)
{
    std::optional<quint64> tightest;
    for (const QByteArray &line : groups.split('\n')) {
        // `0::/user.slice/…`, and of the old kind `4:memory:/…`
        const QList<QByteArray> words = line.split(':');
        const bool isNew = words.size() >= 3 && words[0] == "0" && words[1].isEmpty();
        if (!isNew && !(words.size() >= 3 && words[1].split(',').contains("memory")))
            continue;
        const QString mount = isNew ? root : root + u"/memory"_s;
        const QString name = isNew ? u"/memory.max"_s : u"/memory.limit_in_bytes"_s;
        QString group = QDir::cleanPath(u'/' + QString::fromLocal8Bit(words.sliced(2).join(':')));
        // A group has what all of those around it leave.
        while (true) {
            if (const auto limit = numberIn(mount + (group == "/"_L1 ? QString() : group) + name))
                tightest = std::min(*limit, tightest.value_or(*limit));
            if (group == "/"_L1)
                break;
            group = group.left(std::max<qsizetype>(1, group.lastIndexOf(u'/')));
        }
    }
    return tightest;
}

quint64 mostInMemory()
{
    static const quint64 most = [] {
        constexpr auto unbounded = std::numeric_limits<quint64>::max();
        const auto ofGroups = memoryOfGroups(groupsOfProcess(), u"/sys/fs/cgroup"_s);
        return std::min(memoryOfComputer().value_or(unbounded), ofGroups.value_or(unbounded)) / 2;
    }();
    return most;
}

}
