// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/certificate.h"
#include "store/certificatebook.h"
#include "store/database.h"

namespace sekimori::platformd {

/// A tenant's authority as it is stored, with the newest revocation list.
struct AuthorityRow {
    QByteArray certificatePem;
    QByteArray sealedKey;
    qint64 listNumber = 0; ///< 0: there is no list yet
    QByteArray list; ///< DER
    audit::EventTime listFrom{};
    audit::EventTime listUntil{};
};

Result<std::optional<AuthorityRow>> authorityOf(Database &database, TenantId tenant);
Result<void> insertAuthority(
    Database &database, TenantId tenant, const AuthorityRow &authority, audit::EventTime createdAt);
Result<void> storeList(Database &database, TenantId tenant, const AuthorityRow &authority);

/// A certificate's file and its password, as they wait sealed to be fetched.
struct NewCertificate {
    Certificate certificate;
    QByteArray fingerprint;
    QByteArray sealedFile;
};

/// It becomes its user's newest.
Result<void> insertCertificate(Database &database, TenantId tenant, const NewCertificate &added);

/// Oldest first; only those that were issued to this very user, not to an earlier one with the same id.
Result<QList<Certificate>> certificatesOf(Database &database, TenantId tenant, UserId user);
Result<std::optional<Certificate>> certificateWithSerial(Database &database, TenantId tenant, const QString &serial);

/// Removes its waiting file, too.
Result<void> storeRevocation(Database &database, TenantId tenant, const Certificate &revoked);
/// What a list made at @p now names: revoked, and not over for long.
Result<QList<crypto::RevokedCertificate>> revokedCertificates(
    Database &database, TenantId tenant, audit::EventTime now);

/// Nothing where it was fetched or removed.
Result<std::optional<QByteArray>> sealedFileOf(Database &database, TenantId tenant, const QString &serial);
Result<void> storeFetch(Database &database, TenantId tenant, const QString &serial, audit::EventTime at);
Result<void> removeOldFiles(Database &database, TenantId tenant, audit::EventTime now);

/// For the gate: all of the tenant's, or those of one user.
Result<KnownCertificates> knownCertificates(Database &database, TenantId tenant, std::optional<UserId> user = {});

/// Nothing for the platform's staff, who have no certificates.
Result<std::optional<User>> tenantsOwnUser(Database &database, TenantId tenant, UserId user);

/// False: it was so already.
Result<bool> storePermission(Database &database, TenantId tenant, UserId user, bool isPermitted);

}
