// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori::test {

/// CSV as one would first write it: byte after byte, from the first to the last, by the rule that stands in
/// csvrecord.h. Slow, and what the engine is held against.
struct PlainReader {
    struct Row {
        size_t begin = 0;
        uint64_t line = 0;
        std::vector<std::string> fields; ///< unquoted

        bool operator==(const Row &) const = default;
    };

    char separator = ',';
    size_t columns = 0;
    size_t longest = 0;
    bool hasHeader = true;

    std::vector<Row> read(std::string_view text) const;

private:
    size_t recordEnd(std::string_view text, size_t begin) const;
    size_t plausibleLine(std::string_view text, size_t from, size_t to) const;
    bool isPlausible(std::string_view text, size_t begin) const;
    std::vector<std::string> fieldsOf(std::string_view record) const;
};

}
