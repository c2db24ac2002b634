// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/exporting.h"

#include "audit/query/rowwriting.h"

#include <utility>

namespace sekimori::audit::query {

namespace messages {
constexpr Message ExportStopped{
    "audit.export.stopped", QT_TRANSLATE_NOOP("Messages", "The export was stopped. Nothing was written.")};
}

namespace {

constexpr size_t bufferSize = 1 << 20;

/// Collects lines and passes them on in large pieces.
class Output {
public:
    Output(PackingSink &sink, const std::stop_token &stop, const std::function<void(uint64_t)> &progress)
        : m_sink(sink)
        , m_stop(stop)
        , m_progress(progress)
    {
        m_text.reserve(bufferSize + bufferSize / 8);
    }

    std::string &text() { return m_text; }

    Result<void> rowWritten()
    {
        constexpr uint64_t lookAround = 1 << 10;
        ++m_rows;
        const bool isFull = m_text.size() >= bufferSize; // by a few long rows too
        if ((isFull || m_rows % lookAround == 0) && m_stop.stop_requested())
            return std::unexpected(Error(ErrorKind::Unavailable, messages::ExportStopped));
        return isFull ? passOn() : Result<void>();
    }

    Result<void> finish()
    {
        return passOn().and_then([this] { return m_sink.finish(); });
    }

private:
    Result<void> passOn()
    {
        auto isWritten = m_sink.write(m_text);
        m_text.clear();
        if (m_progress)
            m_progress(m_rows);
        return isWritten;
    }

    PackingSink &m_sink;
    const std::stop_token &m_stop;
    const std::function<void(uint64_t)> &m_progress;
    std::string m_text;
    uint64_t m_rows = 0;
};

uint64_t rowAt(const RowsToWrite &rows, uint64_t place)
{
    const uint64_t fromFront = rows.isBackwards ? rows.rows.count() - 1 - place : place;
    return rows.order.empty() ? rows.rows.at(fromFront) : rows.order[fromFront];
}

}

Result<void> writeRows(const RowsToWrite &rows, const ExportFormat &format, Sink &sink, const std::stop_token &stop,
    const std::function<void(uint64_t written)> &progress)
{
    const auto packed = packedInto(sink, format.packing, format.name, format.time);
    const auto writing = writingFor(rows, format);
    Output output(*packed, stop, progress);
    output.text() = writing->head();
    for (uint64_t place = 0; place < rows.rows.count(); ++place) {
        const auto [block, row] = rows.rows.placeOf(rowAt(rows, place));
        writing->append(output.text(), *(*rows.log.blocks)[block], row);
        if (auto isWritten = output.rowWritten(); !isWritten)
            return isWritten;
    }
    return output.finish();
}

}
