// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/jsonrecord.h"
#include "audit/engine/logtable.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori::audit::engine {

/// The fields of one record, found once however many of them are asked for; kept from one record to the next, it does
/// without asking for memory. For one thread.
class RecordFields {
public:
    /// @p record is without its line end, and lives on as long as fields of it are asked for, as the part does.
    void split(const Part &part, std::string_view record);
    /// Whether it is the one that was split last.
    bool holds(std::string_view record) const;

    size_t count() const { return m_fields.size(); }
    /// Unquoted; empty where the record has no such field. In @p scratch where it does not stand so in the record.
    std::string_view text(size_t column, std::string &scratch) const;

    const Part &part() const { return *m_part; }
    std::string_view record() const { return m_record; }
    /// Of NDJSON: whether it is an object, and what it has beside the columns.
    bool isObject() const { return m_isObject; }
    const std::vector<JsonRecords::Member> &members() const { return m_json->surplus(); }

private:
    const Part *m_part = nullptr;
    std::string_view m_record;
    std::vector<std::string_view> m_fields; // raw
    std::unique_ptr<JsonRecords> m_json; // once there was NDJSON
    bool m_isObject = false;
};

}
