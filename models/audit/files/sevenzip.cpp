// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/sevenzip.h"

#include <QBuffer>

#include <K7Zip>
#include <KArchiveDirectory>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

constexpr Message sevenZipNotOpened{
    "files.sevenZipNotOpened", QT_TRANSLATE_NOOP("Messages", "The archive cannot be unpacked: %1")};

struct FileInside {
    QString path;
    const KArchiveFile *file;
};

void collect(const KArchiveDirectory &folder, const QString &path, std::vector<FileInside> &files)
{
    for (const QString &name : folder.entries()) {
        const KArchiveEntry *entry = folder.entry(name);
        if (entry->isDirectory())
            collect(*static_cast<const KArchiveDirectory *>(entry), path + name + u'/', files);
        else if (entry->isFile() && entry->symLinkTarget().isEmpty())
            files.push_back({path + name, static_cast<const KArchiveFile *>(entry)});
    }
}

}

Result<std::vector<SevenZipEntry>> readSevenZip(std::string_view archive, const Limits &limits)
{
    if (const auto checked = checkSevenZip(archive, limits); !checked)
        return std::unexpected(checked.error());
    QBuffer buffer;
    buffer.setData(QByteArray::fromRawData(archive.data(), qsizetype(archive.size())));
    K7Zip sevenZip(&buffer);
    if (!buffer.open(QIODevice::ReadOnly) || !sevenZip.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::Malformed, sevenZipNotOpened, {sevenZip.errorString()}});
    std::vector<FileInside> files;
    collect(*sevenZip.directory(), {}, files);
    std::ranges::sort(files, {}, [](const FileInside &inside) { return inside.file->position(); });
    std::vector<SevenZipEntry> entries;
    for (const auto &[path, file] : files)
        entries.push_back({path, file->date().toSecsSinceEpoch(), quint64(file->size()), file->data()});
    return entries;
}

}
