// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/configvalues.h"

#include "error/excerpt.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qint64 largestFile = 1024 * 1024;

std::unexpected<Error> unknownKey(const QString &origin, QStringView key, const QStringList &known)
{
    return std::unexpected(Error{ErrorKind::Invalid, ConfigKeyUnknown, {origin, excerpt(key), known.join(u", ")}});
}

Result<void> takeLine(const QString &line, const QString &origin, const QStringList &known, ConfigValues &values)
{
    const QString trimmed = line.trimmed();
    if (trimmed.isEmpty() || trimmed.startsWith(u'#'))
        return {};
    const qsizetype equals = trimmed.indexOf(u'=');
    if (equals < 1)
        return std::unexpected(Error{ErrorKind::Malformed, ConfigLineMalformed, {origin}});
    const QString key = trimmed.first(equals).trimmed();
    if (!known.contains(key))
        return unknownKey(origin, key, known);
    if (const auto before = values.constFind(key); before != values.cend())
        return std::unexpected(Error{ErrorKind::Invalid, ConfigKeyTwice, {origin, key, before->origin}});
    values.insert(key, {.text = trimmed.sliced(equals + 1).trimmed(), .origin = origin});
    return {};
}

}

Result<ConfigValues> readConfigFile(const QString &path, const QStringList &known)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::NotFound, ConfigUnreadable, {path, file.errorString()}});
    if (file.size() > largestFile)
        return std::unexpected(Error{ErrorKind::TooLarge, ConfigUnreadable, {path, u"it is larger than 1 MiB"_s}});
    ConfigValues values;
    qint64 number = 0;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine());
        if (auto taken = takeLine(line, path + u':' + QString::number(++number), known, values); !taken)
            return std::unexpected(taken.error());
    }
    return values;
}

Result<ConfigValues> configFromEnvironment(const QProcessEnvironment &environment, const QStringList &known)
{
    constexpr auto prefix = "SEKIMORID_"_L1;
    ConfigValues values;
    for (const QString &name : environment.keys()) {
        if (!name.startsWith(prefix))
            continue;
        const QString key = name.sliced(prefix.size()).toLower().replace(u'_', u'-');
        if (!known.contains(key))
            return unknownKey(name, key, known);
        values.insert(key, {.text = environment.value(name), .origin = name});
    }
    return values;
}

}
