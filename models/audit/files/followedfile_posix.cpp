// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/followedfile.h"
#include "audit/files/mappingprotection.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sekimori::audit::files {
namespace {

/// Addresses cost nothing; a log that grows beyond them is read anew.
constexpr size_t spareAddresses = size_t(4) << 30;

Error failure(const Message &message, const QString &path)
{
    return {errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Unavailable, message, {path, qt_error_string(errno)}};
}

}

struct FollowedFile::Handle {
    explicit Handle(const QString &path)
        : descriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC))
    {
    }
    ~Handle()
    {
        protection.reset();
        if (start != nullptr)
            munmap(start, mapped);
        if (descriptor >= 0)
            ::close(descriptor);
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    const int descriptor;
    void *start = nullptr;
    size_t mapped = 0;
    std::optional<ProtectedMapping> protection;
};

FollowedFile::FollowedFile(QString path, std::unique_ptr<Handle> handle)
    : m_path(std::move(path))
    , m_handle(std::move(handle))
    , m_start(static_cast<const char *>(m_handle->start))
{
}

FollowedFile::~FollowedFile() = default;

Result<std::shared_ptr<FollowedFile>> FollowedFile::open(const QString &path)
{
    auto handle = std::make_unique<Handle>(path);
    if (handle->descriptor < 0)
        return std::unexpected(failure(messages::FileNotOpened, path));
    struct stat status{};
    if (fstat(handle->descriptor, &status) != 0)
        return std::unexpected(failure(messages::FileNotMapped, path));
    const auto size = size_t(status.st_size);
    handle->mapped = size + spareAddresses;
    void *start = mmap(nullptr, handle->mapped, PROT_READ, MAP_SHARED | MAP_NORESERVE, handle->descriptor, 0);
    if (start == MAP_FAILED)
        return std::unexpected(failure(messages::FileNotMapped, path));
    handle->start = start;
    handle->protection.emplace(start, handle->mapped);
    auto file = std::shared_ptr<FollowedFile>(new FollowedFile(path, std::move(handle)));
    file->m_marks = file->marksOf(size);
    file->m_size.store(size, std::memory_order_release);
    return file;
}

FollowedFile::Change FollowedFile::look()
{
    struct stat named{};
    struct stat opened{};
    if (::stat(QFile::encodeName(m_path).constData(), &named) != 0 || fstat(m_handle->descriptor, &opened) != 0)
        return Change::Removed;
    if (named.st_ino != opened.st_ino || named.st_dev != opened.st_dev)
        return Change::Replaced;
    const auto size = size_t(opened.st_size);
    const size_t before = m_size.load(std::memory_order_relaxed);
    if (size < before || marksOf(before) != m_marks)
        return Change::Cut;
    if (size == before)
        return Change::None;
    if (size > m_handle->mapped)
        return Change::Replaced;
    m_marks = marksOf(size);
    m_size.store(size, std::memory_order_release);
    return Change::Grown;
}

void FollowedFile::prepare(size_t begin, size_t end) const
{
    const auto page = size_t(sysconf(_SC_PAGESIZE));
    begin = (begin + m_skipped) / page * page;
    end = std::min(end + m_skipped, whole().size());
    if (begin >= end)
        return;
    void *from = const_cast<char *>(m_start) + begin;
#ifdef MADV_POPULATE_READ
    if (madvise(from, end - begin, MADV_POPULATE_READ) == 0)
        return;
#endif
    (void)posix_madvise(from, end - begin, POSIX_MADV_WILLNEED);
}

}
