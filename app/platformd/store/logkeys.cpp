// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/logkeys.h"

#include "store/chainrows.h"
#include "store/checkpointrows.h"

#include <algorithm>
#include <iterator>

namespace sekimori::platformd {

namespace messages {
constexpr Message LogKeyMissing{"log.keyMissing",
    QT_TRANSLATE_NOOP("Messages",
        "The platform has no key under which it could keep that of the audit log, so nothing is signed. Its operator "
        "makes one with “openssl rand -hex 32”, puts it into a file outside the data folder and names that file as "
        "“key-file”.")};
constexpr Message LogKeyDiffers{"log.keyDiffers",
    QT_TRANSLATE_NOOP("Messages",
        "The key of this audit log was stored under another operator's key than the platform has now, so nothing is "
        "signed. Its operator has to bring the former one back as “key-file”.")};
}

namespace {

QByteArray aboutLogKey(TenantId tenant)
{
    return "log key " + QByteArray::number(tenant.value);
}

}

Result<LogKeys::Opened> LogKeys::toSignBy(Transaction &transaction, TenantId tenant, audit::EventTime now)
{
    const auto known = rows(transaction.database(), tenant);
    if (!known)
        return std::unexpected(known.error());
    return known->isEmpty() ? made(transaction, tenant, now) : opened(tenant, known->first());
}

Result<QList<LogKeyRow>> LogKeys::rows(Database &database, TenantId tenant)
{
    return logKeyRows(database, tenant).transform([&](const QList<LogKeyRow> &all) {
        QList<LogKeyRow> good;
        std::ranges::copy_if(
            all, std::back_inserter(good), [&](const LogKeyRow &row) { return opened(tenant, row).has_value(); });
        return good.isEmpty() ? all : good;
    });
}

Result<std::optional<SignedCheckpoint>> LogKeys::lastCheckpoint(Database &database, TenantId tenant)
{
    constexpr int atOnce = 10; // One is enough where nobody has added any.
    const auto keys = rows(database, tenant);
    if (!keys)
        return std::unexpected(keys.error());
    const auto end = chainEnd(database, tenant);
    if (!end)
        return std::unexpected(end.error());
    for (int skip = 0;; skip += atOnce) {
        const auto some = checkpointsUpTo(database, tenant, end->number, atOnce, skip);
        if (!some)
            return std::unexpected(some.error());
        const auto found
            = std::ranges::find_if(*some, [&](const SignedCheckpoint &made) { return haveSigned(*keys, made); });
        if (found != some->end())
            return *found;
        if (some->size() < atOnce)
            return std::nullopt;
    }
}

Result<std::optional<Error>> LogKeys::objection(Database &database, TenantId tenant)
{
    if (!m_operatorKey)
        return Error(ErrorKind::Unavailable, messages::LogKeyMissing);
    const auto known = rows(database, tenant);
    if (!known)
        return std::unexpected(known.error());
    if (known->isEmpty())
        return std::nullopt;
    const auto key = opened(tenant, known->first());
    return key ? std::nullopt : std::optional(key.error());
}

Result<LogKeys::Opened> LogKeys::opened(TenantId tenant, const LogKeyRow &row)
{
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_opened.find({tenant, row.key.key.raw()});
        if (found != m_opened.end())
            return found->second;
    }
    if (!m_operatorKey)
        return std::unexpected(Error(ErrorKind::Unavailable, messages::LogKeyMissing));
    auto secret = m_operatorKey->open(row.sealedKey, aboutLogKey(tenant));
    if (!secret)
        return std::unexpected(Error(ErrorKind::Unavailable, messages::LogKeyDiffers));
    auto key = crypto::SigningKey::fromSecret(*std::move(secret));
    if (!key)
        return std::unexpected(key.error());
    // A row whose two halves do not belong together was changed: what it signed nobody could verify.
    if (key->verifyingKey() != row.key.key)
        return std::unexpected(Error(ErrorKind::Unavailable, messages::LogKeyDiffers));
    auto opened = std::make_shared<const crypto::SigningKey>(*std::move(key));
    const std::scoped_lock lock(m_mutex);
    m_opened[{tenant, row.key.key.raw()}] = opened;
    return opened;
}

Result<LogKeys::Opened> LogKeys::made(Transaction &transaction, TenantId tenant, audit::EventTime now)
{
    if (!m_operatorKey)
        return std::unexpected(Error(ErrorKind::Unavailable, messages::LogKeyMissing));
    auto key = std::make_shared<const crypto::SigningKey>(crypto::SigningKey::make());
    const LogKeyRow row{{key->verifyingKey(), now}, m_operatorKey->seal(key->secret(), aboutLogKey(tenant))};
    return insertLogKey(transaction.database(), tenant, row).transform([&] { return Opened(key); });
}

}
