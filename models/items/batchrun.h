// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/failure.h"

#include <QObject>

#include <functional>

namespace sekimori::items {

/// Something that is done for many, batch by batch. Each batch is one request that is carried out as a whole or not at
/// all, under a key of its own, so that one whose answer was lost is asked for again and not done twice. It does not
/// know what is done.
class BatchRun : public QObject {
    Q_OBJECT

public:
    enum class State {
        Ready,
        Running,
        Stopping, ///< the batch that is under way cannot be called back
        Stopped,
        Failed,
        Done,
    };
    using Told = std::function<void(const std::optional<platform::Failure> &failure)>;
    struct Batch {
        int size = 0; ///< for how many; 0: it only prepares the next ones
        std::function<void(const QByteArray &key, QObject *context, const Told &told)> send;
    };

    explicit BatchRun(const QList<Batch> &batches, QObject *parent = nullptr);

    /// Begins; or goes on where it was stopped or has failed.
    void goOn();
    void stop();

    State state() const { return m_state; }
    bool isUnderWay() const { return m_state == State::Running || m_state == State::Stopping; }
    int done() const { return m_done; }
    int total() const { return m_total; }
    /// Why it has failed; none otherwise.
    const std::optional<platform::Failure> &failure() const { return m_failure; }

signals:
    void changed();

private:
    void send();
    void take(const std::optional<platform::Failure> &failure);

    QList<Batch> m_batches; ///< the first is next
    QByteArray m_key; ///< of the first
    State m_state = State::Ready;
    int m_done = 0;
    int m_total = 0;
    std::optional<platform::Failure> m_failure;
};

}
