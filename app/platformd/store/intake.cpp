// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/intake.h"

#include "store/answerrows.h"
#include "store/columns.h"
#include "store/eventrows.h"
#include "store/settingschange.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message TokenRevoked{
    "service.tokenRevoked", QT_TRANSLATE_NOOP("Messages", "The token was revoked this moment. Nothing was written.")};
}

namespace {

Result<void> checkToken(Database &database, const ServiceCaller &caller)
{
    const auto standing = database.first(u"SELECT 1 FROM service_tokens WHERE tenant = ? AND id = ?"_s,
        {caller.tenant.value, caller.token.value}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
    if (!standing)
        return std::unexpected(standing.error());
    if (!*standing)
        return std::unexpected(Error(ErrorKind::Unauthenticated, messages::TokenRevoked));
    return {};
}

struct IntakeRow {
    QByteArray requestDigest;
    IntakeReceipt receipt;
};

Result<std::optional<IntakeRow>> earlierIntake(Database &database, const Intake &intake, audit::EventTime now)
{
    return database.first(u"SELECT request_digest, first, last FROM intakes"
                          " WHERE tenant = ? AND service = ? AND key = ? AND made_at > ?"_s,
        {intake.caller.tenant.value, intake.caller.service.value, intake.idempotencyKey,
            toColumn(now - answerLifetime)},
        [](const QSqlQuery &row) {
            return IntakeRow{row.value(0).toByteArray(), {row.value(1).toLongLong(), row.value(2).toLongLong()}};
        });
}

/// Also removes those of the tenant that have outlived their time.
Result<void> storeIntake(Database &database, const Intake &intake, const IntakeReceipt &receipt, audit::EventTime now)
{
    const auto removed = database.run(u"DELETE FROM intakes WHERE tenant = ? AND made_at <= ?"_s,
        {intake.caller.tenant.value, toColumn(now - answerLifetime)});
    if (!removed)
        return std::unexpected(removed.error());
    const auto stored = database.run(u"INSERT INTO intakes (tenant, service, key, request_digest, first, last, made_at)"
                                     " VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {intake.caller.tenant.value, intake.caller.service.value, intake.idempotencyKey, intake.requestDigest,
            receipt.first, receipt.last, toColumn(now)});
    if (!stored)
        return std::unexpected(stored.error());
    return {};
}

Result<IntakeReceipt> perform(Transaction &transaction, const Intake &intake, audit::EventTime now)
{
    Database &database = transaction.database();
    if (const auto standing = checkToken(database, intake.caller); !standing)
        return std::unexpected(standing.error());
    const bool hasKey = !intake.idempotencyKey.isEmpty();
    if (hasKey) {
        const auto earlier = earlierIntake(database, intake, now);
        if (!earlier)
            return std::unexpected(earlier.error());
        if (*earlier && (*earlier)->requestDigest != intake.requestDigest)
            return std::unexpected(Error(ErrorKind::Invalid, messages::KeyUsedOtherwise));
        if (*earlier)
            return (*earlier)->receipt;
    }
    const auto last = appendEvents(transaction, intake.caller.tenant, intake.events);
    if (!last)
        return std::unexpected(last.error());
    const IntakeReceipt receipt{*last - intake.events.size() + 1, *last};
    if (hasKey) {
        if (const auto stored = storeIntake(database, intake, receipt, now); !stored)
            return std::unexpected(stored.error());
    }
    return receipt;
}

}

Result<IntakeReceipt> takeIn(Tenants &tenants, const Intake &intake)
{
    return tenants.store().write([&](Transaction &transaction) { return perform(transaction, intake, tenants.now()); });
}

}
