// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filelogsource.h"

#include "error/messages.h"
#include "items/filelogexport.h"
#include "items/filelogsums.h"
#include "items/filelogviewing.h"

#include <QPointer>
#include <QThreadPool>

namespace sekimori::items {
namespace {

/// While a file is read, what is shown is renewed so often at most, and does not take more than a part of the time.
constexpr qint64 leastViewPause = 100; // milliseconds
constexpr qint64 leastSummaryPause = 500;
constexpr qint64 restForWork = 3;

constexpr Message logStillRead{
    "log.stillRead", QT_TRANSLATE_NOOP("Messages", "The files are still being read. Export when that has ended.")};
constexpr Message logStillSearched{"log.stillSearched",
    QT_TRANSLATE_NOOP("Messages", "The events are still being found and put in order. Export when that has ended.")};
constexpr Message logReadInPart{"log.readInPart",
    QT_TRANSLATE_NOOP(
        "Messages", "Reading was stopped, so not all events are known. Read the rest first, or export chosen events.")};

/// How much longer to wait before the next one.
qint64 restOf(qint64 least, qint64 cost, const QElapsedTimer &since)
{
    return since.isValid() ? std::max(least, restForWork * cost) - since.elapsed() : 0;
}

}

FileLogSource::FileLogSource(QObject *parent)
    : LogSource(parent)
    , m_workers(std::make_shared<audit::query::Workers>())
    , m_viewing(std::make_shared<FileLogViewing>(m_workers))
    , m_values(std::make_shared<FileLogValues>())
{
    m_viewPause.setSingleShot(true);
    m_summaryPause.setSingleShot(true);
    connect(&m_viewPause, &QTimer::timeout, this, &FileLogSource::view);
    connect(&m_summaryPause, &QTimer::timeout, this, &FileLogSource::sumUp);
    connect(&m_reading, &FileLogReading::advanced, this, &FileLogSource::noticeFiles);
    connect(&m_reading, &FileLogReading::startedAnew, this, [this](const QString &, const Error &how) {
        m_whole.reset();
        m_news.reset();
        emit filesReadAnew(renderMessage(how));
    });
    connect(&m_reading, &FileLogReading::outdated, this, [this](const FileLogReading::News &news) {
        if (std::exchange(m_news, news) != news)
            emit filesChanged();
    });
}

FileLogSource::~FileLogSource()
{
    for (LatestJob *job : {&m_viewJob, &m_summaryJob, &m_valuesJob})
        job->cancel();
    m_reading.cancel();
    // Letting go of what ten million rows have brought takes its time.
    const auto shown = m_rows.shown();
    m_rows.apply(
        {.rows = std::make_shared<const FileLogRows>(), .isOtherLog = true, .overlap = {}, .places = {}}, true);
    QThreadPool::globalInstance()->start(
        [workers = std::move(m_workers), viewing = std::move(m_viewing), values = std::move(m_values), shown] { });
}

FileLogReading::Files FileLogSource::filesToRead(const QStringList &paths) const
{
    audit::files::Options options;
    options.answers = m_answers;
    options.isFollowed = m_isFollowing;
    return {.paths = paths, .options = options, .zone = m_query.zone};
}

void FileLogSource::open(const QStringList &paths)
{
    m_whole.reset();
    m_news.reset();
    m_reading.begin(filesToRead(paths));
    tellState();
}

void FileLogSource::answer(const std::vector<audit::files::HeaderAnswer> &answers)
{
    m_answers = answers;
    if (!paths().isEmpty())
        open(paths());
}

int FileLogSource::placeOf(const QString &path, const BundleEvent &event) const
{
    const auto &log = found().log;
    if (!log.blocks || !log.parts || !m_rows.shown())
        return -1;
    std::vector<uint64_t> candidates; // one for each time that it was opened
    std::optional<uint32_t> part;
    for (const auto &block : *log.blocks) {
        const bool begins = std::exchange(part, block->part) != block->part;
        if (begins && (*log.parts)[block->part].path == path)
            candidates.push_back(block->firstRow + uint64_t(event.offset));
    }
    const auto places = m_rows.shown()->placesOf(candidates);
    for (const int place : places) {
        if (const auto record = place < 0 ? std::nullopt : m_rows.recordAt(place);
            record && record->number == event.number)
            return place;
    }
    return -1;
}

/// A file that is followed is read another way: its last row counts once its line is ended.
void FileLogSource::setFollowing(bool isFollowing)
{
    if (isFollowing == m_isFollowing)
        return;
    m_isFollowing = isFollowing;
    if (!paths().isEmpty())
        open(paths());
}

void FileLogSource::noticeFiles()
{
    m_hasTimesWithoutZone = items::hasTimesWithoutZone(found().log);
    m_isViewBehind = true;
    m_isViewFinal = false;
    renewView();
    tellState();
    emit filesChanged();
}

void FileLogSource::setQuery(const LogQuery &query)
{
    if (query == m_query)
        return;
    m_query = query;
    m_isQueryNew = true;
    m_whole.reset();
    m_isViewFinal = false;
    m_rows.showIn(query.zone);
    m_emptiedBy.clear();
    view();
    tellState();
}

/// As soon as the last view has had its rest.
void FileLogSource::renewView()
{
    if (!m_isViewBehind || m_viewJob.isUnderWay() || (m_viewPause.isActive() && m_reading.isUnderWay()))
        return;
    const qint64 rest = !m_reading.isUnderWay() ? 0 : restOf(leastViewPause, m_viewCost, m_sinceView);
    m_viewPause.start(std::chrono::milliseconds(std::max<qint64>(rest, 0)));
}

void FileLogSource::view()
{
    m_viewPause.stop();
    m_isViewBehind = false;
    if (!found().log.blocks)
        return concludeView(!m_reading.isUnderWay(), found().isComplete);
    m_sinceView.start();
    const quint64 lineage = found().lineage;
    const FileLogQuestion question{.log = found().log,
        .query = m_query,
        .shown = m_rows.shown(),
        .held = m_rows.heldRows(),
        .isContinued = lineage == m_shownLineage};
    const bool isEnd = !m_reading.isUnderWay();
    const bool isWhole = found().isComplete;
    m_viewJob.begin([this, viewing = m_viewing, question, isEnd, isWhole, lineage](const LatestJob::Run &run) {
        const auto tell
            = [&](const FileLogChange &soFar) { run.tell([this, soFar, lineage] { show(soFar, lineage); }); };
        const auto change = viewing->view(question, run.stop, tell);
        if (!change)
            return LatestJob::Conclusion();
        run.tell([this, change = *change, isEnd, isWhole, lineage] {
            show(change, lineage);
            concludeView(isEnd, isWhole);
        });
        const bool isEmptied = isEnd && change->rows->count() == 0 && question.query.filter.root;
        const QString emptiedBy = isEmptied ? viewing->emptiedBy(question, run.stop) : QString();
        return LatestJob::Conclusion([this, emptiedBy] {
            m_emptiedBy = emptiedBy;
            tellState();
            renewView();
        });
    });
}

void FileLogSource::show(const FileLogChange &change, quint64 lineage)
{
    m_shownLineage = lineage;
    const auto before = m_rows.shown();
    m_rows.apply(change, m_query.isByTime());
    if (change.isOtherLog || change.isRenumbered) // Letting go of gigabytes takes its time.
        QThreadPool::globalInstance()->start([before] { });
    tellState();
}

void FileLogSource::concludeView(bool isFinal, bool isWhole)
{
    if (isWhole)
        m_whole = m_rows.shown();
    m_isQueryNew = false;
    m_isViewFinal = isFinal && !m_isViewBehind;
    m_viewCost = m_sinceView.isValid() ? m_sinceView.elapsed() : 0;
    m_isSummaryBehind = true;
    renewSummary();
    tellState();
}

void FileLogSource::setSummaryWanted(bool isWanted)
{
    m_isSummaryWanted = isWanted;
    if (isWanted)
        return renewSummary();
    m_isSummaryBehind = m_isSummaryBehind || m_summaryJob.isUnderWay();
    m_summaryPause.stop();
    m_summaryJob.cancel();
}

void FileLogSource::renewSummary()
{
    if (!m_isSummaryWanted || !m_isSummaryBehind || (m_summaryPause.isActive() && m_reading.isUnderWay()))
        return;
    // What is under way while files are read, or grow, is finished: otherwise there would never be one.
    if (m_summaryJob.isUnderWay() && m_summedQuery == m_query)
        return;
    const qint64 rest = !m_reading.isUnderWay() ? 0 : restOf(leastSummaryPause, m_summaryCost, m_sinceSummary);
    m_summaryPause.start(std::chrono::milliseconds(std::max<qint64>(rest, 0)));
}

void FileLogSource::sumUp()
{
    m_isSummaryBehind = false;
    m_summedQuery = m_query;
    m_sinceSummary.start();
    m_summaryJob.begin([this, rows = m_rows.shown(), workers = m_workers, zone = m_query.zone, isFinal = m_isViewFinal](
                           const LatestJob::Run &run) {
        const audit::query::RowSet filled = rows->filled();
        auto summary = summaryOf({.log = rows->log(), .rows = filled, .workers = *workers, .stop = run.stop}, zone);
        if (!summary)
            return LatestJob::Conclusion();
        summary->isFinal = isFinal;
        return LatestJob::Conclusion([this, summary = *summary] {
            m_summaryCost = m_sinceSummary.elapsed();
            if (summary != m_summary) {
                m_summary = summary;
                emit summaryChanged();
            }
            renewSummary();
        });
    });
}

void FileLogSource::findValues(audit::Field field, const QString &start, QObject *context,
    const std::function<void(const QList<ValueCount> &)> &callback)
{
    m_valuesJob.begin([values = m_values, workers = m_workers, log = found().log, field, start, callback,
                          context = QPointer(context)](const LatestJob::Run &run) {
        const auto found = values->find(log, field, start, *workers, run.stop);
        return [found, callback, context] {
            if (found && context)
                callback(*found);
        };
    });
}

/// Of files that grow, all that there was of them a moment ago.
Result<std::shared_ptr<const FileLogRows>> FileLogSource::wholeAnswer() const
{
    if (m_reading.isUnderWay())
        return std::unexpected(Error(ErrorKind::Unavailable, logStillRead));
    if (m_whole)
        return m_whole;
    return std::unexpected(Error(ErrorKind::Unavailable, found().isComplete ? logStillSearched : logReadInPart));
}

QString FileLogSource::whyNotExported() const
{
    const auto whole = wholeAnswer();
    return whole ? QString() : renderMessage(whole.error());
}

std::unique_ptr<LogExport> FileLogSource::exportTo(
    const QString &path, const LogFileWish &wish, const std::optional<QList<LogRowRange>> &chosen)
{
    return std::make_unique<FileLogExport>(chosen ? m_rows.shown() : wholeAnswer(), path, wish, chosen);
}

void FileLogSource::cancel()
{
    if (m_reading.isUnderWay()) {
        m_reading.cancel();
        m_isViewBehind = true;
        renewView();
    } else if (m_isQueryNew) {
        m_viewJob.cancel();
    }
    tellState();
}

/// Of one file that is damaged, the rest is shown; of none that can be read, nothing.
QString FileLogSource::failure() const
{
    const audit::files::Damages &damages = found().damages;
    const bool isNothing = !found().log.parts || found().log.parts->empty();
    if (m_reading.isUnderWay() || !isNothing || damages.told.isEmpty())
        return {};
    const audit::files::Damage &first = damages.told.first();
    return tr("%1: %2", "file; why it could not be read").arg(first.file, renderMessage(first.reason));
}

void FileLogSource::tellState()
{
    LogState state = m_state;
    const bool isReading = m_reading.isUnderWay();
    state.progress = isReading                   ? LogState::Progress::Reading
        : m_isQueryNew && m_viewJob.isUnderWay() ? LogState::Progress::Filtering
                                                 : LogState::Progress::Idle;
    state.done = isReading ? found().done : std::nullopt;
    state.shown = qint64(m_rows.shown()->chosen().count());
    state.isShownFinal = m_isViewFinal;
    state.all = qint64(found().log.rowCount);
    state.damaged = qint64(found().damages.count);
    state.emptiedBy = m_emptiedBy;
    state.failure = failure();
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

}
