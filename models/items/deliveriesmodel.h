// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/pagedreading.h"
#include "platform/alertsclient.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// The delivery log as a table, newest first, as far as a filter lets it through. Older mails are fetched when a view
/// comes near them, and rows that are still there when it is asked anew stay where they are.
class DeliveriesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { StateRole = Qt::UserRole, LevelRole };
    enum Column {
        TimeColumn,
        TopicColumn,
        SubjectColumn,
        EventsColumn,
        RecipientsColumn,
        AttemptsColumn,
        NextColumn,
        AnswerColumn,
    };

    static constexpr int mailsAtOnce = 100;

    explicit DeliveriesModel(const platform::AlertsClient &client, QObject *parent = nullptr);

    const platform::DeliveryFilter &filter() const { return m_reading.filter(); }
    /// Asks anew; what was there goes when the answer comes.
    void setFilter(const platform::DeliveryFilter &filter) { m_reading.setFilter(filter); }
    /// Asks for what is new or has changed among the newest.
    void refresh() { m_reading.refresh(); }
    /// Goes on with older ones after fetching them has failed.
    void fetchFurther() { m_reading.fetchFurther(); }
    bool isFetching() const { return m_reading.isFetching(); }
    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_reading.failure(); }
    /// Whether an answer has come yet.
    bool isRead() const { return m_reading.isRead(); }
    const QDateTime &readAt() const { return m_reading.readAt(); }
    bool isComplete() const { return m_reading.isComplete(); }
    platform::MailRoute route() const { return m_route; }

    const platform::Delivery &deliveryAt(int row) const { return m_deliveries.at(row); }
    /// -1: it is not among the rows.
    int rowOf(qint64 id) const;
    /// A newer state of one of them, which was learnt elsewhere.
    void put(const platform::Delivery &delivery);
    const QTimeZone &zone() const { return m_zone; }
    void setZone(const QTimeZone &zone);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged(); ///< of isFetching(), failure(), isRead(), isComplete() or route()

private:
    void takeNewest(const platform::DeliveryPage &page, bool isOtherFilter);
    void takeFurther(const platform::DeliveryPage &page);
    void replaceAll(const platform::DeliveryPage &page);
    void merge(const platform::DeliveryPage &page);

    PagedReading<platform::DeliveryFilter, platform::DeliveryPage> m_reading;
    QList<platform::Delivery> m_deliveries; ///< newest first
    platform::MailRoute m_route = platform::MailRoute::Server;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
