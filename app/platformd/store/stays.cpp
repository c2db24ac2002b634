// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/stays.h"

#include "crypto/tokens.h"
#include "store/eventrows.h"
#include "store/userrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qsizetype familyLength = 16; // of the token's 32 bytes; the others are its secret
constexpr qsizetype secretLength = 16;

QByteArray tokenText(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::chrono::seconds restOf(const TenantState &tenant, audit::EventTime signedInAt, audit::EventTime now)
{
    const auto lifetime = tenant.settings.signIn.automaticSignIn.value_or(std::chrono::days(0));
    return std::chrono::floor<std::chrono::seconds>(signedInAt + lifetime - now);
}

audit::Event copyShown(const User &user, const QString &address, audit::EventTime now)
{
    return {
        .time = now,
        .source = address,
        .user = user.loginName,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = u"login"_s,
        .result = audit::EventResult::Failed,
        .level = audit::Level::Notice,
        .complement = u"automatic sign-in by a token that was used before, so somebody may have copied it; it ended"_s,
    };
}

}

QByteArray Stays::familyOf(const QByteArray &token)
{
    return QByteArray::fromBase64(token, QByteArray::Base64UrlEncoding).first(familyLength);
}

/// The same for whoever asks twice, as long as this process lives; and nobody's guess.
QByteArray Stays::successorOf(const QByteArray &token) const
{
    const QByteArray secret = crypto::keyedDigest(m_tenants.processKey(), {"stay", token}).first(secretLength);
    return tokenText(familyOf(token) + secret);
}

Result<Stays::Token> Stays::begin(const TenantState &tenant, const User &user)
{
    const QByteArray token = tokenText(crypto::randomBytes(familyLength + secretLength));
    const auto now = m_tenants.now();
    const auto lifetime = restOf(tenant, now, now);
    const StayRow row{familyOf(token), user.id, user.role, crypto::tokenDigest(token), {}, now, now};
    return m_tenants.store().write([&](Transaction &transaction) -> Result<Token> {
        if (const auto removed = removeOldStays(transaction.database(), tenant.id, now - lifetime); !removed)
            return std::unexpected(removed.error());
        const auto inserted = insertStay(transaction.database(), row, user, mostPerUser);
        if (!inserted)
            return std::unexpected(inserted.error());
        if (!*inserted)
            return std::unexpected(Error(ErrorKind::Unauthenticated, messages::UserChangedMeanwhile));
        return Token{token, lifetime};
    });
}

std::expected<Stays::Renewal, Stays::NotRenewed> Stays::renew(
    const TenantState &tenant, const QByteArray &token, const QString &address, const Admission &admits)
{
    const auto renewed = m_tenants.store().write(
        [&](Transaction &transaction) { return renewIn(transaction, tenant, token, address, admits); });
    return renewed ? *renewed : std::unexpected(NotRenewed::NotNow);
}

Result<Stays::Outcome> Stays::renewIn(Transaction &transaction, const TenantState &tenant, const QByteArray &token,
    const QString &address, const Admission &admits)
{
    Database &database = transaction.database();
    const auto stored = stayOf(database, tenant.id, familyOf(token));
    if (!stored)
        return std::unexpected(stored.error());
    if (!*stored)
        return Outcome(std::unexpected(NotRenewed::Void));
    StayRow row = **stored;
    const auto now = m_tenants.now();
    const QByteArray digest = crypto::tokenDigest(token);
    const QByteArray successor = successorOf(token);
    const bool isPresent = digest == row.digest;
    const bool isFormer = digest == row.formerDigest && now - row.rotatedAt < grace;
    if (!isPresent && !isFormer)
        return refuseCopy(transaction, tenant, row, address);
    const auto user = userWithId(database, tenant.id, row.user);
    if (!user)
        return std::unexpected(user.error());
    const auto rest = restOf(tenant, row.signedInAt, now);
    if (!*user || (*user)->role != row.role || rest <= std::chrono::seconds(0))
        return removeStay(database, tenant.id, row.family).transform([](bool) {
            return Outcome(std::unexpected(NotRenewed::Void));
        });
    // After a restart nobody can tell the next one again; the browser may have it.
    const bool isTold = isPresent || crypto::tokenDigest(successor) == row.digest;
    if (!isTold || !admits(**user))
        return Outcome(std::unexpected(NotRenewed::NotNow));
    if (isPresent) {
        row.formerDigest = std::exchange(row.digest, crypto::tokenDigest(successor));
        row.rotatedAt = now;
        if (const auto rotated = storeRotation(database, tenant.id, row); !rotated)
            return std::unexpected(rotated.error());
    }
    return Outcome(Renewal{**user, {successor, rest}});
}

Result<Stays::Outcome> Stays::refuseCopy(
    Transaction &transaction, const TenantState &tenant, const StayRow &row, const QString &address)
{
    const auto user = userWithId(transaction.database(), tenant.id, row.user);
    if (!user)
        return std::unexpected(user.error());
    if (*user) {
        const auto event = copyShown(**user, address, m_tenants.now());
        if (const auto told = appendEvents(transaction, tenant.id, {event}); !told)
            return std::unexpected(told.error());
    }
    const SessionsEnd end{u"the token of its automatic sign-in was used twice"_s, {u"nobody"_s, address, {}}};
    const auto ended = m_sessions.endStay(transaction, tenant.id, row.family, end);
    if (!ended)
        return std::unexpected(ended.error());
    return Outcome(std::unexpected(NotRenewed::Void));
}

Result<void> Stays::end(TenantId tenant, const QByteArray &token, const QString &address)
{
    return m_tenants.store()
        .write([&](Transaction &transaction) -> Result<qint64> {
            const auto row = stayOf(transaction.database(), tenant, familyOf(token));
            if (!row)
                return std::unexpected(row.error());
            if (!*row || (*row)->digest != crypto::tokenDigest(token))
                return 0;
            return m_sessions.endStay(
                transaction, tenant, (*row)->family, {u"signed out"_s, {u"nobody"_s, address, {}}});
        })
        .transform([](qint64) {});
}

}
