// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/files/damage.h"
#include "audit/files/header.h"
#include "audit/files/limits.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <stop_token>

namespace sekimori::audit::files {

struct Options {
    std::vector<HeaderAnswer> answers{}; ///< to questions of before, in whatever order
    std::optional<Columns> columns{}; ///< of every CSV, whatever its header says
    std::optional<bool> hasHeader{}; ///< every CSV, or none; not set: as it looks
    bool isFollowed = false; ///< plain files are, while others write them; see following.h
    bool showsPaths = false; ///< files are shown with their paths as they were given, not by names that tell them apart
    Limits limits{};
    unsigned threads = 0; ///< 0: one for each core
};

class FollowedFile;

/// A file on the disk that was opened; see following.h.
struct Followed {
    std::shared_ptr<FollowedFile> file;
    bool isRead = false; ///< its part is followed: what is appended is read. Otherwise all of it has to be read anew
};

/// What came of opening files, so far.
struct Opened {
    std::vector<engine::Part> parts; ///< files in their order, entries in the order of their archive
    std::vector<HeaderQuestion> questions;
    std::vector<Followed> files; ///< all that are no pipes
    QStringList
        bundles; ///< those of the paths that are sealed bundles; only their events are parts. See bundle/verifying.h
    Damages damages;
    quint64 bytes = 0; ///< of all files, packed as they are
    quint64 read = 0; ///< of them
    bool isListed = false; ///< no part will be added any more
    bool isFinished = false; ///< and all their text is there
};

/// From paths to text that the engine reads: tells by its content what a file is, unpacks it and turns it into UTF-8,
/// on threads of its own. Parts are there before their text is: the engine reads what comes. A file that cannot be read
/// is told as damage and does not keep the others. Nothing is ever written to the disk.
class Opening {
public:
    /// Called from its threads whenever parts, questions or damages were added, and at the ends; not for mere progress.
    using Listener = std::function<void()>;

    /// @p paths: local files; `-` is standard input.
    explicit Opening(const QStringList &paths, const Options &options = {}, const Listener &listener = {});
    /// Stops what still goes on. What is there of the parts stays.
    ~Opening();
    Opening(const Opening &) = delete;
    Opening &operator=(const Opening &) = delete;

    /// These are for any thread.
    Opened opened() const;
    /// Until there are more parts than that, or all.
    Opened waitForParts(size_t known, const std::stop_token &stop = {}) const;
    Opened waitUntilListed(const std::stop_token &stop = {}) const;
    Opened waitUntilFinished(const std::stop_token &stop = {}) const;
    void stop();

private:
    class Work;
    std::unique_ptr<Work> m_work;
};

}
