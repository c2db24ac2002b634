// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/csvreader.h"

#include "error/excerpt.h"

namespace sekimori::policy {

namespace messages {
constexpr Message CsvStrayQuote{"csv.strayQuote",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” has a quotation mark inside. Put the whole field into quotation marks and double those inside.")};
constexpr Message CsvTextAfterQuote{"csv.afterQuote",
    QT_TRANSLATE_NOOP(
        "Messages", "After the closing quotation mark stands “%1”. Double the quotation marks inside a quoted field.")};
constexpr Message CsvQuoteLeftOpen{"csv.openQuote",
    QT_TRANSLATE_NOOP("Messages", "A quotation mark is opened here and never closed. Close it or remove it.")};
}

namespace {

constexpr QChar quote = u'"';

std::unexpected<Error> malformed(const Message &message, const QStringList &arguments = {})
{
    return std::unexpected(Error(ErrorKind::Malformed, message, arguments));
}

}

CsvReader::CsvReader(QStringView text, QChar separator)
    : m_text(text)
    , m_separator(separator)
{
}

std::optional<CsvRecord> CsvReader::next()
{
    if (m_position >= m_text.size())
        return {};
    const qsizetype start = m_position;
    CsvRecord record;
    record.line = m_line;
    while (true) {
        auto field = readField();
        if (!field) {
            m_position = start;
            m_line = record.line;
            passLine();
            record.fields.clear();
            record.error = std::move(field.error());
            break;
        }
        record.fields.append(std::move(*field));
        if (isAtLineEnd())
            break;
        ++m_position;
    }
    record.raw = m_text.sliced(start, m_position - start);
    passLineEnd();
    return record;
}

Result<QString> CsvReader::readField()
{
    return !isAtLineEnd() && m_text[m_position] == quote ? readQuotedField() : readPlainField();
}

Result<QString> CsvReader::readQuotedField()
{
    QString field;
    ++m_position;
    while (true) {
        const qsizetype closing = m_text.indexOf(quote, m_position);
        if (closing < 0)
            return malformed(messages::CsvQuoteLeftOpen);
        const auto part = m_text.sliced(m_position, closing - m_position);
        field += part;
        m_line += int(part.count(u'\n'));
        m_position = closing + 1;
        if (isAtLineEnd() || m_text[m_position] == m_separator)
            return field;
        if (m_text[m_position] != quote)
            return malformed(messages::CsvTextAfterQuote, {excerpt(m_text.sliced(m_position), 16)});
        field += quote;
        ++m_position;
    }
}

Result<QString> CsvReader::readPlainField()
{
    const qsizetype start = m_position;
    bool hasQuote = false;
    while (!isAtLineEnd() && m_text[m_position] != m_separator) {
        hasQuote = hasQuote || m_text[m_position] == quote;
        ++m_position;
    }
    const auto field = m_text.sliced(start, m_position - start);
    if (hasQuote)
        return malformed(messages::CsvStrayQuote, {excerpt(field)});
    return field.toString();
}

bool CsvReader::isAtLineEnd() const
{
    if (m_position >= m_text.size() || m_text[m_position] == u'\n')
        return true;
    return m_text[m_position] == u'\r' && (m_position + 1 == m_text.size() || m_text[m_position + 1] == u'\n');
}

void CsvReader::passLineEnd()
{
    if (m_position < m_text.size() && m_text[m_position] == u'\r')
        ++m_position;
    if (m_position < m_text.size()) {
        ++m_position;
        ++m_line;
    }
}

void CsvReader::passLine()
{
    while (!isAtLineEnd())
        ++m_position;
}

}
