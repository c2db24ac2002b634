// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"

#include <string>
#include <string_view>
#include <vector>

namespace sekimori::audit::engine {

/// Reads lines of NDJSON, each an object, one after the other.
class JsonRecords {
public:
    JsonRecords();
    ~JsonRecords();
    JsonRecords(const JsonRecords &) = delete;
    JsonRecords &operator=(const JsonRecords &) = delete;

    /// The raw value of each column, as it stands in @p record; null views for those that are not there. False where
    /// the line is not an object; then what was read before it broke is told. @p readable: so far behind the record's
    /// start bytes may be read.
    bool split(std::string_view record, size_t readable, const std::vector<Part::Column> &columns,
        std::vector<std::string_view> &fields);

    struct Member {
        std::string name;
        std::string_view raw; ///< its value, as it stands in the record

        bool isEmpty() const { return raw == "null" || raw == "\"\""; }
    };
    /// What the record that was split last has beside the columns.
    const std::vector<Member> &surplus() const { return m_surplus; }

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
    std::vector<Member> m_surplus;
};

/// What a raw JSON value means as text: strings unescaped, `null` empty, all others as they stand there.
std::string_view jsonText(std::string_view raw, std::string &scratch);

}
