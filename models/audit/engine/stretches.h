// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/rowfinder.h"

#include <map>
#include <memory>
#include <optional>

namespace sekimori::audit::engine {

/// A piece of a part's text whose line ends are looked for by one thread.
struct Stretch {
    uint64_t number = 0; ///< in the order in which they were taken
    uint32_t part = 0;
    std::string_view text; ///< of the part, as far as it is there
    size_t begin = 0;
    size_t end = 0;
    bool isLast = false; ///< of its part
    std::unique_ptr<LineEnds> found;
    RowFinder *finder = nullptr; ///< of its part, once it is to be joined
};

/// Gives out the text of all parts in stretches, one part after the other, and puts together in that order what was
/// found in them. Knows no threads: who uses it from several takes care that one at a time is in it; only joined() may
/// run beside the others.
class Stretches {
public:
    struct Sizes {
        size_t firstChunk = 0;
        size_t chunk = 0;
        uint32_t blockRows = 0;
        size_t longestRecord = 0;
    };

    explicit Stretches(const Sizes &sizes);
    /// Those of before, and more behind them.
    void setParts(const std::shared_ptr<const std::vector<Part>> &parts);

    /// The next one, if its text is there.
    std::optional<Stretch> take();
    /// What take() would need to go on: the bytes of a part and how many of them.
    struct Wanted {
        const Bytes *bytes = nullptr; ///< null: nothing, all is taken
        size_t size = 0;
    };
    Wanted wanted() const;

    /// Line ends were found in it.
    void deliver(Stretch &&stretch);
    /// The next one in order that was delivered; join it before taking another.
    std::optional<Stretch> nextToJoin();
    /// The blocks that are complete with this one.
    RowFinder::Blocks joined(Stretch &stretch);
    /// Its memory can be used again.
    void release(Stretch &&stretch);

    bool isAllJoined() const { return m_joinedCount == m_takenCount && !wanted().bytes; }

    /// Parts that are followed are looked at again from where they were left.
    void restart();
    /// Reads a followed part again from this place on; tells how many bytes that are.
    size_t goBack(uint32_t part, const RowFinder::Place &place);

private:
    struct Reading {
        size_t next = 0;
        size_t chunk = 0;
        bool isLastTaken = false;
        std::unique_ptr<RowFinder> finder;
    };

    std::shared_ptr<const std::vector<Part>> m_parts;
    const Sizes m_sizes;
    std::vector<Reading> m_readings;
    size_t m_part = 0; ///< from which the next one is taken
    uint64_t m_takenCount = 0;
    uint64_t m_joinedCount = 0;
    std::map<uint64_t, Stretch> m_delivered;
    std::vector<std::unique_ptr<LineEnds>> m_spare;
};

/// How the records of a part are told apart.
CsvSyntax syntaxOf(const Part &part);

}
