// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace sekimori::items {

/// A thread that works on one thing at a time, of which only the newest counts: a newer job stops the one before, and
/// what comes of a job that was replaced is never delivered. Knows nothing of what is done.
class LatestJob : public QObject {
    Q_OBJECT

public:
    /// What is to be done with an answer, on the thread of whoever asked.
    using Conclusion = std::function<void()>;
    /// A job at work.
    struct Run {
        LatestJob &jobs;
        quint64 turn = 0;
        std::stop_token stop;

        /// What there is so far, from any thread, before the job's own conclusion.
        void tell(Conclusion conclusion) const { jobs.deliver(*this, std::move(conclusion), false); }
    };
    /// Done elsewhere: it may hold nothing but copies, and ends soon after it is told to stop.
    using Job = std::function<Conclusion(const Run &run)>;

    explicit LatestJob(QObject *parent = nullptr);
    ~LatestJob() override; ///< waits for the job to stop

    void begin(Job job);
    /// Stops what is under way, without a conclusion.
    void cancel();
    bool isUnderWay() const { return m_isUnderWay; }

private:
    void work(const std::stop_token &end);
    void deliver(const Run &run, Conclusion conclusion, bool isLast);

    std::mutex m_mutex;
    std::condition_variable_any m_wanted;
    Job m_next; // what follows is shared
    std::stop_source m_stop;
    quint64 m_turn = 0; // written by the owner's thread only
    bool m_isUnderWay = false; // of the owner's thread
    std::jthread m_thread;
};

}
