// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QTimeZone>

/// What sections of settings, their fields and values are called, in the language shown. What this program does not
/// know is called as the platform calls it.
namespace sekimori::items {

/// The section as the navigation calls it.
QString sectionTitle(const QString &key);
QString fieldTitle(const QString &sectionKey, const QString &field);
/// Of a field of a list's elements, such as `auditAlerts.rules.filter`; empty where its value says by itself what it
/// is.
QString elementFieldTitle(const QString &path);

/// A setting as it can be called by name, in the language shown and in English.
struct SettingName {
    QString field; ///< path within its section, such as `pair.userName`
    QString title;
    QString english;
};
/// All fields of a section that have a name, in its own order.
QList<SettingName> settingNames(const QString &sectionKey);

/// A value of the field @p path, which begins with the section's key: "On", "Deny all", "30 minutes", "Never".
QString valueText(const QString &path, const QJsonValue &value, const QTimeZone &zone = QTimeZone::systemTimeZone());

}
