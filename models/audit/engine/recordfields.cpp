// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/recordfields.h"

#include "audit/engine/csvrecord.h"

namespace sekimori::audit::engine {

void RecordFields::split(const Part &part, std::string_view record)
{
    m_part = &part;
    m_record = record;
    if (part.format == Format::Csv)
        return splitRecord(record, part.separator, m_fields);
    if (!m_json)
        m_json = std::make_unique<JsonRecords>();
    m_isObject = m_json->split(record, record.size(), part.columns, m_fields);
    for (size_t i = 0; !m_isObject && i < m_fields.size(); ++i) {
        if (part.columns[i].field == Field::Complement)
            m_fields[i] = record;
    }
}

bool RecordFields::holds(std::string_view record) const
{
    return m_part && m_record.data() == record.data() && m_record.size() == record.size();
}

std::string_view RecordFields::text(size_t column, std::string &scratch) const
{
    if (column >= m_fields.size())
        return {};
    return m_part->format == Format::Csv ? unquoted(m_fields[column], scratch) : jsonText(m_fields[column], scratch);
}

}
