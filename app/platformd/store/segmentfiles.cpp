// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/segmentfiles.h"

#include "store/foldersync.h"
#include "store/store.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message SegmentDamaged{"segments.damaged",
    QT_TRANSLATE_NOOP("Messages",
        "The events %1 to %2 of the audit log (%3) cannot be read: their file “%4” is missing or was altered. Newer "
        "and older ones can be: name a time from which or until which to look.")};
constexpr Message SegmentNotWritten{"segments.notWritten",
    QT_TRANSLATE_NOOP("Messages", "The file “%1” of closed events could not be written: %2. Nothing was changed.")};
}

namespace {

constexpr auto linesEnding = ".ndjson"_L1;
constexpr auto hashesEnding = ".hashes"_L1;
constexpr qsizetype hashSize = 32;
constexpr auto forOwner = QFile::ReadOwner | QFile::WriteOwner;

QString hashesName(const Segment &segment)
{
    return segment.file.chopped(linesEnding.size()) + hashesEnding;
}

Result<std::unique_ptr<QFile>> opened(const Segment &segment, const QString &path, qint64 size)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QFile::ReadOnly) || file->size() != size)
        return std::unexpected(damaged(segment));
    return file;
}

}

Error damaged(const Segment &segment)
{
    return {ErrorKind::Unavailable, messages::SegmentDamaged,
        {QString::number(segment.first), QString::number(segment.last), segment.month, segment.file}};
}

SegmentFolder::SegmentFolder(const QString &folder)
    : m_folder(folder + u"/segments"_s)
{
}

QString SegmentFolder::folderOf(TenantId tenant) const
{
    return m_folder + u'/' + QString::number(tenant.value);
}

QString SegmentFolder::linesOf(TenantId tenant, const Segment &segment) const
{
    return folderOf(tenant) + u'/' + segment.file;
}

QString SegmentFolder::hashesOf(TenantId tenant, const Segment &segment) const
{
    return folderOf(tenant) + u'/' + hashesName(segment);
}

Result<void> SegmentFolder::makeFor(TenantId tenant) const
{
    for (const QString &folder : {m_folder, folderOf(tenant)}) {
        if (!QDir().mkpath(folder))
            return std::unexpected(Error(ErrorKind::Unavailable, messages::FolderNotMade, {folder}));
        if (!QFile::setPermissions(folder, forOwner | QFile::ExeOwner))
            return std::unexpected(Error(ErrorKind::Unavailable, messages::FolderNotPrivate, {folder}));
    }
    return {};
}

Result<void> SegmentFolder::sync(TenantId tenant) const
{
    const QString whole = QFileInfo(m_folder).path();
    for (const QString &folder : {folderOf(tenant), m_folder, whole}) {
        if (!syncFolder(folder))
            return std::unexpected(
                Error(ErrorKind::Unavailable, messages::SegmentNotWritten, {folder, qt_error_string()}));
    }
    return {};
}

void SegmentFolder::remove(TenantId tenant, const Segment &segment) const
{
    QFile::remove(linesOf(tenant, segment));
    QFile::remove(hashesOf(tenant, segment));
}

QStringList SegmentFolder::others(TenantId tenant, const QList<Segment> &segments) const
{
    QStringList names = QDir(folderOf(tenant)).entryList(QDir::Files | QDir::Hidden);
    names.removeIf([&](const QString &name) {
        return std::ranges::any_of(
            segments, [&name](const Segment &segment) { return name == segment.file || name == hashesName(segment); });
    });
    return names;
}

void SegmentFolder::remove(TenantId tenant, const QString &name) const
{
    QFile::remove(folderOf(tenant) + u'/' + name);
}

bool SegmentFolder::setAside(TenantId tenant, const QString &name, const QString &folder) const
{
    QDir all(folderOf(tenant));
    return all.mkpath(folder) && QFile::setPermissions(all.filePath(folder), forOwner | QFile::ExeOwner)
        && all.rename(name, folder + u'/' + name);
}

SegmentWriter::SegmentWriter(const SegmentFolder &folder, TenantId tenant, Segment segment)
    : m_folder(&folder)
    , m_tenant(tenant)
    , m_segment(std::move(segment))
{
}

Result<SegmentWriter> SegmentWriter::create(const SegmentFolder &folder, TenantId tenant, Segment segment)
{
    if (const auto made = folder.makeFor(tenant); !made)
        return std::unexpected(made.error());
    segment.file = u"%1-%2-%3"_s.arg(segment.month).arg(segment.first).arg(segment.last) + linesEnding;
    segment.bytes = 0;
    SegmentWriter writer(folder, tenant, std::move(segment));
    writer.m_lines = std::make_unique<QSaveFile>(folder.linesOf(tenant, writer.m_segment));
    writer.m_hashes = std::make_unique<QSaveFile>(folder.hashesOf(tenant, writer.m_segment));
    for (QSaveFile *file : {writer.m_lines.get(), writer.m_hashes.get()}) {
        if (!file->open(QFile::WriteOnly) || !file->setPermissions(forOwner))
            return std::unexpected(writer.failure(*file));
    }
    return writer;
}

Error SegmentWriter::failure(const QSaveFile &file) const
{
    return {ErrorKind::Unavailable, messages::SegmentNotWritten, {file.fileName(), file.errorString()}};
}

Result<void> SegmentWriter::add(const audit::Event &event, QByteArrayView line, QByteArrayView hash)
{
    Segment &segment = m_segment;
    if (segment.bytes == 0)
        segment.firstTime = segment.lastTime = event.time;
    segment.firstTime = std::min(segment.firstTime, event.time);
    segment.lastTime = std::max(segment.lastTime, event.time);
    segment.bytes += line.size() + 1;
    m_digest.add(line);
    m_digest.add("\n");
    if (m_lines->write(line.data(), line.size()) != line.size() || !m_lines->putChar('\n'))
        return std::unexpected(failure(*m_lines));
    if (m_hashes->write(hash.data(), hash.size()) != hash.size())
        return std::unexpected(failure(*m_hashes));
    return {};
}

Result<Segment> SegmentWriter::finish()
{
    for (QSaveFile *file : {m_hashes.get(), m_lines.get()}) {
        // commit() syncs as well, but says nothing where that fails.
        if (!file->flush())
            return std::unexpected(failure(*file));
        if (!syncFile(file->handle()))
            return std::unexpected(
                Error(ErrorKind::Unavailable, messages::SegmentNotWritten, {file->fileName(), qt_error_string()}));
        if (!file->commit())
            return std::unexpected(failure(*file));
    }
    m_segment.sha256 = m_digest.result();
    return m_folder->sync(m_tenant).transform([this] { return m_segment; });
}

SegmentReader::SegmentReader(const Segment &segment)
    : m_segment(segment)
    , m_next(segment.first)
{
}

Result<SegmentReader> SegmentReader::open(
    const SegmentFolder &folder, TenantId tenant, const Segment &segment, qint64 from)
{
    SegmentReader reader(segment);
    auto lines = opened(segment, folder.linesOf(tenant, segment), segment.bytes);
    auto hashes = opened(segment, folder.hashesOf(tenant, segment), segment.size() * hashSize);
    if (!lines || !hashes)
        return std::unexpected(damaged(segment));
    reader.m_lines = *std::move(lines);
    reader.m_hashes = *std::move(hashes);
    while (reader.m_next < std::min(from, segment.last + 1)) {
        if (const auto passed = reader.next(); !passed)
            return std::unexpected(passed.error());
    }
    return reader;
}

Result<std::optional<SegmentReader::Entry>> SegmentReader::next()
{
    if (m_next > m_segment.last) {
        if (!m_lines->atEnd())
            return std::unexpected(damaged(m_segment));
        return std::nullopt;
    }
    Entry entry{.line = m_lines->readLine(), .hash = m_hashes->read(hashSize)};
    if (!entry.line.endsWith('\n') || entry.hash.size() != hashSize)
        return std::unexpected(damaged(m_segment));
    entry.line.chop(1);
    ++m_next;
    return entry;
}

Result<void> readThrough(
    const SegmentFolder &folder, TenantId tenant, const Segment &segment, const std::stop_token &stop)
{
    auto reader = SegmentReader::open(folder, tenant, segment);
    if (!reader)
        return std::unexpected(reader.error());
    crypto::Sha256 digest;
    while (!stop.stop_requested()) {
        const auto entry = reader->next();
        if (!entry)
            return std::unexpected(entry.error());
        if (!*entry)
            return digest.result() == segment.sha256 ? Result<void>() : std::unexpected(damaged(segment));
        digest.add((*entry)->line);
        digest.add("\n");
    }
    return std::unexpected(Error(ErrorKind::Unavailable, messages::WriterStopped));
}

}
