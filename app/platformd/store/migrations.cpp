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
        {
            // What occurs in many events stands once, with a code and the number of its events: see eventnames.h. Field
            // 1 is the source, 2 the user.
            u"CREATE TABLE event_names ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, field INTEGER NOT NULL,"
            " text TEXT NOT NULL, count INTEGER NOT NULL, UNIQUE (tenant, field, text))"_s,
            u"CREATE TABLE event_kinds ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, service TEXT NOT NULL,"
            " module TEXT NOT NULL, action TEXT NOT NULL, count INTEGER NOT NULL,"
            " UNIQUE (tenant, service, module, action))"_s,
            u"INSERT INTO event_names (tenant, field, text, count)"
            " SELECT tenant, 1, source, count(*) FROM events GROUP BY tenant, source"_s,
            u"INSERT INTO event_names (tenant, field, text, count)"
            " SELECT tenant, 2, user, count(*) FROM events GROUP BY tenant, user"_s,
            u"INSERT INTO event_kinds (tenant, service, module, action, count)"
            " SELECT tenant, service, module, action, count(*) FROM events GROUP BY tenant, service, module, action"_s,
            u"CREATE TABLE coded_events ("
            "tenant INTEGER NOT NULL REFERENCES tenants, number INTEGER NOT NULL, time INTEGER NOT NULL,"
            " source INTEGER NOT NULL, user INTEGER NOT NULL, kind INTEGER NOT NULL, result INTEGER NOT NULL,"
            " level INTEGER NOT NULL, complement TEXT NOT NULL, PRIMARY KEY (tenant, number)) WITHOUT ROWID"_s,
            u"INSERT INTO coded_events (tenant, number, time, source, user, kind, result, level, complement)"
            " SELECT e.tenant, e.number, e.time, s.id, u.id, k.id, e.result, e.level, e.complement FROM events e"
            " JOIN event_names s ON s.tenant = e.tenant AND s.field = 1 AND s.text = e.source"
            " JOIN event_names u ON u.tenant = e.tenant AND u.field = 2 AND u.text = e.user"
            " JOIN event_kinds k ON k.tenant = e.tenant AND k.service = e.service AND k.module = e.module"
            " AND k.action = e.action"_s,
            u"DROP TABLE events"_s,
            u"ALTER TABLE coded_events RENAME TO events"_s,
            u"CREATE INDEX events_by_time ON events (tenant, time, level, result)"_s,
            u"CREATE INDEX events_failed ON events (tenant, time, kind) WHERE result <> 0"_s,
            // Each in the order of the numbers. Most events are of the lowest level and succeed.
            u"CREATE INDEX events_by_source ON events (tenant, source)"_s,
            u"CREATE INDEX events_by_user ON events (tenant, user)"_s,
            u"CREATE INDEX events_by_kind ON events (tenant, kind)"_s,
            u"CREATE INDEX events_by_level ON events (tenant, level) WHERE level > 0"_s,
            u"CREATE INDEX events_by_result ON events (tenant, result) WHERE result > 0"_s,
            // Of each 4096 numbers: between which times their events lie, and how many are of which level and result.
            u"CREATE TABLE event_blocks ("
            "tenant INTEGER NOT NULL REFERENCES tenants, block INTEGER NOT NULL, first_time INTEGER NOT NULL,"
            " last_time INTEGER NOT NULL, level0 INTEGER NOT NULL, level1 INTEGER NOT NULL, level2 INTEGER NOT NULL,"
            " level3 INTEGER NOT NULL, level4 INTEGER NOT NULL, result0 INTEGER NOT NULL, result1 INTEGER NOT NULL,"
            " result2 INTEGER NOT NULL, result3 INTEGER NOT NULL, PRIMARY KEY (tenant, block)) WITHOUT ROWID"_s,
            u"INSERT INTO event_blocks (tenant, block, first_time, last_time, level0, level1, level2, level3, level4,"
            " result0, result1, result2, result3)"
            " SELECT tenant, number / 4096, min(time), max(time), sum(level = 0), sum(level = 1), sum(level = 2),"
            " sum(level = 3), sum(level = 4), sum(result = 0), sum(result = 1), sum(result = 2), sum(result = 3)"
            " FROM events GROUP BY tenant, number / 4096"_s,
        },
        {
            // The chain of each log: every event's hash is made over the one before it; `chain_tip` is that of the
            // event number `chained`. Events of before are linked at the next start; until then their hashes are empty.
            u"ALTER TABLE tenants ADD COLUMN log_id TEXT NOT NULL DEFAULT ''"_s,
            u"UPDATE tenants SET log_id = lower(hex(randomblob(16)))"_s,
            u"ALTER TABLE tenants ADD COLUMN chained INTEGER NOT NULL DEFAULT 0"_s,
            u"ALTER TABLE tenants ADD COLUMN chain_tip BLOB NOT NULL DEFAULT x''"_s,
            u"ALTER TABLE events ADD COLUMN hash BLOB NOT NULL DEFAULT x''"_s,
            u"CREATE TABLE log_keys ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, key_id TEXT NOT NULL,"
            " public_key BLOB NOT NULL, sealed_key BLOB NOT NULL, made_at INTEGER NOT NULL, UNIQUE (tenant, key_id))"_s,
            u"CREATE TABLE checkpoints ("
            "tenant INTEGER NOT NULL REFERENCES tenants, number INTEGER NOT NULL, made_at INTEGER NOT NULL,"
            " kind INTEGER NOT NULL, tip BLOB NOT NULL, key_id TEXT NOT NULL, signature BLOB NOT NULL,"
            " PRIMARY KEY (tenant, number, made_at, kind)) WITHOUT ROWID"_s,
            // Retention has deleted all up to this number; the hash of that event.
            u"ALTER TABLE tenants ADD COLUMN chain_start INTEGER NOT NULL DEFAULT 0"_s,
            u"ALTER TABLE tenants ADD COLUMN start_hash BLOB NOT NULL DEFAULT x''"_s,
            // What the check of a log has found last.
            u"CREATE TABLE chain_checks ("
            "tenant INTEGER NOT NULL PRIMARY KEY REFERENCES tenants, checked_at INTEGER NOT NULL,"
            " first INTEGER NOT NULL, last INTEGER NOT NULL, findings TEXT NOT NULL)"_s,
        },
        {
            // Mail that is to go out or has gone, each under its Message-ID from its first sending on. What MIME is
            // made of stands as it was written, so that sending once more sends the same.
            u"CREATE TABLE mails ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants, kind TEXT NOT NULL,"
            " topic TEXT NOT NULL, level INTEGER NOT NULL, first_event INTEGER NOT NULL, last_event INTEGER NOT NULL,"
            " event_count INTEGER NOT NULL, held_back INTEGER NOT NULL, message_id TEXT NOT NULL DEFAULT '',"
            " language TEXT NOT NULL, subject TEXT NOT NULL, made_at INTEGER NOT NULL,"
            " again_of INTEGER NOT NULL, asked_by TEXT NOT NULL, plain TEXT NOT NULL, content BLOB NOT NULL)"_s,
            u"CREATE INDEX mails_by_tenant ON mails (tenant, id)"_s,
            u"CREATE INDEX mails_by_age ON mails (tenant, made_at)"_s,
            u"CREATE INDEX mails_by_topic ON mails (tenant, topic, id)"_s,
            u"CREATE TABLE mail_recipients ("
            "mail INTEGER NOT NULL REFERENCES mails ON DELETE CASCADE, address TEXT NOT NULL,"
            " tenant INTEGER NOT NULL REFERENCES tenants, level INTEGER NOT NULL, state INTEGER NOT NULL,"
            " attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,"
            " reason INTEGER NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (mail, address)) WITHOUT ROWID"_s,
            u"CREATE INDEX mail_recipients_by_state ON mail_recipients (tenant, state, level DESC, next_at, mail)"_s,
            u"CREATE TABLE mail_attempts ("
            "id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenants,"
            " mail INTEGER NOT NULL REFERENCES mails ON DELETE CASCADE, address TEXT NOT NULL, at INTEGER NOT NULL,"
            " outcome INTEGER NOT NULL, reason INTEGER NOT NULL, answer TEXT NOT NULL)"_s,
            u"CREATE INDEX mail_attempts_by_mail ON mail_attempts (mail, id)"_s,
        },
        {
            // How far the alerts of a tenant have looked at its log, and what each level or rule waits to tell.
            u"CREATE TABLE alert_places ("
            "tenant INTEGER NOT NULL PRIMARY KEY REFERENCES tenants, number INTEGER NOT NULL,"
            " step INTEGER NOT NULL, revision INTEGER NOT NULL)"_s,
            u"CREATE TABLE alert_waits ("
            "tenant INTEGER NOT NULL REFERENCES tenants, topic TEXT NOT NULL, waiting TEXT NOT NULL,"
            " PRIMARY KEY (tenant, topic)) WITHOUT ROWID"_s,
        },
        {
            // Closed months of a log: each a file of its own, which holds all events of a range of numbers.
            u"CREATE TABLE segments ("
            "tenant INTEGER NOT NULL REFERENCES tenants, first INTEGER NOT NULL, last INTEGER NOT NULL,"
            " month TEXT NOT NULL, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL, bytes INTEGER NOT NULL,"
            " sha256 BLOB NOT NULL, closed_at INTEGER NOT NULL, file TEXT NOT NULL,"
            " PRIMARY KEY (tenant, first)) WITHOUT ROWID"_s,
            // How many of a segment's events have which source (field 0), user (1), kind (2), result (3) and level (4).
            u"CREATE TABLE segment_counts ("
            "tenant INTEGER NOT NULL REFERENCES tenants, first INTEGER NOT NULL, field INTEGER NOT NULL,"
            " code INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (tenant, first, field, code)) WITHOUT ROWID"_s,
            // What has to be done now and then, and when it was done last.
            u"CREATE TABLE chores ("
            "tenant INTEGER NOT NULL REFERENCES tenants, name TEXT NOT NULL, done_at INTEGER NOT NULL,"
            " PRIMARY KEY (tenant, name)) WITHOUT ROWID"_s,
        },
        {
            // Counts stand by both numbers between which their events lie, so that those of a part of a segment can be
            // made beside its own: see segmentcounts.h.
            u"CREATE TABLE counts_of_ranges ("
            "tenant INTEGER NOT NULL REFERENCES tenants, first INTEGER NOT NULL, last INTEGER NOT NULL,"
            " field INTEGER NOT NULL, code INTEGER NOT NULL, count INTEGER NOT NULL,"
            " PRIMARY KEY (tenant, first, last, field, code)) WITHOUT ROWID"_s,
            u"INSERT INTO counts_of_ranges (tenant, first, last, field, code, count)"
            " SELECT c.tenant, c.first, s.last, c.field, c.code, c.count FROM segment_counts c"
            " JOIN segments s ON s.tenant = c.tenant AND s.first = c.first"_s,
            u"DROP TABLE segment_counts"_s,
            u"ALTER TABLE counts_of_ranges RENAME TO segment_counts"_s,
            // Those that do not occur any more and are to go.
            u"CREATE INDEX event_names_unused ON event_names (tenant) WHERE count <= 0"_s,
            u"CREATE INDEX event_kinds_unused ON event_kinds (tenant) WHERE count <= 0"_s,
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
