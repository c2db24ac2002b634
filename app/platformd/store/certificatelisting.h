// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/certificate.h"
#include "store/database.h"

#include <QMap>

namespace sekimori::platformd {

enum class CertificateOrder {
    ByEnd, ///< those that end next first, then what has ended or was revoked, then users without one
    ByName,
};

struct CertificateFilter {
    QString search; ///< part of a login name or a display name; empty: all
    std::optional<CertificateState> state;
    CertificateOrder order = CertificateOrder::ByEnd;
};

/// A user and his newest certificate.
struct CertificateEntry {
    UserId user;
    QString loginName;
    QString displayName;
    Role role = Role::User;
    bool isPermitted = false;
    CertificateState state = CertificateState::NotIssued;
    std::optional<Certificate> certificate;
};

struct CertificateListing {
    QList<CertificateEntry> entries;
    QByteArray next; ///< what `after` continues with; empty: that was all
};

/// A row for each user. @p after is an earlier page's `next`, of the same filter; anything else is an error.
Result<CertificateListing> certificatePage(Database &database, TenantId tenant, const CertificateFilter &filter,
    int limit, const QByteArray &after, audit::EventTime now);

/// How many users are in each state.
Result<QMap<CertificateState, qint64>> certificateCounts(Database &database, TenantId tenant, audit::EventTime now);

/// When something of the tenant's ends, and whose it is: for a calendar. Only users' newest that hold and are in use.
struct CertificateEnd {
    audit::EventTime endsAt{};
    QString loginName;
};
Result<QList<CertificateEnd>> certificateEnds(Database &database, TenantId tenant, audit::EventTime now);

namespace messages {
extern const Message CertificateCursorUnknown;
}

}
