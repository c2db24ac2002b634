// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldchanges.h"

#include <QString>
#include <QTimeZone>

namespace sekimori::widgets {

/// The section as the navigation calls it.
QString sectionTitle(const QString &key);
QString fieldTitle(const QString &sectionKey, const QString &field);

/// A setting as it can be called by name, in the language shown and in English.
struct SettingName {
    QString field; ///< path within its section, such as `pair.userName`
    QString title;
    QString english;
};
/// All fields of a section that have a name, in its own order.
QList<SettingName> settingNames(const QString &sectionKey);

/// A value in words: "On", "Deny all", "None".
QString valueText(const QJsonValue &value);
/// What a change made of its field: the value after it, or what was added to, removed from and changed in a list, at
/// most @p rows of each. Of a secret only that it was changed.
QString changeText(const policy::FieldChange &change, qsizetype rows = 6);
/// What stood there before the change.
QString beforeText(const policy::FieldChange &change);

/// `14:03:22.123 (JST)`, with the day in front when it is not today.
QString momentText(const QDateTime &time, const QTimeZone &zone = QTimeZone::systemTimeZone());

}
