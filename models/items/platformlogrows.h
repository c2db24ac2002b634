// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logmodel.h"
#include "platform/auditclient.h"

namespace sekimori::items {

/// The events of the platform's log that a question selects as a table, newest first, or the part of it around one
/// event or time. Older events are fetched when a view comes near them; where the platform stops looking since it takes
/// long, it is asked to go on until a page is full. What was read once stays, whatever happens to the connection.
class PlatformLogRows : public LogModel {
    Q_OBJECT

public:
    static constexpr int eventsAtOnce = 200;

    explicit PlatformLogRows(platform::AuditClient &client, QObject *parent = nullptr);

    /// Which events are wanted from now on. What another question has selected goes when the first answer is there.
    void setQuestion(const platform::AuditQuestion &question);
    const platform::AuditQuestion &question() const { return m_question; }

    /// Asks for the newest, at least @p count. The rows that are there stay where they can. Whoever knows how far the
    /// log goes by now says it by @p newest.
    void refresh(int count = eventsAtOnce, qint64 newest = 0);
    /// Shows the events around the one with this number instead of the newest.
    void showAround(qint64 number);
    void showAround(audit::EventTime time);
    /// The list does not reach up to the newest, or will not as soon as the answer is there.
    bool isAround() const { return m_above || (m_wantedNumber && m_refreshing.isUnderWay()); }
    /// Goes on with older events after fetching them has failed, or was stopped.
    void fetchFurther();
    /// Goes on upwards, where the list does not reach up to the newest.
    void fetchNewer();
    /// After fetching more has failed, in either direction.
    void tryAgain();
    /// What is there stays.
    void stop();
    bool isFetching() const
    {
        return m_refreshing.isUnderWay() || m_fetching.isUnderWay() || m_fetchingNewer.isUnderWay();
    }
    /// The platform looks for events that match, and it takes long.
    bool isSearching() const { return m_isSearching && isFetching(); }

    /// Puts @p events, newest first, on top: all that the question selects of those with numbers above @p after up to
    /// @p upTo. False, and nothing is done, where others would be left out in between.
    bool add(const QList<audit::Event> &events, qint64 after, qint64 upTo);
    /// Keeps the newest @p count; the others are fetched again when a view comes near them.
    void forgetOldest(int count);
    /// No event up to this number is left out above.
    qint64 upTo() const { return m_upTo; }
    /// The row of the event with this number; -1: it is not here.
    int rowOf(qint64 number) const;

    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    /// Whether an answer to the present question has come yet.
    bool isRead() const { return m_isRead; }
    bool isComplete() const { return m_isRead && !m_next && !m_above; }

    const audit::Event &eventAt(int row) const { return m_events.at(row); }
    using LogModel::setZone;

    std::optional<audit::Record> recordAt(int row) const override;
    int rowNear(audit::EventTime time) override;
    int rowCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged(); ///< of isFetching(), failure(), isRead(), isAround() or isComplete()

private:
    using Page = platform::AuditPage;

    void ask(platform::Pending &pending, const platform::AuditPlace &place, int limit,
        void (PlatformLogRows::*take)(const Page &page));
    void takeNewest(const Page &page);
    void takeAround(const Page &page);
    void takeFurther(const Page &page);
    void takeNewer(const Page &page);
    void goOn(const Page &page);
    void giveUp(const platform::Pending &pending);
    void tellFound(std::optional<qint64> near);
    void replaceAll(const Page &page);
    void putOnTop(const QList<audit::Event> &newestFirst);
    int nearestRow(audit::EventTime time) const;

    platform::AuditClient &m_client;
    platform::AuditQuestion m_question;
    platform::Pending m_refreshing;
    platform::Pending m_fetching;
    platform::Pending m_fetchingNewer;
    QList<audit::Event> m_events; ///< newest first
    std::optional<qint64> m_next; ///< where older events go on
    std::optional<qint64> m_above; ///< where newer ones do
    qint64 m_upTo = 0;
    qint64 m_newestTold = 0; ///< of the refresh that is under way
    int m_missing = 0; ///< of the page that is not full yet
    std::optional<qint64> m_wantedNumber; ///< around which the answer will be
    std::optional<audit::EventTime> m_wantedTime; ///< that rowFound() is to tell of
    std::optional<platform::Failure> m_failure;
    bool m_isRead = false;
    bool m_isSearching = false;
};

/// An event with everything that is known of it, as a row of any log.
audit::Record toRecord(const audit::Event &event);

}
