// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/latestjob.h"

#include <utility>

namespace sekimori::items {

LatestJob::LatestJob(QObject *parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token &end) { work(end); })
{
}

LatestJob::~LatestJob()
{
    cancel();
    m_thread.request_stop();
    m_thread.join();
}

void LatestJob::begin(Job job)
{
    m_isUnderWay = true;
    {
        const std::scoped_lock lock(m_mutex);
        m_stop.request_stop();
        m_stop = {};
        ++m_turn;
        m_next.swap(job);
    }
    m_wanted.notify_one();
}

void LatestJob::cancel()
{
    m_isUnderWay = false;
    Job before;
    const std::scoped_lock lock(m_mutex);
    m_stop.request_stop();
    ++m_turn;
    m_next.swap(before);
}

void LatestJob::work(const std::stop_token &end)
{
    std::unique_lock lock(m_mutex);
    while (m_wanted.wait(lock, end, [this] { return bool(m_next); })) {
        Job job = std::exchange(m_next, {});
        const Run run{.jobs = *this, .turn = m_turn, .stop = m_stop.get_token()};
        lock.unlock();
        Conclusion conclusion = job(run);
        job = {}; // what it held goes here, and not on the owner's thread
        deliver(run, std::move(conclusion), true);
        lock.lock();
    }
}

void LatestJob::deliver(const Run &run, Conclusion conclusion, bool isLast)
{
    if (run.stop.stop_requested())
        return;
    const auto conclude = [this, turn = run.turn, conclusion = std::move(conclusion), isLast] {
        if (turn != m_turn)
            return;
        if (isLast)
            m_isUnderWay = false;
        if (conclusion)
            conclusion();
    };
    QMetaObject::invokeMethod(this, conclude, Qt::QueuedConnection);
}

}
