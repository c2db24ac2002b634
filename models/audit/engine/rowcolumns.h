// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/engine/wallclock.h"
#include "audit/fieldset.h"

#include <memory>
#include <vector>

namespace sekimori::audit::engine {

/// No column, or further from the record's start than a block can say.
inline constexpr uint16_t noComplement = 0xffff;

/// Reads the block's times that name no zone by @p clock, into @p times.
void setZone(const Block &block, std::span<int64_t> times, WallClock &clock);
/// Finds the earliest and the latest of its times.
void setSpan(Block &block);

/// The columns of a block while they are filled, each as wide as it might have to be; used for block after block.
class RowColumns {
public:
    /// @p fields: those that have a column.
    RowColumns(const QTimeZone &zone, FieldSet fields);

    void begin(const Block &block);

    int64_t *times() { return m_times.data(); } ///< as they are written
    void setUnzoned(uint32_t row)
    {
        m_hasUnzoned = true;
        m_unzoned[row / 64] |= uint64_t(1) << (row % 64);
    }
    void setOdd() { m_isOdd = true; }
    void setSurplus() { m_hasSurplus = true; }
    uint32_t *codes(Field field) { return m_codes[size_t(field)].data(); }
    uint16_t *complements() { return m_complements.data(); }

    /// @p block with these columns, in the narrowest widths that hold them.
    std::shared_ptr<const Block> finished(const Block &block, bool hasComplements);

private:
    class Room;
    struct Layout;

    void takeTimes(Block &filled, Room &room);

    const FieldSet m_fields;
    WallClock m_clock;
    std::vector<int64_t> m_times;
    std::vector<uint64_t> m_unzoned;
    bool m_hasUnzoned = false;
    bool m_isOdd = false;
    bool m_hasSurplus = false;
    std::array<std::vector<uint32_t>, allFields.size()> m_codes;
    std::vector<uint16_t> m_complements;
};

}
