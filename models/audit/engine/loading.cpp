// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/loading.h"

#include "audit/engine/columnfiller.h"
#include "audit/engine/growingtable.h"
#include "audit/engine/stretches.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace sekimori::audit::engine {
namespace {

using Clock = Bytes::Clock;

/// Between two calls of the listener. No eye sees more.
constexpr auto quiet = std::chrono::milliseconds(60);
/// Followed files grow by few rows at a time: a last block with fewer than these is made anew with what came.
constexpr uint32_t rowsWorthABlock = 4'096;

}

/// What the threads of a run share.
class Loading::Work {
public:
    explicit Work(const LoadingOptions &options);

    void add(const std::vector<Part> &parts, bool areAll);
    void run(const std::stop_token &stop, const Listener &listener);
    LogSnapshot snapshot() const;
    LoadingProgress progress() const;
    Problems problems() const;

private:
    using Lock = std::unique_lock<std::mutex>;

    void takeUpFollowed();
    void work(const std::stop_token &stop);
    /// These work on something with the lock open; false where there is nothing of the kind to do.
    bool cut(Lock &lock);
    bool fill(Lock &lock, ColumnFillers &fillers, const std::stop_token &stop);
    void join(Lock &lock);
    void waitForMore(Lock &lock, const std::stop_token &stop);
    void tell(Lock &lock);
    /// When the listener may be told of what is new; never, where nothing is.
    Clock::time_point timeToTell() const;
    LoadingProgress currentProgress() const;

    const LoadingOptions m_options;
    mutable std::mutex m_mutex; ///< all that follows
    std::condition_variable_any m_changed;
    GrowingTable m_table;
    Stretches m_stretches;
    uint64_t m_cutBytes = 0;
    uint64_t m_changes = 0; ///< that somebody could wait for
    bool m_hasAllParts = false;
    bool m_isJoining = false;
    bool m_isWaiting = false; ///< somebody waits for bytes
    bool m_wasStopped = false;
    const Listener *m_listener = nullptr;
    bool m_isTelling = false;
    bool m_hasNews = false; ///< that the listener was not told yet
    Clock::time_point m_toldAt;
    uint64_t m_toldRows = 0;
};

Loading::Work::Work(const LoadingOptions &options)
    : m_options(options)
    , m_stretches({.firstChunk = options.firstChunk,
          .chunk = options.chunk,
          .blockRows = options.blockRows,
          .longestRecord = options.longestRecord})
{
}

void Loading::Work::add(const std::vector<Part> &parts, bool areAll)
{
    {
        const Lock lock(m_mutex);
        m_table.addParts(parts);
        m_stretches.setParts(m_table.sharedParts());
        m_hasAllParts = areAll;
        ++m_changes;
    }
    m_changed.notify_all();
}

void Loading::Work::run(const std::stop_token &stop, const Listener &listener)
{
    if (m_wasStopped)
        return;
    takeUpFollowed();
    m_listener = listener ? &listener : nullptr;
    {
        const unsigned cores = m_options.threads > 0 ? m_options.threads : std::thread::hardware_concurrency();
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < cores; ++i)
            others.emplace_back([&] { work(stop); });
        work(stop);
    }
    m_wasStopped = stop.stop_requested();
    if (listener)
        listener(snapshot(), progress());
    m_listener = nullptr;
    m_hasNews = false;
}

void Loading::Work::takeUpFollowed()
{
    const Lock lock(m_mutex);
    m_stretches.restart();
    const auto &parts = m_table.parts();
    for (uint32_t i = 0; i < parts.size(); ++i) {
        if (!parts[i].isFollowed)
            continue;
        if (const auto block = m_table.takeBackLast(i, std::min(rowsWorthABlock, m_options.blockRows))) {
            const auto begin = size_t(block->text.data() - parts[i].bytes->available().data());
            m_cutBytes -= m_stretches.goBack(i, {.begin = begin, .line = block->firstLine, .isHeader = false});
        }
    }
}

void Loading::Work::work(const std::stop_token &stop)
{
    ColumnFillers fillers({.dictionaries = m_table.dictionaries(),
        .zone = m_options.zone,
        .fields = m_options.fields,
        .longestRecord = m_options.longestRecord});
    Lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (!cut(lock) && !fill(lock, fillers, stop)) {
            if (m_hasAllParts && m_stretches.isAllJoined() && m_table.isFilled())
                break;
            waitForMore(lock, stop);
        }
        tell(lock);
    }
    ++m_changes;
    m_changed.notify_all();
}

bool Loading::Work::cut(Lock &lock)
{
    std::optional<Stretch> stretch = m_stretches.take();
    if (!stretch)
        return false;
    const auto parts = m_table.sharedParts();
    const Part &part = (*parts)[stretch->part];
    lock.unlock();
    part.bytes->prepare(stretch->begin, stretch->end);
    findLineEnds(stretch->text, stretch->begin, stretch->end, syntaxOf(part), *stretch->found);
    lock.lock();
    m_stretches.deliver(std::move(*stretch));
    join(lock);
    return true;
}

/// Puts together what is next in order. One thread at a time; the others leave theirs to it.
void Loading::Work::join(Lock &lock)
{
    if (m_isJoining)
        return;
    m_isJoining = true;
    while (std::optional<Stretch> stretch = m_stretches.nextToJoin()) {
        lock.unlock();
        RowFinder::Blocks blocks = m_stretches.joined(*stretch);
        lock.lock();
        m_table.append(std::move(blocks));
        m_cutBytes += stretch->end - stretch->begin;
        m_stretches.release(std::move(*stretch));
        m_hasNews = true;
        ++m_changes;
        m_changed.notify_all();
        tell(lock);
    }
    m_isJoining = false;
}

bool Loading::Work::fill(Lock &lock, ColumnFillers &fillers, const std::stop_token &stop)
{
    const auto task = m_table.takeUnfilled();
    if (!task)
        return false;
    const auto parts = m_table.sharedParts();
    const Part &part = (*parts)[task->block->part];
    lock.unlock();
    Problems problems;
    auto filled = fillers.of(part.format).filled(*task->block, part, stop, problems);
    lock.lock();
    if (filled)
        m_table.setFilled(*task, std::move(filled), std::move(problems));
    m_hasNews = true;
    ++m_changes;
    m_changed.notify_all();
    return true;
}

/// Or until it is time to tell what there is: the text of a stream may rest at any place.
void Loading::Work::waitForMore(Lock &lock, const std::stop_token &stop)
{
    const Clock::time_point end = timeToTell();
    const Stretches::Wanted wanted = m_stretches.wanted();
    if (wanted.bytes && !m_isWaiting) {
        m_isWaiting = true;
        lock.unlock();
        wanted.bytes->waitFor(wanted.size, stop, end);
        lock.lock();
        m_isWaiting = false;
        ++m_changes;
        m_changed.notify_all();
        return;
    }
    m_changed.wait_until(lock, stop, end, [this, changes = m_changes] { return m_changes != changes; });
}

void Loading::Work::tell(Lock &lock)
{
    if (Clock::now() < timeToTell())
        return;
    m_isTelling = true;
    m_hasNews = false;
    m_toldRows = m_table.rowCount();
    const LogSnapshot now = m_table.snapshot();
    const LoadingProgress done = currentProgress();
    lock.unlock();
    (*m_listener)(now, done);
    lock.lock();
    m_toldAt = Clock::now();
    m_isTelling = false;
}

Clock::time_point Loading::Work::timeToTell() const
{
    if (!m_listener || m_isTelling || !m_hasNews)
        return Clock::time_point::max();
    const bool isFirst = m_toldRows == 0 && m_table.rowCount() > 0;
    return isFirst ? Clock::time_point() : m_toldAt + quiet;
}

LoadingProgress Loading::Work::currentProgress() const
{
    LoadingProgress progress{.bytesThere = 0, .bytesCut = m_cutBytes, .bytesFilled = m_table.filledBytes()};
    for (const Part &part : m_table.parts())
        progress.bytesThere += part.bytes->available().size();
    return progress;
}

LogSnapshot Loading::Work::snapshot() const
{
    const Lock lock(m_mutex);
    return m_table.snapshot();
}

LoadingProgress Loading::Work::progress() const
{
    const Lock lock(m_mutex);
    return currentProgress();
}

Problems Loading::Work::problems() const
{
    const Lock lock(m_mutex);
    return m_table.problems();
}

Loading::Loading(const LoadingOptions &options)
    : m_work(std::make_unique<Work>(options))
{
}

Loading::Loading(const std::vector<Part> &parts, const LoadingOptions &options)
    : Loading(options)
{
    add(parts, true);
}

Loading::~Loading() = default;

void Loading::add(const std::vector<Part> &parts, bool areAll)
{
    m_work->add(parts, areAll);
}

void Loading::run(const std::stop_token &stop, const Listener &listener)
{
    m_work->run(stop, listener);
}

LogSnapshot Loading::snapshot() const
{
    return m_work->snapshot();
}

LoadingProgress Loading::progress() const
{
    return m_work->progress();
}

Problems Loading::problems() const
{
    return m_work->problems();
}

}
