// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/csvhead.h"

#include "audit/engine/csvrecord.h"
#include "audit/files/titlerow.h"
#include "error/excerpt.h"

#include <algorithm>
#include <tuple>

using namespace std::string_view_literals;

namespace sekimori::audit::files {
namespace {

constexpr qsizetype mostRows = 50;
constexpr qsizetype longestShown = 200;

/// The first rows, and where each begins.
struct Rows {
    QList<QStringList> rows;
    QList<size_t> begins;
    QList<int> linesBefore;

    void skip(qsizetype count)
    {
        rows.remove(0, count);
        begins.remove(0, count);
        linesBefore.remove(0, count);
    }
};

/// A plain reader of RFC 4180 for a few rows.
class Sample {
public:
    Sample(const HeadText &head, char separator)
        : m_head(head)
        , m_text(head.text)
        , m_separator(separator)
    {
    }

    Rows rows()
    {
        while (m_place < m_text.size() && m_rows.rows.size() < mostRows) {
            readField();
            if (m_place >= m_text.size())
                break;
            const char end = m_text[m_place++];
            if (end == m_separator)
                m_isBehindSeparator = m_place == m_text.size();
            else
                endRow();
        }
        // A first row that is longer than the sample still tells how many columns there are.
        if ((m_head.isWhole || m_rows.rows.isEmpty()) && (!m_row.isEmpty() || m_isBehindSeparator))
            endRow();
        return m_rows;
    }

private:
    void readField()
    {
        std::string field;
        if (m_text[m_place] == '"') {
            ++m_place;
            readQuoted(field);
        }
        const size_t end = m_text.find_first_of(std::string{m_separator, '\n'}, m_place);
        field += m_text.substr(m_place, end == std::string_view::npos ? end : end - m_place);
        m_place = std::min(end, m_text.size());
        if (field.ends_with('\r'))
            field.pop_back();
        m_row.append(QString::fromStdString(field));
    }

    void readQuoted(std::string &field)
    {
        while (m_place < m_text.size()) {
            const char each = m_text[m_place++];
            if (each != '"') {
                field += each;
            } else if (m_place < m_text.size() && m_text[m_place] == '"') {
                field += each;
                ++m_place;
            } else {
                return;
            }
        }
    }

    void endRow()
    {
        const bool isEmptyLine = m_row.size() == 1 && m_row.front().isEmpty();
        if (m_isBehindSeparator)
            m_row.append(QString());
        if (!isEmptyLine) {
            m_rows.rows.append(m_row);
            m_rows.begins.append(m_begin);
            m_rows.linesBefore.append(m_lines);
        }
        const std::string_view record = m_text.substr(m_begin, m_place - m_begin);
        m_lines += m_head.isSheet ? 1 : int(std::ranges::count(record, '\n'));
        m_begin = m_place;
        m_row.clear();
        m_isBehindSeparator = false;
    }

    const HeadText m_head;
    std::string_view m_text;
    char m_separator;
    size_t m_place = 0;
    bool m_isBehindSeparator = false;
    size_t m_begin = 0; ///< of the row
    int m_lines = 0; ///< before it
    QStringList m_row;
    Rows m_rows;
};

/// How well rows fit a separator: titles that are known, then columns that most rows have.
auto merit(const QList<QStringList> &rows)
{
    if (rows.isEmpty())
        return std::tuple(qsizetype(0), qsizetype(0));
    const QList<QStringList> records = rows.sliced(titleRowIn(rows));
    return std::tuple(knownTitles(records.front()), usualWidth(records));
}

Rows rowsByGuess(const HeadText &text, char &separator)
{
    Rows best;
    for (const char each : {',', ';', '\t'}) {
        Rows rows = Sample(text, each).rows();
        if (best.rows.isEmpty() || merit(rows.rows) > merit(best.rows)) {
            separator = each;
            best = std::move(rows);
        }
    }
    return best;
}

bool tellsSeparator(std::string_view text)
{
    return text.size() > 5 && (text.starts_with("sep="sv) || text.starts_with("SEP="sv))
        && (text[5] == '\r' || text[5] == '\n');
}

/// A return without a line feed, outside of quotes.
std::optional<qsizetype> bareReturnIn(std::string_view record, char separator)
{
    std::vector<std::string_view> fields;
    std::vector<engine::DefectPlace> defects;
    engine::splitRecord(engine::withoutLineEnds(record), separator, fields, &defects);
    const auto found = std::ranges::find(defects, engine::Defect::BareReturn, &engine::DefectPlace::defect);
    if (found == defects.end())
        return {};
    const std::string_view before = record.substr(0, found->position);
    return QString::fromUtf8(before.data(), qsizetype(before.size())).size();
}

}

CsvHead readCsvHead(const HeadText &text, bool mayHaveTitles)
{
    CsvHead head;
    Rows rows;
    std::string_view sampled = text.text;
    if (text.isSheet) {
        rows = Sample(text, head.separator).rows();
    } else if (tellsSeparator(text.text)) {
        head.separator = text.text[4];
        head.start = std::min(text.text.find('\n', 5), text.text.size() - 1) + 1;
        head.firstLine = 2;
        sampled.remove_prefix(head.start);
        rows = Sample({sampled, text.isWhole}, head.separator).rows();
    } else {
        rows = rowsByGuess(text, head.separator);
    }
    if (const qsizetype titles = mayHaveTitles ? titleRowIn(rows.rows) : 0; titles > 0) {
        for (qsizetype row = 0; row < titles; ++row)
            head.above.append({head.firstLine + rows.linesBefore[row],
                excerpt(rows.rows[row].join(QLatin1Char(head.separator)), longestShown)});
        head.start += rows.begins[titles];
        head.firstLine += rows.linesBefore[titles];
        rows.skip(titles);
    }
    if (rows.rows.size() > 1) {
        const std::string_view first = sampled.substr(rows.begins[0], rows.begins[1] - rows.begins[0]);
        head.bareReturn = bareReturnIn(first, head.separator);
    }
    head.rows = std::move(rows.rows);
    return head;
}

}
