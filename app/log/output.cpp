// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include "messages.h"
#include "terminal.h"

#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

using audit::query::FileSink;
using audit::query::Packing;
using audit::query::Sink;

class StandardOutput final : public Output {
public:
    StandardOutput() { makeBinary(stdout); }

    Sink &sink() override { return m_sink; }
    Result<void> finish() override { return std::fflush(stdout) == 0 ? Result<void>() : std::unexpected(failure()); }

private:
    static Error failure()
    {
        return {ErrorKind::Unavailable, OutputNotWritten, {QString::fromLocal8Bit(std::strerror(errno))}};
    }

    class StreamSink final : public Sink {
    public:
        Result<void> write(std::string_view bytes) override
        {
            if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size())
                return std::unexpected(failure());
            return {};
        }
    };

    StreamSink m_sink;
};

class FileOutput final : public Output {
public:
    explicit FileOutput(std::unique_ptr<FileSink> sink)
        : m_sink(std::move(sink))
    {
    }

    Sink &sink() override { return *m_sink; }
    Result<void> finish() override { return m_sink->finish(); }

private:
    std::unique_ptr<FileSink> m_sink;
};

struct NamedForm {
    std::optional<Format> format;
    Packing packing = Packing::None;
    QString inner; ///< the name without that of the packing
};

NamedForm formNamed(const QString &path)
{
    NamedForm form{.format = {}, .inner = QFileInfo(path).fileName()};
    if (form.inner.endsWith(".gz"_L1, Qt::CaseInsensitive))
        form.packing = Packing::Gzip;
    else if (form.inner.endsWith(".zip"_L1, Qt::CaseInsensitive))
        form.packing = Packing::Zip;
    if (form.packing != Packing::None)
        form.inner = QFileInfo(form.inner).completeBaseName();
    const QString suffix = QFileInfo(form.inner).suffix().toLower();
    if (suffix == "ndjson"_L1 || suffix == "jsonl"_L1 || suffix == "json"_L1)
        form.format = Format::Ndjson;
    else if (suffix == "csv"_L1)
        form.format = Format::Csv;
    else if (suffix == "txt"_L1)
        form.format = Format::Table;
    return form;
}

}

Result<std::unique_ptr<Output>> Output::open(const QString &path)
{
    if (path.isEmpty())
        return std::make_unique<StandardOutput>();
    return FileSink::create(path).transform([](std::unique_ptr<FileSink> sink) -> std::unique_ptr<Output> {
        return std::make_unique<FileOutput>(std::move(sink));
    });
}

Format formatFor(const CommandLine &line)
{
    if (line.format)
        return *line.format;
    using Task = CommandLine::Task;
    const auto named = formNamed(line.output).format;
    if (line.task == Task::Convert)
        return named == Format::Ndjson ? Format::Ndjson : Format::Csv;
    if (named)
        return *named;
    if (line.task == Task::Count || line.task == Task::Check)
        return Format::Table;
    return line.output.isEmpty() && isTerminal(stdout) ? Format::Table : Format::Csv;
}

audit::query::ExportFormat exportFormatFor(const CommandLine &line)
{
    const Format format = formatFor(line);
    const bool isNdjson = format == Format::Ndjson;
    const NamedForm named = formNamed(line.output);
    const QString suffix = isNdjson ? u".ndjson"_s : format == Format::Csv ? u".csv"_s : u".txt"_s;
    return {
        .text = isNdjson ? audit::query::TextFormat::Ndjson : audit::query::TextFormat::Csv,
        .packing = named.packing,
        .name = named.format ? named.inner : named.inner + suffix,
        .time = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()),
        .hasByteOrderMark = false,
    };
}

}
