// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipset.h"
#include "config/commandline.h"
#include "config/configvalues.h"
#include "config/logoutput.h"
#include "config/mailconfig.h"
#include "http/bodystream.h"
#include "http/listener.h"

namespace sekimori::platformd {

inline constexpr Message ConfigValueMissing{"config.valueMissing",
    QT_TRANSLATE_NOOP("Messages", "“%1” is not set. Set it in the configuration file, as %2 or as --%1.")};
inline constexpr Message ConfigValueRefused{
    "config.valueRefused", QT_TRANSLATE_NOOP("Messages", "%1: “%2” cannot be the value of “%3”. Expected is %4.")};

/// What the operator decides about the service as a whole.
struct Config {
    QList<ListenAddress> listen;
    QByteArray domain; ///< lower case
    QString dataFolder;
    QString certificateFile;
    QString certificateKeyFile;
    QString keyFile; ///< the operator's key, for keys at rest; empty: systemd's credential, if there is one
    IpSet namedProxies;
    std::chrono::seconds transportSecurity{0}; ///< HSTS; 0: none
    LogOutput log;
    MailConfig mail;
    ListenerLimits limits;
    StreamLimits streams;
};

/// The names of all settings, in the order in which they are shown.
QStringList configKeys();

/// The same with what is expected of each.
SettingTexts configTexts();

/// Later values go before earlier ones; what none of them sets has its default.
ConfigValues effectiveValues(const QList<ConfigValues> &sources);

/// Reads the texts. Each error says where the value was written.
Result<Config> readConfig(const ConfigValues &values);

/// One line for each setting with its value and where it came from. There are no secrets among them: keys stand in
/// files of their own.
QString printed(const ConfigValues &values);

}
