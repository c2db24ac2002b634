// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/columnfiller.h"
#include "audit/engine/jsonrecord.h"

namespace sekimori::audit::engine {

/// Columns of NDJSON, line after line.
class JsonColumns final : public ColumnFiller {
public:
    explicit JsonColumns(const FillingContext &context);

protected:
    uint32_t fillFrom(uint32_t row) override;

private:
    void fillRow(uint32_t row);
    void tellNoObject(uint32_t row);

    JsonRecords m_records;
    std::vector<std::string_view> m_fields;
};

}
