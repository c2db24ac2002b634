// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/columnfiller.h"

namespace sekimori::audit::engine {

/// Columns of CSV. Runs of rows that have all their fields are filled column after column from the marks that
/// findMarks() has found, or where only the first few columns are to be filled, from those that each record begins
/// with; each of the others is read by itself, by the rule of csvrecord.h.
class CsvColumns final : public ColumnFiller {
public:
    explicit CsvColumns(const FillingContext &context);

protected:
    uint32_t fillFrom(uint32_t row) override;

private:
    struct Run;

    std::optional<size_t> leadingColumns() const;
    uint32_t fillLeading(uint32_t row, uint32_t endRow, size_t count);
    bool markLeading(uint32_t row, size_t count);
    uint32_t runLength(uint32_t row, uint32_t endRow, size_t mark, uint32_t odd) const;
    void fill(const Run &run);
    void fillTimes(const Run &run, size_t column);
    template<typename Set>
    void eachField(const Run &run, size_t column, Set set);
    void fillCarefully(uint32_t row);
    void tellDefects(uint32_t row);

    Positions m_marks;
    std::vector<std::string_view> m_fields;
    std::vector<std::string_view> m_clocks; ///< of a run
    std::vector<DefectPlace> m_defects;
};

}
