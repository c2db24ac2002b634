// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/auditalerts.h"

#include <QAbstractTableModel>

#include <functional>

namespace sekimori::items {

/// The rules of a draft of the alerts as a table, in the order in which the administrator keeps them.
class AlertRulesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, FilterColumn, AddressesColumn, PaceColumn, WeekColumn };
    using WeekText = std::function<QString(const QString &rule)>;

    /// @p weekText says what a rule would have sent in the last days.
    explicit AlertRulesModel(WeekText weekText, QObject *parent = nullptr);

    const QList<policy::AlertRule> &rules() const { return m_rules; }
    /// Rows that stay the same stay where they are.
    void setRules(const QList<policy::AlertRule> &rules);
    void setEditable(bool editable);

    /// What a person does. Each tells edited().
    int add(const policy::AlertRule &rule);
    void replace(int row, const policy::AlertRule &rule);
    void remove(int row);
    /// By one up or down; where it is then.
    int move(int row, int by);
    /// A copy right behind it, with a name of its own; where it is.
    int duplicate(int row);

    /// Of the rule of exactly this name; -1: there is none.
    int rowOf(const QString &name) const;
    /// Whether there is another rule of this name than the one in @p row (-1: a new one).
    bool isTaken(const QString &name, int row) const;
    /// A name that no rule has, made of @p name.
    QString freeName(const QString &name) const;
    void tellWeek(); ///< that weekText() has something else to say

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void edited();

private:
    QString text(const policy::AlertRule &rule, int column) const;
    void insert(int row, const policy::AlertRule &rule);

    WeekText m_weekText;
    QList<policy::AlertRule> m_rules;
    bool m_editable = true;
};

}
