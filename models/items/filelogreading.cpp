// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filelogreading.h"

#include <QThreadPool>

using namespace std::chrono_literals;

namespace sekimori::items {

using audit::engine::Loading;
using audit::engine::LoadingProgress;
using audit::engine::LogSnapshot;
using audit::files::Opened;
using audit::files::Opening;

namespace {

constexpr auto pauseWhileUnpacking = 150ms;
/// Between two readings of a file that grows and cannot be read on from where it ended: a small part of the time.
constexpr std::chrono::milliseconds leastPauseUntilAgain = 1s;
constexpr int restForAgain = 10;

/// Of the work on a text, what cutting it into records takes.
constexpr double shareOfCutting = 0.25;

double share(quint64 part, quint64 whole)
{
    return whole == 0 ? 1 : double(std::min(part, whole)) / double(whole);
}

}

struct FileLogReading::Work {
    Work(const Files &files, quint64 turn, quint64 lineage)
        : opening(files.paths, files.options)
        , loading({.zone = files.zone, .threads = files.options.threads})
        , reading(turn)
        , lineage(lineage)
    {
    }

    Opening opening;
    Loading loading;
    quint64 reading;
    quint64 lineage;
};

FileLogReading::FileLogReading(QObject *parent)
    : QObject(parent)
{
    m_unpacking.setInterval(pauseWhileUnpacking);
    connect(&m_unpacking, &QTimer::timeout, this, &FileLogReading::showUnpacking);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &FileLogReading::readAgain);
}

FileLogReading::~FileLogReading()
{
    m_job.cancel();
    // Letting go of gigabytes takes its time.
    QThreadPool::globalInstance()->start([found = std::move(m_found)] { });
}

/// Whoever lets go of it last, maybe with an answer that nobody wants any more, does not wait for the end: that takes
/// as long as stopping whoever is unpacking, which may wait for a pipe or a folder far away.
std::shared_ptr<FileLogReading::Work> FileLogReading::begun(const Files &files, quint64 turn, quint64 lineage)
{
    const auto end = [](Work *work) { QThreadPool::globalInstance()->start([work] { delete work; }); };
    return {new Work(files, turn, lineage), end};
}

void FileLogReading::begin(const Files &files)
{
    m_files = files;
    m_following.reset();
    m_again.stop();
    m_sinceBegin.start();
    m_isReadingOn = false;
    m_found.isComplete = false;
    m_found.done.reset();
    m_unpacking.start();
    m_job.begin([this, files, turn = ++m_turn](const LatestJob::Run &run) {
        auto work = begun(files, turn, turn);
        run.tell([this, work] { m_work = work; });
        load(*work, run.stop, tellerOf(work, run));
        return [this, found = foundBy(*work, true)] {
            follow();
            take(found);
        };
    });
}

/// Whatever becomes of the files is noticed; what is done about it is another thing.
void FileLogReading::follow()
{
    using audit::files::Following;
    m_hasGrown = false;
    m_again.setInterval(
        std::max(leastPauseUntilAgain, restForAgain * std::chrono::milliseconds(m_sinceBegin.elapsed())));
    m_following = std::make_unique<Following>(m_work->opening.opened().files);
    connect(m_following.get(), &Following::grown, this, &FileLogReading::readOn);
    connect(
        m_following.get(), &Following::changed, this,
        [this, turn = m_turn](const QString &path, audit::files::FollowedFile::Change change, const Error &how) {
            if (turn == m_turn) // Nothing was opened since.
                takeNews(path, change, how);
        },
        Qt::QueuedConnection);
}

void FileLogReading::takeNews(const QString &path, audit::files::FollowedFile::Change change, const Error &how)
{
    using Change = audit::files::FollowedFile::Change;
    if (change == Change::Removed || !m_files.options.isFollowed)
        return emit outdated({.how = how, .isGone = change == Change::Removed});
    if (change == Change::Grown) {
        if (!m_again.isActive())
            m_again.start();
        return;
    }
    emit startedAnew(path, how);
    begin(Files(m_files));
}

void FileLogReading::readOn()
{
    m_hasGrown = m_job.isUnderWay();
    if (m_hasGrown)
        return;
    m_isReadingOn = true;
    m_job.begin([this, work = m_work](const LatestJob::Run &run) {
        read(*work, run.stop, tellerOf(work, run));
        return [this, found = foundBy(*work, true)] {
            m_isReadingOn = false;
            take(found);
            if (m_hasGrown)
                readOn();
        };
    });
}

/// What was read before stays until all of it is there.
void FileLogReading::readAgain()
{
    if (m_job.isUnderWay())
        return m_again.start();
    m_sinceBegin.start();
    m_isReadingOn = true;
    m_job.begin([this, files = m_files, turn = ++m_turn, lineage = m_work->lineage](const LatestJob::Run &run) {
        auto work = begun(files, turn, lineage);
        load(*work, run.stop, {});
        return [this, work, found = foundBy(*work, true)] {
            m_isReadingOn = false;
            m_work = work;
            follow();
            take(found);
        };
    });
}

void FileLogReading::load(Work &work, const std::stop_token &stop, const Teller &teller)
{
    // Of an archive that comes as a stream the next entry is found when the one before is unpacked.
    const std::jthread adding([&] { addParts(work, stop); });
    read(work, stop, teller);
}

void FileLogReading::addParts(Work &work, const std::stop_token &stop)
{
    size_t known = 0;
    for (bool areAll = false; !areAll && !stop.stop_requested();) {
        // Each time all are copied, so it is done the more seldom the more there are.
        const Opened opened = work.opening.waitForParts(known + known / 8, stop);
        areAll = opened.isListed;
        work.loading.add({opened.parts.begin() + ptrdiff_t(known), opened.parts.end()}, areAll);
        known = opened.parts.size();
    }
}

void FileLogReading::read(Work &work, const std::stop_token &stop, const Teller &teller)
{
    work.loading.run(stop, [&](const LogSnapshot &, const LoadingProgress &) {
        if (teller)
            teller();
    });
    if (!stop.stop_requested())
        work.opening.waitUntilFinished(stop);
}

FileLogReading::Teller FileLogReading::tellerOf(const std::shared_ptr<Work> &work, const LatestJob::Run &run)
{
    return [this, &work = *work, &run] { run.tell([this, found = foundBy(work, false)] { take(found); }); };
}

FileLogReading::Found FileLogReading::foundBy(const Work &work, bool isComplete)
{
    const Opened opened = work.opening.opened();
    const LoadingProgress progress = work.loading.progress();
    const auto problems = work.loading.problems();
    const LogSnapshot log = work.loading.snapshot(); // whose parts are those of the problems, and maybe more
    const double unpacked = opened.isFinished ? 1 : share(opened.read, opened.bytes);
    const double loaded = shareOfCutting * share(progress.bytesCut, progress.bytesThere)
        + (1 - shareOfCutting) * share(progress.bytesFilled, progress.bytesThere);
    return {.log = log,
        .damages = together(opened.damages, problems, *log.parts),
        .questions = opened.questions,
        .bundles = opened.bundles,
        .reading = work.reading,
        .lineage = work.lineage,
        .done = isComplete ? 1 : unpacked * loaded,
        .isComplete = isComplete};
}

void FileLogReading::take(const Found &found)
{
    m_unpacking.stop();
    m_found = found;
    emit advanced();
}

/// An archive can be long on its way before its first row is there.
void FileLogReading::showUnpacking()
{
    if (!m_work)
        return;
    const Opened opened = m_work->opening.opened();
    m_found.damages = opened.damages;
    m_found.done = share(opened.read, opened.bytes);
    m_found.isComplete = false;
    emit advanced();
}

void FileLogReading::cancel()
{
    m_unpacking.stop();
    m_again.stop();
    m_following.reset();
    m_isReadingOn = false;
    m_job.cancel();
    if (m_work)
        m_work->opening.stop();
}

}
