// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/csvmarks.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// CSV read carefully, byte after byte: the rule that holds for every file, and the reader of what the fast one leaves.
///
/// Text as RFC 4180 wants it is read to the letter; a line ends with LF or CRLF, the last one may have no end, and
/// empty lines are no records. As to all other text:
///  - A quote inside a field that does not begin with one is a character like others.
///  - Text between a closing quote and the next separator or line end belongs to the field, and is told.
///  - Where a quoted field is never closed, or closed before such text and after a line break, the first line in it
///  that
///    is a whole record of as many fields as the file has columns begins the next record (of at most 64 lines looked
///    at, each of at most 64 KiB). With no such line, a field that is never closed ends at its first line break, and
///    the other one is a field with text after it. The field that is not closed is told.
///  - A record that is longer than the limit ends as one with a field that is never closed; without such a field, or
///    without a line break in it, it is cut at the limit. Told.
///  - A return without a line feed, the byte NUL and what is not UTF-8 belong to the field, and are told.
namespace sekimori::audit::engine {

struct RecordRule {
    CsvSyntax syntax;
    size_t columns = 0; ///< that a record should have
    size_t longest = 0; ///< bytes
    bool areRowsLines = false; ///< line feeds in quotes begin no line
};

/// Where the record that begins at @p begin ends, its line end included; none: that takes more text than there is by
/// now. The record is not an empty line.
std::optional<size_t> recordEnd(std::string_view text, size_t begin, const RecordRule &rule, bool isWhole);

enum class Defect : uint8_t { TextAfterQuote, NeverClosed, BareReturn, NulByte };

struct DefectPlace {
    Defect defect{};
    size_t position = 0; ///< in the record

    bool operator==(const DefectPlace &) const = default;
};

/// Without the line ends behind it.
std::string_view withoutLineEnds(std::string_view record);

/// The raw fields of one record that has no line end any more, quotes included; defects are added to @p defects.
void splitRecord(std::string_view record, char separator, std::vector<std::string_view> &fields,
    std::vector<DefectPlace> *defects = nullptr);

/// The first of them only.
std::string_view firstField(std::string_view record, char separator);

/// Whether a spreadsheet would calculate it, apostrophes before it aside: writers put one more there, and readers take
/// one away, so that texts with apostrophes of their own stay what they are.
bool looksLikeFormula(std::string_view text);

/// What a raw field means: unquoted, and without the apostrophe that keeps spreadsheets from calculating. In @p scratch
/// where it does not stand so in the field.
std::string_view unquoted(std::string_view raw, std::string &scratch);

}
