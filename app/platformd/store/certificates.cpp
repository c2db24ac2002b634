// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificates.h"

#include "store/certificateevents.h"
#include "store/columns.h"
#include "store/eventrows.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message CertificateUnknown{"certificate.unknownSerial",
    QT_TRANSLATE_NOOP("Messages", "This site has issued no certificate with this serial number. Read the list again.")};
constexpr Message CertificateTwice{
    "certificate.serialTwice", QT_TRANSLATE_NOOP("Messages", "This serial number is named twice. Name each once.")};
constexpr Message CertificateRevokedBefore{"certificate.revokedBefore",
    QT_TRANSLATE_NOOP("Messages", "This certificate of “%1” was revoked before, and that is for good.")};
constexpr Message CertificateFileFetched{"certificate.fileFetched",
    QT_TRANSLATE_NOOP("Messages",
        "The file for “%1” was fetched on %2 already, and none is handed out twice. Issue a new certificate.")};
constexpr Message CertificateFileOld{"certificate.fileOld",
    QT_TRANSLATE_NOOP(
        "Messages", "The file for “%1” was kept until %2 and is not there any more. Issue a new certificate.")};
constexpr Message CertificateFileRevoked{"certificate.fileRevoked",
    QT_TRANSLATE_NOOP(
        "Messages", "This certificate of “%1” was revoked, and its file is not handed out any more. Issue a new one.")};
}

namespace {

audit::Event permissionEvent(const Author &by, const User &user, bool isPermitted, audit::EventTime now)
{
    return {
        .time = by.at.value_or(now),
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"User administration"_s,
        .action = u"permit certificate"_s,
        .level = audit::Level::Notice,
        .complement
        = u"login name: %1; permitted: %2"_s.arg(user.loginName, isPermitted ? u"no -> yes"_s : u"yes -> no"_s),
    };
}

}

audit::Event revocationEvent(const Author &by, const Certificate &revoked, audit::EventTime now)
{
    return certificateEvent(
        by, u"revoke"_s, u"%1; reason: %2"_s.arg(describe(revoked), QString(policy::nameOf(revoked.reason))), now);
}

Result<void> refreshCertificates(
    Tenants &tenants, Transaction &transaction, TenantId tenant, std::optional<UserId> user)
{
    auto known = knownCertificates(transaction.database(), tenant, user);
    if (!known)
        return std::unexpected(known.error());
    if (!known->isEmpty()) {
        transaction.afterCommit([&tenants, tenant, known = *std::move(known)] {
            tenants.publishCertificates(tenant, [&](const CertificateBook &book) { return book.with(known); });
        });
    }
    return {};
}

Result<CertificateListing> Certificates::page(
    TenantId tenant, const CertificateFilter &filter, int limit, const QByteArray &after)
{
    return m_tenants.store().read(
        [&](Database &database) { return certificatePage(database, tenant, filter, limit, after, m_tenants.now()); });
}

Result<QMap<CertificateState, qint64>> Certificates::counts(TenantId tenant)
{
    return m_tenants.store().read(
        [&](Database &database) { return certificateCounts(database, tenant, m_tenants.now()); });
}

Result<QList<CertificateEnd>> Certificates::ends(TenantId tenant)
{
    return m_tenants.store().read(
        [&](Database &database) { return certificateEnds(database, tenant, m_tenants.now()); });
}

Result<QList<Certificate>> Certificates::of(TenantId tenant, UserId user)
{
    return m_tenants.store().read([&](Database &database) -> Result<QList<Certificate>> {
        const auto found = tenantsOwnUser(database, tenant, user);
        if (!found)
            return std::unexpected(found.error());
        if (!*found)
            return std::unexpected(Error(ErrorKind::NotFound, messages::CertificateUserUnknown));
        return certificatesOf(database, tenant, user).transform([](QList<Certificate> all) {
            std::ranges::reverse(all);
            return all;
        });
    });
}

Result<qsizetype> Certificates::revokedCount(TenantId tenant)
{
    return m_tenants.store().read([&](Database &database) {
        return revokedCertificates(database, tenant, m_tenants.now()).transform([](const auto &all) {
            return all.size();
        });
    });
}

std::expected<QList<Certificate>, Errors> Certificates::known(
    Database &database, TenantId tenant, const QStringList &serials) const
{
    QList<Certificate> certificates;
    QSet<QString> seen;
    Errors errors;
    for (qsizetype i = 0; i < serials.size(); ++i) {
        const QString field = u"serials[%1]"_s.arg(i);
        const QString serial = serials[i].toUpper();
        const auto certificate = certificateWithSerial(database, tenant, serial);
        if (!certificate)
            return std::unexpected(Errors{certificate.error()});
        if (!*certificate)
            addError(errors, Error(ErrorKind::Invalid, messages::CertificateUnknown, {}, field));
        else if (seen.contains(serial))
            addError(errors, Error(ErrorKind::Invalid, messages::CertificateTwice, {}, field));
        else
            certificates.append(**certificate);
        seen.insert(serial);
    }
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return certificates;
}

std::expected<StoredAnswer, Errors> Certificates::revoke(TenantId tenant, const QStringList &serials,
    crypto::RevocationReason reason, const Author &by, const AskedOnce &asked)
{
    return m_tenants.store().write([&](Transaction &transaction) {
        return answerOnce(transaction.database(), asked, m_tenants.now(),
            [&] { return revoke(transaction, tenant, serials, reason, by); });
    });
}

std::expected<StoredAnswer, Errors> Certificates::revoke(Transaction &transaction, TenantId tenant,
    const QStringList &serials, crypto::RevocationReason reason, const Author &by) const
{
    Database &database = transaction.database();
    const auto now = by.at.value_or(m_tenants.now());
    auto certificates = known(database, tenant, serials);
    if (!certificates)
        return std::unexpected(certificates.error());
    QList<audit::Event> events;
    for (qsizetype i = 0; i < certificates->size(); ++i) {
        Certificate &certificate = (*certificates)[i];
        if (certificate.revokedAt)
            return std::unexpected(Errors{Error(ErrorKind::Conflict, messages::CertificateRevokedBefore,
                {certificate.loginName}, u"serials[%1]"_s.arg(i))});
        certificate.revokedAt = now;
        certificate.reason = reason;
        const auto stored = storeRevocation(database, tenant, certificate).and_then([&] {
            return refreshCertificates(m_tenants, transaction, tenant, certificate.user);
        });
        if (!stored)
            return std::unexpected(Errors{stored.error()});
        events << revocationEvent(by, certificate, now);
    }
    return m_authorities.makeList(transaction, tenant, now)
        .and_then([&] { return appendEvents(transaction, tenant, events); })
        .transform([&](qint64) { return jsonAnswer(200, {{u"revoked"_s, certificates->size()}}); })
        .transform_error([](const Error &error) { return Errors{error}; });
}

std::expected<qsizetype, Errors> Certificates::permit(
    TenantId tenant, const QList<UserId> &users, bool isPermitted, const Author &by)
{
    return m_tenants.store().write([&](Transaction &transaction) -> std::expected<qsizetype, Errors> {
        Database &database = transaction.database();
        const auto now = by.at.value_or(m_tenants.now());
        QList<audit::Event> events;
        for (qsizetype i = 0; i < users.size(); ++i) {
            const auto user = tenantsOwnUser(database, tenant, users[i]);
            if (!user)
                return std::unexpected(Errors{user.error()});
            if (!*user)
                return std::unexpected(
                    Errors{Error(ErrorKind::Invalid, messages::CertificateUserUnknown, {}, u"users[%1]"_s.arg(i))});
            const auto isChanged = storePermission(database, tenant, users[i], isPermitted);
            if (!isChanged)
                return std::unexpected(Errors{isChanged.error()});
            if (!*isChanged)
                continue;
            events << permissionEvent(by, **user, isPermitted, now);
            if (const auto told = refreshCertificates(m_tenants, transaction, tenant, users[i]); !told)
                return std::unexpected(Errors{told.error()});
        }
        if (events.isEmpty())
            return 0;
        return appendEvents(transaction, tenant, events)
            .transform([&](qint64) { return events.size(); })
            .transform_error([](const Error &error) { return Errors{error}; });
    });
}

std::expected<Certificates::Fetched, Error> Certificates::fetch(
    Transaction &transaction, TenantId tenant, const Certificate &certificate, audit::EventTime now) const
{
    const auto gone = [&](const Message &message, audit::EventTime at) {
        return std::unexpected(Error(ErrorKind::Gone, message, {certificate.loginName, audit::toText(at)}));
    };
    if (certificate.revokedAt)
        return gone(messages::CertificateFileRevoked, *certificate.revokedAt);
    if (certificate.fetchedAt)
        return gone(messages::CertificateFileFetched, *certificate.fetchedAt);
    const auto sealed = sealedFileOf(transaction.database(), tenant, certificate.serial);
    if (!sealed)
        return std::unexpected(sealed.error());
    if (!*sealed || !certificate.hasFileAt(now))
        return gone(messages::CertificateFileOld, certificate.fileUntil);
    const auto key = m_authorities.key();
    if (!key)
        return std::unexpected(key.error());
    auto file = openedFile(**key, tenant, certificate.serial, **sealed);
    if (!file)
        return std::unexpected(Error(ErrorKind::Unavailable, messages::OperatorKeyDiffers));
    return storeFetch(transaction.database(), tenant, certificate.serial, now).transform([&] {
        return Fetched{certificate, *std::move(file)};
    });
}

std::expected<QList<Certificates::Fetched>, Errors> Certificates::takeFiles(
    TenantId tenant, const QStringList &serials, const Author &by)
{
    return m_tenants.store().write([&](Transaction &transaction) -> std::expected<QList<Fetched>, Errors> {
        const auto now = by.at.value_or(m_tenants.now());
        const auto certificates = known(transaction.database(), tenant, serials);
        if (!certificates)
            return std::unexpected(certificates.error());
        QList<Fetched> all;
        QList<audit::Event> events;
        Errors errors;
        for (qsizetype i = 0; i < certificates->size(); ++i) {
            auto fetched = fetch(transaction, tenant, certificates->at(i), now);
            if (!fetched) {
                addError(errors, fetched.error().under(u"serials[%1]"_s.arg(i)));
                continue;
            }
            events << certificateEvent(by, u"download"_s, describe(fetched->certificate), now);
            all << *std::move(fetched);
        }
        if (!errors.isEmpty())
            return std::unexpected(errors);
        return appendEvents(transaction, tenant, events)
            .transform([&](qint64) { return std::move(all); })
            .transform_error([](const Error &error) { return Errors{error}; });
    });
}

}
