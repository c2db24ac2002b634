// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "store/segmentlogs.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message FolderNotMade{"store.folderNotMade",
    QT_TRANSLATE_NOOP("Messages",
        "The data folder “%1” is not there and could not be made. Check that the service's user may write where it "
        "shall be, or name another folder.")};
constexpr Message FolderNotPrivate{"store.folderNotPrivate",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” could not be kept from other users of this machine. Check that it belongs to the service's user.")};
}

namespace {

constexpr int readerThreads = 2;
constexpr int searcherThreads = 2;
constexpr auto forOwner = QFile::ReadOwner | QFile::WriteOwner;

Result<void> makeFolder(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return std::unexpected(Error(ErrorKind::Unavailable, messages::FolderNotMade, {folder}));
    if (!QFile::setPermissions(folder, forOwner | QFile::ExeOwner))
        return std::unexpected(Error(ErrorKind::Unavailable, messages::FolderNotPrivate, {folder}));
    return {};
}

/// SQLite gives its journals the permissions of the file itself, so that has to be there, with ours, before it.
Result<void> makeFile(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QFile::WriteOnly | QFile::NewOnly, forOwner))
        return std::unexpected(Error(ErrorKind::Unavailable, messages::StoreNotOpened, {path}));
    if (!file.setPermissions(forOwner))
        return std::unexpected(Error(ErrorKind::Unavailable, messages::FolderNotPrivate, {path}));
    return {};
}

}

audit::EventTime systemTime()
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Result<std::unique_ptr<Store>> Store::open(const StoreOptions &options)
{
    const QString path = options.folder + u"/platform.db"_s;
    auto store = std::unique_ptr<Store>(new Store);
    store->m_clock = options.clock;
    if (const auto made = makeFolder(options.folder).and_then([&] { return makeFile(options.folder + u"/lock"_s); });
        !made)
        return std::unexpected(made.error());

    auto lock = DataLock::take(options.folder);
    if (!lock)
        return std::unexpected(lock.error());
    store->m_lock = std::move(*lock);
    if (const auto made = makeFile(path); !made)
        return std::unexpected(made.error());

    store->m_segments = std::make_unique<SegmentLogs>(options.folder);
    SegmentLogs *const segments = store->m_segments.get();
    auto writer = Writer::start(path, options.durability, &store->m_changes, segments);
    if (!writer)
        return std::unexpected(writer.error());
    store->m_writer = std::move(*writer);
    auto readers = Readers::start(path, readerThreads, segments);
    if (!readers)
        return std::unexpected(readers.error());
    store->m_readers = std::move(*readers);
    auto searchers = Readers::start(path, searcherThreads, segments);
    if (!searchers)
        return std::unexpected(searchers.error());
    store->m_searchers = std::move(*searchers);
    return store;
}

Store::Store() = default;

Store::~Store()
{
    if (m_segments)
        m_segments->stop(); // Searches end sooner.
}

}
