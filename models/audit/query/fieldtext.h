// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/engine/recordfields.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori::audit::query {

/// What reading fields needs for itself; kept from one to the next, it does without asking for memory, and finds the
/// fields of a row once. For one thread, and for rows that live as long as it.
struct FieldScratch {
    std::string text;
    engine::RecordFields fields;

    /// The fields of this row.
    const engine::RecordFields &fieldsOf(const engine::Part &part, const engine::Block &block, uint32_t row);
};

/// The texts of a column that stays in the file: complements, numbers, what is none of our fields. Immutable.
class FieldTexts {
public:
    /// @p field is one that has no codes.
    FieldTexts(const std::vector<engine::Part> &parts, Field field);
    /// The column that is none of our fields and is called so.
    FieldTexts(const std::vector<engine::Part> &parts, const QString &title);
    /// The same for each of many.
    static std::vector<FieldTexts> ofOthers(const std::vector<engine::Part> &parts, const QStringList &titles);
    static FieldTexts ofNumbers(const std::vector<engine::Part> &parts);
    /// The times of day that stand beside their day.
    static FieldTexts ofClocks(const std::vector<engine::Part> &parts);

    /// Empty where the part has no such column, or the record no such field. May point into @p scratch.
    std::string_view at(const engine::Block &block, uint32_t row, FieldScratch &scratch) const;

private:
    explicit FieldTexts(const std::vector<engine::Part> &parts)
        : m_parts(parts)
    {
    }
    FieldTexts(const std::vector<engine::Part> &parts, auto &&isWanted);

    const std::vector<engine::Part> &m_parts;
    std::vector<std::optional<size_t>> m_columns; // by part
    bool m_isComplement = false;
};

/// Which columns of a part are none of our fields: those that nobody knows, and repeated ones.
std::vector<size_t> otherColumns(const engine::Part &part);

/// All fields of a record that are none of ours, also what no column has. Immutable.
class OtherTexts {
public:
    explicit OtherTexts(const std::vector<engine::Part> &parts);

    using Accepts = std::function<bool(std::string_view text)>;
    /// Whether one of them is accepted. Once the stop comes, the answer is of no use: a row may have any number of
    /// fields.
    bool any(const engine::Block &block, uint32_t row, FieldScratch &scratch, const Accepts &accepts,
        const std::stop_token &stop = {}) const;

private:
    bool isOther(uint32_t part, size_t column) const
    {
        return column >= m_isOther[part].size() || m_isOther[part][column];
    }

    const std::vector<engine::Part> &m_parts;
    std::vector<std::vector<bool>> m_isOther; // by part and column
};

}
