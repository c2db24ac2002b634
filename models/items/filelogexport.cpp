// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filelogexport.h"

#include "audit/query/exporting.h"
#include "error/messages.h"

#include <QElapsedTimer>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sekimori::items {

using audit::query::ExportFormat;

namespace {

constexpr qint64 pauseBetweenNews = 100; // milliseconds

constexpr Message rowsReadInPart{"log.rowsReadInPart",
    QT_TRANSLATE_NOOP(
        "Messages", "Some of these events have not been read in full. Let all of the files be read first.")};

/// Counts what passes on its way into the file.
class CountingSink : public audit::query::Sink {
public:
    explicit CountingSink(Sink &file)
        : m_file(file)
    {
    }

    Result<void> write(std::string_view bytes) override
    {
        m_bytes += qint64(bytes.size());
        return m_file.write(bytes);
    }
    qint64 bytes() const { return m_bytes; }

private:
    Sink &m_file;
    qint64 m_bytes = 0;
};

ExportFormat formatOf(const LogFileWish &wish, const QString &path)
{
    using audit::query::Packing;
    const bool isCsv = wish.format == LogFileWish::Format::Csv;
    ExportFormat format;
    format.text = isCsv ? audit::query::TextFormat::Csv : audit::query::TextFormat::Ndjson;
    format.packing = wish.packing == LogFileWish::Packing::Zip ? Packing::Zip
        : wish.packing == LogFileWish::Packing::Gzip           ? Packing::Gzip
                                                               : Packing::None;
    const QString ending = isCsv ? u".csv"_s : u".ndjson"_s;
    QString name = QFileInfo(path).completeBaseName(); // without what it is packed by
    if (!name.endsWith(ending))
        name += ending;
    format.name = name;
    format.time = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    format.guardsFormulas = isCsv && wish.isForSpreadsheets;
    return format;
}

struct Written {
    Result<void> result;
    qint64 bytes = 0;
};

Written writeFile(const FileLogRows &rows, const QString &path, const LogFileWish &wish, const std::stop_token &stop,
    const std::function<void(uint64_t rows, qint64 bytes)> &progress)
{
    if (rows.filled().count() != rows.chosen().count())
        return {std::unexpected(Error(ErrorKind::Unavailable, rowsReadInPart))};
    auto file = audit::query::FileSink::create(path);
    if (!file)
        return {std::unexpected(file.error())};
    CountingSink sink(**file);
    const auto order = rows.order() ? std::span(*rows.order()) : std::span<const audit::query::RowNumber>();
    auto result
        = writeRows({.log = rows.log(), .rows = rows.chosen(), .order = order, .isBackwards = rows.isDescending()},
            formatOf(wish, path), sink, stop, [&](uint64_t written) { progress(written, sink.bytes()); });
    if (result)
        result = (*file)->finish();
    return {result, sink.bytes()};
}

}

FileLogExport::FileLogExport(Result<std::shared_ptr<const FileLogRows>> rows, const QString &path,
    const LogFileWish &wish, const std::optional<QList<LogRowRange>> &chosen)
    : m_rows(std::move(rows))
    , m_path(path)
    , m_wish(wish)
    , m_chosen(chosen)
{
}

void FileLogExport::start()
{
    m_job.begin([this, rows = m_rows, path = m_path, wish = m_wish, chosen = m_chosen](const LatestJob::Run &run) {
        if (!rows)
            return LatestJob::Conclusion([this, why = rows.error()] { emit failed(renderMessage(why)); });
        const FileLogRows part = chosen ? (*rows)->onlyAt(*chosen) : **rows;
        const double all = double(std::max<uint64_t>(part.chosen().count(), 1));
        QElapsedTimer sinceNews;
        const Written written = writeFile(part, path, wish, run.stop, [&](uint64_t done, qint64 bytes) {
            if (sinceNews.isValid() && sinceNews.elapsed() < pauseBetweenNews)
                return;
            sinceNews.start();
            run.tell([this, share = double(done) / all, bytes] { emit progressed(share, bytes); });
        });
        return LatestJob::Conclusion([this, written] {
            if (written.result)
                emit finished(written.bytes);
            else
                emit failed(renderMessage(written.result.error()));
        });
    });
}

}
