// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/foldedsearch.h"

#include "audit/filter/foldedtext.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace sekimori::audit::query {
namespace {

constexpr char32_t beyondCases = 0x1f000; // no character above has another case

/// The other characters of each that is not the only one to become it.
using Unfolding = std::map<char32_t, std::u32string>;

Unfolding allUnfoldings()
{
    Unfolding unfolding;
    for (char32_t character = 0; character < beyondCases; ++character) {
        if (const char32_t folded = filter::folded(character); folded != character)
            unfolding[folded] += character;
    }
    return unfolding;
}

std::string utf8Of(char32_t character)
{
    return QString::fromUcs4(&character, 1).toUtf8().toStdString();
}

/// What the ways to write a character have in common, of those that take so many bytes.
std::vector<MaskedByte> inCommon(const std::vector<std::string> &ways)
{
    std::vector<MaskedByte> bytes;
    for (size_t i = 0; i < ways.front().size(); ++i) {
        const auto value = uint8_t(ways.front()[i]);
        uint8_t differing = 0;
        for (const std::string &way : ways)
            differing |= uint8_t(uint8_t(way[i]) ^ value);
        const auto mask = uint8_t(~differing);
        bytes.push_back({mask, uint8_t(value & mask)});
    }
    return bytes;
}

/// Ways to write a character that take the same number of bytes.
struct Writing {
    std::vector<MaskedByte> bytes; ///< what they have in common
    bool isExact = false; ///< nothing else fits the bytes
};

Writing writingOf(const std::vector<std::string> &ways)
{
    Writing writing{.bytes = inCommon(ways)};
    int openBits = 0;
    for (const MaskedByte &byte : writing.bytes)
        openBits += std::popcount(uint8_t(~byte.mask));
    writing.isExact = ways.size() == size_t(1) << openBits;
    return writing;
}

std::vector<Writing> writingsOf(char32_t folded)
{
    std::map<size_t, std::vector<std::string>> waysBySize;
    for (const char32_t character : unfolded(folded)) {
        std::string way = utf8Of(character);
        waysBySize[way.size()].push_back(std::move(way));
    }
    std::vector<Writing> writings;
    for (const auto &[size, ways] : waysBySize)
        writings.push_back(writingOf(ways));
    return writings;
}

std::array<uint32_t, 256> countBytes(std::string_view sample)
{
    std::array<uint32_t, 256> counts{};
    for (const char byte : sample)
        ++counts[uint8_t(byte)];
    return counts;
}

uint32_t frequencyOf(MaskedByte byte, const std::array<uint32_t, 256> &counts)
{
    uint32_t frequency = 0;
    for (size_t value = 0; value < counts.size(); ++value) {
        if (byte.fits(char(value)))
            frequency += counts[value];
    }
    return frequency;
}

}

std::u32string unfolded(char32_t folded)
{
    static const Unfolding unfolding = allUnfoldings();
    const auto found = unfolding.find(folded);
    return found == unfolding.end() ? std::u32string(1, folded) : folded + found->second;
}

FoldedSearch::FoldedSearch(const std::vector<std::string> &needles)
{
    for (const std::string &needle : needles)
        addPieces(needle);
    tuneTo("eeeaaiioouunnttrrllssdd   ,,\"\"0011223456789::--..TZ");
}

void FoldedSearch::addPieces(std::string_view needle)
{
    // All of it as it is mostly written; or else one of its characters is written in another number of bytes.
    Piece usual;
    usual.isCertain = true;
    const auto characters = QString::fromUtf8(needle).toUcs4();
    for (const char32_t character : characters) {
        const auto writings = writingsOf(character);
        const Writing &shortest = writings.front();
        usual.bytes.insert(usual.bytes.end(), shortest.bytes.begin(), shortest.bytes.end());
        usual.isCertain = usual.isCertain && shortest.isExact;
        for (size_t i = 1; i < writings.size(); ++i) {
            if (!std::ranges::contains(m_pieces, writings[i].bytes, &Piece::bytes))
                m_pieces.push_back({.bytes = writings[i].bytes});
        }
    }
    if (!usual.bytes.empty())
        m_pieces.push_back(std::move(usual));
}

void FoldedSearch::tuneTo(std::string_view sample)
{
    const auto counts = countBytes(sample);
    for (Piece &piece : m_pieces) {
        std::vector<std::pair<uint32_t, size_t>> byFrequency;
        for (size_t i = 0; i < piece.bytes.size(); ++i)
            byFrequency.emplace_back(frequencyOf(piece.bytes[i], counts), i);
        std::ranges::sort(byFrequency);
        piece.first = byFrequency.front().second;
        piece.second = byFrequency[std::min<size_t>(1, byFrequency.size() - 1)].second;
        if (piece.first > piece.second)
            std::swap(piece.first, piece.second);
    }
}

size_t FoldedSearch::find(size_t index, std::string_view text, size_t from) const
{
    const Piece &piece = m_pieces[index];
    const BytePair pair{piece.bytes[piece.first], piece.bytes[piece.second], piece.second - piece.first};
    const size_t behind = piece.bytes.size() - piece.first; // from the first of the pair to the end of the piece
    for (size_t place = from + piece.first; place + behind <= text.size(); ++place) {
        place = findPair(text, place, pair);
        if (place + behind > text.size())
            break;
        const std::string_view there = text.substr(place - piece.first, piece.bytes.size());
        if (std::ranges::equal(there, piece.bytes, [](char byte, MaskedByte wanted) { return wanted.fits(byte); }))
            return place - piece.first;
    }
    return text.size();
}

}
