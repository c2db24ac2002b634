// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <chrono>
#include <variant>
#include <vector>

struct sqlite3_stmt;

namespace sekimori::platformd {

/// What fills in a place of a statement: a number, a text, or bytes.
using SqlValue = std::variant<qint64, QString, QByteArray>;

/// While it lives, no statement of the connection runs on beyond the given time: it is ended with an error that says
/// so.
class TimeLimit {
public:
    TimeLimit(Database &database, std::chrono::milliseconds most);
    TimeLimit(const TimeLimit &) = delete;
    TimeLimit &operator=(const TimeLimit &) = delete;
    ~TimeLimit();

private:
    static int hasPassed(void *self);

    Database &m_database;
    const std::chrono::steady_clock::time_point m_end;
};

/// A statement for what reads many rows, or has a shape of its own, so that keeping it prepared would be of no use. Its
/// places are numbered (?1, ?2 …), and values stand at them until others do.
class Statement {
public:
    /// @p database outlives it.
    static Result<Statement> prepare(Database &database, const QString &sql);
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;
    ~Statement();

    void bind(int place, const SqlValue &value);
    void bind(const std::vector<SqlValue> &values); ///< from the first place on
    /// Goes to the next row. False: there is none, or error() says why it could not be read.
    bool next();
    /// Of the row: by column, from 0.
    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    /// Ready to run again.
    void reset();
    Result<void> outcome() const;

private:
    Statement(Database &database, sqlite3_stmt *statement);

    Database *m_database;
    sqlite3_stmt *m_statement;
    std::optional<Error> m_error;
};

}
