// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/bytes.h"
#include "error/error.h"

#include <QString>

#include <atomic>
#include <memory>
#include <string>

namespace sekimori::audit::files {

/// A plain file, read where it lies, that somebody may still be writing. It is mapped with addresses to spare behind
/// its end, so that what is appended appears in its place without a copy. Whoever cuts it while it is read gets zeros
/// read, not this process killed, once protectMappings() was called.
class FollowedFile final : public engine::Bytes {
public:
    enum class Change {
        None,
        Grown, ///< available() has more
        Cut, ///< it is shorter than what was read, or was written anew: all of it has to be read again
        Replaced, ///< another file has its name now
        Removed, ///< none has it any more; what was opened is there still
    };

    static Result<std::shared_ptr<FollowedFile>> open(const QString &path);
    ~FollowedFile() override;
    FollowedFile(const FollowedFile &) = delete;
    FollowedFile &operator=(const FollowedFile &) = delete;

    const QString &path() const { return m_path; }
    /// All of it, as far as it was there when it was looked at last.
    std::string_view whole() const { return {m_start, m_size.load(std::memory_order_acquire)}; }
    /// So many bytes at the start are no text. Before anybody reads.
    void skip(size_t bytes) { m_skipped = bytes; }
    /// Looks at the file on the disk. One thread at a time.
    Change look();

    std::string_view available() const override { return whole().substr(m_skipped); }
    std::string_view waitFor(size_t, const std::stop_token &, Clock::time_point) const override { return available(); }
    bool isComplete() const override { return true; }
    void prepare(size_t begin, size_t end) const override;

private:
    struct Handle;

    FollowedFile(QString path, std::unique_ptr<Handle> handle);

    std::string marksOf(size_t size) const;

    const QString m_path;
    const std::unique_ptr<Handle> m_handle;
    const char *m_start = nullptr; ///< null: there was nothing to map
    size_t m_skipped = 0;
    std::string m_marks; ///< what stood at the start and the end: a file that is written anew has something else there
    std::atomic<size_t> m_size = 0;
};

namespace messages {
extern const Message FileNotOpened;
extern const Message FileNotMapped;
}

}
