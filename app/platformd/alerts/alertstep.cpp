// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertstep.h"

#include "store/eventrows.h"
#include "store/eventsearch.h"
#include "store/segments.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logAlerts, "sekimorid.alerts")

/// Times of the platform's own events can be relied on; other services' are what they say, so that only those count
/// which came while nobody looked.
bool isLate(const audit::Event &event, const AlertQuestion &question)
{
    const bool isKnownToBe = event.number <= question.missedUpTo || event.service == "Common"_L1;
    return isKnownToBe && question.now - event.time > alertLateAfter;
}

std::vector<AlertPacer> pacersOf(const AlertPlan &plan, const AlertWaits &waits)
{
    std::vector<AlertPacer> pacers;
    pacers.reserve(size_t(plan.topics.size()));
    for (const AlertTopic &topic : plan.topics)
        pacers.emplace_back(topic.rule.pace, topic.rule.mailsPerHour, plan.zone, waits.value(topic.name));
    return pacers;
}

/// One step on its way.
class Stepping {
public:
    Stepping(Database &database, const AlertMails &mails, const AlertQuestion &question)
        : m_database(database)
        , m_mails(mails)
        , m_question(question)
    {
    }

    Result<AlertStep> run();

private:
    Result<void> readEvents();
    Result<FoundEvents> readAroundGaps();
    Result<void> finish(const AlertTopic &topic, AlertPacer &pacer, const AlertWait &before);
    Result<void> mail(const AlertTopic &topic, const AlertNews &news);
    Result<QList<audit::Event>> shownEvents(const EventGroup &group);

    Database &m_database;
    const AlertMails &m_mails;
    const AlertQuestion &m_question;
    QList<audit::Event> m_events; ///< those of this step
    AlertStep m_step;
};

Result<AlertStep> Stepping::run()
{
    const TenantId tenant = m_question.tenant.id;
    const auto waits = alertWaits(m_database, tenant);
    if (!waits)
        return std::unexpected(waits.error());
    m_step.before = m_question.place;
    if (const auto read = readEvents(); !read)
        return std::unexpected(read.error());

    const AlertPlan &plan = m_question.plan;
    std::vector<AlertPacer> pacers = pacersOf(plan, *waits);
    for (const audit::Event &event : std::as_const(m_events)) {
        if (isAboutAlerts(event))
            continue;
        for (size_t i = 0; i < pacers.size(); ++i) {
            if (plan.topics[qsizetype(i)].wants(event))
                pacers[i].take(event.number, event.level, m_question.now, isLate(event, m_question));
        }
    }
    for (size_t i = 0; i < pacers.size(); ++i) {
        const AlertTopic &topic = plan.topics[qsizetype(i)];
        if (const auto finished = finish(topic, pacers[i], waits->value(topic.name)); !finished)
            return std::unexpected(finished.error());
    }
    std::ranges::stable_sort(m_step.mails, std::greater(), [](const AlertMail &each) { return each.mail.level; });
    return std::move(m_step);
}

Result<void> Stepping::readEvents()
{
    auto events = eventsAbove(m_database, m_question.tenant.id, m_question.mostEvents, m_question.above);
    m_step.judged = m_question.above;
    if (events) {
        m_events = *std::move(events);
        m_step.hasMore = m_events.size() == m_question.mostEvents;
    } else {
        if (!events.error().is(messages::SegmentDamaged))
            return std::unexpected(events.error());
        auto found = readAroundGaps();
        if (!found)
            return std::unexpected(found.error());
        m_events = std::move(found->events);
        m_step.hasMore = !found->isThrough;
    }
    if (!m_events.isEmpty())
        m_step.judged = m_events.last().number;
    return {};
}

/// What cannot be read cannot be told, and must not keep back what comes before and behind it.
Result<FoundEvents> Stepping::readAroundGaps()
{
    const TenantId tenant = m_question.tenant.id;
    auto search = EventSearch::open(m_database, tenant, {});
    if (!search)
        return std::unexpected(search.error());
    for (;;) {
        auto found = search->above(m_step.judged, m_question.mostEvents);
        if (found || !search->damagedSegment())
            return found;
        const Segment gap = *search->damagedSegment();
        if (gap.first > m_step.judged + 1) {
            found
                = EventSearch::reopen(m_database, tenant, search->filter(), gap.first - 1)
                      .and_then([&](EventSearch before) { return before.above(m_step.judged, m_question.mostEvents); });
            if (found)
                found->isThrough = false;
            return found;
        }
        qCWarning(logAlerts).noquote() << "Nobody is told of events whose file cannot be read: tenant" << tenant.value
                                       << "events" << gap.first << "to" << gap.last << "file" << gap.file;
        m_step.judged = gap.last;
    }
}

Result<void> Stepping::finish(const AlertTopic &topic, AlertPacer &pacer, const AlertWait &before)
{
    const bool isClosing = m_question.closing.contains(topic.name);
    const auto mailsBefore = m_step.mails.size();
    for (;;) {
        const auto news = isClosing ? pacer.takeRest() : pacer.takeDue(m_question.now);
        if (!news)
            break;
        if (const auto mailed = mail(topic, *news); !mailed)
            return mailed;
    }
    // What merely has grown old in it can be left out when it is read again.
    const AlertWait &after = pacer.wait();
    if (after.waiting != before.waiting || after.heldBack != before.heldBack || m_step.mails.size() > mailsBefore)
        m_step.waits.insert(topic.name, after);
    if (const auto next = pacer.nextAt())
        m_step.nextAt = std::min(*next, m_step.nextAt.value_or(*next));
    return {};
}

Result<void> Stepping::mail(const AlertTopic &topic, const AlertNews &news)
{
    return shownEvents(news.events).transform([&](const QList<audit::Event> &events) {
        m_step.mails.append({.news = news,
            .mail = m_mails.alert(m_question.tenant, topic, news, events),
            .isClosing = m_question.closing.contains(topic.name)});
    });
}

/// Those that still are in the log, and can be read there.
Result<QList<audit::Event>> Stepping::shownEvents(const EventGroup &group)
{
    QList<audit::Event> shown;
    std::optional<EventSearch> search;
    const auto numbers = group.first + group.last;
    for (const qint64 number : numbers) {
        const auto own = std::ranges::lower_bound(m_events, number, {}, &audit::Event::number);
        if (own != m_events.end() && own->number == number) {
            shown.append(*own);
            continue;
        }
        if (!search) {
            auto opened = EventSearch::open(m_database, m_question.tenant.id, {});
            if (!opened)
                return std::unexpected(opened.error());
            search.emplace(*std::move(opened));
        }
        const auto found = search->above(number - 1, 1);
        if (!found && found.error().is(messages::SegmentDamaged))
            continue;
        if (!found)
            return std::unexpected(found.error());
        if (!found->events.isEmpty() && found->events.first().number == number)
            shown.append(found->events.first());
    }
    return shown;
}

}

Result<AlertStep> nextAlertStep(Database &database, const AlertMails &mails, const AlertQuestion &question)
{
    return Stepping(database, mails, question).run();
}

Result<AlertWriting> writeAlertStep(Transaction &transaction, TenantId tenant, AlertStep step, audit::EventTime now)
{
    Database &database = transaction.database();
    const auto moved = moveAlertPlace(database, tenant, step.before, step.judged);
    if (!moved)
        return std::unexpected(moved.error());
    if (!*moved)
        return AlertWriting::Overtaken;
    AlertWriting outcome = AlertWriting::Done;
    for (const AlertMail &each : std::as_const(step.mails)) {
        const auto room = each.isClosing ? QueueRoom::Always : QueueRoom::Counted;
        const auto queued = enqueueMail(transaction, tenant, each.mail, now, room);
        if (!queued && !queued.error().is(messages::MailQueueFull))
            return std::unexpected(queued.error());
        if (!queued) {
            putBack(step.waits[each.mail.topic], each.news);
            outcome = AlertWriting::QueueFull;
        }
    }
    for (auto wait = step.waits.begin(); wait != step.waits.end(); ++wait) {
        if (const auto put = putAlertWait(database, tenant, wait.key(), *wait); !put)
            return std::unexpected(put.error());
    }
    return outcome;
}

}
