// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/opening.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace sekimori::audit::files {

/// What the threads of an opening find, put together. Thread-safe.
class Findings {
public:
    Findings(const Limits &limits, Opening::Listener listener)
        : m_limits(limits)
        , m_listener(std::move(listener))
    {
    }

    const Limits &limits() const { return m_limits; }

    /// With the question that its columns raise, if they do.
    void add(engine::Part part, std::optional<HeaderQuestion> question);
    void add(Followed file);
    void addBundle(const QString &path);
    void addDamage(const Damage &damage) { addDamages({damage}, 1); }
    /// @p count: those that there are, told or not.
    void addDamages(const QList<Damage> &damages, quint64 count);
    void addFileSize(quint64 bytes) { m_bytes += bytes; }
    /// So much was read, and unpacked to so much.
    Result<void> advance(quint64 read, quint64 made);
    void setListed();
    void setFinished();

    Opened opened() const;
    Opened waitUntil(bool Opened::*is, const std::stop_token &stop) const;
    Opened waitForParts(size_t known, const std::stop_token &stop) const;

private:
    void changed();

    const Limits m_limits;
    const Opening::Listener m_listener;
    std::atomic<quint64> m_bytes = 0;
    std::atomic<quint64> m_read = 0;
    std::atomic<quint64> m_made = 0;
    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_change;
    Opened m_opened;
};

}
