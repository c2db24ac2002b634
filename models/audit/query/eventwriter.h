// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/query/packing.h"

#include <string>

namespace sekimori::audit::query {

enum class TextFormat : uint8_t { Csv, Ndjson };

/// What a file of events looks like.
struct ExportFormat {
    TextFormat text = TextFormat::Csv;
    Packing packing = Packing::None;
    QString name{}; ///< of the file inside of a ZIP: `audit.csv`
    EventTime time{}; ///< that the archive tells
    bool hasByteOrderMark = true; ///< before CSV, so that spreadsheets take it for UTF-8
    bool guardsFormulas = false; ///< CSV: an apostrophe before what a spreadsheet would calculate

    bool operator==(const ExportFormat &) const = default;
};

/// What files with our own columns begin with: the mark of byte order and the header of CSV; nothing for NDJSON.
std::string headOf(const ExportFormat &format, bool hasNumbers);

/// Writes events, one after the other, with their numbers. For one thread.
class EventWriter {
public:
    EventWriter(Sink &sink, const ExportFormat &format);

    Result<void> write(const Event &event);
    /// Without it the file is not whole. A file without events has a header.
    Result<void> finish();

private:
    Result<void> passOn(size_t most);

    ExportFormat m_format;
    std::unique_ptr<PackingSink> m_sink;
    std::string m_text; // not passed on yet
};

}
