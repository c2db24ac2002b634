// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/ordering.h"

#include "audit/query/columns.h"
#include "audit/query/fieldtext.h"
#include "audit/query/radixsort.h"
#include "audit/query/ranking.h"
#include "audit/query/textsort.h"

#include <algorithm>
#include <charconv>
#include <memory>

namespace sekimori::audit::query {
namespace {

constexpr size_t stretchLength = 1 << 16;

uint64_t keyOfTime(int64_t time)
{
    return uint64_t(time) ^ (uint64_t(1) << 63);
}

/// Rows on their way into an order; every step keeps the order of the step before among equals. The first step that is
/// stopped ends all of it.
class Ordering {
public:
    explicit Ordering(const Scope &scope)
        : m_scope(scope)
        , m_memory(std::make_unique_for_overwrite<KeyedRow[]>(scope.rows.count()))
        , m_rows(m_memory.get(), scope.rows.count())
    {
    }

    /// The rows as they stand in the table.
    bool take()
    {
        return m_scope.workers.run(m_scope.rows.blockCount(), m_scope.stop, [this](size_t block, size_t) {
            const uint64_t first = m_scope.rows.firstRowOf(block);
            auto next = m_rows.begin() + ptrdiff_t(m_scope.rows.rank(first));
            m_scope.rows[block].forEach([&](uint32_t row) { (next++)->row = uint32_t(first + row); });
        });
    }

    /// By keyOf(block, row, scratch).
    bool sortBy(auto &&keyOf) { return setKeys(keyOf) && sortByKey(m_rows, spare(), m_scope.workers, m_scope.stop); }

    bool sortByTexts(const FieldTexts &texts)
    {
        const auto textOf = [&](uint32_t row, FieldScratch &scratch) {
            const auto [block, rowOfBlock] = m_scope.rows.placeOf(row);
            return texts.at(blockOf(m_scope, block), rowOfBlock, scratch);
        };
        return query::sortByTexts(m_rows, spare(), textOf, m_scope.workers, m_scope.stop);
    }

    std::optional<std::vector<RowNumber>> rows() const
    {
        std::vector<RowNumber> numbers(m_rows.size());
        const bool isDone = overStretches([&](size_t i, FieldScratch &) { numbers[i] = m_rows[i].row; });
        return isDone ? std::optional(std::move(numbers)) : std::nullopt;
    }

private:
    std::span<KeyedRow> spare()
    {
        if (!m_spare)
            m_spare = std::make_unique_for_overwrite<KeyedRow[]>(m_rows.size());
        return {m_spare.get(), m_rows.size()};
    }

    bool setKeys(auto &&keyOf)
    {
        return overStretches([&](size_t i, FieldScratch &scratch) {
            const auto [block, row] = m_scope.rows.placeOf(m_rows[i].row);
            m_rows[i].key = keyOf(blockOf(m_scope, block), row, scratch);
        });
    }

    bool overStretches(auto &&visit) const
    {
        const size_t stretches = (m_rows.size() + stretchLength - 1) / stretchLength;
        return m_scope.workers.run(stretches, m_scope.stop, [&](size_t stretch, size_t) {
            FieldScratch scratch;
            const size_t end = std::min((stretch + 1) * stretchLength, m_rows.size());
            for (size_t i = stretch * stretchLength; i < end; ++i)
                visit(i, scratch);
        });
    }

    const Scope &m_scope;
    std::unique_ptr<KeyedRow[]> m_memory;
    std::span<KeyedRow> m_rows;
    std::unique_ptr<KeyedRow[]> m_spare;
};

bool sortByTime(Ordering &ordering, const Scope &scope)
{
    const auto isDone = isInOrderOfTime(scope);
    if (!isDone)
        return false;
    return *isDone || ordering.sortBy([](const engine::Block &block, uint32_t row, FieldScratch &) {
        return keyOfTime(block.times[row]);
    });
}

bool sortByField(Ordering &ordering, const Scope &scope, Field field)
{
    if (!sortByTime(ordering, scope))
        return false;
    if (field == Field::Time)
        return true;
    if (field == Field::Complement)
        return ordering.sortByTexts(FieldTexts(*scope.log.parts, Field::Complement));
    const auto ranks = ranksOf(field, (*scope.log.dictionaries)[field]);
    return ordering.sortBy([&](const engine::Block &block, uint32_t row, FieldScratch &) {
        return ranks[block.codes[size_t(field)][row]];
    });
}

/// From 1 on; 0: there is none.
uint64_t numberOf(std::string_view text)
{
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number + 1 : 0;
}

bool sortByNumber(Ordering &ordering, const Scope &scope)
{
    const auto texts = FieldTexts::ofNumbers(*scope.log.parts);
    const auto numberAt = [&](const engine::Block &block, uint32_t row, FieldScratch &scratch) {
        return numberOf(texts.at(block, row, scratch));
    };
    return sortByTime(ordering, scope) && ordering.sortBy(numberAt);
}

bool sortByFile(Ordering &ordering, const Scope &scope)
{
    const auto ranks = ranksOfNames(*scope.log.parts);
    return ordering.sortBy([&](const engine::Block &block, uint32_t, FieldScratch &) { return ranks[block.part]; });
}

bool sort(Ordering &ordering, const Scope &scope, const OrderKey &key)
{
    switch (key.kind) {
    case OrderKey::Kind::Field:
        return sortByField(ordering, scope, key.field);
    case OrderKey::Kind::Number:
        return sortByNumber(ordering, scope);
    case OrderKey::Kind::File:
        return sortByFile(ordering, scope);
    case OrderKey::Kind::Line:
        return true;
    case OrderKey::Kind::Other:
        return sortByTime(ordering, scope) && ordering.sortByTexts(FieldTexts(*scope.log.parts, key.title));
    }
    Q_UNREACHABLE_RETURN(false);
}

}

std::optional<std::vector<RowNumber>> inOrder(const Scope &scope, const OrderKey &key)
{
    if (scope.rows.rowCount() > std::numeric_limits<RowNumber>::max())
        return {};
    Ordering ordering(scope);
    if (!ordering.take() || !sort(ordering, scope, key))
        return {};
    return ordering.rows();
}

std::optional<bool> isInOrderOfTime(const Scope &scope)
{
    struct Ends {
        int64_t first = 0;
        int64_t last = 0;
        bool isInOrder = true;
    };
    std::vector<Ends> ends(scope.rows.blockCount());
    const bool isDone = scope.workers.run(ends.size(), scope.stop, [&](size_t block, size_t) {
        const BlockRows &rows = scope.rows[block];
        if (rows.isEmpty())
            return;
        const auto times = blockOf(scope, block).times;
        int64_t before = times[rows.at(0)];
        bool isInOrder = true;
        ends[block].first = before;
        forEachRow(rows, [&](uint32_t row) {
            isInOrder &= before <= times[row];
            before = times[row];
        });
        ends[block].last = before;
        ends[block].isInOrder = isInOrder;
    });
    if (!isDone)
        return {};
    std::optional<int64_t> before;
    for (size_t block = 0; block < ends.size(); ++block) {
        if (scope.rows[block].isEmpty())
            continue;
        if (!ends[block].isInOrder || (before && *before > ends[block].first))
            return false;
        before = ends[block].last;
    }
    return true;
}

}
