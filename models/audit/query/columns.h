// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/query/scope.h"

#include <algorithm>
#include <variant>

/// How the questions walk over columns.
namespace sekimori::audit::query {

/// Calls visit(codes) with the plain array of the block's codes.
auto withCodes(const engine::Block &block, Field field, auto &&visit)
{
    return std::visit(visit, block.codes[size_t(field)].codes());
}

/// Calls visit(row) for the chosen rows of a block, as fast as a plain loop where that is all of them.
inline void forEachRow(const BlockRows &rows, auto &&visit)
{
    if (!rows.isAll()) {
        rows.forEach(visit);
        return;
    }
    for (uint32_t row = 0, end = rows.rowCount(); row < end; ++row)
        visit(row);
}

/// Those of @p among of which isWanted(row) is true, asked of all rows, word by word and without a branch.
BlockRows wordwise(const BlockRows &among, auto &&isWanted)
{
    std::vector<uint64_t> words = among.words();
    for (size_t i = 0; i < words.size(); ++i) {
        if (words[i] == 0)
            continue;
        const auto first = uint32_t(i * BlockRows::wordBits);
        const uint32_t count = std::min<uint32_t>(BlockRows::wordBits, among.rowCount() - first);
        uint64_t wanted = 0;
        for (uint32_t bit = 0; bit < count; ++bit)
            wanted |= uint64_t(isWanted(first + bit)) << bit;
        words[i] &= wanted;
    }
    return BlockRows::of(among.rowCount(), std::move(words));
}

/// What each code of the levels stands for; those that nobody knows are information.
inline size_t levelOf(uint32_t code)
{
    return code <= uint32_t(Level::Critical) ? code : uint32_t(Level::Information);
}

/// Calls work(block, rows, own) for each block with chosen rows, on all threads, and hands the threads' own values
/// back; none when it was stopped.
template<typename Own>
std::optional<std::vector<Own>> overBlocks(const Scope &scope, const Own &start, auto &&work)
{
    std::vector<Own> own(scope.workers.count(), start);
    const bool isDone = scope.workers.run(scope.rows.blockCount(), scope.stop, [&](size_t block, size_t thread) {
        if (!scope.rows[block].isEmpty())
            work(blockOf(scope, block), scope.rows[block], own[thread]);
    });
    return isDone ? std::optional(std::move(own)) : std::nullopt;
}

}
