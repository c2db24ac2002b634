// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/usersmodel.h"

#include "items/personwords.h"
#include "items/tooltiptext.h"
#include "items/userwords.h"
#include "items/zonedtime.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::Role;
using platform::User;

/// Whose words these are, for the translators.
struct UsersWords {
    Q_DECLARE_TR_FUNCTIONS(Users)
};

/// The platform keeps the order, so that a column needs none.
struct UsersColumn {
    QString (*title)(const QTimeZone &zone);
    QString (*text)(const User &user, const QTimeZone &zone);
    QString (*explanation)(const User &user, const QTimeZone &zone) = nullptr; ///< as a tooltip, beside the text
};

QString exactTime(const QDateTime &time, const QTimeZone &zone)
{
    return time.isValid() ? zonedText(time, zone) : QString();
}

const QList<UsersColumn> &columns()
{
    using Zone = QTimeZone;
    static const QList<UsersColumn> columns{
        {[](const Zone &) { return UsersWords::tr("Login name"); },
            [](const User &user, const Zone &) { return user.values.loginName; }},
        {[](const Zone &) { return UsersWords::tr("Display name"); },
            [](const User &user, const Zone &) { return user.values.displayName; }},
        {[](const Zone &) { return UsersWords::tr("Role"); },
            [](const User &user, const Zone &) { return roleText(user.values.role); }},
        {[](const Zone &) { return UsersWords::tr("Password"); },
            [](const User &user, const Zone &) { return passwordText(user, QDateTime::currentDateTimeUtc()); },
            [](const User &user, const Zone &zone) { return exactTime(user.passwordChangedAt, zone); }},
        {[](const Zone &) { return UsersWords::tr("Certificate", "column: may it be used"); },
            [](const User &user, const Zone &) {
                return user.values.isCertificatePermitted ? UsersWords::tr("Permitted", "a client certificate")
                                                          : UsersWords::tr("Not permitted", "a client certificate");
            }},
        {[](const Zone &zone) {
             const QString offset = offsetText(QDateTime::currentDateTimeUtc().toTimeZone(zone));
             return UsersWords::tr("Last sign-in (%1)", "column; time zone").arg(offset);
         },
            [](const User &user, const Zone &zone) {
                return user.lastSignInAt.isValid() ? user.lastSignInAt.toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm"_s)
                                                   : UsersWords::tr("Never", "signed in");
            },
            [](const User &user, const Zone &zone) { return exactTime(user.lastSignInAt, zone); }},
        {[](const Zone &) { return UsersWords::tr("State", "column"); }, lockText},
    };
    return columns;
}

}

UsersModel::UsersModel(platform::UsersClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
{
}

void UsersModel::setFilter(const platform::UserFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    refresh();
}

void UsersModel::refresh()
{
    m_isBehind = true;
    m_fetching = {};
    m_refreshing = m_client.part(m_filter, usersAtOnce, {}, [this](const auto &answer) { takeFirst(answer); });
    emit stateChanged();
}

void UsersModel::fetchFurther()
{
    if (m_isBehind)
        return refresh(); // What is there is of another filter, or of before a change, and nothing follows on it.
    if (m_next.isEmpty() || isFetching())
        return;
    m_fetching = m_client.part(m_filter, usersAtOnce, m_next, [this](const auto &answer) { takeFurther(answer); });
    emit stateChanged();
}

void UsersModel::takeFirst(const platform::Answer<platform::UsersPart> &answer)
{
    m_refreshing = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_isRead = true;
        m_isBehind = false;
        beginResetModel();
        m_users = answer->users;
        m_next = answer->next;
        m_total = answer->total;
        endResetModel();
    }
    emit stateChanged();
}

void UsersModel::takeFurther(const platform::Answer<platform::UsersPart> &answer)
{
    m_fetching = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_next = answer->next;
        m_total = answer->total;
        if (!answer->users.isEmpty()) {
            beginInsertRows({}, rowCount(), rowCount() + int(answer->users.size()) - 1);
            m_users += answer->users;
            endInsertRows();
        }
    }
    emit stateChanged();
}

void UsersModel::countAdministrators()
{
    const platform::UserFilter administrators{.role = Role::Administrator};
    m_counting = m_client.part(administrators, 1, {}, [this](const platform::Answer<platform::UsersPart> &answer) {
        m_counting = {};
        m_administrators = answer ? std::optional(answer->total) : std::nullopt;
        emit stateChanged();
    });
}

int UsersModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(m_users, id, &User::id);
    return found == m_users.end() ? -1 : int(found - m_users.begin());
}

void UsersModel::replace(const User &user)
{
    const int row = rowOf(user.id);
    if (row < 0)
        return;
    m_users[row] = user;
    emit dataChanged(index(row, LoginColumn), index(row, StateColumn));
}

void UsersModel::remove(qint64 id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_users.removeAt(row);
    m_total = std::max<qint64>(m_total - 1, 0);
    endRemoveRows();
    emit stateChanged();
}

int UsersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_users.size());
}

int UsersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant UsersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const User &user = userAt(index.row());
    const UsersColumn &column = columns().at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return column.text(user, m_zone);
    case Qt::ToolTipRole: {
        const QString explanation = column.explanation ? column.explanation(user, m_zone) : QString();
        return toolTipText(explanation.isEmpty() ? column.text(user, m_zone) : explanation);
    }
    case NeedsLookRole:
        return (index.column() == PasswordColumn && user.values.mustChangePassword)
            || (index.column() == StateColumn && user.isLocked);
    case IsLockedRole:
        return user.isLocked;
    default:
        return {};
    }
}

QVariant UsersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns().at(section).title(m_zone)) : QVariant();
}

bool UsersModel::canFetchMore(const QModelIndex &parent) const
{
    // After a failure a person decides when to try again, not a view that happens to be at its end.
    return !parent.isValid() && !m_next.isEmpty() && !m_failure && !m_isBehind && !isFetching();
}

void UsersModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchFurther();
}

}
