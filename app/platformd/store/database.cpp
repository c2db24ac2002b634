// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "store/eventfunctions.h"

#include <QLoggingCategory>
#include <QSqlDriver>
#include <QSqlError>

#include <atomic>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Q_LOGGING_CATEGORY(storeLog, "sekimori.store")

namespace messages {
constexpr Message StoreNotOpened{"store.notOpened",
    QT_TRANSLATE_NOOP("Messages",
        "The store “%1” could not be opened. Check that the service's user may read and write it; the service's log "
        "has the details.")};
constexpr Message StoreFull{"store.full",
    QT_TRANSLATE_NOOP("Messages",
        "The platform's disk is full. Nothing was changed; its operator has to make room before it can be.")};
constexpr Message StoreUnreadable{"store.unreadable",
    QT_TRANSLATE_NOOP("Messages",
        "The platform's disk does not do its work at present. Nothing was changed; try again, and tell the operator.")};
constexpr Message StoreTooSlow{"store.tooSlow",
    QT_TRANSLATE_NOOP(
        "Messages", "The search took too long and was ended. Look for less at once, or try again later.")};
constexpr Message StoreFailed{"store.failed",
    QT_TRANSLATE_NOOP("Messages",
        "The platform's store refused to work. Nothing was changed; its operator finds the reason in the service's "
        "log.")};
}

namespace {

/// SQLite's result codes (sqlite.org/rescode.html), as far as somebody is told something of them.
enum ResultCode { Busy = 5, Locked = 6, Interrupted = 9, DiskError = 10, Full = 13, NotOpened = 14 };

/// What is logged names the statement, never the values in it.
Error errorOf(int extendedCode, const QString &text, const QString &sql)
{
    qCWarning(storeLog).noquote() << "SQLite error" << extendedCode << text << "in" << sql;
    switch (extendedCode & 0xff) {
    case Full:
        return Error(ErrorKind::Unavailable, messages::StoreFull);
    case Busy:
    case Locked:
    case DiskError:
    case NotOpened:
        return Error(ErrorKind::Unavailable, messages::StoreUnreadable);
    case Interrupted:
        return Error(ErrorKind::Unavailable, messages::StoreTooSlow);
    default:
        return Error(ErrorKind::Internal, messages::StoreFailed);
    }
}

Error errorFrom(const QSqlError &error, const QString &sql)
{
    return errorOf(error.nativeErrorCode().toInt(), error.databaseText(), sql);
}

/// No column of ours may be NULL, and an empty text or byte array may well be null to Qt.
QVariant neverNull(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        return u""_s;
    if (value.typeId() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

/// A connection's name has to be new in the whole process.
QString newName()
{
    static std::atomic<quint64> count = 0;
    return u"store-%1"_s.arg(++count);
}

QStringList settingsOf(Access access, Durability durability)
{
    const QString synchronous = durability == Durability::Full ? u"FULL"_s : u"OFF"_s;
    QStringList settings{u"PRAGMA foreign_keys = ON"_s, u"PRAGMA synchronous = %1"_s.arg(synchronous)};
    // Only the writer says how the file is kept. What it deletes it overwrites: hashes of old passwords shall go.
    if (access == Access::ReadWrite)
        settings << u"PRAGMA journal_mode = WAL"_s << u"PRAGMA secure_delete = ON"_s;
    return settings;
}

}

Database::Database(QString name)
    : m_name(std::move(name))
    , m_connection(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
}

Database::~Database()
{
    m_prepared.clear();
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>> Database::open(
    const QString &path, Access access, Durability durability, SegmentLogs *segments)
{
    auto database = std::unique_ptr<Database>(new Database(newName()));
    database->m_segments = segments;
    database->m_connection.setDatabaseName(path);
    database->m_connection.setConnectOptions(
        u"QSQLITE_BUSY_TIMEOUT=10000"_s + (access == Access::ReadOnly ? u";QSQLITE_OPEN_READONLY"_s : QString()));
    if (!database->m_connection.open()) {
        qCWarning(storeLog).noquote() << "Cannot open" << path << database->m_connection.lastError().text();
        return std::unexpected(Error(ErrorKind::Unavailable, messages::StoreNotOpened, {path}));
    }
    // Qt's own doing: the handle is a pointer in a QVariant.
    database->m_handle = *static_cast<sqlite3 *const *>(database->m_connection.driver()->handle().constData());
    registerEventFunctions(database->m_handle);
    const auto settings = settingsOf(access, durability);
    for (const QString &setting : settings) {
        if (const auto set = database->run(setting); !set)
            return std::unexpected(set.error());
    }
    return database;
}

Error Database::lastError(const QString &sql) const
{
    return errorOf(sqlite3_extended_errcode(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)), sql);
}

Result<qint64> Database::run(const QString &sql, const QVariantList &values)
{
    const auto query = executed(sql, values);
    if (!query)
        return std::unexpected(query.error());
    const qint64 changed = (*query)->numRowsAffected();
    (*query)->finish();
    return changed;
}

Result<QSqlQuery *> Database::executed(const QString &sql, const QVariantList &values)
{
    auto found = m_prepared.find(sql);
    if (found == m_prepared.end()) {
        QSqlQuery query(m_connection);
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return std::unexpected(errorFrom(query.lastError(), sql));
        found = m_prepared.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = found->second;
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), neverNull(values[i]));
    if (!query.exec())
        return std::unexpected(errorFrom(query.lastError(), sql));
    return &query;
}

/// A row that could not be fetched ends the walk like the last one; only the error tells them apart.
Result<void> Database::finished(QSqlQuery &query)
{
    const QSqlError error = query.lastError();
    query.finish();
    if (error.isValid())
        return std::unexpected(errorFrom(error, query.lastQuery()));
    return {};
}

}
