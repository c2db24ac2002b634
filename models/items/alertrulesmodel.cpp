// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/alertrulesmodel.h"

#include "items/alertwords.h"
#include "items/tooltiptext.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using policy::AlertRule;

constexpr int columns = AlertRulesModel::WeekColumn + 1;
constexpr qsizetype longestName = 64;

QString titleOf(int column)
{
    static constexpr std::array titles{QT_TRANSLATE_NOOP("sekimori::items::AlertRulesModel", "Rule"),
        QT_TRANSLATE_NOOP("sekimori::items::AlertRulesModel", "Filter"),
        QT_TRANSLATE_NOOP("sekimori::items::AlertRulesModel", "Mail to"),
        QT_TRANSLATE_NOOP("sekimori::items::AlertRulesModel", "Pace"),
        QT_TRANSLATE_NOOP("sekimori::items::AlertRulesModel", "In the last 7 days")};
    return AlertRulesModel::tr(titles.at(std::size_t(column)));
}

}

AlertRulesModel::AlertRulesModel(WeekText weekText, QObject *parent)
    : QAbstractTableModel(parent)
    , m_weekText(std::move(weekText))
{
}

void AlertRulesModel::setRules(const QList<AlertRule> &rules)
{
    if (rules == m_rules)
        return;
    if (rules.size() == m_rules.size()) {
        m_rules = rules;
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
        return;
    }
    beginResetModel();
    m_rules = rules;
    endResetModel();
}

void AlertRulesModel::setEditable(bool editable)
{
    m_editable = editable;
}

void AlertRulesModel::insert(int row, const AlertRule &rule)
{
    beginInsertRows({}, row, row);
    m_rules.insert(row, rule);
    endInsertRows();
    emit edited();
}

int AlertRulesModel::add(const AlertRule &rule)
{
    insert(rowCount(), rule);
    return rowCount() - 1;
}

void AlertRulesModel::replace(int row, const AlertRule &rule)
{
    if (m_rules.at(row) == rule)
        return;
    m_rules[row] = rule;
    emit dataChanged(index(row, 0), index(row, columns - 1));
    emit edited();
}

void AlertRulesModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_rules.removeAt(row);
    endRemoveRows();
    emit edited();
}

int AlertRulesModel::move(int row, int by)
{
    const int to = row + by;
    if (to < 0 || to >= rowCount())
        return row;
    beginMoveRows({}, row, row, {}, by > 0 ? to + 1 : to);
    m_rules.move(row, to);
    endMoveRows();
    emit edited();
    return to;
}

int AlertRulesModel::duplicate(int row)
{
    AlertRule copy = m_rules.at(row);
    copy.name = freeName(copy.name);
    insert(row + 1, copy);
    return row + 1;
}

int AlertRulesModel::rowOf(const QString &name) const
{
    const auto found = std::ranges::find(m_rules, name, &AlertRule::name);
    return found == m_rules.end() ? -1 : int(found - m_rules.begin());
}

bool AlertRulesModel::isTaken(const QString &name, int row) const
{
    for (int other = 0; other < rowCount(); ++other) {
        if (other != row && m_rules.at(other).name.toCaseFolded() == name.toCaseFolded())
            return true;
    }
    return false;
}

QString AlertRulesModel::freeName(const QString &name) const
{
    QString free = name;
    for (int number = 2; isTaken(free, -1); ++number) {
        const QString suffix = u" (%1)"_s.arg(number);
        free = name.left(longestName - suffix.size()) + suffix;
    }
    return free;
}

void AlertRulesModel::tellWeek()
{
    if (!m_rules.isEmpty())
        emit dataChanged(index(0, WeekColumn), index(rowCount() - 1, WeekColumn), {Qt::DisplayRole, Qt::ToolTipRole});
}

int AlertRulesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules.size());
}

int AlertRulesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString AlertRulesModel::text(const AlertRule &rule, int column) const
{
    switch (Column(column)) {
    case NameColumn:
        return rule.name;
    case FilterColumn:
        return rule.filter;
    case AddressesColumn:
        return rule.addresses.join(u", "_s);
    case PaceColumn:
        return tr("%1, %2 an hour at most", "pace, mails").arg(paceText(rule.pace)).arg(rule.mailsPerHour);
    case WeekColumn:
        return rule.enabled ? m_weekText(rule.name) : tr("Off", "a rule");
    }
    Q_UNREACHABLE_RETURN({});
}

QVariant AlertRulesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AlertRule &rule = m_rules.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return toolTipText(text(rule, index.column()));
    case Qt::CheckStateRole:
        return index.column() == NameColumn ? QVariant(rule.enabled ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == NameColumn
            ? (rule.enabled ? tr("%1, on", "rule") : tr("%1, off", "rule")).arg(rule.name)
            : text(rule, index.column());
    default:
        return {};
    }
}

bool AlertRulesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != NameColumn || !m_editable)
        return false;
    AlertRule rule = m_rules.at(index.row());
    rule.enabled = value.toInt() == Qt::Checked;
    replace(index.row(), rule);
    return true;
}

Qt::ItemFlags AlertRulesModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.column() == NameColumn && m_editable ? usual | Qt::ItemIsUserCheckable : usual;
}

QVariant AlertRulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(titleOf(section)) : QVariant();
}

}
