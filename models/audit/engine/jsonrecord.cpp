// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/jsonrecord.h"

#include <optional>
#include <simdjson.h>
#include <unordered_map>

namespace sekimori::audit::engine {

namespace ondemand = simdjson::ondemand;

struct JsonRecords::Parser {
    ondemand::parser parser;
    std::string padded; ///< a line that nothing may be read behind
};

JsonRecords::JsonRecords()
    : m_parser(std::make_unique<Parser>())
{
}

JsonRecords::~JsonRecords() = default;

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const size_t end = text.find_last_not_of(blanks);
    return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

/// Finds the columns of one record's members, of which there may be any number.
class ColumnSearch {
public:
    explicit ColumnSearch(const std::vector<Part::Column> &columns)
        : m_columns(columns)
    {
    }

    /// Mostly the one after the column before. As many as there are columns: there is none of this name.
    size_t find(std::string_view name)
    {
        constexpr size_t fewComparisons = 512;
        const bool isLikely = m_likely < m_columns.size() && isNamed(m_likely, name);
        const size_t found = isLikely ? m_likely : m_comparisons < fewComparisons ? lookAtEach(name) : lookUp(name);
        if (found < m_columns.size())
            m_likely = found + 1;
        return found;
    }

private:
    bool isNamed(size_t column, std::string_view name) const
    {
        return m_columns[column].title == QUtf8StringView(name.data(), qsizetype(name.size()));
    }

    size_t lookAtEach(std::string_view name)
    {
        size_t column = 0;
        while (column < m_columns.size() && !isNamed(column, name))
            ++column;
        m_comparisons += column;
        return column;
    }

    size_t lookUp(std::string_view name)
    {
        if (!m_places) {
            m_places.emplace();
            for (size_t i = 0; i < m_columns.size(); ++i)
                m_places->try_emplace(m_columns[i].title.toStdString(), i);
        }
        const auto found = m_places->find(std::string(name));
        return found == m_places->end() ? m_columns.size() : found->second;
    }

    const std::vector<Part::Column> &m_columns;
    size_t m_likely = 0;
    size_t m_comparisons = 0;
    std::optional<std::unordered_map<std::string, size_t>> m_places; // by title; once it is worth it
};

/// Calls @p found with the key and raw value of each member. False where the text is no object.
template<typename Found>
bool eachMember(ondemand::parser &parser, simdjson::padded_string_view text, Found found)
{
    ondemand::document document;
    ondemand::object object;
    if (parser.iterate(text).get(document) || document.get_object().get(object))
        return false;
    for (auto member : object) {
        std::string_view key;
        std::string_view raw;
        if (member.unescaped_key(true).get(key) || member.value().raw_json().get(raw))
            return false;
        found(key, trimmed(raw));
    }
    return document.at_end();
}

}

bool JsonRecords::split(std::string_view record, size_t readable, const std::vector<Part::Column> &columns,
    std::vector<std::string_view> &fields)
{
    fields.assign(columns.size(), {});
    m_surplus.clear();
    const char *text = record.data();
    size_t capacity = readable;
    if (readable < record.size() + simdjson::SIMDJSON_PADDING) {
        m_parser->padded.assign(record);
        m_parser->padded.resize(record.size() + simdjson::SIMDJSON_PADDING);
        text = m_parser->padded.data();
        capacity = m_parser->padded.size();
    }
    ColumnSearch search(columns);
    const simdjson::padded_string_view padded(text, record.size(), capacity);
    return eachMember(m_parser->parser, padded, [&](std::string_view key, std::string_view raw) {
        const size_t column = search.find(key);
        const std::string_view value = record.substr(size_t(raw.data() - text), raw.size());
        if (column < columns.size()) {
            fields[column] = value;
        } else {
            m_surplus.push_back({std::string(key), value});
        }
    });
}

std::string_view jsonText(std::string_view raw, std::string &scratch)
{
    if (raw == "null")
        return {};
    if (raw.size() < 2 || raw.front() != '"' || raw.back() != '"')
        return raw;
    const std::string_view inner = raw.substr(1, raw.size() - 2);
    if (!inner.contains('\\'))
        return inner;
    thread_local ondemand::parser parser;
    const simdjson::padded_string text(raw);
    ondemand::document document;
    std::string_view unescaped;
    if (parser.iterate(text).get(document) || document.get_string(true).get(unescaped))
        return inner;
    scratch.assign(unescaped);
    return scratch;
}

}
