// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/sink.h"

#include <QFileInfo>
#include <QSaveFile>

#include <utility>

namespace sekimori::audit::query {

namespace messages {
constexpr Message FileNotWritten{
    "audit.export.notWritten", QT_TRANSLATE_NOOP("Messages", "“%1” cannot be written: %2.")};
constexpr Message NoFile{
    "audit.export.noFile", QT_TRANSLATE_NOOP("Messages", "“%1” is no file. Choose the name of a file.")};
}

Result<void> MemorySink::write(std::string_view bytes)
{
    m_bytes += bytes;
    return {};
}

FileSink::FileSink(const QString &path)
    : m_file(std::make_unique<QSaveFile>(path))
{
}

FileSink::~FileSink() = default;

Result<std::unique_ptr<FileSink>> FileSink::create(const QString &path)
{
    // A device would be replaced by a file of its name.
    if (const QFileInfo there(path); there.exists() && !there.isFile())
        return std::unexpected(Error(ErrorKind::Invalid, messages::NoFile, {path}));
    std::unique_ptr<FileSink> sink(new FileSink(path));
    if (!sink->m_file->open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return std::unexpected(sink->failure());
    return sink;
}

Result<void> FileSink::write(std::string_view bytes)
{
    if (m_file->write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
        return std::unexpected(failure());
    return {};
}

Result<void> FileSink::finish()
{
    if (!m_file->commit()) // syncs
        return std::unexpected(failure());
    return {};
}

Error FileSink::failure() const
{
    return {ErrorKind::Unavailable, messages::FileNotWritten, {m_file->fileName(), m_file->errorString()}};
}

}
