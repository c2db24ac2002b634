// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/certificatesclient.h"

#include <QAbstractTableModel>
#include <QTimeZone>

#include <functional>

namespace sekimori::items {

/// Who has which client certificate. The platform filters, searches and orders; further rows are fetched when a view
/// comes near them, and rows that were read stay while they are asked for anew.
class CertificatesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { StateRole = Qt::UserRole, UserRole };
    enum Column { LoginColumn, NameColumn, StateColumn, EndColumn, PermissionColumn, FileColumn };
    using Clock = std::function<QDateTime()>;

    explicit CertificatesModel(
        const platform::CertificatesClient &client, QObject *parent = nullptr,
        Clock clock = [] { return QDateTime::currentDateTimeUtc(); });

    const platform::CertificateFilter &filter() const { return m_filter; }
    void setFilter(const platform::CertificateFilter &filter);
    /// Asks anew for as many as are here.
    void refresh();
    /// Goes on after fetching further ones has failed.
    void fetchFurther();
    /// Goes on until all that the filter lets through are here, or @p most.
    void fetchUpTo(int most);
    bool isFetching() const { return m_refreshing.isUnderWay() || m_fetching.isUnderWay(); }

    /// Of the whole tenant, whatever the filter; none: there was no answer yet.
    const std::optional<platform::CertificateCounts> &counts() const { return m_counts; }
    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    /// Whether there was an answer to the present filter.
    bool isRead() const { return m_isRead; }
    bool isComplete() const { return m_isRead && m_next.isEmpty(); }

    const platform::CertificateHolder &holderAt(const QModelIndex &index) const { return m_holders.at(index.row()); }
    QDateTime now() const { return m_clock(); }
    const QTimeZone &zone() const { return m_zone; }
    void setZone(const QTimeZone &zone);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged(); ///< of isFetching(), counts(), failure(), isRead() or isComplete()

private:
    void askAnew(int wanted);
    void takeAnew(const platform::Answer<platform::CertificatePage> &answer);
    void takeFurther(const platform::Answer<platform::CertificatePage> &answer);
    void show(const QList<platform::CertificateHolder> &holders);
    void goOn();

    const platform::CertificatesClient &m_client;
    Clock m_clock;
    platform::CertificateFilter m_filter;
    platform::Pending m_refreshing;
    platform::Pending m_fetching;
    QList<platform::CertificateHolder> m_anew; ///< what was read so far of an answer in several parts
    int m_wanted = 0; ///< rows of it
    int m_upTo = 0; ///< rows that are fetched without being asked again
    QList<platform::CertificateHolder> m_holders;
    QString m_next; ///< where the rows go on
    std::optional<platform::CertificateCounts> m_counts;
    std::optional<platform::Failure> m_failure;
    bool m_isRead = false;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
