// SPDX-License-Identifier: GPL-3.0-or-later
#include "processmemory.h"

#include <QFile>
#include <QString>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

std::optional<qint64> valueIn(const QString &path, const QByteArray &name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.sliced(name.size()).trimmed().split(' ').first().toLongLong();
    }
    return std::nullopt;
}

}

std::optional<qint64> residentKib(qint64 process)
{
    return valueIn(u"/proc/%1/status"_s.arg(process), "VmRSS:");
}

std::optional<qint64> proportionalKib(qint64 process)
{
    return valueIn(u"/proc/%1/smaps_rollup"_s.arg(process), "Pss:");
}

}
