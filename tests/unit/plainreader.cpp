// SPDX-License-Identifier: GPL-3.0-or-later
#include "plainreader.h"

#include <algorithm>

namespace sekimori::test {
namespace {

constexpr size_t none = std::string_view::npos;

char at(std::string_view text, size_t i)
{
    return i < text.size() ? text[i] : '\0';
}

/// As a line end that stands here: 1, 2 or none.
size_t lineEnd(std::string_view text, size_t i)
{
    if (at(text, i) == '\n')
        return 1;
    return at(text, i) == '\r' && at(text, i + 1) == '\n' ? 2 : 0;
}

/// The quote that closes the field which begins at @p begin, if it does before @p limit.
size_t closing(std::string_view text, size_t begin, size_t limit)
{
    for (size_t i = begin + 1; i < limit; ++i) {
        if (text[i] != '"')
            continue;
        if (at(text, i + 1) != '"')
            return i;
        ++i;
    }
    return none;
}

}

bool PlainReader::isPlausible(std::string_view text, size_t begin) const
{
    const std::string_view seen = text.substr(0, std::min(text.size(), begin + (64 << 10)));
    const bool isWhole = seen.size() == text.size();
    if (begin >= seen.size())
        return false;
    size_t fields = 1;
    for (size_t i = begin;;) {
        if (at(seen, i) == '"') {
            i = closing(seen, i, seen.size());
            if (i == none)
                return false;
            ++i;
            if (i < seen.size() && seen[i] != separator && lineEnd(seen, i) == 0)
                return false;
        } else {
            while (i < seen.size() && seen[i] != separator && seen[i] != '\n')
                ++i;
        }
        if (i >= seen.size())
            return isWhole && fields == columns;
        if (seen[i] != separator)
            return fields == columns;
        ++fields;
        ++i;
    }
}

size_t PlainReader::plausibleLine(std::string_view text, size_t from, size_t to) const
{
    int looked = 0;
    for (size_t i = from; i < to && looked < 64; ++i) {
        if (text[i] != '\n')
            continue;
        ++looked;
        if (isPlausible(text, i + 1))
            return i + 1;
    }
    return none;
}

size_t PlainReader::recordEnd(std::string_view text, size_t begin) const
{
    const size_t limit = std::min(text.size(), begin + longest);
    bool isFieldStart = true;
    for (size_t i = begin; i < limit; ++i) {
        if (isFieldStart && text[i] == '"') {
            const size_t quote = closing(text, i, limit);
            if (quote == none) {
                if (const size_t line = plausibleLine(text, i + 1, limit); line != none)
                    return line;
                const size_t lineFeed = text.substr(0, limit).find('\n', i + 1);
                if (lineFeed != none)
                    return lineFeed + 1;
                break;
            }
            const size_t next = quote + 1;
            const bool isClosed = next == text.size() || text[next] == separator || lineEnd(text, next) > 0;
            if (!isClosed) {
                if (const size_t line = plausibleLine(text, i + 1, quote); line != none)
                    return line;
            }
            i = quote;
            isFieldStart = false;
            continue;
        }
        isFieldStart = text[i] == separator;
        if (text[i] == '\n')
            return i + 1;
    }
    size_t end = limit;
    for (int back = 0; end < text.size() && end > begin + 1 && (uint8_t(text[end]) & 0xc0) == 0x80 && back < 3; ++back)
        --end;
    return end;
}

std::vector<std::string> PlainReader::fieldsOf(std::string_view record) const
{
    while (record.ends_with('\n'))
        record.remove_suffix(record.ends_with("\r\n") ? 2 : 1);
    std::vector<std::string> fields(1);
    bool isFieldStart = true;
    for (size_t i = 0; i < record.size(); ++i) {
        if (isFieldStart && record[i] == '"') {
            for (++i; i < record.size(); ++i) {
                if (record[i] == '"' && at(record, i + 1) == '"' && i + 1 < record.size())
                    ++i;
                else if (record[i] == '"')
                    break;
                fields.back() += record[i];
            }
            isFieldStart = false;
            continue;
        }
        isFieldStart = record[i] == separator;
        if (isFieldStart)
            fields.emplace_back();
        else
            fields.back() += record[i];
    }
    for (std::string &field : fields) {
        size_t apostrophes = 0;
        while (apostrophes < field.size() && field[apostrophes] == '\'')
            ++apostrophes;
        if (apostrophes > 0 && apostrophes < field.size() && std::string_view("=+-@").contains(field[apostrophes]))
            field.erase(0, 1);
    }
    return fields;
}

std::vector<PlainReader::Row> PlainReader::read(std::string_view text) const
{
    std::vector<Row> rows;
    uint64_t line = 1;
    bool isHeader = hasHeader;
    for (size_t begin = 0; begin < text.size();) {
        if (const size_t length = lineEnd(text, begin); length > 0) {
            begin += length;
            ++line;
            continue;
        }
        const size_t end = recordEnd(text, begin);
        const std::string_view record = text.substr(begin, end - begin);
        if (!isHeader)
            rows.push_back({begin, line, fieldsOf(record)});
        isHeader = false;
        line += uint64_t(std::ranges::count(record, '\n'));
        begin = end;
    }
    return rows;
}

}
