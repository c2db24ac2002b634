// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/datalock.h"

#include "store/database.h"

#include <QSqlError>

#include <atomic>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message FolderInUse{"store.folderInUse",
    QT_TRANSLATE_NOOP("Messages",
        "The data folder “%1” is in use by another platform service. Stop that one first, or name another folder.")};
}

DataLock::DataLock(QString connection)
    : m_connection(std::move(connection))
{
}

DataLock::~DataLock()
{
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<DataLock>> DataLock::take(const QString &folder)
{
    static std::atomic<quint64> count = 0;
    auto lock = std::unique_ptr<DataLock>(new DataLock(u"lock-%1"_s.arg(++count)));
    auto connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, lock->m_connection);
    connection.setDatabaseName(folder + u"/lock"_s);
    connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=0"_s);
    if (!connection.open())
        return std::unexpected(Error(ErrorKind::Unavailable, messages::StoreNotOpened, {connection.databaseName()}));
    QSqlQuery query(connection);
    if (query.exec(u"BEGIN EXCLUSIVE"_s))
        return lock;
    if (query.lastError().nativeErrorCode() == u"5")
        return std::unexpected(Error(ErrorKind::Conflict, messages::FolderInUse, {folder}));
    return std::unexpected(Error(ErrorKind::Unavailable, messages::StoreNotOpened, {connection.databaseName()}));
}

}
