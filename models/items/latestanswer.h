// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QtConcurrent/QtConcurrentRun>

#include <functional>
#include <utility>

namespace sekimori::items {

/// Works questions out on other threads, one at a time, and delivers only the answer to the newest, never from within
/// ask(). A question that is overtaken before its turn is never begun.
template<typename T>
class LatestAnswer {
public:
    explicit LatestAnswer(std::function<void(const T &)> deliver)
        : m_deliver(std::move(deliver))
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { conclude(); });
    }

    /// @p question runs elsewhere: it may hold nothing but copies.
    void ask(std::function<T()> question)
    {
        m_next = std::move(question);
        if (!m_isUnderWay)
            begin();
    }

private:
    void begin()
    {
        m_isUnderWay = true;
        m_watcher.setFuture(QtConcurrent::run(std::exchange(m_next, {})));
    }

    void conclude()
    {
        m_isUnderWay = false;
        if (m_next)
            begin();
        else
            m_deliver(m_watcher.result());
    }

    std::function<void(const T &)> m_deliver;
    std::function<T()> m_next;
    bool m_isUnderWay = false;
    QFutureWatcher<T> m_watcher;
};

}
