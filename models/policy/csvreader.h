// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QList>
#include <QStringView>

namespace sekimori::policy {

/// One record of a CSV text; it may span several lines of it.
struct CsvRecord {
    int line = 1; ///< where it begins
    QStringList fields;
    QStringView raw;
    std::optional<Error> error; ///< its quotes are wrong, and there are no fields
};

/// Takes a small text apart by the rules of RFC 4180, record by record. After a record with wrong quotes it goes on
/// with the next line, so that one forgotten quote does not hide the rest.
class CsvReader {
public:
    /// @p text has to live as long as the reader and its records.
    explicit CsvReader(QStringView text, QChar separator = u',');

    std::optional<CsvRecord> next();

private:
    Result<QString> readField();
    Result<QString> readQuotedField();
    Result<QString> readPlainField();
    bool isAtLineEnd() const;
    void passLineEnd();
    void passLine();

    QStringView m_text;
    QChar m_separator;
    qsizetype m_position = 0;
    int m_line = 1;
};

namespace messages {
extern const Message CsvStrayQuote;
extern const Message CsvTextAfterQuote;
extern const Message CsvQuoteLeftOpen;
}

}
