// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/fieldsasked.h"

namespace sekimori::audit::filter {
namespace {

FieldSet fieldsIn(const Node &node);

FieldSet fieldsIn(const std::vector<Node> &nodes)
{
    FieldSet fields;
    for (const Node &node : nodes)
        fields |= fieldsIn(node);
    return fields;
}

FieldSet fieldsIn(std::optional<Field> field)
{
    if (field)
        return {*field};
    FieldSet fields;
    for (const Field one : textFields)
        fields |= {one};
    return fields;
}

struct Asking {
    FieldSet operator()(const TimeIn &) const { return {Field::Time}; }
    FieldSet operator()(const LevelIn &) const { return {Field::Level}; }
    FieldSet operator()(const SourceIn &) const { return {Field::Source}; }
    FieldSet operator()(const TextIs &is) const { return {is.field}; }
    FieldSet operator()(const TextContains &contains) const { return fieldsIn(contains.field); }
    FieldSet operator()(const TextMatches &matches) const { return fieldsIn(matches.field); }
    FieldSet operator()(const And &all) const { return fieldsIn(all.nodes); }
    FieldSet operator()(const Or &any) const { return fieldsIn(any.nodes); }
    FieldSet operator()(const Not &not_) const { return fieldsIn(not_.node); }
};

FieldSet fieldsIn(const Node &node)
{
    return std::visit(Asking(), node.what);
}

}

FieldSet fieldsAsked(const Filter &filter)
{
    return filter.root ? fieldsIn(*filter.root) : FieldSet();
}

}
