// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/zonename.h"

#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sekimori::audit {
namespace {

/// By their names in lower case.
QHash<QString, QByteArray> namesOfZones()
{
    QHash<QString, QByteArray> names;
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        names.insert(QString::fromLatin1(id).toLower(), id);
    return names;
}

std::optional<QTimeZone> zoneFromOffset(const QString &text)
{
    static const QRegularExpression form(
        u"^(?:UTC)?([+-])(\\d{1,2})(?::?([0-5]\\d))?$"_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    constexpr int furthest = 14 * 3600; // of any zone
    const int ahead = match.captured(2).toInt() * 3600 + match.captured(3).toInt() * 60;
    if (ahead > furthest)
        return {};
    return ahead == 0 ? QTimeZone("UTC") : QTimeZone(match.captured(1) == u'-' ? -ahead : ahead);
}

}

std::optional<QTimeZone> zoneFromName(const QString &name)
{
    static const QHash<QString, QByteArray> names = namesOfZones();
    const QString folded = name.toLower();
    if (folded == "z"_L1 || folded == "utc"_L1)
        return QTimeZone("UTC");
    if (auto zone = zoneFromOffset(name))
        return zone;
    const QByteArray id = names.value(folded);
    return id.isEmpty() ? std::nullopt : std::optional(QTimeZone(id));
}

}
