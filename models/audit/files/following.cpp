// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/following.h"

#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace sekimori::audit::files {
namespace {

constexpr auto pause = 200ms;

constexpr Message fileGrown{
    "files.fileGrown", QT_TRANSLATE_NOOP("Messages", "“%1” has grown since it was read. What was added is not shown.")};
constexpr Message fileCut{"files.fileCut",
    QT_TRANSLATE_NOOP("Messages", "“%1” was cut or written anew while it was shown. It has to be read again.")};
constexpr Message fileReplaced{
    "files.fileReplaced", QT_TRANSLATE_NOOP("Messages", "Another file has taken the place of “%1”.")};
constexpr Message fileRemoved{"files.fileRemoved",
    QT_TRANSLATE_NOOP("Messages", "“%1” was removed or renamed. What was read of it is still shown.")};

const Message &messageOf(FollowedFile::Change change)
{
    switch (change) {
    case FollowedFile::Change::None:
        break;
    case FollowedFile::Change::Grown:
        return fileGrown;
    case FollowedFile::Change::Cut:
        return fileCut;
    case FollowedFile::Change::Replaced:
        return fileReplaced;
    case FollowedFile::Change::Removed:
        return fileRemoved;
    }
    Q_UNREACHABLE_RETURN(fileCut);
}

}

Following::Following(std::vector<Followed> files, QObject *parent)
    : QObject(parent)
    , m_watcher(new QFileSystemWatcher(this))
    , m_soon(new QTimer(this))
{
    for (Followed &file : files)
        m_files.push_back({.followed = std::move(file)});
    m_soon->setSingleShot(true);
    m_soon->setInterval(pause);
    connect(m_soon, &QTimer::timeout, this, &Following::look);
    const auto lookSoon = [this] {
        if (!m_soon->isActive())
            m_soon->start();
    };
    connect(m_watcher, &QFileSystemWatcher::fileChanged, this, lookSoon);
    connect(m_watcher, &QFileSystemWatcher::directoryChanged, this, lookSoon);
    watch();
    m_soon->start(); // They were read some time before.
}

/// The files for what is written into them, and their folders for what is put in their place.
void Following::watch()
{
    QStringList wanted;
    for (const Watched &each : m_files) {
        const QFileInfo info(each.followed.file->path());
        wanted += {info.absoluteFilePath(), info.absolutePath()};
    }
    wanted.removeDuplicates();
    const QStringList watched = m_watcher->files() + m_watcher->directories();
    wanted.removeIf([&](const QString &path) { return watched.contains(path) || !QFileInfo::exists(path); });
    if (!wanted.isEmpty())
        m_watcher->addPaths(wanted);
}

void Following::look()
{
    using Change = FollowedFile::Change;
    bool hasGrown = false;
    std::vector<std::pair<QString, Change>> changes;
    std::erase_if(m_files, [&](Watched &each) {
        const Change change = each.followed.file->look();
        const bool wasGone = std::exchange(each.isGone, change == Change::Removed);
        if (change == Change::Grown && each.followed.isRead)
            hasGrown = true;
        else if (change != Change::None && !(each.isGone && wasGone))
            changes.emplace_back(each.followed.file->path(), change);
        return change == Change::Cut || change == Change::Replaced;
    });
    watch();
    if (hasGrown)
        emit grown();
    for (const auto &[path, change] : changes)
        emit changed(path, change, Error(ErrorKind::Stale, messageOf(change), {QFileInfo(path).fileName()}));
}

}
