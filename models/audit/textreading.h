// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sekimori::audit {

/// Takes a text apart from the left, number by number and word by word.
class TextReading {
public:
    explicit TextReading(std::string_view text)
        : m_rest(text)
    {
    }

    struct Number {
        int64_t value = 0;
        int digits = 0;
    };

    std::optional<Number> number(int mostDigits = 18)
    {
        Number number;
        while (number.digits < int(m_rest.size()) && isDigit(m_rest[size_t(number.digits)])) {
            if (number.digits == mostDigits)
                return {};
            const auto digit = uint64_t(m_rest[size_t(number.digits)] - '0');
            number.value = int64_t(uint64_t(number.value) * 10 + digit); // 19 digits may be too many
            ++number.digits;
        }
        if (number.digits == 0)
            return {};
        m_rest.remove_prefix(size_t(number.digits));
        return number;
    }

    /// Letters of ASCII, as they are.
    std::string_view word()
    {
        const auto end = std::ranges::find_if_not(m_rest, isLetter);
        const std::string_view word = m_rest.substr(0, size_t(end - m_rest.begin()));
        m_rest.remove_prefix(word.size());
        return word;
    }

    bool take(std::string_view text)
    {
        const bool isNext = m_rest.starts_with(text);
        if (isNext)
            m_rest.remove_prefix(text.size());
        return isNext;
    }

    /// One of these; the zero character if it is none.
    char takeOneOf(std::string_view characters)
    {
        if (m_rest.empty() || !characters.contains(m_rest.front()))
            return '\0';
        const char taken = m_rest.front();
        m_rest.remove_prefix(1);
        return taken;
    }

    void skip(std::string_view characters)
    {
        while (takeOneOf(characters) != '\0') { }
    }

    bool isAtEnd() const { return m_rest.empty(); }
    std::string_view rest() const { return m_rest; }

private:
    static bool isDigit(char character) { return character >= '0' && character <= '9'; }
    static bool isLetter(char character)
    {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    std::string_view m_rest;
};

}
