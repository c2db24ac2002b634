// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/ranking.h"

#include "audit/filter/filter.h"
#include "audit/filter/foldedtext.h"
#include "audit/query/columns.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>

namespace sekimori::audit::query {
namespace {

template<typename Key>
std::vector<uint32_t> ranksBy(const std::vector<Key> &keys)
{
    std::vector<uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](uint32_t code) -> const Key & { return keys[code]; });
    std::vector<uint32_t> ranks(keys.size());
    uint32_t rank = 0;
    for (size_t i = 0; i < order.size(); ++i) {
        rank += uint32_t(i != 0 && keys[order[i - 1]] != keys[order[i]]);
        ranks[order[i]] = rank;
    }
    return ranks;
}

/// What is missing, addresses and networks by number, other texts.
using SourceKey = std::tuple<int, IpAddress, IpAddress, std::string>;

SourceKey sourceKey(std::string_view text)
{
    if (text.empty())
        return {};
    if (const auto meant = filter::sourceMeant(QString::fromUtf8(text)))
        return {1, meant->first, meant->last, {}};
    return {2, {}, {}, filter::folded(text)};
}

auto keysOf(const engine::Dictionary &dictionary, auto &&keyOf)
{
    std::vector<decltype(keyOf(uint32_t(0)))> keys;
    for (uint32_t code = 0, size = dictionary.size(); code < size; ++code)
        keys.push_back(keyOf(code));
    return keys;
}

}

std::vector<uint32_t> ranksOf(Field field, const engine::Dictionary &dictionary)
{
    if (field == Field::Level)
        return keysOf(dictionary, [](uint32_t code) { return uint32_t(levelOf(code)); });
    if (field == Field::Source)
        return ranksBy(keysOf(dictionary, [&](uint32_t code) { return sourceKey(dictionary[code]); }));
    return ranksBy(keysOf(dictionary, [&](uint32_t code) { return filter::folded(dictionary[code]); }));
}

std::vector<uint32_t> ranksOfNames(const std::vector<engine::Part> &parts)
{
    std::vector<std::string> names;
    names.reserve(parts.size());
    for (const engine::Part &part : parts)
        names.push_back(filter::folded(std::string_view(part.name.toUtf8())));
    return ranksBy(names);
}

}
