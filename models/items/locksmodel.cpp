// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/locksmodel.h"

#include "items/personwords.h"
#include "items/tooltiptext.h"
#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::Lock;

struct LockWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

/// In which times are told.
struct Clock {
    QTimeZone zone;
    QDateTime now;
};

struct LockColumn {
    QString (*title)(const QTimeZone &zone);
    QString (*text)(const Lock &lock, const Clock &clock);
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

QString momentText(audit::EventTime time, const QTimeZone &zone)
{
    return toDateTime(time).toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString endText(const Lock &lock, const Clock &clock)
{
    if (!lock.until)
        return LockWords::tr("until an administrator unlocks it");
    constexpr int minute = 60;
    const auto left = clock.now.secsTo(toDateTime(*lock.until));
    const int minutes = int((std::max<qint64>(0, left) + minute - 1) / minute);
    return LockWords::tr("%1, in %Ln minutes", "time of day", minutes)
        .arg(toDateTime(*lock.until).toTimeZone(clock.zone).toString(u"HH:mm:ss"_s));
}

const std::array<LockColumn, 6> &columns()
{
    static const std::array<LockColumn, 6> columns{{
        {[](const QTimeZone &) { return LockWords::tr("Who", "column: locked person"); },
            [](const Lock &lock, const Clock &) { return personText(lock.user); }},
        {[](const QTimeZone &) { return LockWords::tr("Role", "column"); },
            [](const Lock &lock, const Clock &) { return roleText(lock.user.role); }},
        {[](const QTimeZone &zone) {
             return LockWords::tr("Locked since: %1", "column; time zone").arg(zoneName(zone));
         },
            [](const Lock &lock, const Clock &clock) { return momentText(lock.since, clock.zone); }},
        {[](const QTimeZone &) { return LockWords::tr("Until", "column: end of a lock"); }, endText},
        {[](const QTimeZone &) { return LockWords::tr("Wrong passwords", "column: how many"); },
            [](const Lock &lock, const Clock &) { return QLocale().toString(lock.attempts); },
            Qt::AlignRight | Qt::AlignVCenter},
        {[](const QTimeZone &) { return LockWords::tr("From", "column: addresses"); },
            [](const Lock &lock, const Clock &) { return lock.addresses.join(u", "_s); }},
    }};
    return columns;
}

/// A later lock of the same person is another one.
bool isSame(const Lock &one, const Lock &other)
{
    return one.user.id == other.user.id && one.since == other.since;
}

}

LocksModel::LocksModel(platform::LockClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
{
}

void LocksModel::refresh()
{
    m_asking = m_client.list([this](const auto &answer) { take(answer); });
    emit stateChanged();
}

void LocksModel::take(const platform::Answer<platform::Locks> &answer)
{
    m_asking = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_readAt = QDateTime::currentDateTimeUtc();
        m_total = answer->total;
        show(answer->locks);
    }
    emit stateChanged();
}

void LocksModel::show(QList<Lock> locks)
{
    // What tells one lock from another also puts them in order, so that those which stay need not move.
    std::ranges::sort(locks, [](const Lock &left, const Lock &right) {
        return std::pair(right.since, left.user.id) < std::pair(left.since, right.user.id);
    });
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::any_of(locks, [&](const Lock &lock) { return isSame(lock, m_locks.at(row)); }))
            continue;
        beginRemoveRows({}, row, row);
        m_locks.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < locks.size(); ++row) {
        if (row < m_locks.size() && isSame(locks.at(row), m_locks.at(row))) {
            m_locks[row] = locks.at(row);
            continue;
        }
        beginInsertRows({}, row, row);
        m_locks.insert(row, locks.at(row));
        endInsertRows();
    }
    if (!m_locks.isEmpty()) // How long it still takes is told by the time of the answer.
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void LocksModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit headerDataChanged(Qt::Horizontal, SinceColumn, SinceColumn);
    if (!m_locks.isEmpty())
        emit dataChanged(index(0, SinceColumn), index(rowCount() - 1, UntilColumn));
}

int LocksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_locks.size());
}

int LocksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant LocksModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LockColumn &column = columns().at(std::size_t(index.column()));
    switch (role) {
    case Qt::DisplayRole:
        return column.text(m_locks.at(index.row()), {m_zone, m_readAt});
    case Qt::ToolTipRole:
        return toolTipText(column.text(m_locks.at(index.row()), {m_zone, m_readAt}));
    case Qt::TextAlignmentRole:
        return int(column.alignment);
    default:
        return {};
    }
}

QVariant LocksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const LockColumn &column = columns().at(std::size_t(section));
    if (role == Qt::TextAlignmentRole)
        return int(column.alignment);
    return role == Qt::DisplayRole ? QVariant(column.title(m_zone)) : QVariant();
}

}
