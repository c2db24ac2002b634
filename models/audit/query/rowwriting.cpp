// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/rowwriting.h"

#include "audit/engine/csvrecord.h"
#include "audit/engine/surplus.h"
#include "audit/query/fieldtext.h"
#include "audit/query/fieldwriting.h"

#include <QSet>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace sekimori::audit::query {
namespace {

using engine::Block;
using engine::Format;
using engine::Part;

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

/// The parts that have chosen rows.
std::vector<const Part *> partsOf(const RowsToWrite &rows)
{
    std::vector<const Part *> parts;
    for (size_t i = 0; i < rows.rows.blockCount(); ++i) {
        const Part *const part = &(*rows.log.parts)[(*rows.log.blocks)[i]->part];
        if (!rows.rows[i].isEmpty() && (parts.empty() || parts.back() != part))
            parts.push_back(part);
    }
    return parts;
}

std::string nameOf(const Part::Column &column)
{
    if (column.isNumber)
        return std::string(numberName);
    if (column.isClock)
        return std::string(clockName);
    return column.field ? std::string(columnName(*column.field)) : column.title.toStdString();
}

bool hasOurNames(const Part &part)
{
    return std::ranges::all_of(part.columns,
        [](const Part::Column &column) { return !column.isClock && column.title.toStdString() == nameOf(column); });
}

bool canStay(const std::vector<const Part *> &parts, TextFormat format)
{
    const auto isLike = [&](const Part *part) {
        if (format == TextFormat::Ndjson)
            return part->format == Format::Ndjson && hasOurNames(*part);
        return part->format == Format::Csv && part->fieldsBehind == 0 && part->separator == parts.front()->separator
            && part->columns == parts.front()->columns;
    };
    return !parts.empty() && std::ranges::all_of(parts, isLike);
}

/// What the first of the rows ends with; all others shall do so too.
std::string_view lineEndOf(const RowsToWrite &rows)
{
    const auto [block, row] = rows.rows.placeOf(rows.rows.at(0));
    const std::string_view whole = (*rows.log.blocks)[block]->record(row);
    const bool isBare = whole.substr(engine::withoutLineEnds(whole).size()).starts_with('\n');
    return isBare ? "\n" : "\r\n";
}

/// As they stand in their files, but for records that other readers would take for something else.
class RawWriting : public RowWriting {
public:
    RawWriting(const RowsToWrite &rows, const Part &part, const ExportFormat &format)
        : m_part(part)
        , m_format(format)
        , m_lineEnd(format.text == TextFormat::Csv ? lineEndOf(rows) : "\n")
    {
    }

    std::string head() const override
    {
        if (m_format.text == TextFormat::Ndjson)
            return {};
        std::string head(m_format.hasByteOrderMark ? byteOrderMark : "");
        for (const Part::Column &column : m_part.columns) {
            const std::string title = column.title.isEmpty() ? nameOf(column) : column.title.toStdString();
            appendCsvTitle(head, title, m_part.separator);
            head += m_part.separator;
        }
        head.pop_back();
        return head.append(m_lineEnd);
    }

    void append(std::string &text, const Block &block, uint32_t row) override
    {
        const std::string_view record = engine::withoutLineEnds(block.record(row));
        const bool isCsv = m_format.text == TextFormat::Csv;
        if (isCsv && (block.isOdd || record.contains('\r')) && breaksRules(record))
            appendFields(text);
        else if (isCsv && m_format.guardsFormulas)
            appendGuarded(text, record);
        else if (!isCsv && block.isOdd && !isObject(record))
            appendAsObject(text, record);
        else
            text += record;
        text += m_lineEnd;
    }

private:
    /// RFC 4180 has no such record: each reader makes something else of it. Its fields are known then.
    bool breaksRules(std::string_view record)
    {
        m_defects.clear();
        engine::splitRecord(record, m_part.separator, m_fields, &m_defects);
        return std::ranges::any_of(
            m_defects, [](const engine::DefectPlace &place) { return place.defect != engine::Defect::NulByte; });
    }

    /// Under the rules, as they were read: a quote that nobody closes would swallow the rows behind it.
    void appendFields(std::string &text)
    {
        for (size_t i = 0; i < m_fields.size(); ++i) {
            if (i > 0)
                text += m_part.separator;
            const std::string_view field = engine::unquoted(m_fields[i], m_scratch);
            if (m_format.guardsFormulas)
                appendGuardedCsv(text, field, m_part.separator);
            else
                appendCsv(text, field, m_part.separator);
        }
    }

    bool isObject(std::string_view record)
    {
        m_members.split(m_part, record);
        return m_members.isObject();
    }

    /// With all of the line where it was read.
    static void appendAsObject(std::string &text, std::string_view record)
    {
        text += '{';
        appendJson(text, columnName(Field::Complement));
        text += ':';
        appendJson(text, record);
        text += '}';
    }

    /// The apostrophe is all that is new.
    void appendGuarded(std::string &text, std::string_view record)
    {
        m_fields.clear();
        engine::splitRecord(record, m_part.separator, m_fields);
        const char *from = record.data();
        for (const std::string_view field : m_fields) {
            const auto content = field.starts_with('"') ? field.substr(1) : field;
            if (content.empty() || content.front() == '\'' || !engine::looksLikeFormula(content))
                continue;
            text.append(from, content.data());
            text += '\'';
            from = content.data();
        }
        text.append(from, record.data() + record.size());
    }

    const Part &m_part;
    const ExportFormat &m_format;
    const std::string_view m_lineEnd;
    engine::RecordFields m_members; // of NDJSON
    std::vector<std::string_view> m_fields;
    std::vector<engine::DefectPlace> m_defects;
    std::string m_scratch;
};

/// Whether one of the chosen rows may have text that no column has.
bool mayHaveSurplus(const RowsToWrite &rows)
{
    for (size_t i = 0; i < rows.rows.blockCount(); ++i) {
        if (!rows.rows[i].isEmpty() && (*rows.log.blocks)[i]->hasSurplus)
            return true;
    }
    return false;
}

/// Under our own names.
class CanonicalWriting : public RowWriting {
public:
    CanonicalWriting(const RowsToWrite &rows, const std::vector<const Part *> &parts, const ExportFormat &format)
        : m_log(rows.log)
        , m_format(format)
        , m_hasNumbers(std::ranges::any_of(parts,
              [](const Part *part) { return std::ranges::contains(part->columns, true, &Part::Column::isNumber); }))
        , m_numbers(FieldTexts::ofNumbers(*rows.log.parts))
        , m_days(*rows.log.parts, Field::Time)
        , m_clocks(FieldTexts::ofClocks(*rows.log.parts))
        , m_complements(*rows.log.parts, Field::Complement)
    {
        addOthers(parts);
        if (mayHaveSurplus(rows))
            m_surplus = freeName(std::string(surplusName));
    }

    std::string head() const override
    {
        std::string head = headOf(m_format, m_hasNumbers);
        if (m_format.text == TextFormat::Ndjson || (m_others.empty() && m_surplus.empty()))
            return head;
        head.resize(head.size() - 2); // its line end
        for (const Other &other : m_others) {
            head += ',';
            appendCsvTitle(head, other.name, ',');
        }
        if (!m_surplus.empty())
            head += ',' + m_surplus;
        return head + "\r\n";
    }

    void append(std::string &text, const Block &block, uint32_t row) override
    {
        const bool isCsv = m_format.text == TextFormat::Csv;
        m_isFirst = true;
        text += isCsv ? "" : "{";
        if (const auto number = m_numbers.at(block, row, m_scratch); m_hasNumbers && (isCsv || isNumber(number))) {
            addName(text, numberName);
            text += number;
        }
        for (const Field field : allFields) {
            addName(text, columnName(field));
            addValue(text, valueOf(block, row, field));
        }
        for (const Other &other : m_others) {
            addName(text, other.name);
            addValue(text, other.texts.at(block, row, m_scratch));
        }
        if (!m_surplus.empty())
            addSurplus(text, block, row);
        text += isCsv ? "\r\n" : "}\n";
    }

private:
    struct Other {
        std::string name;
        FieldTexts texts;
    };

    void addOthers(const std::vector<const Part *> &parts)
    {
        QStringList titles;
        QSet<QString> known;
        for (const Part *part : parts) {
            for (const size_t place : otherColumns(*part)) {
                const QString &title = part->columns[place].title;
                if (!known.contains(title))
                    titles.append(title);
                known.insert(title);
            }
        }
        const auto texts = FieldTexts::ofOthers(*m_log.parts, titles);
        for (size_t i = 0; i < texts.size(); ++i)
            m_others.push_back({freeName(titles[qsizetype(i)].toStdString()), texts[i]});
    }

    /// One that no other column has.
    std::string freeName(std::string name)
    {
        const auto isOurs = [&] {
            return name == numberName || std::ranges::contains(allFields, std::string_view(name), columnName);
        };
        while (isOurs() || !m_names.insert(name).second)
            name += '_';
        return name;
    }

    void addSurplus(std::string &text, const Block &block, uint32_t row)
    {
        const Part &part = (*m_log.parts)[block.part];
        addName(text, m_surplus);
        addValue(text, block.hasSurplus ? engine::surplusText(m_scratch.fieldsOf(part, block, row)) : std::string());
    }

    static bool isNumber(std::string_view text)
    {
        return !text.empty() && text.size() <= 18 && text.front() != '0'
            && std::ranges::all_of(text, [](char byte) { return byte >= '0' && byte <= '9'; });
    }

    std::string_view valueOf(const Block &block, uint32_t row, Field field)
    {
        if (field == Field::Complement)
            return m_complements.at(block, row, m_scratch);
        if (field != Field::Time)
            return (*m_log.dictionaries)[field][block.codes[size_t(field)][row]];
        if (block.times[row] == engine::noTime)
            return writtenTime(block, row);
        m_scratch.text.clear();
        appendTime(m_scratch.text, block.times[row]);
        return m_scratch.text;
    }

    std::string_view writtenTime(const Block &block, uint32_t row)
    {
        m_time = m_days.at(block, row, m_scratch);
        if (const auto clock = m_clocks.at(block, row, m_scratch); !clock.empty())
            m_time.append(" ").append(clock);
        return m_time;
    }

    void addName(std::string &text, std::string_view name)
    {
        text += std::exchange(m_isFirst, false) ? "" : ",";
        if (m_format.text == TextFormat::Csv)
            return;
        appendJson(text, name);
        text += ':';
    }

    void addValue(std::string &text, std::string_view value) const
    {
        if (m_format.text == TextFormat::Ndjson)
            appendJson(text, value);
        else if (m_format.guardsFormulas)
            appendGuardedCsv(text, value, ',');
        else
            appendCsv(text, value, ',');
    }

    const engine::LogSnapshot &m_log;
    const ExportFormat &m_format;
    bool m_hasNumbers;
    FieldTexts m_numbers;
    FieldTexts m_days; // or times, where these stand in one column
    FieldTexts m_clocks;
    std::string m_time; // one that could not be read
    FieldTexts m_complements;
    std::vector<Other> m_others;
    std::unordered_set<std::string> m_names; // of the others
    std::string m_surplus; // the name of what no column has; empty: there is none
    bool m_isFirst = true; // of a line
    FieldScratch m_scratch;
};

}

std::unique_ptr<RowWriting> writingFor(const RowsToWrite &rows, const ExportFormat &format)
{
    const auto parts = partsOf(rows);
    if (canStay(parts, format.text))
        return std::make_unique<RawWriting>(rows, *parts.front(), format);
    return std::make_unique<CanonicalWriting>(rows, parts, format);
}

}
