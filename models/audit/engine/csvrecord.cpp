// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/csvrecord.h"

#include <algorithm>

namespace sekimori::audit::engine {
namespace {

constexpr size_t linesLookedAt = 64;
constexpr size_t longestLookedAt = 64 << 10;
constexpr size_t npos = std::string_view::npos;

enum class Answer : uint8_t { No, Yes, MoreText };

/// The quote that closes the field whose text begins at @p at; npos: none before @p end.
size_t closingQuote(std::string_view text, size_t at, size_t end)
{
    for (;;) {
        const size_t quote = text.substr(0, end).find('"', at);
        if (quote == npos || quote + 1 >= text.size() || text[quote + 1] != '"')
            return quote;
        at = quote + 2;
    }
}

size_t separatorOrLineFeed(std::string_view text, char separator, size_t at)
{
    const char wanted[]{separator, '\n'};
    return text.find_first_of(std::string_view(wanted, 2), at);
}

class RecordSearch {
public:
    RecordSearch(std::string_view text, size_t begin, const RecordRule &rule, bool isWhole)
        : m_text(text)
        , m_begin(begin)
        , m_limit(rule.longest < text.size() - begin ? begin + rule.longest : text.size())
        , m_rule(rule)
        , m_isWhole(isWhole)
    {
    }

    std::optional<size_t> end();

private:
    /// The record's end; or none, and then m_at is where to go on, or m_needsText.
    std::optional<size_t> passQuoted();
    std::optional<size_t> passPlain();
    std::optional<size_t> endOfUnclosed();
    /// Where the first line between the two begins that is surely a record.
    std::optional<size_t> plausibleLine(size_t from, size_t to);
    Answer isPlausible(size_t line) const;
    bool mayGrow() const { return !m_isWhole && m_limit == m_text.size(); }
    size_t cut() const;

    std::string_view m_text;
    size_t m_begin;
    size_t m_limit;
    const RecordRule &m_rule;
    bool m_isWhole;
    size_t m_at = 0;
    bool m_needsText = false;
};

std::optional<size_t> RecordSearch::end()
{
    m_at = m_begin;
    for (;;) {
        const bool isQuoted = m_rule.syntax.hasQuotes && m_at < m_limit && m_text[m_at] == '"';
        if (isQuoted) {
            const auto found = passQuoted();
            if (found || m_needsText)
                return found;
        }
        // Behind a closing quote as well: what stands there up to the separator.
        const auto found = passPlain();
        if (found || m_needsText)
            return found;
    }
}

std::optional<size_t> RecordSearch::passQuoted()
{
    const size_t quote = closingQuote(m_text, m_at + 1, m_limit);
    if (quote == npos)
        return endOfUnclosed();
    const std::string_view after = m_text.substr(quote + 1, 2);
    m_needsText = !m_isWhole && (after.empty() || after == "\r");
    if (m_needsText)
        return {};
    const bool isClosed = after.empty() || after[0] == m_rule.syntax.separator || after[0] == '\n' || after == "\r\n";
    if (!isClosed) {
        const auto line = plausibleLine(m_at + 1, quote);
        if (line || m_needsText)
            return line;
    }
    m_at = quote + 1;
    return {};
}

std::optional<size_t> RecordSearch::passPlain()
{
    const std::string_view text = m_text.substr(0, m_limit);
    const size_t found
        = m_rule.syntax.hasQuotes ? separatorOrLineFeed(text, m_rule.syntax.separator, m_at) : text.find('\n', m_at);
    if (found != npos) {
        m_at = found + 1;
        return text[found] == '\n' ? std::optional(m_at) : std::nullopt;
    }
    if (mayGrow()) {
        m_needsText = true;
        return {};
    }
    return cut();
}

std::optional<size_t> RecordSearch::endOfUnclosed()
{
    if (mayGrow()) {
        m_needsText = true;
        return {};
    }
    const auto line = plausibleLine(m_at + 1, m_limit);
    if (line || m_needsText)
        return line;
    const size_t lineFeed = m_text.substr(0, m_limit).find('\n', m_at + 1);
    return lineFeed == npos ? cut() : lineFeed + 1;
}

std::optional<size_t> RecordSearch::plausibleLine(size_t from, size_t to)
{
    const std::string_view field = m_text.substr(0, to);
    for (size_t count = 0; count < linesLookedAt; ++count) {
        const size_t lineFeed = field.find('\n', from);
        if (lineFeed == npos)
            return {};
        const Answer answer = isPlausible(lineFeed + 1);
        m_needsText = answer == Answer::MoreText;
        if (answer == Answer::Yes)
            return lineFeed + 1;
        if (m_needsText)
            return {};
        from = lineFeed + 1;
    }
    return {};
}

Answer RecordSearch::isPlausible(size_t line) const
{
    const std::string_view text = m_text.substr(0, line + std::min(longestLookedAt, m_text.size() - line));
    const Answer atEnd = !m_isWhole && text.size() == m_text.size() ? Answer::MoreText : Answer::No;
    const auto verdict = [&](size_t fields) { return fields == m_rule.columns ? Answer::Yes : Answer::No; };
    size_t at = line;
    for (size_t fields = 1;; ++fields) {
        size_t border = at;
        if (at < text.size() && text[at] == '"') {
            const size_t quote = closingQuote(text, at + 1, text.size());
            if (quote == npos)
                return atEnd;
            border = quote + 1;
            if (text.substr(border, 2) == "\r\n")
                ++border;
        } else {
            border = separatorOrLineFeed(text, m_rule.syntax.separator, at);
        }
        const bool isEnd = border == npos || border >= text.size();
        if (isEnd && text.size() == m_text.size() && m_isWhole)
            return line < text.size() ? verdict(fields) : Answer::No;
        if (isEnd)
            return atEnd;
        if (text[border] == '\n')
            return verdict(fields);
        if (text[border] != m_rule.syntax.separator)
            return Answer::No;
        at = border + 1;
    }
}

/// At the limit, but in no character.
size_t RecordSearch::cut() const
{
    size_t end = m_limit;
    if (end == m_text.size())
        return end;
    while (end > m_begin + 1 && (uint8_t(m_text[end]) & 0xc0) == 0x80 && m_limit - end < 3)
        --end;
    return end;
}

}

std::optional<size_t> recordEnd(std::string_view text, size_t begin, const RecordRule &rule, bool isWhole)
{
    return RecordSearch(text, begin, rule, isWhole).end();
}

std::string_view withoutLineEnds(std::string_view record)
{
    while (record.ends_with('\n')) {
        record.remove_suffix(1);
        if (record.ends_with('\r'))
            record.remove_suffix(1);
    }
    return record;
}

namespace {

/// The first separator behind @p at, or the record's end.
size_t fieldEnd(std::string_view record, char separator, size_t at)
{
    return std::min(record.find(separator, at), record.size());
}

/// The end of the raw field that begins with a quote.
size_t quotedEnd(std::string_view record, char separator, size_t at, std::vector<DefectPlace> *defects)
{
    const size_t quote = closingQuote(record, at + 1, record.size());
    if (quote == npos) {
        if (defects)
            defects->push_back({Defect::NeverClosed, at});
        return record.size();
    }
    const size_t end = fieldEnd(record, separator, quote + 1);
    if (defects && end > quote + 1)
        defects->push_back({Defect::TextAfterQuote, quote + 1});
    return end;
}

void findStrays(std::string_view record, size_t begin, size_t end, bool isQuoted, std::vector<DefectPlace> &defects)
{
    const std::string_view field = record.substr(begin, end - begin);
    if (const size_t at = field.find('\r'); at != npos && !isQuoted)
        defects.push_back({Defect::BareReturn, begin + at});
    if (const size_t at = field.find('\0'); at != npos)
        defects.push_back({Defect::NulByte, begin + at});
}

}

void splitRecord(
    std::string_view record, char separator, std::vector<std::string_view> &fields, std::vector<DefectPlace> *defects)
{
    fields.clear();
    for (size_t at = 0;;) {
        const bool isQuoted = at < record.size() && record[at] == '"';
        const size_t end = isQuoted ? quotedEnd(record, separator, at, defects) : fieldEnd(record, separator, at);
        if (defects)
            findStrays(record, at, end, isQuoted, *defects);
        fields.push_back(record.substr(at, end - at));
        if (end == record.size())
            return;
        at = end + 1;
    }
}

std::string_view firstField(std::string_view record, char separator)
{
    const bool isQuoted = record.starts_with('"');
    return record.substr(0, isQuoted ? quotedEnd(record, separator, 0, nullptr) : fieldEnd(record, separator, 0));
}

bool looksLikeFormula(std::string_view text)
{
    const size_t start = text.find_first_not_of('\'');
    return start != npos && std::string_view("=+-@").contains(text[start]);
}

std::string_view unquoted(std::string_view raw, std::string &scratch)
{
    if (raw.starts_with('"')) {
        const size_t quote = closingQuote(raw, 1, raw.size());
        const std::string_view inner = raw.substr(1, quote == npos ? npos : quote - 1);
        const std::string_view behind = quote == npos ? std::string_view() : raw.substr(quote + 1);
        raw = inner;
        if (!behind.empty() || inner.contains('"')) {
            scratch.clear();
            for (size_t at = 0; at < inner.size();) {
                const size_t end = std::min(inner.find('"', at), inner.size() - 1) + 1;
                scratch += inner.substr(at, end - at);
                at = end + 1; // without the second one of a pair
            }
            scratch += behind;
            raw = scratch;
        }
    }
    if (raw.starts_with('\'') && looksLikeFormula(raw))
        raw.remove_prefix(1);
    return raw;
}

}
