// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/bundle/entrylines.h"
#include "audit/files/followedfile.h"
#include "audit/files/limits.h"
#include "audit/files/zipdirectory.h"

namespace sekimori::audit::bundle {

/// The ZIP of a bundle as a hostile one is read: nothing of it is believed, and nothing is unpacked whole but what is
/// small.
class BundleFile {
public:
    /// Refuses what is no bundle, and what others could read otherwise than we do.
    static Result<BundleFile> open(const QString &path);

    bool has(QByteArrayView entry) const { return find(entry) != nullptr; }
    /// The name of a file in it that no bundle has.
    std::optional<QString> stranger() const;
    /// All of a small file.
    Result<QByteArray> content(QByteArrayView entry, qsizetype longest) const;
    /// @p goesOn is asked before each piece: false ends them.
    Result<EntryLines> lines(QByteArrayView entry, size_t longestLine, const std::function<bool()> &goesOn = {}) const;
    quint64 size() const { return m_file->whole().size(); }

private:
    BundleFile(std::shared_ptr<files::FollowedFile> file, std::vector<files::ZipEntry> entries)
        : m_file(std::move(file))
        , m_entries(std::move(entries))
    {
    }

    const files::ZipEntry *find(QByteArrayView entry) const;
    Result<std::unique_ptr<files::ByteStream>> stream(QByteArrayView entry) const;

    std::shared_ptr<files::FollowedFile> m_file;
    std::vector<files::ZipEntry> m_entries;
    files::Limits m_limits;
};

}
