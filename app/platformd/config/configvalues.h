// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QMap>
#include <QProcessEnvironment>
#include <QString>

namespace sekimori::platformd {

inline constexpr Message ConfigUnreadable{
    "config.unreadable", QT_TRANSLATE_NOOP("Messages", "The configuration file “%1” cannot be read: %2.")};
inline constexpr Message ConfigLineMalformed{"config.lineMalformed",
    QT_TRANSLATE_NOOP("Messages", "%1: this line is not “key = value”. Begin remarks with “#”.")};
inline constexpr Message ConfigKeyUnknown{
    "config.keyUnknown", QT_TRANSLATE_NOOP("Messages", "%1: there is no setting called “%2”. Known are %3.")};
inline constexpr Message ConfigKeyTwice{
    "config.keyTwice", QT_TRANSLATE_NOOP("Messages", "%1: “%2” was set before, at %3. Leave one of them out.")};

/// One setting of the service as somebody wrote it, and where.
struct ConfigValue {
    QString text;
    QString origin; ///< such as `/etc/sekimori/sekimorid.conf:12`, `SEKIMORID_DOMAIN`, `--domain`, `default`
};

using ConfigValues = QMap<QString, ConfigValue>;

/// Reads lines of `key = value`. A key that is not in @p known is an error, so that a slip of the pen is noticed.
Result<ConfigValues> readConfigFile(const QString &path, const QStringList &known);

/// `named-proxies` is looked up as `SEKIMORID_NAMED_PROXIES`; a variable that begins so and means nothing is an error.
Result<ConfigValues> configFromEnvironment(const QProcessEnvironment &environment, const QStringList &known);

}
