// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <memory>
#include <optional>
#include <type_traits>
#include <unordered_map>

struct sqlite3;

namespace sekimori::platformd {

class SegmentLogs;

enum class Access { ReadWrite, ReadOnly };

/// What a commit waits for. None exists so that the tests can show that they would notice.
enum class Durability {
    Full, ///< the disk has it
    None, ///< nothing; a power cut may lose what was answered
};

/// One connection to the store's file, made, used and closed by one thread. It knows SQL and no tables.
///
/// The rule for every statement that goes through it: each row belongs to a tenant, and each statement names that
/// tenant. The one exception is the list of tenants itself, read at the start.
class Database {
public:
    /// @p segments, where there are some, belong to the store and outlive it.
    static Result<std::unique_ptr<Database>> open(
        const QString &path, Access access, Durability durability, SegmentLogs *segments = nullptr);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs one statement, its `?` filled in order; says how many rows it changed. Statements are prepared once.
    Result<qint64> run(const QString &sql, const QVariantList &values = {});

    /// What @p read makes of each row of the answer.
    template<typename Reading>
    auto select(const QString &sql, const QVariantList &values, Reading read)
        -> Result<QList<std::invoke_result_t<Reading, const QSqlQuery &>>>
    {
        QList<std::invoke_result_t<Reading, const QSqlQuery &>> rows;
        const auto query = executed(sql, values);
        if (!query)
            return std::unexpected(query.error());
        while ((*query)->next())
            rows.append(read(std::as_const(**query)));
        if (const auto ended = finished(**query); !ended)
            return std::unexpected(ended.error());
        return rows;
    }

    /// What @p read makes of the only or first row; nothing where there is none.
    template<typename Reading>
    auto first(const QString &sql, const QVariantList &values, Reading read)
        -> Result<std::optional<std::invoke_result_t<Reading, const QSqlQuery &>>>
    {
        std::optional<std::invoke_result_t<Reading, const QSqlQuery &>> row;
        const auto query = executed(sql, values);
        if (!query)
            return std::unexpected(query.error());
        if ((*query)->next())
            row = read(std::as_const(**query));
        if (const auto ended = finished(**query); !ended)
            return std::unexpected(ended.error());
        return row;
    }

    /// The closed events of the same store; null: it has none.
    SegmentLogs *segments() const { return m_segments; }

    /// SQLite's own, for a Statement.
    sqlite3 *handle() const { return m_handle; }
    /// What SQLite said last, in @p sql.
    Error lastError(const QString &sql) const;

private:
    explicit Database(QString name);

    Result<QSqlQuery *> executed(const QString &sql, const QVariantList &values);
    Result<void> finished(QSqlQuery &query);

    QString m_name;
    QSqlDatabase m_connection;
    sqlite3 *m_handle = nullptr;
    SegmentLogs *m_segments = nullptr;
    std::unordered_map<QString, QSqlQuery> m_prepared;
};

namespace messages {
extern const Message StoreNotOpened;
extern const Message StoreFull;
extern const Message StoreUnreadable;
extern const Message StoreTooSlow;
extern const Message StoreFailed;
}

}
