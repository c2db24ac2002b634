// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/query/deflating.h"

#include <optional>
#include <vector>

namespace sekimori::audit::query {

/// A ZIP archive of deflated files, written without ever going back and of any size. Little memory for a file is kept
/// until the directory at the end.
class ZipWriting {
public:
    /// @p time: of all files.
    ZipWriting(Sink &sink, EventTime time);

    /// Ends the file before it.
    Result<void> begin(std::string name);
    /// Into the file that was begun last.
    Result<void> write(std::string_view bytes);
    /// Without it the archive is not whole.
    Result<void> finish();

private:
    struct File {
        std::string name;
        uint64_t header = 0; ///< where it begins
        uint64_t sizeBefore = 0;
        uint64_t sizeAfter = 0;
        uint32_t checksum = 0;
    };

    Result<void> end();
    Result<void> pass(const std::string &bytes);
    std::string directoryEntry(const File &file) const;
    std::string directoryEnd(uint64_t size) const;

    Sink &m_sink;
    uint32_t m_time;
    uint64_t m_place = 0; ///< so much was written, all but the file that goes on
    std::vector<File> m_files; ///< that have ended, and the one that goes on
    std::optional<Deflating> m_deflating; ///< while one goes on
};

}
