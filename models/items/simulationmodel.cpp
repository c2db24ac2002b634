// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/simulationmodel.h"

#include "items/accesscasewords.h"
#include "items/accesstablemodel.h"

#include <QCoreApplication>

#include <array>

namespace sekimori::items {
namespace {

using policy::AccessCase;
using policy::AccessDecision;
using policy::Condition;
using policy::HostKind;
using policy::Outcome;
using policy::Situation;
using policy::Visit;

/// Whose words these are, for the translators.
struct SimulationWords {
    Q_DECLARE_TR_FUNCTIONS(Simulation)
};

/// The line of the table of cases that says why in the same words.
Situation situationOf(const Visit &visit)
{
    if (visit.host == HostKind::Secure)
        return visit.certificate ? Situation::ValidCertificate : Situation::NoCertificate;
    if (!visit.client)
        return Situation::AddressUnknown;
    return visit.pair == policy::VisitPair::None ? Situation::NotListed : Situation::WrongPair;
}

AccessCase caseOf(const Simulated &simulated, Situation situation)
{
    return {.situation = situation, .decision = simulated.decision, .entry = simulated.entry};
}

const char *titleOf(Condition condition)
{
    using enum Condition;
    switch (condition) {
    case ModeAllowsAll:
        return QT_TRANSLATE_NOOP("Simulation", "The mode is “allow all”");
    case ModeDeniesAll:
        return QT_TRANSLATE_NOOP("Simulation", "The mode is “deny all”: no address counts as listed");
    case AddressKnown:
        return QT_TRANSLATE_NOOP("Simulation", "The address can be told");
    case AddressListed:
        return QT_TRANSLATE_NOOP("Simulation", "The address is in the list");
    case BasicEnabled:
        return QT_TRANSLATE_NOOP("Simulation", "Basic authentication is on");
    case BasicPairRight:
        return QT_TRANSLATE_NOOP("Simulation", "The right user name and password come along");
    case AddressRecovered:
        return QT_TRANSLATE_NOOP("Simulation", "The operator of the platform lets this address in for an hour");
    case CertificatesEnabled:
        return QT_TRANSLATE_NOOP("Simulation", "Secure access is on");
    case CertificatePresented:
        return QT_TRANSLATE_NOOP("Simulation", "A certificate comes along");
    case CertificateIssuedHere:
        return QT_TRANSLATE_NOOP("Simulation", "It was issued by this tenant");
    case CertificateKnown:
        return QT_TRANSLATE_NOOP("Simulation", "It is in the tenant’s list");
    case CertificateNotRevoked:
        return QT_TRANSLATE_NOOP("Simulation", "It is not revoked");
    case CertificateBegun:
        return QT_TRANSLATE_NOOP("Simulation", "Its time has begun");
    case CertificateNotEnded:
        return QT_TRANSLATE_NOOP("Simulation", "It has not expired");
    case CertificateUserExists:
        return QT_TRANSLATE_NOOP("Simulation", "Its user exists");
    case CertificateUserPermitted:
        return QT_TRANSLATE_NOOP("Simulation", "Its user may use client certificates");
    }
    Q_UNREACHABLE_RETURN({});
}

}

QString conditionTitle(Condition condition)
{
    return SimulationWords::tr(titleOf(condition));
}

Simulated Simulated::of(const Visit &visit, const policy::Settings &settings)
{
    Simulated simulated{.decision = decide(policy::AccessRules::of(settings), attemptOf(visit, settings)), .entry = {}};
    if (simulated.decision.entry)
        simulated.entry = settings.ipRestriction.entries.at(*simulated.decision.entry);
    return simulated;
}

QString Simulated::verdictText() const
{
    return whatHappensText(caseOf(*this, Situation::NotListed));
}

QString Simulated::reasonText(const Visit &visit) const
{
    return whyText(caseOf(*this, situationOf(visit)));
}

Simulation Simulation::of(const Visit &visit, const policy::Settings &saved, const policy::Settings &draft)
{
    return {.visit = visit,
        .saved = Simulated::of(visit, saved),
        .draft = Simulated::of(visit, draft),
        .isEdited = differInAccess(saved, draft)};
}

bool Simulation::isOtherwiseMet() const
{
    const Situation situation = situationOf(visit);
    return !caseOf(saved, situation).isMetAs(caseOf(draft, situation));
}

void SimulationModel::show(const Simulation &simulation)
{
    beginResetModel();
    m_simulation = simulation;
    m_conditions.clear();
    for (const AccessDecision &decision : {simulation.saved.decision, simulation.draft.decision}) {
        for (const policy::ConditionOutcome &each : decision.conditions()) {
            if (!m_conditions.contains(each.condition))
                m_conditions.append(each.condition);
        }
    }
    endResetModel();
}

const AccessDecision &SimulationModel::decisionIn(int column) const
{
    return column == 1 ? m_simulation.saved.decision : m_simulation.draft.decision;
}

bool SimulationModel::isDecisive(Condition condition, int column) const
{
    return column > 0 && decisionIn(column).decidedBy == condition;
}

bool SimulationModel::isChanged(Condition condition) const
{
    return isComparing()
        && (decisionIn(1).outcomeOf(condition) != decisionIn(2).outcomeOf(condition)
            || isDecisive(condition, 1) != isDecisive(condition, 2));
}

QString SimulationModel::outcomeText(Condition condition, int column) const
{
    QString text;
    switch (decisionIn(column).outcomeOf(condition)) {
    case Outcome::Met:
        text = SimulationWords::tr("Yes", "a condition is met");
        break;
    case Outcome::NotMet:
        text = SimulationWords::tr("No", "a condition is not met");
        break;
    case Outcome::NotLooked:
        return SimulationWords::tr("Does not matter", "a condition was not looked at");
    }
    return isDecisive(condition, column) ? SimulationWords::tr("%1: this decides", "yes or no").arg(text) : text;
}

int SimulationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_conditions.size());
}

int SimulationModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return isComparing() ? 3 : 2;
}

QVariant SimulationModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Condition condition = m_conditions.at(index.row());
    const bool isOutcome = index.column() > 0;
    const QString text = isOutcome ? outcomeText(condition, index.column()) : conditionTitle(condition);
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::AccessibleTextRole:
        return index.column() == 2 && isChanged(condition)
            ? SimulationWords::tr("%1, a change from: %2").arg(text, outcomeText(condition, 1))
            : text;
    case OutcomeRole:
        return isOutcome ? QVariant(int(decisionIn(index.column()).outcomeOf(condition))) : QVariant();
    case IsChangedRole:
        return isChanged(condition);
    case IsDecisiveRole:
        return isDecisive(condition, index.column());
    default:
        return {};
    }
}

QVariant SimulationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return SimulationWords::tr("What the gate looks at", "column");
    return section == 1 ? SimulationWords::tr("In force now", "column")
                        : SimulationWords::tr("With your edits", "column");
}

}
