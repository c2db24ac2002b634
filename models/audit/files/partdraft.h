// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/csvhead.h"
#include "audit/files/opening.h"

namespace sekimori::audit::files {

/// A part as its first bytes tell of it, without its text.
struct PartDraft {
    engine::Part part;
    size_t start = 0; ///< so much of the text is no record
    std::optional<HeaderQuestion> question;
    QList<Damage> damages; ///< lines of the start that are no records
};

/// @p head is in UTF-8. @p modified: seconds since 1970, for times that name no year; 0: not known.
PartDraft draftPart(const QString &name, const HeadText &head, qint64 modified, const Options &options);

/// How much text from the first on tells of a part: the head, but of NDJSON at least the first record.
inline constexpr size_t longestHead = 16 << 20;
bool isCutInFirstRecord(std::string_view head);

/// A name out of an archive as it may be shown: without characters that hide or turn others, and not too long.
QString shownName(const QString &name, qsizetype longest = 200);

}
