// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message StoreTooNew{"store.tooNew",
    QT_TRANSLATE_NOOP("Messages",
        "The store has tables of version %1, and this program knows them up to version %2 only. It was left as it is; "
        "start the newer program, or restore the backup from before it.")};
}

namespace {

/// The steps in order; the number of a step is its place, from 1. What was released never changes: a later step does.
/// Times are microseconds since 1970, UTC. Every row has its tenant.
const QList<QStringList> &steps()
{
    static const QList<QStringList> all{
        {
            u"CREATE TABLE tenants ("
            "id INTEGER PRIMARY KEY, subdomain TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,"
            " created_at INTEGER NOT NULL, last_event INTEGER NOT NULL DEFAULT 0)"_s,
            u"CREATE TABLE users ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, login_key TEXT NOT NULL,"
            " login_name TEXT NOT NULL, display_name TEXT NOT NULL, role TEXT NOT NULL, password_hash BLOB NOT NULL,"
            " created_at INTEGER NOT NULL, UNIQUE (tenant, login_key))"_s,
            u"CREATE TABLE sessions ("
            "tenant INTEGER NOT NULL REFERENCES tenants, digest BLOB NOT NULL, user INTEGER NOT NULL REFERENCES users,"
            " address TEXT NOT NULL, opened_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL,"
            " PRIMARY KEY (tenant, digest)) WITHOUT ROWID"_s,
            u"CREATE INDEX sessions_by_user ON sessions (user)"_s,
            u"CREATE TABLE settings ("
            "tenant INTEGER NOT NULL REFERENCES tenants, section TEXT NOT NULL, revision INTEGER NOT NULL,"
            " changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL, value TEXT NOT NULL,"
            " PRIMARY KEY (tenant, section)) WITHOUT ROWID"_s,
            u"CREATE TABLE history ("
            "tenant INTEGER NOT NULL REFERENCES tenants, section TEXT NOT NULL, revision INTEGER NOT NULL,"
            " changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL, changes TEXT NOT NULL, value TEXT NOT NULL,"
            " reason TEXT NOT NULL, PRIMARY KEY (tenant, section, revision)) WITHOUT ROWID"_s,
            u"CREATE TABLE events ("
            "tenant INTEGER NOT NULL REFERENCES tenants, number INTEGER NOT NULL, time INTEGER NOT NULL,"
            " source TEXT NOT NULL, user TEXT NOT NULL, service TEXT NOT NULL, module TEXT NOT NULL,"
            " action TEXT NOT NULL, result INTEGER NOT NULL, level INTEGER NOT NULL, complement TEXT NOT NULL,"
            " PRIMARY KEY (tenant, number)) WITHOUT ROWID"_s,
            u"CREATE TABLE answers ("
            "tenant INTEGER NOT NULL REFERENCES tenants, user INTEGER NOT NULL REFERENCES users, key BLOB NOT NULL,"
            " request_digest BLOB NOT NULL, secrets_digest BLOB NOT NULL, process BLOB NOT NULL,"
            " status INTEGER NOT NULL, tag BLOB NOT NULL, body BLOB NOT NULL, made_at INTEGER NOT NULL,"
            " PRIMARY KEY (tenant, user, key)) WITHOUT ROWID"_s,
            u"CREATE INDEX answers_by_age ON answers (tenant, made_at)"_s,
            u"CREATE INDEX answers_by_user ON answers (user)"_s,
        },
        {
            u"CREATE TABLE former_subdomains ("
            "subdomain TEXT PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, kept_until INTEGER NOT NULL)"
            " WITHOUT ROWID"_s,
        },
        {
            // The history gets the number of each change's event and the address it came from. Long values stand last,
            // so that a list of changes reads none of them.
            u"CREATE TABLE told_history ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, event INTEGER NOT NULL,"
            " section TEXT NOT NULL, revision INTEGER NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL,"
            " address TEXT NOT NULL, reason TEXT NOT NULL, changes TEXT NOT NULL, value TEXT NOT NULL,"
            " UNIQUE (tenant, event), UNIQUE (tenant, section, revision))"_s,
            // A change and its event have the same millisecond, person and section, and where there are several, the
            // same order. Changes whose event is not there get 0, -1, -2 … and so come last.
            u"WITH changed AS (SELECT *, row_number() OVER"
            " (PARTITION BY tenant, section, changed_at, changed_by ORDER BY revision) AS place FROM history),"
            " told AS (SELECT tenant, number, source, user, action, time / 1000 AS millisecond, row_number() OVER"
            " (PARTITION BY tenant, action, time / 1000, user ORDER BY number) AS place FROM events"
            " WHERE service = 'Common' AND module = 'Security settings')"
            " INSERT INTO told_history"
            " (tenant, event, section, revision, changed_at, changed_by, address, reason, changes, value)"
            " SELECT c.tenant, coalesce(t.number, 1 - row_number() OVER"
            " (PARTITION BY c.tenant, t.number IS NULL ORDER BY c.changed_at DESC, c.section, c.revision DESC)),"
            " c.section, c.revision, c.changed_at, c.changed_by, coalesce(t.source, ''), c.reason, c.changes, c.value"
            " FROM changed c LEFT JOIN told t ON t.tenant = c.tenant AND t.action = 'change ' || c.section"
            " AND t.millisecond = c.changed_at / 1000 AND t.user = c.changed_by AND t.place = c.place"_s,
            u"DROP TABLE history"_s,
            u"ALTER TABLE told_history RENAME TO history"_s,
            // What the summary of a log counts stands in these alone.
            u"CREATE INDEX events_by_time ON events (tenant, time, level, result)"_s,
            u"CREATE INDEX events_failed ON events (tenant, time, module, action) WHERE result <> 0"_s,
        },
        {
            u"CREATE TABLE refusals ("
            "tenant INTEGER NOT NULL REFERENCES tenants, kind TEXT NOT NULL, network TEXT NOT NULL,"
            " count INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, source TEXT NOT NULL,"
            " user TEXT NOT NULL, names INTEGER NOT NULL, PRIMARY KEY (tenant, kind, network)) WITHOUT ROWID"_s,
            // Ids are random: one that was deleted never means another one later.
            u"CREATE TABLE services ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, name_key TEXT NOT NULL,"
            " name TEXT NOT NULL, url TEXT NOT NULL, description TEXT NOT NULL, created_at INTEGER NOT NULL,"
            " created_by TEXT NOT NULL, UNIQUE (tenant, name_key))"_s,
            u"CREATE TABLE service_tokens ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants,"
            " service INTEGER NOT NULL REFERENCES services, digest BLOB NOT NULL UNIQUE, created_at INTEGER NOT NULL,"
            " created_by TEXT NOT NULL, last_used_at INTEGER NOT NULL DEFAULT 0)"_s,
            u"CREATE INDEX service_tokens_by_service ON service_tokens (service)"_s,
            u"CREATE INDEX service_tokens_by_tenant ON service_tokens (tenant, service)"_s,
            u"CREATE TABLE intakes ("
            "tenant INTEGER NOT NULL REFERENCES tenants, service INTEGER NOT NULL REFERENCES services,"
            " key BLOB NOT NULL, request_digest BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
            " made_at INTEGER NOT NULL, PRIMARY KEY (tenant, service, key)) WITHOUT ROWID"_s,
            u"CREATE INDEX intakes_by_age ON intakes (tenant, made_at)"_s,
            u"CREATE INDEX intakes_by_service ON intakes (service)"_s,
            u"CREATE TABLE recoveries ("
            "tenant INTEGER NOT NULL PRIMARY KEY REFERENCES tenants, user INTEGER NOT NULL REFERENCES users,"
            " address TEXT NOT NULL, ends_at INTEGER NOT NULL)"_s,
            u"CREATE INDEX recoveries_by_user ON recoveries (user)"_s,
            // 0: when it is not used for long.
            u"ALTER TABLE sessions ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0"_s,
        },
        {
            u"ALTER TABLE sessions ADD COLUMN kind TEXT NOT NULL DEFAULT 'api'"_s,
        },
        {
            u"ALTER TABLE users ADD COLUMN password_changed_at INTEGER NOT NULL DEFAULT 0"_s,
            u"UPDATE users SET password_changed_at = created_at"_s,
            u"ALTER TABLE users ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0"_s,
            u"ALTER TABLE users ADD COLUMN certificate_permitted INTEGER NOT NULL DEFAULT 0"_s,
            u"ALTER TABLE users ADD COLUMN revision INTEGER NOT NULL DEFAULT 1"_s,
        },
        {
            // Long values stand last. What a section has named once stays, for the history and for going back.
            u"CREATE TABLE images ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, sha256 TEXT NOT NULL,"
            " media_type TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, made_at INTEGER NOT NULL,"
            " is_kept INTEGER NOT NULL DEFAULT 0, bytes BLOB NOT NULL, UNIQUE (tenant, sha256))"_s,
        },
        {
            // By rising ids; the present password stands with the user.
            u"CREATE TABLE former_passwords ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants,"
            " user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE, password_hash BLOB NOT NULL)"_s,
            u"CREATE INDEX former_passwords_by_user ON former_passwords (user, id)"_s,
            // What counting whose passwords are how old needs stands in it alone.
            u"CREATE INDEX users_by_password ON users (tenant, role, password_changed_at)"_s,
        },
        {
            // Guesses at passwords, by account. locked_at 0: not locked; locked_until 0: until somebody unlocks it.
            u"CREATE TABLE guesses ("
            "tenant INTEGER NOT NULL REFERENCES tenants, user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,"
            " wrong INTEGER NOT NULL, judging INTEGER NOT NULL, refused INTEGER NOT NULL, addresses TEXT NOT NULL,"
            " locked_at INTEGER NOT NULL, locked_until INTEGER NOT NULL, PRIMARY KEY (tenant, user)) WITHOUT ROWID"_s,
            u"CREATE INDEX guesses_by_user ON guesses (user)"_s,
            u"CREATE INDEX guesses_locked ON guesses (tenant, locked_at) WHERE locked_at > 0"_s,
            u"CREATE TABLE unknown_guesses ("
            "tenant INTEGER NOT NULL PRIMARY KEY REFERENCES tenants, steps INTEGER NOT NULL)"_s,
        },
        {
            // Certificates outlive their users: a list has to go on naming what was revoked. So their user refers to
            // no row, and is who has the id and was there when they were issued.
            u"CREATE TABLE certificate_authorities ("
            "tenant INTEGER NOT NULL PRIMARY KEY REFERENCES tenants, certificate BLOB NOT NULL,"
            " sealed_key BLOB NOT NULL, created_at INTEGER NOT NULL, list_number INTEGER NOT NULL DEFAULT 0,"
            " list BLOB NOT NULL DEFAULT x'', list_from INTEGER NOT NULL DEFAULT 0,"
            " list_until INTEGER NOT NULL DEFAULT 0)"_s,
            u"CREATE TABLE certificates ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, serial TEXT NOT NULL,"
            " fingerprint BLOB NOT NULL, user INTEGER NOT NULL, login_name TEXT NOT NULL, profile TEXT NOT NULL,"
            " issued_at INTEGER NOT NULL, begins_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,"
            " revoked_at INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', is_newest INTEGER NOT NULL,"
            " file_until INTEGER NOT NULL, fetched_at INTEGER NOT NULL DEFAULT 0, UNIQUE (tenant, serial))"_s,
            u"CREATE INDEX certificates_by_user ON certificates (tenant, user)"_s,
            u"CREATE INDEX certificates_newest ON certificates (tenant, user) WHERE is_newest = 1"_s,
            u"CREATE INDEX certificates_revoked ON certificates (tenant) WHERE revoked_at > 0"_s,
            u"CREATE TABLE certificate_files ("
            "tenant INTEGER NOT NULL REFERENCES tenants, serial TEXT NOT NULL, sealed BLOB NOT NULL,"
            " until INTEGER NOT NULL, PRIMARY KEY (tenant, serial)) WITHOUT ROWID"_s,
        },
        {
            u"ALTER TABLE users ADD COLUMN last_sign_in_at INTEGER NOT NULL DEFAULT 0"_s,
            // Those that are empty are filled in at the next start: SQL folds the case of ASCII only.
            u"ALTER TABLE users ADD COLUMN search_key TEXT NOT NULL DEFAULT ''"_s,
            // All that a list of users is searched by, so that looking through 100,000 of them reads none of the rows.
            u"CREATE INDEX users_by_search ON users"
            " (tenant, login_key, search_key, role, must_change, certificate_permitted)"_s,
        },
        {
            // The platform's own people, who are no tenant's.
            u"CREATE TABLE staff ("
            "name_key TEXT PRIMARY KEY, name TEXT NOT NULL, password_hash BLOB NOT NULL, added_at INTEGER NOT NULL)"
            " WITHOUT ROWID"_s,
            // What the log has told of a tenant's permission for them to look: that it began, and not yet that it
            // ended.
            u"CREATE TABLE support_access ("
            "tenant INTEGER NOT NULL PRIMARY KEY REFERENCES tenants, until INTEGER NOT NULL)"_s,
        },
        {
            // Browsers that stay signed in, by family: a token, what it is exchanged for, and so on.
            u"CREATE TABLE stays ("
            "tenant INTEGER NOT NULL REFERENCES tenants, family BLOB NOT NULL,"
            " user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE, role TEXT NOT NULL, digest BLOB NOT NULL,"
            " former_digest BLOB NOT NULL, signed_in_at INTEGER NOT NULL, rotated_at INTEGER NOT NULL,"
            " PRIMARY KEY (tenant, family)) WITHOUT ROWID"_s,
            u"CREATE INDEX stays_by_user ON stays (user)"_s,
            // Of the family that the browser was told to stay signed in by; empty: it was not.
            u"ALTER TABLE sessions ADD COLUMN stay BLOB NOT NULL DEFAULT x''"_s,
        },
    };
    return all;
}

Result<void> runAll(Database &database, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (const auto done = database.run(statement); !done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<void> takeStep(Database &database, int version)
{
    // A PRAGMA takes no bound value; the number is this program's own.
    const auto done = runAll(database,
        QStringList{u"BEGIN IMMEDIATE"_s} + steps()[version - 1]
            + QStringList{u"PRAGMA user_version = %1"_s.arg(version), u"COMMIT"_s});
    if (!done)
        (void)database.run(u"ROLLBACK"_s);
    return done;
}

}

int newestSchema()
{
    return int(steps().size());
}

Result<void> migrate(Database &database)
{
    return migrate(database, newestSchema());
}

Result<void> migrate(Database &database, int version)
{
    const auto found
        = database.first(u"PRAGMA user_version"_s, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
    if (!found)
        return std::unexpected(found.error());
    const int present = found->value_or(0);
    if (present > newestSchema())
        return std::unexpected(Error(
            ErrorKind::Conflict, messages::StoreTooNew, {QString::number(present), QString::number(newestSchema())}));
    for (int step = present + 1; step <= version; ++step) {
        if (const auto done = takeStep(database, step); !done)
            return done;
    }
    return {};
}

}
