// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/visit.h"

#include <QAbstractTableModel>

namespace sekimori::items {

/// How one visit is met under one set of settings, by the function that the gate asks too.
struct Simulated {
    policy::AccessDecision decision;
    std::optional<policy::IpEntry> entry; ///< that lists the address

    static Simulated of(const policy::Visit &visit, const policy::Settings &settings);

    /// "Refused (403)"
    QString verdictText() const;
    /// "The address is not listed. Basic authentication is off, …"
    QString reasonText(const policy::Visit &visit) const;
};

/// How one visit is met now, and how it would be met with what is edited.
struct Simulation {
    policy::Visit visit;
    Simulated saved;
    Simulated draft;
    bool isEdited = false; ///< something that the decision looks at; only then is there anything to compare

    static Simulation of(const policy::Visit &visit, const policy::Settings &saved, const policy::Settings &draft);

    /// Whether the visitor would be met differently; why he is may differ in any case.
    bool isOtherwiseMet() const;
};

/// Every condition that the decision looks at, with its outcome, now and with what is edited. While nothing is edited
/// there is one column of outcomes only.
class SimulationModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum DataRole {
        OutcomeRole = Qt::UserRole, ///< int of the policy::Outcome that the cell tells; invalid where it tells none
        IsChangedRole, ///< the condition has another outcome, or another weight, with what is edited
        IsDecisiveRole, ///< the cell tells the condition that settled the matter
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const Simulation &simulation);
    bool isComparing() const { return m_simulation.isEdited; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const policy::AccessDecision &decisionIn(int column) const;
    bool isDecisive(policy::Condition condition, int column) const;
    bool isChanged(policy::Condition condition) const;
    QString outcomeText(policy::Condition condition, int column) const;

    Simulation m_simulation;
    QList<policy::Condition> m_conditions;
};

/// "The address is listed"
QString conditionTitle(policy::Condition condition);

}
