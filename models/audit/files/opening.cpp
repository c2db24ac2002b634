// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/opening.h"

#include "audit/files/findings.h"
#include "audit/files/partdraft.h"
#include "audit/files/tellingnames.h"
#include "audit/files/walk.h"

namespace sekimori::audit::files {

class Opening::Work {
public:
    Work(QStringList paths, Options options, Listener listener)
        : m_paths(std::move(paths))
        , m_options(std::move(options))
        , m_findings(m_options.limits, std::move(listener))
        , m_thread([this](const std::stop_token &stop) { run(stop); })
    {
    }

    const Findings &findings() const { return m_findings; }
    void stop() { m_thread.request_stop(); }

private:
    void run(const std::stop_token &stop)
    {
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        FillingThreads threads(m_options.threads > 0 ? m_options.threads : cores, stop);
        Walk walk(m_options, m_findings, threads, stop);
        // What somebody typed himself is shown as he did, so that he finds it again.
        const QStringList names = m_options.showsPaths ? m_paths : tellingNames(m_paths);
        for (qsizetype i = 0; i < m_paths.size() && !stop.stop_requested(); ++i)
            walk.open(m_paths.at(i), shownName(names.at(i), names.at(i).size()));
        m_findings.setListed();
        threads.finish();
        m_findings.setFinished();
    }

    const QStringList m_paths;
    const Options m_options;
    Findings m_findings;
    std::jthread m_thread; // the last one: it ends before what it uses goes
};

Opening::Opening(const QStringList &paths, const Options &options, const Listener &listener)
    : m_work(std::make_unique<Work>(paths, options, listener))
{
}

Opening::~Opening() = default;

Opened Opening::opened() const
{
    return m_work->findings().opened();
}

Opened Opening::waitForParts(size_t known, const std::stop_token &stop) const
{
    return m_work->findings().waitForParts(known, stop);
}

Opened Opening::waitUntilListed(const std::stop_token &stop) const
{
    return m_work->findings().waitUntil(&Opened::isListed, stop);
}

Opened Opening::waitUntilFinished(const std::stop_token &stop) const
{
    return m_work->findings().waitUntil(&Opened::isFinished, stop);
}

void Opening::stop()
{
    m_work->stop();
}

}
