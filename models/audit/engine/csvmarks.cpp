// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/csvmarks.h"

#include <bit>

// The file is compiled once for each set of instructions (see Highway's documentation); the plain one is among them.
#define HWY_COMPILE_ALL_ATTAINABLE
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audit/engine/csvmarks.cpp"
#include <hwy/foreach_target.h>
// After it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace sekimori::audit::engine::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr size_t groupLength = 64;
/// Room for positions is made for so many bytes at once.
constexpr size_t stretch = 4'096;
constexpr int mostUsual = 8; ///< positions that put() may write in vain

/// A bit for each of 64 bytes, the first one lowest.
struct Group {
    uint64_t quotes = 0;
    uint64_t separators = 0;
    uint64_t lineFeeds = 0;
    uint64_t returns = 0;
    uint64_t nuls = 0;
};

class Looking {
public:
    explicit Looking(const CsvSyntax &syntax)
        : m_separator(uint8_t(syntax.separator))
        , m_quotes(syntax.hasQuotes ? ~uint64_t(0) : 0)
    {
    }

    Group at(const char *text) const
    {
        Group group;
        for (size_t i = 0; i < groupLength; i += hn::Lanes(tag)) {
            const auto bytes = hn::LoadU(tag, reinterpret_cast<const uint8_t *>(text) + i);
            group.quotes |= bits(bytes, hn::Set(tag, '"')) << i;
            group.separators |= bits(bytes, hn::Set(tag, m_separator)) << i;
            group.lineFeeds |= bits(bytes, hn::Set(tag, '\n')) << i;
            group.returns |= bits(bytes, hn::Set(tag, '\r')) << i;
            group.nuls |= bits(bytes, hn::Zero(tag)) << i;
        }
        group.quotes &= m_quotes;
        return group;
    }

    /// Of the last bytes of a text, fewer than a group.
    Group atEnd(const char *text, size_t length) const
    {
        std::array<char, groupLength> padded{};
        std::copy_n(text, length, padded.begin());
        Group group = at(padded.data());
        group.nuls &= (uint64_t(1) << length) - 1;
        return group;
    }

private:
    static constexpr hn::CappedTag<uint8_t, groupLength> tag{};
    using Bytes = hn::Vec<decltype(tag)>;

    static uint64_t bits(Bytes bytes, Bytes wanted)
    {
        uint64_t bits = 0;
        hn::StoreMaskBits(tag, hn::Eq(bytes, wanted), reinterpret_cast<uint8_t *>(&bits));
        return bits;
    }

    uint8_t m_separator;
    uint64_t m_quotes;
};

/// Each bit becomes the parity of itself and those below.
HWY_INLINE uint64_t parities(uint64_t bits)
{
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    return bits ^ bits << 32;
}

/// Keeps the last bits of a group for the next one.
class Shifted {
public:
    explicit Shifted(bool carry)
        : m_carry(carry)
    {
    }
    uint64_t operator()(uint64_t bits)
    {
        const uint64_t shifted = bits << 1 | m_carry;
        m_carry = bits >> 63;
        return shifted;
    }

private:
    uint64_t m_carry;
};

/// What stands before the first byte; before the begin of a text, as before any record, a line end.
struct Before {
    Before(std::string_view text, size_t begin, const CsvSyntax &syntax)
        : last(begin > 0 ? text[begin - 1] : '\n')
        , lastButOne(begin > 1 ? text[begin - 2] : '\n')
        , isQuote(last == '"' && syntax.hasQuotes)
        , isQuoteAndReturn(last == '\r' && lastButOne == '"' && syntax.hasQuotes)
        , isBorder(last == '\n' || last == syntax.separator)
    {
    }

    char last;
    char lastButOne;
    bool isQuote;
    bool isQuoteAndReturn;
    bool isBorder;
};

/// Writes where bits are set. The first @p usual ones are written whether they are there or not, since a branch on
/// their number would be guessed wrong too often.
template<int usual>
HWY_INLINE uint32_t *put(uint32_t *target, uint64_t bits, uint32_t base)
{
    uint32_t *const end = target + std::popcount(bits);
    for (int i = 0; i < usual; ++i, bits &= bits - 1)
        *target++ = base + uint32_t(std::countr_zero(bits));
    for (; bits != 0; bits &= bits - 1) [[unlikely]]
        *target++ = base + uint32_t(std::countr_zero(bits));
    return end;
}

/// What stands behind closing quotes.
class Closed {
public:
    Closed() = default;
    explicit Closed(const Before &before)
        : m_afterQuote(before.isQuote)
        , m_afterReturn(before.isQuoteAndReturn)
    {
    }

    HWY_INLINE uint64_t odd(uint64_t closing, uint64_t borders, const Group &group)
    {
        const uint64_t behind = m_afterQuote(closing);
        return (behind & ~(borders | group.returns)) | (m_afterReturn(behind & group.returns) & ~group.lineFeeds);
    }

private:
    Shifted m_afterQuote{false};
    Shifted m_afterReturn{false};
};

/// Follows quotes and their neighbours from group to group, for both cases.
class Quoting {
public:
    Quoting(const Before &before)
        : m_beforeOpening(before.isBorder || before.isQuote)
        , m_closed(before)
        , m_closedOtherwise()
    {
    }

    struct Sides {
        uint64_t quoted; ///< from an opening quote to before the closing one; in the other case, what is not
        uint64_t odd;
        uint64_t oddOtherwise; ///< in the other case
    };

    HWY_INLINE Sides next(const Group &group)
    {
        const uint64_t quoted = parities(group.quotes) ^ m_inside;
        m_inside = uint64_t(int64_t(quoted) >> 63);
        const uint64_t opening = group.quotes & quoted;
        const uint64_t closing = group.quotes & ~quoted;
        const uint64_t borders = group.separators | group.lineFeeds | group.quotes;
        const uint64_t mayOpen = m_beforeOpening(borders);
        return {quoted, (opening & ~mayOpen) | m_closed.odd(closing, borders, group),
            (closing & ~mayOpen) | m_closedOtherwise.odd(opening, borders, group)};
    }

    bool isInside() const { return m_inside != 0; }

private:
    uint64_t m_inside = 0;
    Shifted m_beforeOpening;
    Closed m_closed;
    Closed m_closedOtherwise;
};

/// Line feeds that end an empty line.
class EmptyLines {
public:
    explicit EmptyLines(const Before &before)
        : m_afterLineFeed(before.last == '\n')
        , m_afterReturn(before.last == '\r')
        , m_twoAfterLineFeed(before.lastButOne == '\n')
    {
    }

    HWY_INLINE uint64_t next(const Group &group)
    {
        const uint64_t afterOne = m_afterLineFeed(group.lineFeeds);
        const uint64_t afterTwo = m_twoAfterLineFeed(afterOne);
        return group.lineFeeds & (afterOne | (m_afterReturn(group.returns) & afterTwo));
    }

private:
    Shifted m_afterLineFeed;
    Shifted m_afterReturn;
    Shifted m_twoAfterLineFeed;
};

uint32_t firstOf(uint64_t bits, uint32_t base)
{
    return bits == 0 ? nowhere : base + uint32_t(std::countr_zero(bits));
}

class LineEndSearch {
public:
    LineEndSearch(
        std::string_view text, size_t begin, size_t end, const Before &before, const CsvSyntax &syntax, LineEnds &found)
        : m_text(text.data() + begin)
        , m_length(uint32_t(end - begin))
        , m_looking(syntax)
        , m_quoting(before)
        , m_emptyLines(before)
        , m_found(found)
    {
        found.firstOdd = {nowhere, nowhere};
        found.ends[0].clear();
        found.ends[1].clear();
    }

    /// Ends where nothing further can be of use.
    template<bool forBothCases>
    void run()
    {
        for (uint32_t at = 0; at < m_length && !isOver<forBothCases>();) {
            const uint32_t end = uint32_t(std::min<size_t>(m_length, at + stretch));
            uint32_t *outside = m_found.ends[0].room(stretch + mostUsual);
            uint32_t *inside = m_found.ends[1].room(stretch + mostUsual);
            for (; at + groupLength <= end; at += groupLength)
                look<forBothCases>(m_looking.at(m_text + at), at, outside, inside);
            if (at < end) {
                look<forBothCases>(m_looking.atEnd(m_text + at, end - at), at, outside, inside);
                at = end;
            }
            m_found.ends[0].written(size_t(outside - m_found.ends[0].end()));
            m_found.ends[1].written(size_t(inside - m_found.ends[1].end()));
        }
        m_found.changesSides = m_quoting.isInside();
    }

private:
    template<bool forBothCases>
    bool isOver() const
    {
        return m_found.firstOdd[0] != nowhere && (!forBothCases || m_found.firstOdd[1] != nowhere);
    }

    template<bool forBothCases>
    HWY_INLINE void look(const Group &group, uint32_t at, uint32_t *&outside, uint32_t *&inside)
    {
        const Quoting::Sides sides = m_quoting.next(group);
        const uint64_t emptyLines = m_emptyLines.next(group);
        const uint64_t odd = sides.odd | (emptyLines & ~sides.quoted);
        if (odd != 0) [[unlikely]]
            m_found.firstOdd[0] = std::min(m_found.firstOdd[0], firstOf(odd, at));
        if constexpr (forBothCases) {
            const uint64_t oddOtherwise = sides.oddOtherwise | (emptyLines & sides.quoted);
            if (oddOtherwise != 0)
                m_found.firstOdd[1] = std::min(m_found.firstOdd[1], firstOf(oddOtherwise, at));
        }
        outside = put<2>(outside, group.lineFeeds & ~sides.quoted, at);
        inside = put<0>(inside, group.lineFeeds & sides.quoted, at);
    }

    const char *m_text;
    uint32_t m_length;
    Looking m_looking;
    Quoting m_quoting;
    EmptyLines m_emptyLines;
    LineEnds &m_found;
};

void lineEndsOfBothCases(std::string_view text, size_t begin, size_t end, const CsvSyntax &syntax, LineEnds &found)
{
    LineEndSearch(text, begin, end, Before(text, begin, syntax), syntax, found).run<true>();
}

void lineEndsFromRecord(std::string_view text, size_t begin, size_t end, const CsvSyntax &syntax, LineEnds &found)
{
    LineEndSearch(text, begin, end, Before(text, 0, syntax), syntax, found).run<false>();
}

uint32_t marks(std::string_view text, uint32_t begin, uint32_t end, const CsvSyntax &syntax, Positions &found)
{
    const Looking looking(syntax);
    Quoting quoting(Before(text, 0, syntax));
    Shifted afterReturn(false);
    for (uint32_t at = begin; at < end;) {
        const uint32_t stretchEnd = uint32_t(std::min<size_t>(end, size_t(at) + stretch));
        uint32_t *target = found.room(stretch + mostUsual);
        for (; at < stretchEnd; at += groupLength) {
            const Group group = at + groupLength <= stretchEnd ? looking.at(text.data() + at)
                                                               : looking.atEnd(text.data() + at, stretchEnd - at);
            const Quoting::Sides sides = quoting.next(group);
            const uint64_t bareReturns = afterReturn(group.returns) & ~group.lineFeeds & ~sides.quoted;
            const uint64_t odd = sides.odd | bareReturns | group.nuls;
            const uint64_t beforeOdd = (odd & (~odd + 1)) - 1;
            target = put<mostUsual>(target, (group.separators | group.lineFeeds) & ~sides.quoted & beforeOdd, at);
            if (odd != 0) [[unlikely]] {
                found.written(size_t(target - found.end()));
                return firstOf(odd, at);
            }
        }
        found.written(size_t(target - found.end()));
        at = stretchEnd;
    }
    return quoting.isInside() ? end : nowhere;
}

}
}
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sekimori::audit::engine {

HWY_EXPORT(lineEndsOfBothCases);
HWY_EXPORT(lineEndsFromRecord);
HWY_EXPORT(marks);

void findLineEnds(std::string_view text, size_t begin, size_t end, const CsvSyntax &syntax, LineEnds &found)
{
    HWY_DYNAMIC_DISPATCH(lineEndsOfBothCases)(text, begin, end, syntax, found);
}

void findLineEndsFromRecord(std::string_view text, size_t begin, size_t end, const CsvSyntax &syntax, LineEnds &found)
{
    HWY_DYNAMIC_DISPATCH(lineEndsFromRecord)(text, begin, end, syntax, found);
}

uint32_t findMarks(std::string_view text, uint32_t begin, uint32_t end, const CsvSyntax &syntax, Positions &found)
{
    return HWY_DYNAMIC_DISPATCH(marks)(text, begin, end, syntax, found);
}

std::vector<int64_t> csvMarksTargets()
{
    return hwy::SupportedAndGeneratedTargets();
}

}
#endif
