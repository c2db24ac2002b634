// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/textsort.h"

#include "audit/filter/foldedtext.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace sekimori::audit::query {
namespace {

constexpr size_t keyLength = sizeof(KeyedRow::key);
constexpr uint32_t atEnd = std::numeric_limits<uint32_t>::max();
constexpr size_t tailLength = 128;
constexpr size_t shared = 1 << 20; // a group this large is sorted by all threads together

bool isAscii(std::string_view text)
{
    return std::ranges::none_of(text, [](char byte) { return (byte & 0x80) != 0; });
}

/// Up to eight bytes as a number that orders like them.
uint64_t keyFrom(std::string_view bytes)
{
    uint64_t key = 0;
    for (size_t i = 0; i < keyLength; ++i)
        key = key << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0);
    return key;
}

/// In ASCII, positions in a text and in the folded one are the same.
uint64_t keyOfAscii(std::string_view bytes)
{
    uint64_t key = 0;
    for (size_t i = 0; i < keyLength; ++i) {
        const auto byte = static_cast<unsigned char>(i < bytes.size() ? bytes[i] : 0);
        key = key << 8 | (byte >= 'A' && byte <= 'Z' ? byte | 0x20U : byte);
    }
    return key;
}

/// One thread's way of reading the folded texts of rows.
class Texts {
public:
    explicit Texts(const TextOfRow &textOf)
        : m_textOf(textOf)
    {
    }

    /// The next eight bytes of the row's text become its key.
    void takeKey(KeyedRow &row)
    {
        const std::string_view text = m_textOf(row.row, m_scratch);
        const size_t end = row.position + keyLength;
        if (isAscii(text.substr(0, std::min(end, text.size())))) {
            row.key = row.position < text.size() ? keyOfAscii(text.substr(row.position, keyLength)) : 0;
            row.position = end < text.size() ? uint32_t(end) : atEnd;
            return;
        }
        const std::string folded = filter::folded(text);
        row.key = row.position < folded.size() ? keyFrom(std::string_view(folded).substr(row.position, keyLength)) : 0;
        row.position = end < folded.size() ? uint32_t(end) : atEnd;
    }

    /// Appends at most @p most further bytes of the row's text to @p bytes and moves its position behind them.
    void appendTo(std::string &bytes, KeyedRow &row, size_t most)
    {
        const std::string_view text = m_textOf(row.row, m_scratch);
        const size_t end = row.position + most;
        const std::string_view read = text.substr(0, std::min(end, text.size()));
        size_t size = text.size();
        if (isAscii(read)) {
            for (const char byte : read.substr(std::min<size_t>(row.position, read.size())))
                bytes += byte >= 'A' && byte <= 'Z' ? char(byte | 0x20) : byte;
        } else {
            const std::string folded = filter::folded(text);
            size = folded.size();
            bytes += std::string_view(folded).substr(std::min<size_t>(row.position, size), most);
        }
        row.position = end < size ? uint32_t(end) : atEnd;
    }

private:
    const TextOfRow &m_textOf;
    FieldScratch m_scratch;
};

/// Calls visit(group) for those rows that stand together with the same key and have more text.
void forEachGroup(std::span<KeyedRow> rows, auto &&visit)
{
    for (size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
        bool hasMore = false;
        for (end = begin; end < rows.size() && rows[end].key == rows[begin].key; ++end)
            hasMore |= rows[end].position != atEnd;
        if (end - begin > 1 && hasMore)
            visit(rows.subspan(begin, end - begin));
    }
}

/// A text that has ended stands before all that go on: it is put there with a key that none of them has.
void takeKey(Texts &texts, KeyedRow &row)
{
    if (row.position == atEnd)
        row.key = 0;
    else
        texts.takeKey(row);
}

/// Sorts the rows of a group by further bytes of their texts, which it reads once and keeps, so that eight bytes after
/// the other are compared without going back to rows that lie far apart.
class Tails {
public:
    Tails(std::span<KeyedRow> rows, Texts &texts)
        : m_rows(rows)
    {
        m_tails.reserve(rows.size());
        m_begins.reserve(rows.size() + 1);
        for (KeyedRow &row : rows) {
            m_begins.push_back(uint32_t(m_bytes.size()));
            if (row.position != atEnd)
                texts.appendTo(m_bytes, row, tailLength);
            m_tails.push_back({0, uint32_t(m_tails.size()), 0});
        }
        m_begins.push_back(uint32_t(m_bytes.size()));
    }

    /// Calls visit(group) for those whose further bytes are equal and who have more text.
    void sort(const std::stop_token &stop, auto &&visit)
    {
        std::vector<std::span<KeyedRow>> groups{m_tails};
        while (!groups.empty() && !stop.stop_requested()) {
            const auto tails = groups.back();
            groups.pop_back();
            for (KeyedRow &tail : tails)
                takeKey(tail);
            std::ranges::stable_sort(tails, {}, &KeyedRow::key);
            forEachGroup(tails, [&](std::span<KeyedRow> equal) { groups.push_back(equal); });
        }
        std::vector<KeyedRow> sorted;
        sorted.reserve(m_rows.size());
        for (const KeyedRow &tail : m_tails)
            sorted.push_back(m_rows[tail.row]);
        for (size_t i = 0; i < sorted.size(); ++i)
            sorted[i].key = i > 0 && bytesOf(m_tails[i].row) == bytesOf(m_tails[i - 1].row) ? sorted[i - 1].key : i;
        std::ranges::copy(sorted, m_rows.begin());
        forEachGroup(m_rows, visit);
    }

private:
    std::string_view bytesOf(uint32_t place) const
    {
        return std::string_view(m_bytes).substr(m_begins[place], m_begins[place + 1] - m_begins[place]);
    }

    void takeKey(KeyedRow &tail) const
    {
        const std::string_view bytes = bytesOf(tail.row);
        tail.key = tail.position < bytes.size() ? keyFrom(bytes.substr(tail.position, keyLength)) : 0;
        tail.position = tail.position + keyLength < bytes.size() ? uint32_t(tail.position + keyLength) : atEnd;
    }

    std::span<KeyedRow> m_rows;
    std::string m_bytes;
    std::vector<uint32_t> m_begins; // of each row's, in m_bytes
    std::vector<KeyedRow> m_tails; // `row` is the place in m_rows, `position` how far in its bytes
};

/// By one thread. To read a row out of order takes longer than all else.
void sortAlone(std::span<KeyedRow> group, Texts &texts, const std::stop_token &stop)
{
    std::vector<std::span<KeyedRow>> groups{group};
    while (!groups.empty() && !stop.stop_requested()) {
        const auto rows = groups.back();
        groups.pop_back();
        Tails(rows, texts).sort(stop, [&](std::span<KeyedRow> equal) { groups.push_back(equal); });
    }
}

}

bool sortByTexts(std::span<KeyedRow> rows, std::span<KeyedRow> spare, const TextOfRow &textOf, Workers &workers,
    const std::stop_token &stop)
{
    constexpr size_t stretch = 1 << 12;
    std::vector<Texts> texts;
    for (size_t thread = 0; thread < workers.count(); ++thread)
        texts.emplace_back(textOf);
    for (KeyedRow &row : rows)
        row.position = 0;
    std::vector<std::span<KeyedRow>> large{rows};
    std::vector<std::span<KeyedRow>> small;
    while (!large.empty()) {
        const auto group = large.back();
        large.pop_back();
        const bool isKeyed = workers.run(group.size() / stretch + 1, stop, [&](size_t piece, size_t thread) {
            const size_t begin = piece * stretch;
            for (KeyedRow &row : group.subspan(begin, std::min(stretch, group.size() - begin)))
                takeKey(texts[thread], row);
        });
        if (!isKeyed || !sortByKey(group, spare.first(group.size()), workers, stop))
            return false;
        forEachGroup(
            group, [&](std::span<KeyedRow> equal) { (equal.size() >= shared ? large : small).push_back(equal); });
    }
    workers.run(small.size(), stop, [&](size_t piece, size_t thread) { sortAlone(small[piece], texts[thread], stop); });
    return !stop.stop_requested();
}

}
