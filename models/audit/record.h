// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/field.h"

#include <QStringList>

#include <array>

namespace sekimori::audit {

/// A row of a log with everything that is known of it, as people read it: an event of the platform, or a line of a file
/// whose words nobody may know.
struct Record {
    std::optional<EventTime> time; ///< none: it could not be read, and stands in texts as it was written
    bool hasZone = true; ///< the file said which; without, time was read in the zone that the reader has chosen
    std::array<QString, allFields.size()> texts; ///< by Field, as they were written
    Level level = Level::Information;
    QStringList others; ///< columns that nobody knows, as the file has them
    QString surplus; ///< what no column has: fields behind the last one, members of NDJSON that came up late
    qint64 number = 0; ///< given by the platform; 0: none
    quint32 part = 0; ///< which of the files
    qint64 line = 0; ///< where the record begins in the file, from 1; 0: not of a file

    const QString &operator[](Field field) const { return texts[size_t(field)]; }

    bool operator==(const Record &) const = default;
};

}
