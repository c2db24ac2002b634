// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingsrows.h"

#include "store/columns.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message SectionUnreadable{"settings.unreadable",
    QT_TRANSLATE_NOOP("Messages",
        "The stored settings of section “%1” of tenant number %2 cannot be read. Restore the store from a backup.")};
}

namespace {

using policy::JsonUse;

struct SectionRow {
    QString key;
    policy::Revision revision;
    QByteArray value;
};

policy::Revisions noRevisions()
{
    policy::Revisions revisions;
    const auto keys = policy::sectionKeys();
    for (const QString &key : keys)
        revisions.insert(key, {});
    return revisions;
}

/// Until their sections are changed for the first time, a tenant's names are those that it was made with.
Result<void> nameTenant(Database &database, TenantId tenant, policy::Settings &settings)
{
    return database
        .first(u"SELECT subdomain, display_name FROM tenants WHERE id = ?"_s, {tenant.value},
            [&](const QSqlQuery &row) {
                settings.subdomain.name = row.value(0).toString();
                settings.tenant.displayName = row.value(1).toString();
                return true;
            })
        .transform([](std::optional<bool>) {});
}

policy::Revision revisionIn(const QSqlQuery &row)
{
    return {row.value(1).toLongLong(), toDateTime(timeColumn(row.value(2))), row.value(3).toString()};
}

}

Result<policy::Revisions> storedRevisions(Database &database, TenantId tenant)
{
    policy::Revisions revisions = noRevisions();
    const auto rows = database.select(
        u"SELECT section, revision, changed_at, changed_by FROM settings WHERE tenant = ?"_s, {tenant.value},
        [](const QSqlQuery &row) { return SectionRow{row.value(0).toString(), revisionIn(row), {}}; });
    if (!rows)
        return std::unexpected(rows.error());
    for (const SectionRow &row : *rows)
        revisions.insert(row.key, row.revision);
    return revisions;
}

Result<StoredSettings> storedSettings(Database &database, TenantId tenant)
{
    const auto rows
        = database.select(u"SELECT section, revision, changed_at, changed_by, value FROM settings WHERE tenant = ?"_s,
            {tenant.value}, [](const QSqlQuery &row) {
                return SectionRow{row.value(0).toString(), revisionIn(row), row.value(4).toString().toUtf8()};
            });
    if (!rows)
        return std::unexpected(rows.error());
    StoredSettings stored{.settings = {}, .revisions = noRevisions()};
    const auto named = nameTenant(database, tenant, stored.settings);
    if (!named)
        return std::unexpected(named.error());
    for (const SectionRow &row : *rows) {
        const QJsonValue value = QJsonDocument::fromJson(row.value).object();
        if (!policy::readSection(stored.settings, row.key, value, JsonUse::Storage).isEmpty())
            return std::unexpected(
                Error(ErrorKind::Internal, messages::SectionUnreadable, {row.key, QString::number(tenant.value)}));
        stored.revisions.insert(row.key, row.revision);
    }
    return stored;
}

Result<void> storeSection(Database &database, TenantId tenant, const policy::Settings &settings, const QString &key,
    const policy::Revision &revision)
{
    const QJsonObject value = policy::sectionToJson(settings, key, JsonUse::Storage);
    return database
        .run(u"INSERT INTO settings (tenant, section, revision, changed_at, changed_by, value)"
             " VALUES (?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (tenant, section) DO UPDATE SET revision = excluded.revision,"
             " changed_at = excluded.changed_at, changed_by = excluded.changed_by, value = excluded.value"_s,
            {tenant.value, key, revision.number, toColumn(revision.at), revision.by,
                QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact))})
        .transform([](qint64) { });
}

}
