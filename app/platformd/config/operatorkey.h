// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.h"
#include "crypto/sealing.h"

#include <memory>

namespace sekimori::platformd {

inline constexpr Message OperatorKeyUnreadable{
    "config.keyUnreadable", QT_TRANSLATE_NOOP("Messages", "The operator's key could not be read from “%1”: %2.")};
inline constexpr Message OperatorKeyInData{"config.keyInData",
    QT_TRANSLATE_NOOP("Messages",
        "The operator's key “%1” lies in the data folder, so whoever gets hold of that has both. Put it elsewhere.")};
inline constexpr Message OperatorKeyNotPrivate{"config.keyNotPrivate",
    QT_TRANSLATE_NOOP("Messages",
        "The operator's key “%1” can be read by others on this machine. Let only the service's user read it (chmod "
        "600).")};

/// The name of systemd's credential that is taken where no file is named (`LoadCredential=sekimorid-key:…`).
inline constexpr QLatin1StringView operatorKeyCredential{"sekimorid-key"};

/// The operator's key, under which keys and files of client certificates are stored. Null where none is given: the
/// service runs, but issues no certificates. @p credentials is systemd's folder of them, empty where there is none.
Result<std::shared_ptr<const crypto::SealingKey>> operatorKey(const Config &config, const QString &credentials);

}
