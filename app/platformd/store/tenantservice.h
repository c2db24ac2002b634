// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "error/error.h"
#include "store/ids.h"

#include <QList>
#include <QUrl>

#include <optional>

namespace sekimori::platformd {

/// What a service proves itself by. The token itself is shown once and kept nowhere.
struct ServiceToken {
    ServiceTokenId id;
    audit::EventTime createdAt{};
    QString createdBy; ///< login name
    std::optional<audit::EventTime> lastUsedAt; ///< a minute late at most

    bool operator==(const ServiceToken &) const = default;
};

/// Another service that one tenant's people use: a groupware, a database app.
struct TenantService {
    ServiceId id;
    QString name; ///< as it stands in the log
    QUrl url;
    QString description;
    QList<ServiceToken> tokens;

    bool operator==(const TenantService &) const = default;
};

struct NewService {
    QString name;
    QString url;
    QString description;
};

/// A service that called, known by its token.
struct ServiceCaller {
    TenantId tenant;
    ServiceId service;
    ServiceTokenId token;
    QString name;

    bool operator==(const ServiceCaller &) const = default;
};

/// What names of services are compared by: without case, width, and characters that nobody sees.
QString serviceKey(const QString &name);

/// Whether @p name is the platform's own in the log, however it is written.
bool isPlatformsName(const QString &name);

/// The rules; fields are `name`, `url` and `description`.
Errors problemsOf(const NewService &service);

namespace messages {
extern const Message ServiceNameReserved;
extern const Message ServiceNameBlankAtEnd;
extern const Message ServiceNameHidden;
extern const Message ServiceNameTaken;
extern const Message ServiceUrlMalformed;
extern const Message ServiceUrlCredentials;
}

}
