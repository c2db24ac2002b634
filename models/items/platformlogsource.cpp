// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/platformlogsource.h"

#include "audit/filter/editing.h"
#include "items/platformlogexport.h"

#include <QPointer>

using namespace std::chrono_literals;

namespace sekimori::items {
namespace {

constexpr auto untilSummedAgain = 10s;
constexpr int valuesAtOnce = 50;

QList<ValueCount> toCounts(const QList<platform::AuditValue> &values)
{
    QList<ValueCount> counts;
    counts.reserve(values.size());
    for (const platform::AuditValue &value : values)
        counts.append({value.value, value.count});
    return counts;
}

LogSummary toSummary(const platform::AuditOverview &overview)
{
    LogSummary summary;
    for (const platform::SummaryBucket &bucket : overview.summary.buckets)
        summary.bars.append({bucket.at, bucket.counts, bucket.failed});
    summary.step = overview.summary.span.step;
    summary.hours = overview.hours;
    summary.users = toCounts(overview.users);
    summary.addresses = toCounts(overview.addresses);
    summary.actions = toCounts(overview.actions);
    summary.isFinal = !overview.isPartial;
    return summary;
}

}

PlatformLogSource::PlatformLogSource(platform::AuditClient &client, const platform::AuditTail::Pauses &pauses)
    : m_client(client)
    , m_rows(client)
    , m_live(m_rows, client, LiveEvents::Limits(), pauses)
{
    m_rows.setZone(m_query.zone);
    m_summingAgain.setSingleShot(true);
    m_summingAgain.setInterval(untilSummedAgain);
    connect(&m_summingAgain, &QTimer::timeout, this, [this] { askSummary(); });
    connect(&m_rows, &PlatformLogRows::stateChanged, this, &PlatformLogSource::tell);
    connect(&m_rows, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        if (first > 0 || m_rows.isAround() || !m_isSummaryWanted)
            return;
        if (m_counts)
            m_counts = {m_counts->first + last - first + 1, m_counts->second + last - first + 1};
        if (!m_summingAgain.isActive())
            m_summingAgain.start();
    });
}

platform::AuditQuestion PlatformLogSource::question() const
{
    return {.filter = m_query.filter.text, .zone = m_query.zone.id()};
}

void PlatformLogSource::start()
{
    m_isStarted = true;
    m_live.start();
    if (!m_rows.isFetching() && (!m_rows.isAround() || !m_rows.isRead()))
        m_rows.refresh(PlatformLogRows::eventsAtOnce, m_live.latest());
}

void PlatformLogSource::stop()
{
    m_isStarted = false;
    m_live.stop();
}

void PlatformLogSource::refresh()
{
    m_live.tryNow();
    if (m_rows.failure() && m_rows.isRead() && !m_rows.isComplete())
        m_rows.tryAgain();
    if (!m_rows.isAround() || !m_rows.isRead())
        m_rows.refresh(PlatformLogRows::eventsAtOnce, m_live.latest());
    if (m_isSummaryWanted)
        askSummary();
}

void PlatformLogSource::showAround(qint64 number)
{
    m_rows.showAround(number);
}

void PlatformLogSource::showNewest()
{
    m_rows.refresh(PlatformLogRows::eventsAtOnce, m_live.latest());
}

void PlatformLogSource::setQuery(const LogQuery &query)
{
    const platform::AuditQuestion before = question();
    m_query = query;
    m_query.orderedBy = {};
    m_query.isDescending = true;
    m_rows.setZone(query.zone);
    if (question() == before)
        return;
    // Where no time is named, another zone selects the same events.
    if (question().filter != before.filter || !query.filter.text.isEmpty()) {
        m_trying = {};
        m_isTried = false;
        m_emptiedBy.clear();
        m_live.setFilter(query.filter);
        m_rows.setQuestion(question());
        if (m_isStarted)
            m_rows.refresh(PlatformLogRows::eventsAtOnce, m_live.latest());
        m_counts.reset();
    }
    if (m_isSummaryWanted) {
        m_summary.isFinal = false; // It is of another question until the answer is there.
        emit summaryChanged();
        askSummary();
    }
    tell();
}

QString PlatformLogSource::whyNotOrdered(const audit::query::OrderKey &key, bool isDescending) const
{
    if (key == audit::query::OrderKey() && isDescending)
        return {};
    return tr("The platform hands out its log in the order of time, newest first. In a file of it, it can be put in "
              "any order.");
}

void PlatformLogSource::setSummaryWanted(bool isWanted)
{
    if (isWanted == m_isSummaryWanted)
        return;
    m_isSummaryWanted = isWanted;
    if (isWanted)
        return askSummary();
    m_summing = {};
    m_summingAgain.stop();
}

void PlatformLogSource::askSummary(const QByteArray &resume)
{
    m_summing = m_client.summary(question(), barsWanted, resume, [this](const auto &answer) {
        m_summing = {};
        m_summaryFailure = answer ? std::nullopt : std::optional(answer.error());
        if (answer)
            takeSummary(*answer);
        tell();
    });
}

void PlatformLogSource::takeSummary(const platform::AuditOverview &overview)
{
    m_summary = toSummary(overview);
    if (overview.isPartial)
        askSummary(overview.resume);
    else
        m_counts = {overview.total, overview.all};
    emit summaryChanged();
}

void PlatformLogSource::findValues(audit::Field field, const QString &start, QObject *context,
    const std::function<void(const QList<ValueCount> &)> &callback)
{
    if (field == audit::Field::Time || field == audit::Field::Complement) {
        m_finding = {};
        QMetaObject::invokeMethod(context, [callback] { callback({}); }, Qt::QueuedConnection);
        return;
    }
    m_finding
        = m_client.values(field, start, valuesAtOnce, [this, guard = QPointer(context), callback](const auto &answer) {
              m_finding = {};
              if (guard)
                  callback(answer ? toCounts(*answer) : QList<ValueCount>());
          });
}

std::unique_ptr<LogExport> PlatformLogSource::exportTo(
    const QString &path, const LogFileWish &wish, const std::optional<QList<LogRowRange>> &)
{
    return std::make_unique<PlatformLogExport>(m_client.exportTo(path, question(), toAuditFileWish(wish)));
}

std::unique_ptr<LogExport> PlatformLogSource::seal(const QString &path, const platform::LogSpan &span)
{
    return std::make_unique<PlatformLogExport>(m_client.bundle(path, span));
}

void PlatformLogSource::cancel()
{
    m_summing = {};
    m_trying = {};
    m_rows.stop();
}

LogState::Progress PlatformLogSource::progress() const
{
    if (m_rows.isSearching() || m_trying.isUnderWay())
        return LogState::Progress::Filtering;
    if (m_rows.isRead() || !m_rows.isFetching())
        return LogState::Progress::Idle;
    return m_query.filter.root ? LogState::Progress::Filtering : LogState::Progress::Reading;
}

void PlatformLogSource::tell()
{
    findEmptyingTerm();
    LogState state;
    state.progress = progress();
    const bool isComplete = m_rows.isComplete();
    state.shown = m_counts && !isComplete ? m_counts->first : m_rows.rowCount();
    state.isShownFinal = m_counts || isComplete;
    if (m_counts)
        state.all = m_counts->second;
    else
        state.all = isComplete && !m_query.filter.root ? m_rows.rowCount() : -1;
    const auto &failure = m_rows.failure() ? m_rows.failure() : m_summaryFailure;
    if (failure && !m_rows.isFetching())
        state.failure = platform::toText(*failure);
    state.emptiedBy = m_rows.rowCount() == 0 ? m_emptiedBy : QString();
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

/// Nothing matches: each term is left out in turn, the last one first, until something does.
void PlatformLogSource::findEmptyingTerm()
{
    const auto &filter = m_query.filter;
    if (m_isTried || filter.terms.empty() || !m_rows.isComplete() || m_rows.rowCount() > 0)
        return;
    m_isTried = true;
    tryWithout(filter.terms.size() - 1);
}

void PlatformLogSource::tryWithout(size_t term)
{
    platform::AuditQuestion wider = question();
    wider.filter = audit::filter::withoutTerm(m_query.filter, term);
    m_trying = m_client.page(wider, {}, 1, [this, term](const platform::Answer<platform::AuditPage> &answer) {
        m_trying = {};
        if (answer && !answer->events.isEmpty())
            m_emptiedBy = audit::filter::termText(m_query.filter, term);
        else if (term > 0)
            tryWithout(term - 1);
        tell();
    });
}

}
