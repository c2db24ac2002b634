// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/surplus.h"

#include <algorithm>

namespace sekimori::audit::engine {
namespace {

std::vector<Surplus> fieldsBehind(const RecordFields &fields)
{
    std::vector<Surplus> surplus;
    std::string scratch;
    for (size_t i = fields.part().columns.size(); i < fields.count(); ++i)
        surplus.push_back({.name = {}, .text = std::string(fields.text(i, scratch))});
    return surplus;
}

std::vector<Surplus> membersBeside(const RecordFields &fields)
{
    std::vector<Surplus> surplus;
    std::string scratch;
    if (fields.isObject()) {
        for (const JsonRecords::Member &member : fields.members()) {
            if (!member.isEmpty())
                surplus.push_back({member.name, std::string(jsonText(member.raw, scratch))});
        }
    } else if (!std::ranges::contains(fields.part().columns, std::optional(Field::Complement), &Part::Column::field)) {
        surplus.push_back({.name = {}, .text = std::string(fields.record())});
    }
    return surplus;
}

}

std::vector<Surplus> surplusOf(const RecordFields &fields)
{
    return fields.part().format == Format::Csv ? fieldsBehind(fields) : membersBeside(fields);
}

std::string surplusText(const RecordFields &fields)
{
    const std::vector<Surplus> surplus = surplusOf(fields);
    const Part &part = fields.part();
    const std::string between = part.format == Format::Csv ? std::string(1, part.separator) : ", ";
    std::string text;
    if (std::ranges::all_of(surplus, [](const Surplus &each) { return each.text.empty(); }))
        return text;
    for (const Surplus &each : surplus) {
        text += &each == &surplus.front() ? "" : between;
        text += each.name.empty() ? "" : each.name + ": ";
        text += each.text;
    }
    return text;
}

}
