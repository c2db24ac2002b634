// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/bytes.h"
#include "audit/engine/dictionary.h"
#include "audit/engine/timereading.h"
#include "audit/field.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

/// The log in columns. A table consists of immutable blocks of rows; it grows by blocks while files are read, and a
/// snapshot keeps what there was, so that any thread may look without a lock for as long as it likes.
namespace sekimori::audit::engine {

/// The columns that hold one of a few texts: a code into the dictionary of that field for each row.
inline constexpr std::array codedFields{
    Field::Source, Field::User, Field::Service, Field::Module, Field::Action, Field::Result, Field::Level};

/// A code for each row, in as few bytes as the codes of the block need.
class CodeColumn {
public:
    using Codes = std::variant<std::span<const uint8_t>, std::span<const uint16_t>, std::span<const uint32_t>>;

    CodeColumn() = default;
    explicit CodeColumn(Codes codes)
        : m_codes(codes)
    {
    }

    uint32_t operator[](size_t row) const
    {
        return std::visit([row](auto codes) -> uint32_t { return codes[row]; }, m_codes);
    }
    /// For loops over all rows: one visit, then plain arrays.
    const Codes &codes() const { return m_codes; }

private:
    Codes m_codes;
};

/// Up to mostRows rows that stand one after the other in one part. Immutable.
struct Block {
    static constexpr uint32_t mostRows = 65'536;

    uint64_t firstRow = 0; ///< its number in the table, from 0
    uint32_t rowCount = 0;
    uint32_t part = 0; ///< the place in LogSnapshot::parts
    std::string_view text; ///< all its records, line ends included
    /// Where each record starts in text; one more at the end. The spans live as long as the block.
    std::span<const uint32_t> starts;
    uint64_t firstLine = 1; ///< of the part, where text begins
    /// Ascending: a row for each line end that it has more than one of, in quotes or as empty lines behind it.
    std::span<const uint16_t> extraLines;

    bool isFilled = false; ///< the columns below are there
    std::span<const int64_t> times; ///< noTime where there is none
    /// Where some rows name no zone: a bit for each row that does not, and the times as they are written, as though the
    /// wall's clock showed UTC. Both empty where all rows name theirs.
    std::span<const uint64_t> unzoned;
    std::span<const int64_t> wallTimes;
    int64_t earliest = noTime; ///< of times
    int64_t latest = noTime;
    std::array<CodeColumn, allFields.size()> codes; ///< by Field; only those of codedFields
    /// From the start of a record to that of its complement's raw field, its quote included; largest value: further
    /// than this can say, or none. Only where complements have a column.
    std::span<const uint16_t> complements;
    bool hasSurplus = false; ///< somewhere there is text that no column has; see surplus.h
    /// Somewhere text follows a closing quote, so that what reads as one stands in two pieces, or a quote is not
    /// closed; or a line of NDJSON is no object.
    bool isOdd = false;
    std::shared_ptr<const void> memory; ///< what the spans point into
    std::shared_ptr<const void> zonedMemory; ///< what times points into once they were read in another zone

    bool isUnzoned(uint32_t row) const { return !unzoned.empty() && (unzoned[row / 64] >> (row % 64) & 1) != 0; }
    /// In which line of the part the row begins.
    uint64_t lineOf(uint32_t row) const
    {
        return firstLine + row + uint64_t(std::ranges::lower_bound(extraLines, row) - extraLines.begin());
    }
    std::string_view record(uint32_t row) const { return text.substr(starts[row], starts[row + 1] - starts[row]); }
};

enum class Format : uint8_t { Csv, Ndjson };

/// One file, or one entry of an archive.
struct Part {
    QString name{}; ///< as it is shown: the file's name, and for an entry `archive.zip › entry.csv`
    std::shared_ptr<const Bytes> bytes{};
    Format format = Format::Csv;
    char separator = ','; ///< of CSV
    /// What each column of CSV is, or for NDJSON each name; a column that nobody knows has its title only.
    struct Column {
        QString title; ///< as written
        std::optional<Field> field{};
        bool isNumber = false; ///< the number that the platform gave
        bool isClock = false; ///< the time of day; the column of the time holds the day then

        bool operator==(const Column &) const = default;
    };
    std::vector<Column> columns{};
    /// Of CSV: so many more fields a record should have, which were too many for columns of their own. They are
    /// surplus.
    size_t fieldsBehind = 0;
    bool hasHeader = true;
    TimeHints timeHints{};
    /// A file that somebody goes on writing: loading takes the records that are complete, waits for no more, and goes
    /// on from there when it is run again.
    bool isFollowed = false;
    int firstLine = 1; ///< of the file, on which the text begins: a line `sep=;` before it is no record
    /// Made of a spreadsheet: a row's last empty cells may be missing, and lines are its rows, whatever stands in them.
    bool isSheet = false;
    QString path{}; ///< of the file that it is, or in which it stands
};

/// What there was of a table at one moment. Cheap to copy.
struct LogSnapshot {
    std::shared_ptr<const std::vector<std::shared_ptr<const Block>>> blocks;
    std::shared_ptr<const std::vector<Part>> parts;
    std::shared_ptr<const Dictionaries> dictionaries;
    uint64_t rowCount = 0;
    size_t filledBlocks = 0; ///< the first so many blocks have their columns
    uint64_t filledRows = 0;
    uint64_t generation = 0; ///< another one where rows or times of before have changed: a zone, a replaced file

    bool isFilled() const { return filledRows == rowCount; }
};

}
