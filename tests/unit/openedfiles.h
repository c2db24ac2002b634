// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/opening.h"
#include "otherprogram.h"

#include <QRandomGenerator>
#include <QTest>

/// What tests of opening files look at.
namespace sekimori::audit::files {

inline Opened openAll(const QStringList &paths, const Options &options = {})
{
    const Opening opening(paths, options);
    return opening.waitUntilFinished();
}

inline QByteArray textOf(const engine::Part &part)
{
    const std::string_view text = part.bytes->available();
    return {text.data(), qsizetype(text.size())};
}

/// `file: code` for each damage.
inline QStringList reasons(const Opened &opened)
{
    QStringList reasons;
    for (const Damage &damage : opened.damages.told)
        reasons.append(damage.file + QStringLiteral(": ") + QString::fromLatin1(damage.reason.message->code));
    return reasons;
}

inline QStringList names(const Opened &opened)
{
    QStringList names;
    for (const engine::Part &part : opened.parts)
        names.append(part.name);
    return names;
}

/// Some text that does not pack to nothing, always the same.
inline QByteArray manyRows(int count, quint32 seed = 1)
{
    QByteArray text = "time,source,user,level,complement\n";
    QRandomGenerator random(seed);
    for (int row = 0; row < count; ++row) {
        text += "2026-03-05T14:00:00.000000Z,192.0.2." + QByteArray::number(random.bounded(255)) + ",user"
            + QByteArray::number(random.bounded(1000)) + ",information," + QByteArray::number(random.generate64(), 36)
            + "\n";
    }
    return text;
}

/// Lets a shell make a file.
inline void pack(OtherProgram &other, const QString &command)
{
    const QByteArray said = other.run(QStringLiteral("sh"), {QStringLiteral("-ec"), command});
    QVERIFY2(other.code() == 0, said.constData());
}

}
