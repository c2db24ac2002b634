// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/simulatorpanel.h"

#include "controls/banner.h"
#include "controls/tone.h"
#include "controls/wholetableview.h"
#include "pages/changeddelegate.h"
#include "pages/visitform.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using items::Simulated;
using items::SimulationModel;
using policy::Outcome;
using policy::Verdict;

/// A symbol for each outcome beside its word, and what decides in bold.
class OutcomeDelegate : public ChangedDelegate {
public:
    explicit OutcomeDelegate(QObject *parent)
        : ChangedDelegate(SimulationModel::IsChangedRole, parent)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        ChangedDelegate::initStyleOption(option, index);
        option->font.setBold(index.data(SimulationModel::IsDecisiveRole).toBool());
        const QVariant outcome = index.data(SimulationModel::OutcomeRole);
        if (!outcome.isValid() || Outcome(outcome.toInt()) == Outcome::NotLooked)
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = toneIcon(Outcome(outcome.toInt()) == Outcome::Met ? Tone::Good : Tone::Error);
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
    }
};

Tone toneOf(const Simulated &simulated)
{
    switch (simulated.decision.verdict) {
    case Verdict::Pass:
        return Tone::Good;
    case Verdict::AskBasic:
        return Tone::Hint;
    case Verdict::Deny:
    case Verdict::CertificateNeeded:
        return Tone::Error;
    }
    Q_UNREACHABLE_RETURN(Tone::Neutral);
}

}

SimulatorPanel::SimulatorPanel(platform::Clients &clients, QWidget *parent)
    : QWidget(parent)
    , m_simulating([this](const items::Simulation &simulation) { tell(simulation); })
    , m_visit(new VisitForm(clients, this))
    , m_savedVerdict(new Banner(this))
    , m_draftVerdict(new Banner(this))
    , m_conditions(new WholeTableView(this))
{
    m_savedVerdict->setObjectName("savedVerdict"_L1);
    m_draftVerdict->setObjectName("draftVerdict"_L1);
    m_conditions->setObjectName("conditions"_L1);
    m_conditions->setAccessibleName(tr("What the gate looks at"));
    m_conditions->setModel(&m_model);
    m_conditions->setItemDelegate(new OutcomeDelegate(m_conditions));
    layOut();
    connect(m_visit, &VisitForm::changed, this, &SimulatorPanel::simulate);
}

void SimulatorPanel::layOut()
{
    auto *verdicts = new QHBoxLayout;
    verdicts->setSpacing(12);
    verdicts->addWidget(m_savedVerdict, 1);
    verdicts->addWidget(m_draftVerdict, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(explanationLabel(
        tr("Make up a visit, and see what the gate would do and why. Nothing is sent or changed by it."), this));
    layout->addWidget(m_visit);
    layout->addLayout(verdicts);
    layout->addWidget(m_conditions);
    layout->addStretch(1);
}

void SimulatorPanel::setHosts(const QString &main, const QString &secure)
{
    m_visit->setHosts(main, secure);
}

void SimulatorPanel::setOwnAddress(const QString &address)
{
    m_visit->setOwnAddress(address);
}

void SimulatorPanel::show(const policy::Settings &saved, const policy::Settings &draft)
{
    m_saved = saved;
    m_draft = draft;
    simulate();
}

void SimulatorPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    simulate(); // Time has gone by.
}

void SimulatorPanel::simulate()
{
    const auto visit = m_visit->visit();
    if (!visit)
        return;
    m_simulating.ask(
        [visit = *visit, saved = m_saved, draft = m_draft] { return items::Simulation::of(visit, saved, draft); });
}

void SimulatorPanel::tell(const items::Simulation &simulation)
{
    const auto textOf = [&](const Simulated &simulated) {
        return simulated.verdictText() + u'\n' + simulated.reasonText(simulation.visit);
    };
    m_savedVerdict->tell(toneOf(simulation.saved), tr("In force now: %1").arg(textOf(simulation.saved)));
    if (!simulation.isEdited)
        m_draftVerdict->clear();
    else if (simulation.isOtherwiseMet())
        m_draftVerdict->tell(
            toneOf(simulation.draft), tr("Different with your edits: %1").arg(textOf(simulation.draft)));
    else
        m_draftVerdict->tell(
            toneOf(simulation.draft), tr("The same with your edits: %1").arg(textOf(simulation.draft)));
    m_model.show(simulation);
    m_conditions->setShares(m_model.isComparing() ? QList{44, 28, 28} : QList{60, 40});
}

}
