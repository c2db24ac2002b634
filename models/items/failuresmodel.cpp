// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/failuresmodel.h"

#include "items/tooltiptext.h"
#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::FailureCount;

struct FailureWords {
    Q_DECLARE_TR_FUNCTIONS(Failures)
};

struct FailureColumn {
    QString (*title)();
    QString (*text)(const FailureCount &failure, const QTimeZone &zone);
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

const std::array<FailureColumn, 4> &columns()
{
    static const std::array<FailureColumn, 4> columns{{
        {[] { return FailureWords::tr("Module", "column"); },
            [](const FailureCount &failure, const QTimeZone &) { return failure.module; }},
        {[] { return FailureWords::tr("Action", "column"); },
            [](const FailureCount &failure, const QTimeZone &) { return failure.action; }},
        {[] { return FailureWords::tr("Times", "column: how often"); },
            [](const FailureCount &failure, const QTimeZone &) { return QLocale().toString(failure.count); },
            Qt::AlignRight | Qt::AlignVCenter},
        {[] { return FailureWords::tr("Last at", "column: time"); },
            [](const FailureCount &failure, const QTimeZone &zone) {
                return toDateTime(failure.lastAt).toTimeZone(zone).toString(u"MM-dd HH:mm:ss"_s);
            },
            Qt::AlignRight | Qt::AlignVCenter},
    }};
    return columns;
}

}

void FailuresModel::setFailures(const QList<FailureCount> &failures)
{
    const auto isSame = [](const FailureCount &one, const FailureCount &other) {
        return one.module == other.module && one.action == other.action;
    };
    if (failures == m_failures)
        return;
    if (std::ranges::equal(failures, m_failures, isSame)) {
        m_failures = failures;
        emit dataChanged(index(0, CountColumn), index(rowCount() - 1, LastColumn));
        return;
    }
    beginResetModel();
    m_failures = failures;
    endResetModel();
}

void FailuresModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    if (!m_failures.isEmpty())
        emit dataChanged(index(0, LastColumn), index(rowCount() - 1, LastColumn));
}

int FailuresModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_failures.size());
}

int FailuresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant FailuresModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const FailureColumn &column = columns().at(std::size_t(index.column()));
    switch (role) {
    case Qt::DisplayRole:
        return column.text(m_failures.at(index.row()), m_zone);
    case Qt::ToolTipRole:
        return toolTipText(column.text(m_failures.at(index.row()), m_zone));
    case Qt::TextAlignmentRole:
        return int(column.alignment);
    default:
        return {};
    }
}

QVariant FailuresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const FailureColumn &column = columns().at(std::size_t(section));
    if (role == Qt::TextAlignmentRole)
        return int(column.alignment);
    return role == Qt::DisplayRole ? QVariant(column.title()) : QVariant();
}

}
