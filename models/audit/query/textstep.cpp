// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/textstep.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace sekimori::audit::query {
namespace {

/// From so few rows on it is faster to read each than to search through all.
constexpr uint32_t sparse = 16;

/// The longest piece of @p needle whose bytes stand in a file as they read: without quotes, which are doubled or
/// escaped, and what else JSON escapes.
std::string asWritten(std::string_view needle)
{
    const auto isWritten = [](char byte) { return byte != '"' && byte != '\\' && uint8_t(byte) >= 0x20; };
    std::string_view longest;
    for (size_t begin = 0, end = 0; begin < needle.size(); begin = end + 1) {
        end = begin;
        while (end < needle.size() && isWritten(needle[end]))
            ++end;
        if (end - begin > longest.size())
            longest = needle.substr(begin, end - begin);
    }
    return std::string(longest);
}

/// Nothing where one of the needles has no such piece: then no search is of use.
std::vector<std::string> allAsWritten(const std::vector<std::string> &needles)
{
    std::vector<std::string> pieces;
    for (const std::string &needle : needles) {
        pieces.push_back(asWritten(needle));
        if (pieces.back().empty())
            return {};
    }
    return pieces;
}

}

/// The way through one block.
class TextStep::Looking {
public:
    Looking(const TextStep &step, const engine::Block &block, const BlockRows &among, const Judging &judging)
        : m_step(step)
        , m_block(block)
        , m_part(judging.parts[block.part])
        , m_judging(judging)
        , m_left(among.words())
        , m_found(m_left.size())
    {
    }

    void lookAtEach(const BlockRows &rows)
    {
        rows.forEach([this](uint32_t row) {
            if (!m_judging.stop.stop_requested())
                look(row);
        });
    }

    /// Looks at the rows that find(text, from) leads to. @p certain: so many bytes from there are all that is wanted.
    void lookWhere(auto &&find, std::optional<size_t> certain = {})
    {
        const std::string_view text = m_block.text;
        uint32_t row = 0;
        for (size_t place = find(text, m_block.starts.front());
            place < m_block.starts.back() && !m_judging.stop.stop_requested();) {
            row = rowAt(place, row);
            const size_t begin = beginOf(row);
            if (place >= begin && isLeft(row))
                look(row, certain && isInComplement(row, place, *certain));
            place = find(text, place < begin && isLeft(row) ? begin : m_block.starts[row + 1]);
        }
    }

    BlockRows found() { return BlockRows::of(m_block.rowCount, std::move(m_found)); }

private:
    bool isLeft(uint32_t row) const
    {
        return (m_left[row / BlockRows::wordBits] >> (row % BlockRows::wordBits) & 1) != 0;
    }

    /// No row is looked at twice.
    void look(uint32_t row, bool isKnown = false)
    {
        const uint64_t bit = uint64_t(1) << (row % BlockRows::wordBits);
        m_left[row / BlockRows::wordBits] &= ~bit;
        if (isKnown || isAccepted(row))
            m_found[row / BlockRows::wordBits] |= bit;
    }

    bool isAccepted(uint32_t row)
    {
        const auto accepts = [this](std::string_view text) { return m_step.m_test->accepts(text, m_judging.thread); };
        return accepts(m_step.m_complements->at(m_block, row, m_scratch))
            || (m_step.m_others && m_step.m_others->any(m_block, row, m_scratch, accepts, m_judging.stop));
    }

    /// Whether what was found stands in the complement for sure; where that takes more than a look, no.
    bool isInComplement(uint32_t row, size_t place, size_t length) const
    {
        const auto begin = complementOf(row);
        if (m_part.format != engine::Format::Csv || !begin || place < *begin)
            return false;
        const std::string_view text = m_block.text;
        if (text[*begin] != '"')
            return !text.substr(*begin, place + length - *begin).contains(m_part.separator);
        auto before = text.substr(*begin + 1, place - *begin - 1);
        for (size_t quote = 0; (quote = before.find('"')) != std::string_view::npos;) {
            if (!before.substr(quote).starts_with("\"\""))
                return false;
            before.remove_prefix(quote + 2);
        }
        return true;
    }

    std::optional<size_t> complementOf(uint32_t row) const
    {
        constexpr auto unknown = std::numeric_limits<uint16_t>::max();
        const bool isKnown = !m_block.complements.empty() && m_block.complements[row] != unknown;
        return isKnown ? std::optional(m_block.starts[row] + m_block.complements[row]) : std::nullopt;
    }

    /// The row that has this place of the text; it is @p before or one behind it, mostly a near one.
    uint32_t rowAt(size_t place, uint32_t before) const
    {
        const auto &starts = m_block.starts;
        size_t step = 1;
        size_t begin = before;
        while (begin + step < starts.size() && starts[begin + step] <= place) {
            begin += step;
            step *= 2;
        }
        const auto end = starts.begin() + ptrdiff_t(std::min(begin + step + 1, starts.size()));
        return uint32_t(std::upper_bound(starts.begin() + ptrdiff_t(begin), end, place) - starts.begin()) - 1;
    }

    /// From where on hits in this record count.
    size_t beginOf(uint32_t row) const
    {
        return m_step.m_others ? m_block.starts[row] : complementOf(row).value_or(m_block.starts[row]);
    }

    const TextStep &m_step;
    const engine::Block &m_block;
    const engine::Part &m_part;
    const Judging &m_judging;
    std::vector<uint64_t> m_left; // rows still to be looked at
    std::vector<uint64_t> m_found;
    FieldScratch m_scratch;
};

TextStep::TextStep(std::shared_ptr<TextTest> test, Where where)
    : m_test(std::move(test))
    , m_where(where)
    , m_search(allAsWritten(m_test->needles()))
{
    // An apostrophe may be one that keeps spreadsheets from calculating, and then is none of the text.
    const auto &needles = m_test->needles();
    m_areHitsEnough = m_test->areEnough() && allAsWritten(needles) == needles && needles.size() == 1
        && !needles.front().contains('\'');
}

void TextStep::prepare(const engine::LogSnapshot &log, size_t threads)
{
    constexpr size_t sampleSize = 1 << 16;
    m_test->prepare(threads);
    m_complements.emplace(*log.parts, Field::Complement);
    if (m_where == Where::ComplementsAndOthers)
        m_others.emplace(*log.parts);
    if (!log.blocks->empty())
        m_search.tuneTo(log.blocks->front()->text.substr(0, sampleSize));
}

BlockRows TextStep::judge(const engine::Block &block, const BlockRows &among, const Judging &judging) const
{
    if (among.isEmpty())
        return among;
    Looking looking(*this, block, among, judging);
    const bool isCsv = judging.parts[block.part].format == engine::Format::Csv;
    const bool isInPieces = isCsv && block.isOdd;
    if (isInPieces || m_search.pieceCount() == 0 || among.count() < among.rowCount() / sparse) {
        looking.lookAtEach(among);
        return looking.found();
    }
    for (size_t piece = 0; piece < m_search.pieceCount(); ++piece) {
        const bool isCertain = m_areHitsEnough && m_search.isCertain(piece);
        looking.lookWhere([&](std::string_view text, size_t from) { return m_search.find(piece, text, from); },
            isCertain ? std::optional(m_search.lengthOf(piece)) : std::nullopt);
    }
    if (!isCsv) {
        // What is escaped may read as anything.
        looking.lookWhere(
            [](std::string_view text, size_t from) { return std::min(text.find('\\', from), text.size()); });
    }
    return looking.found();
}

}
