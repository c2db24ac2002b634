// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/usersclient.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// The tenant's users as a table, by login name, as far as a filter lets them through. However many there are, it holds
/// those that were come near to: further ones are fetched when a view needs them, and the platform does the searching.
class UsersModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { LoginColumn, NameColumn, RoleColumn, PasswordColumn, CertificateColumn, SignInColumn, StateColumn };
    enum DataRole {
        NeedsLookRole = Qt::UserRole, ///< something that an administrator would want to see: locked, must change
        IsLockedRole,
    };

    static constexpr int usersAtOnce = platform::UsersClient::mostUsers;

    explicit UsersModel(platform::UsersClient &client, QObject *parent = nullptr);

    const platform::UserFilter &filter() const { return m_filter; }
    /// Asks anew, whatever was asked for before; what was there goes when the answer comes.
    void setFilter(const platform::UserFilter &filter);
    /// Asks for the beginning anew.
    void refresh();
    /// Goes on after fetching has failed.
    void fetchFurther();
    bool isFetching() const { return m_refreshing.isUnderWay() || m_fetching.isUnderWay(); }
    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    /// Whether an answer has come yet.
    bool isRead() const { return m_isRead; }
    bool isComplete() const { return m_isRead && m_next.isEmpty(); }
    /// Of all that the filter lets through, fetched or not.
    qint64 total() const { return m_total; }
    /// How many administrators the tenant has; none: not known. It is not looked at without being asked for.
    std::optional<qint64> administrators() const { return m_administrators; }
    void countAdministrators();

    const platform::User &userAt(int row) const { return m_users.at(row); }
    /// -1: not among those that are here.
    int rowOf(qint64 id) const;
    /// What has become of somebody, so that the table need not be read anew.
    void replace(const platform::User &user);
    void remove(qint64 id);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged(); ///< of isFetching(), failure(), isRead(), total() or administrators()

private:
    void takeFirst(const platform::Answer<platform::UsersPart> &answer);
    void takeFurther(const platform::Answer<platform::UsersPart> &answer);

    platform::UsersClient &m_client;
    platform::UserFilter m_filter;
    bool m_isBehind = false; ///< the rows are those of another filter, or of before a change
    platform::Pending m_refreshing;
    platform::Pending m_fetching;
    platform::Pending m_counting;
    QList<platform::User> m_users;
    QString m_next; ///< where the following ones go on
    qint64 m_total = 0;
    std::optional<qint64> m_administrators;
    std::optional<platform::Failure> m_failure;
    bool m_isRead = false;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
