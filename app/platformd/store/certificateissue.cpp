// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificateissue.h"

#include "crypto/clientauthority.h"
#include "crypto/tokens.h"
#include "store/calendar.h"
#include "store/certificateevents.h"
#include "store/certificatefiles.h"
#include "store/certificates.h"
#include "store/columns.h"
#include "store/eventrows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace sekimori::platformd {

namespace messages {
constexpr Message CertificateUserUnknown{"certificate.userUnknown",
    QT_TRANSLATE_NOOP("Messages", "There is no such user here; he may have been deleted. Read the list again.")};
constexpr Message CertificateUserTwice{
    "certificate.userTwice", QT_TRANSLATE_NOOP("Messages", "This user is named twice. Name each once.")};
constexpr Message CertificateUserNotPermitted{"certificate.userNotPermitted",
    QT_TRANSLATE_NOOP("Messages", "“%1” may not have a client certificate. Permit it first, then issue it.")};
constexpr Message CertificateEndTooEarly{"certificate.endTooEarly",
    QT_TRANSLATE_NOOP("Messages", "%1 has passed in this site's time zone. Choose today or a later day.")};
constexpr Message CertificateEndTooLate{"certificate.endTooLate",
    QT_TRANSLATE_NOOP("Messages", "A certificate holds for three years at most, which is until %1.")};
}

namespace {

constexpr int usualYears = 1;
constexpr int mostYears = 3;
constexpr int passwordLength = 16;
/// For clocks that are behind.
constexpr std::chrono::hours lead{1};

QByteArray requestText(const IssueWish &wish)
{
    QJsonArray users;
    for (const UserId user : wish.users)
        users.append(user.value);
    return QJsonDocument(
        QJsonArray{u"issue certificates"_s, users, wish.endsOn ? wish.endsOn->toString(Qt::ISODate) : QString(),
            int(wish.profile), wish.revokesPrevious})
        .toJson(QJsonDocument::Compact);
}

/// All that one call of issueCertificates() knows. Keys and files are made by the caller's thread; the writer only
/// stores them.
class Issuing {
public:
    Issuing(Tenants &tenants, CertificateAuthorities &authorities, TenantId tenant, const IssueWish &wish)
        : m_tenants(tenants)
        , m_authorities(authorities)
        , m_tenant(tenant)
        , m_wish(wish)
        , m_now(wish.by.at.value_or(tenants.now()))
        , m_asked{{tenant, wish.author, wish.idempotencyKey}, crypto::tokenDigest(requestText(wish))}
    {
    }

    std::expected<StoredAnswer, Errors> run();

private:
    std::expected<audit::EventTime, Errors> end() const;
    std::expected<QList<User>, Errors> users(Database &database) const;
    std::expected<void, Errors> make(const QList<User> &users, audit::EventTime end);
    Result<NewCertificate> make(
        const crypto::KeyAndCertificate &authority, const User &user, audit::EventTime end) const;
    std::expected<StoredAnswer, Errors> store(Transaction &transaction) const;
    Result<void> storeOne(Transaction &transaction, const NewCertificate &made, QList<audit::Event> &events) const;
    StoredAnswer answer() const;

    Tenants &m_tenants;
    CertificateAuthorities &m_authorities;
    const TenantId m_tenant;
    const IssueWish &m_wish;
    const audit::EventTime m_now;
    const AskedOnce m_asked;
    std::shared_ptr<const TenantState> m_state = m_tenants.snapshot()->byId.value(m_tenant);
    QList<NewCertificate> m_made;
};

std::expected<StoredAnswer, Errors> Issuing::run()
{
    auto first = m_tenants.store().read(
        [this](Database &database) { return firstAnswer(database, m_asked, m_tenants.now()); });
    if (!first)
        return std::unexpected(Errors{first.error()});
    if (*first)
        return std::move(**first);
    const auto end = this->end();
    if (!end)
        return std::unexpected(end.error());
    const auto users = m_tenants.store().read([this](Database &database) { return this->users(database); });
    if (!users)
        return std::unexpected(users.error());
    if (auto made = make(*users, *end); !made)
        return std::unexpected(std::move(made.error()));
    return m_tenants.store().write([this](Transaction &transaction) {
        return answerOnce(transaction.database(), m_asked, m_tenants.now(), [&] { return store(transaction); });
    });
}

std::expected<audit::EventTime, Errors> Issuing::end() const
{
    const QString zone = m_state->settings.tenant.timeZone;
    const QDate today = dayAt(m_now, zone);
    const QDate day = m_wish.endsOn.value_or(today.addYears(usualYears));
    const QDate last = today.addYears(mostYears);
    const QString field = u"endsOn"_s;
    if (day < today)
        return std::unexpected(
            Errors{Error(ErrorKind::Invalid, messages::CertificateEndTooEarly, {day.toString(Qt::ISODate)}, field)});
    if (day > last)
        return std::unexpected(
            Errors{Error(ErrorKind::Invalid, messages::CertificateEndTooLate, {last.toString(Qt::ISODate)}, field)});
    return endOfDay(day, zone);
}

std::expected<QList<User>, Errors> Issuing::users(Database &database) const
{
    QList<User> users;
    QSet<UserId> seen;
    Errors errors;
    for (qsizetype i = 0; i < m_wish.users.size(); ++i) {
        const QString field = u"users[%1]"_s.arg(i);
        const auto user = tenantsOwnUser(database, m_tenant, m_wish.users[i]);
        if (!user)
            return std::unexpected(Errors{user.error()});
        if (!*user)
            addError(errors, Error(ErrorKind::Invalid, messages::CertificateUserUnknown, {}, field));
        else if (seen.contains((*user)->id))
            addError(errors, Error(ErrorKind::Invalid, messages::CertificateUserTwice, {}, field));
        else if (!(*user)->isCertificatePermitted)
            addError(
                errors, Error(ErrorKind::Conflict, messages::CertificateUserNotPermitted, {(*user)->loginName}, field));
        else
            users.append(**user);
        seen.insert(m_wish.users[i]);
    }
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return users;
}

std::expected<void, Errors> Issuing::make(const QList<User> &users, audit::EventTime end)
{
    const auto authority = m_authorities.toIssueBy(m_tenant, m_wish.by);
    if (!authority)
        return std::unexpected(Errors{authority.error()});
    for (const User &user : users) {
        auto made = make(*authority, user, end);
        if (!made)
            return std::unexpected(Errors{made.error()});
        m_made.append(*std::move(made));
    }
    return {};
}

Result<NewCertificate> Issuing::make(
    const crypto::KeyAndCertificate &authority, const User &user, audit::EventTime end) const
{
    const auto begin = std::chrono::floor<seconds>(m_now) - lead;
    const QString site = m_state->displayName;
    const auto issued
        = crypto::issueClientCertificate(authority, {user.loginName, site}, begin, std::chrono::floor<seconds>(end));
    if (!issued)
        return std::unexpected(issued.error());
    Certificate certificate{
        .serial = issued->serial,
        .user = user.id,
        .loginName = user.loginName,
        .profile = m_wish.profile,
        .issuedAt = m_now,
        .beginsAt = begin,
        .endsAt = end,
        .fileUntil = m_now + fileLife,
    };
    const QString password = crypto::newPassword(passwordLength);
    const QString name = user.loginName + u" – "_s + site;
    const auto key = m_authorities.key();
    return crypto::makePkcs12(issued->pair, authority.certificatePem, name, password, m_wish.profile)
        .and_then([&](const QByteArray &file) {
            return sealedFile(**key, m_tenant, issued->serial, {file, password}); // read back in there
        })
        .transform([&](const QByteArray &sealed) {
            return NewCertificate{certificate, crypto::fingerprintSha256(issued->der), sealed};
        });
}

std::expected<StoredAnswer, Errors> Issuing::store(Transaction &transaction) const
{
    Database &database = transaction.database();
    const auto failed = [](const Error &error) { return std::unexpected(Errors{error}); };
    // Somebody may have gone, or lost his permission, since his certificate was made.
    if (const auto users = this->users(database); !users)
        return std::unexpected(users.error());
    QList<audit::Event> events;
    for (const NewCertificate &made : m_made) {
        if (const auto stored = storeOne(transaction, made, events); !stored)
            return failed(stored.error());
    }
    const bool hasRevoked = std::ranges::contains(events, u"revoke"_s, &audit::Event::action);
    const auto written = (hasRevoked ? m_authorities.makeList(transaction, m_tenant, m_now) : Result<void>())
                             .and_then([&] { return removeOldFiles(database, m_tenant, m_now); })
                             .and_then([&] { return appendEvents(transaction, m_tenant, events); });
    if (!written)
        return failed(written.error());
    return answer();
}

Result<void> Issuing::storeOne(Transaction &transaction, const NewCertificate &made, QList<audit::Event> &events) const
{
    Database &database = transaction.database();
    const Certificate &added = made.certificate;
    const auto earlier = certificatesOf(database, m_tenant, added.user);
    if (!earlier)
        return std::unexpected(earlier.error());
    for (Certificate previous : *earlier) {
        if (!m_wish.revokesPrevious || previous.revokedAt || previous.hasEndedAt(m_now))
            continue;
        previous.revokedAt = m_now;
        previous.reason = crypto::RevocationReason::Superseded;
        if (const auto stored = storeRevocation(database, m_tenant, previous); !stored)
            return stored;
        events << revocationEvent(m_wish.by, previous, m_now);
    }
    const QString complement = u"%1; ends: %2; file: %3"_s.arg(
        describe(added), audit::toText(added.endsAt), QString(policy::nameOf(added.profile)));
    events << certificateEvent(m_wish.by, earlier->isEmpty() ? u"issue"_s : u"re-issue"_s, complement, m_now);
    return insertCertificate(database, m_tenant, made).and_then([&] {
        return refreshCertificates(m_tenants, transaction, m_tenant, added.user);
    });
}

StoredAnswer Issuing::answer() const
{
    QJsonArray issued;
    for (const NewCertificate &made : m_made)
        issued.append(QJsonObject{{u"user"_s, made.certificate.user.value}, {u"serial"_s, made.certificate.serial},
            {u"endsAt"_s, audit::toText(made.certificate.endsAt)}});
    return jsonAnswer(201, {{u"issued"_s, issued}});
}

}

std::expected<StoredAnswer, Errors> issueCertificates(
    Tenants &tenants, CertificateAuthorities &authorities, TenantId tenant, const IssueWish &wish)
{
    return Issuing(tenants, authorities, tenant, wish).run();
}

}
