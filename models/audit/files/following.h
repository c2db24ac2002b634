// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/followedfile.h"
#include "audit/files/opening.h"

#include <QObject>

#include <memory>

class QFileSystemWatcher;
class QTimer;

namespace sekimori::audit::files {

/// Watches the files of an opening while somebody looks at them. Nothing is polled: the system says that something has
/// changed, and a look at size and identity of the file, what. Lives where there is an event loop.
class Following : public QObject {
    Q_OBJECT

public:
    explicit Following(std::vector<Followed> files, QObject *parent = nullptr);

    /// Looks at all files now, whatever the system says; where it says nothing (files of other machines).
    void look();

signals:
    /// Parts that are followed have more text: loading goes on.
    void grown();
    /// A file is not what was read any more, and has to be read anew; unless it was removed, which is told once, and
    /// its name is waited for. @p how tells people what has happened to it.
    void changed(const QString &path, sekimori::audit::files::FollowedFile::Change change, const sekimori::Error &how);

private:
    struct Watched {
        Followed followed;
        bool isGone = false;
    };

    void watch();

    std::vector<Watched> m_files;
    QFileSystemWatcher *m_watcher;
    QTimer *m_soon; ///< many changes are looked at once
};

}
