// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/askedonce.h"
#include "store/certificateauthorities.h"

#include <QDate>

namespace sekimori::platformd {

/// Certificates for some users; all are issued or none.
struct IssueWish {
    static constexpr qsizetype mostUsers = 50; ///< so that nobody waits long for an answer

    QList<UserId> users;
    std::optional<QDate> endsOn; ///< the last day, in the tenant's time zone; none: a year from today
    crypto::Pkcs12Profile profile = crypto::Pkcs12Profile::Modern;
    bool revokesPrevious = false;
    Author by;
    UserId author; ///< the same person; with the key, what a repeat is known by
    QByteArray idempotencyKey = {}; ///< empty: none
};

/// How long a file waits to be fetched.
inline constexpr std::chrono::days fileLife{7};

/// Makes keys, certificates and files, each of which is read back, and returns the answer's body: `{issued: [{user,
/// serial, endsAt}]}`. When it returns, the certificates are known to the gate, and revoked ones are refused by it.
std::expected<StoredAnswer, Errors> issueCertificates(
    Tenants &tenants, CertificateAuthorities &authorities, TenantId tenant, const IssueWish &wish);

namespace messages {
extern const Message CertificateUserUnknown;
extern const Message CertificateUserTwice;
extern const Message CertificateUserNotPermitted;
extern const Message CertificateEndTooEarly;
extern const Message CertificateEndTooLate;
}

}
