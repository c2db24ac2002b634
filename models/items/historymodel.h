// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/pagedreading.h"
#include "platform/historyclient.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// What was changed in the settings as a table, newest first, as far as a filter lets it through. Older changes are
/// fetched when a view comes near them.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, PersonColumn, SectionColumn, ChangeColumn };

    static constexpr int entriesAtOnce = 100;

    explicit HistoryModel(platform::HistoryClient &client, QObject *parent = nullptr);

    const platform::HistoryFilter &filter() const { return m_reading.filter(); }
    /// Asks anew; what was there goes when the answer comes.
    void setFilter(const platform::HistoryFilter &filter) { m_reading.setFilter(filter); }
    /// Asks for what is new. The rows that are there stay where they can.
    void refresh() { m_reading.refresh(); }
    /// Goes on with older changes after fetching them has failed.
    void fetchFurther() { m_reading.fetchFurther(); }
    bool isFetching() const { return m_reading.isFetching(); }
    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_reading.failure(); }
    /// Whether an answer has come yet.
    bool isRead() const { return m_reading.isRead(); }
    bool isComplete() const { return m_reading.isComplete(); }

    const platform::HistoryEntry &entryAt(const QModelIndex &index) const { return m_entries.at(index.row()); }
    const QTimeZone &zone() const { return m_zone; }
    void setZone(const QTimeZone &zone);
    /// Everybody who has changed something in what was ever read here, in order.
    QStringList people() const { return m_people; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged(); ///< of isFetching(), failure(), isRead(), isComplete() or people()

private:
    void takeNewest(const platform::HistoryPage &page, bool isOtherFilter);
    void takeFurther(const platform::HistoryPage &page);
    void meetPeople(const QList<platform::HistoryEntry> &entries);

    PagedReading<platform::HistoryFilter, platform::HistoryPage> m_reading;
    QList<platform::HistoryEntry> m_entries; ///< newest first
    QStringList m_people;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
