// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"

#include <sqlite3.h>
#include <utility>

namespace sekimori::platformd {

TimeLimit::TimeLimit(Database &database, std::chrono::milliseconds most)
    : m_database(database)
    , m_end(std::chrono::steady_clock::now() + most)
{
    constexpr int stepsBetween = 1'000; // of SQLite's machine: some milliseconds even where expressions are looked for
    sqlite3_progress_handler(database.handle(), stepsBetween, hasPassed, this);
}

TimeLimit::~TimeLimit()
{
    sqlite3_progress_handler(m_database.handle(), 0, nullptr, nullptr);
}

int TimeLimit::hasPassed(void *self)
{
    return std::chrono::steady_clock::now() >= static_cast<TimeLimit *>(self)->m_end ? 1 : 0;
}

Result<Statement> Statement::prepare(Database &database, const QString &sql)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database.handle(), text.constData(), int(text.size()), &statement, nullptr) != SQLITE_OK)
        return std::unexpected(database.lastError(sql));
    return Statement(database, statement);
}

Statement::Statement(Database &database, sqlite3_stmt *statement)
    : m_database(&database)
    , m_statement(statement)
{
}

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_error(std::move(other.m_error))
{
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

void Statement::bind(int place, const SqlValue &value)
{
    if (const auto *number = std::get_if<qint64>(&value)) {
        sqlite3_bind_int64(m_statement, place, *number);
    } else if (const auto *text = std::get_if<QString>(&value)) {
        const QByteArray bytes = text->toUtf8();
        sqlite3_bind_text(
            m_statement, place, bytes.isNull() ? "" : bytes.constData(), int(bytes.size()), SQLITE_TRANSIENT);
    } else if (const auto *bytes = std::get_if<QByteArray>(&value)) {
        sqlite3_bind_blob(m_statement, place, bytes->constData(), int(bytes->size()), SQLITE_TRANSIENT);
    }
}

void Statement::bind(const std::vector<SqlValue> &values)
{
    for (size_t i = 0; i < values.size(); ++i)
        bind(int(i) + 1, values[i]);
}

bool Statement::next()
{
    const int outcome = sqlite3_step(m_statement);
    if (outcome != SQLITE_ROW && outcome != SQLITE_DONE)
        m_error = m_database->lastError(QString::fromUtf8(sqlite3_sql(m_statement)));
    return outcome == SQLITE_ROW;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Statement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::bytes(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {bytes, sqlite3_column_bytes(m_statement, column)};
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
}

Result<void> Statement::outcome() const
{
    if (m_error)
        return std::unexpected(*m_error);
    return {};
}

}
