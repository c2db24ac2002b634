// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace sekimori::items {

/// Rows of LogSource::rows(), both included.
struct LogRowRange {
    int first = 0;
    int last = 0;

    bool operator==(const LogRowRange &) const = default;
};

/// How a file with rows of a log is to look.
struct LogFileWish {
    enum class Format { Csv, Ndjson };
    enum class Packing { None, Zip, Gzip };

    Format format = Format::Csv;
    Packing packing = Packing::None;
    bool isForSpreadsheets = true; ///< text that they would take for a formula gets an apostrophe; CSV only

    bool operator==(const LogFileWish &) const = default;
};

/// Rows of a log on their way into a file, however many. The file appears under its name only when all of it is there;
/// what is cancelled or fails leaves nothing, and a file that was there before as it was. Destroying it cancels it.
class LogExport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Once.
    virtual void start() = 0;

signals:
    /// None: how much there will be is not known.
    void progressed(std::optional<double> done, qint64 bytes);
    void finished(qint64 bytes);
    /// @p reason is a sentence for people.
    void failed(const QString &reason);
};

}
