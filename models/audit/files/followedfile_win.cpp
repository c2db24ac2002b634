// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/followedfile.h"

#include <QFile>
#include <QFileInfo>

namespace sekimori::audit::files {

/// Here a mapped file cannot be cut, and a mapping cannot grow: a file that has grown is read anew.
struct FollowedFile::Handle {
    explicit Handle(const QString &path)
        : file(path)
    {
    }

    QFile file;
    const char *start = nullptr;
};

FollowedFile::FollowedFile(QString path, std::unique_ptr<Handle> handle)
    : m_path(std::move(path))
    , m_handle(std::move(handle))
    , m_start(m_handle->start)
{
}

FollowedFile::~FollowedFile() = default;

Result<std::shared_ptr<FollowedFile>> FollowedFile::open(const QString &path)
{
    auto handle = std::make_unique<Handle>(path);
    QFile &file = handle->file;
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileNotOpened, {path, file.errorString()}});
    const qint64 size = file.size();
    handle->start = size > 0 ? reinterpret_cast<const char *>(file.map(0, size)) : nullptr;
    if (size > 0 && handle->start == nullptr)
        return std::unexpected(Error{ErrorKind::Unavailable, messages::FileNotMapped, {path, file.errorString()}});
    auto followed = std::shared_ptr<FollowedFile>(new FollowedFile(path, std::move(handle)));
    followed->m_size.store(size_t(size), std::memory_order_release);
    followed->m_marks = followed->marksOf(size_t(size));
    return followed;
}

FollowedFile::Change FollowedFile::look()
{
    const QFileInfo named(m_path);
    if (!named.exists())
        return Change::Removed;
    return size_t(named.size()) == whole().size() ? Change::None : Change::Replaced;
}

void FollowedFile::prepare(size_t, size_t) const { }

}
