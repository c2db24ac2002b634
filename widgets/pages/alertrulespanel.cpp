// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/alertrulespanel.h"

#include "controls/banner.h"
#include "controls/rowtable.h"
#include "controls/themeicon.h"
#include "pages/testmailrow.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::AlertRulesModel;

namespace {

constexpr int fewestRows = 2;
constexpr int mostRows = 8;

constexpr Message ruleIsOpen{"alerts.ruleOpen",
    QT_TRANSLATE_NOOP("Messages", "A rule is still being typed. Take it over with OK, or cancel it.")};

}

AlertRulesPanel::AlertRulesPanel(
    const AlertRuleDialog::Needs &needs, const items::AlertForecasting &forecasting, QWidget *parent)
    : Card(tr("Rules"), parent)
    , m_needs(needs)
    , m_forecasting(forecasting)
    , m_rules([this](const QString &rule) { return m_forecasting.cellTextOf(rule); }, this)
    , m_none(explanationLabel(tr("There is no rule. Levels alone decide who is told."), this))
    , m_table(new QTableView(this))
    , m_add(makeButton(u"addRule"_s, u"list-add"_s, tr("Ne&w rule…")))
    , m_edit(makeButton(u"editRule"_s, u"document-edit"_s, tr("&Edit…")))
    , m_copy(makeButton(u"copyRule"_s, u"edit-copy"_s, tr("&Duplicate")))
    , m_switch(makeButton(u"switchRule"_s, u"system-shutdown"_s, tr("Turn &off")))
    , m_up(makeButton(u"ruleUp"_s, u"go-up"_s, tr("&Up")))
    , m_down(makeButton(u"ruleDown"_s, u"go-down"_s, tr("Dow&n")))
    , m_remove(makeButton(u"removeRule"_s, u"edit-delete"_s, tr("Re&move")))
    , m_problem(new Banner(this))
    , m_forecast(explanationLabel({}, this))
    , m_test(new TestMailRow(u"rule.test"_s, tr("the chosen rule"), needs.alerts, this))
{
    m_problem->setObjectName("rulesProblem"_L1);
    m_forecast->setObjectName("rule.forecast"_L1);
    makeTable();
    m_buttons = makeButtons();
    auto *inside = new QVBoxLayout; // Below the heading, and not left of it.
    inside->setContentsMargins(8, 0, 8, 4);
    inside->setSpacing(8);
    inside->addWidget(
        explanationLabel(tr("A rule tells of the events that a filter selects, whatever their level, beside the mails "
                            "by level."),
            this));
    inside->addWidget(m_none);
    inside->addWidget(m_table);
    inside->addWidget(m_buttons);
    inside->addWidget(m_problem);
    inside->addWidget(m_forecast);
    inside->addWidget(m_test);
    body()->addLayout(inside);
    connectAll();
    showState();
}

QPushButton *AlertRulesPanel::makeButton(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QPushButton(themeIcon(icon), text, this);
    button->setObjectName(name);
    return button;
}

QWidget *AlertRulesPanel::makeButtons()
{
    auto *buttons = new QWidget(this);
    auto *layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *button : {m_add, m_edit, m_copy, m_switch, m_up, m_down, m_remove})
        layout->addWidget(button);
    layout->addStretch(1);
    return buttons;
}

void AlertRulesPanel::makeTable()
{
    m_table->setObjectName("rules"_L1);
    m_table->setModel(&m_rules);
    m_table->setAccessibleName(tr("Rules of the alerts"));
    makeRowTable(*m_table);
    setColumnWidths(*m_table, {24, 34, 30, 34});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *remove = new QAction(tr("Remove rule"), m_table);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, m_remove, &QPushButton::click);
    m_table->addAction(remove);
}

void AlertRulesPanel::connectAll()
{
    connect(m_add, &QPushButton::clicked, this, [this] { open(-1); });
    connect(m_edit, &QPushButton::clicked, this, [this] { open(current()); });
    connect(m_table, &QTableView::activated, this, [this] { open(current()); });
    connect(m_copy, &QPushButton::clicked, this, [this] { goTo(m_rules.duplicate(current())); });
    connect(m_up, &QPushButton::clicked, this, [this] { goTo(m_rules.move(current(), -1)); });
    connect(m_down, &QPushButton::clicked, this, [this] { goTo(m_rules.move(current(), 1)); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const int row = current(); row >= 0 && m_editable)
            m_rules.remove(row);
    });
    connect(m_switch, &QPushButton::clicked, this, [this] {
        policy::AlertRule rule = m_rules.rules().at(current());
        rule.enabled = !rule.enabled;
        m_rules.replace(current(), rule);
    });
    connect(&m_rules, &AlertRulesModel::edited, this, [this] {
        clearProblems();
        showState();
        emit changed();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AlertRulesPanel::showState);
    connect(&m_rules, &QAbstractItemModel::rowsRemoved, this, &AlertRulesPanel::showState);
    connect(m_test, &TestMailRow::deliveryWanted, this, &AlertRulesPanel::deliveryWanted);
}

int AlertRulesPanel::current() const
{
    return m_table->currentIndex().row();
}

void AlertRulesPanel::setValue(const QList<policy::AlertRule> &rules)
{
    m_rules.setRules(rules);
    clearProblems();
    showState();
}

void AlertRulesPanel::setEditable(bool editable)
{
    m_editable = editable;
    m_rules.setEditable(editable);
    m_buttons->setVisible(editable);
    showState();
}

void AlertRulesPanel::open(int row)
{
    if (!m_editable || row >= m_rules.rowCount())
        return;
    makeDialog(row < 0 ? policy::AlertRule() : m_rules.rules().at(row));
    showDialog();
}

void AlertRulesPanel::makeDialog(const policy::AlertRule &rule)
{
    // The list may be another one by the time that the dialog is accepted.
    const auto isTaken
        = [this, before = rule.name](const QString &name) { return m_rules.isTaken(name, m_rules.rowOf(before)); };
    m_dialog = new AlertRuleDialog(m_needs, rule, m_zone, isTaken, this);
    connect(m_dialog, &AlertRuleDialog::edited, this, &AlertRulesPanel::changed);
    connect(m_dialog, &QDialog::finished, this, [this, before = rule.name](int result) { endDialog(before, result); });
    connect(m_dialog, &AlertRuleDialog::deliveryWanted, this, [this](qint64 mail) {
        m_dialog->hide();
        emit deliveryWanted(mail);
    });
}

/// Also when somebody has followed a link in it, and comes back to what he typed.
void AlertRulesPanel::showDialog()
{
    if (m_dialog && !m_dialog->isVisible())
        m_dialog->open();
}

void AlertRulesPanel::endDialog(const QString &name, int result)
{
    const policy::AlertRule rule = m_dialog->rule();
    m_dialog.clear(); // It goes only later, and nothing is being typed any more.
    if (result == QDialog::Accepted)
        take(name, rule);
    clearProblems();
    emit changed();
}

void AlertRulesPanel::dropOpenRule()
{
    if (m_dialog)
        m_dialog->reject();
}

Errors AlertRulesPanel::problems() const
{
    if (!hasOpenRule())
        return {};
    return {Error(ErrorKind::Invalid, ruleIsOpen, {}, u"rules"_s)};
}

void AlertRulesPanel::takeOver(const AlertRulesPanel &before)
{
    if (!before.m_dialog)
        return;
    makeDialog(before.m_dialog->begun());
    m_dialog->edit(before.m_dialog->rule());
}

void AlertRulesPanel::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    showDialog();
}

/// In place of the one of this name, as far as it is still there.
void AlertRulesPanel::take(const QString &name, const policy::AlertRule &rule)
{
    int row = m_rules.rowOf(name);
    if (row < 0)
        row = m_rules.add(rule);
    else
        m_rules.replace(row, rule);
    goTo(row);
}

void AlertRulesPanel::goTo(int row)
{
    m_table->setCurrentIndex(m_rules.index(row, AlertRulesModel::NameColumn));
    showState();
}

void AlertRulesPanel::focusOnRules()
{
    showDialog();
    if (m_rules.rowCount() > 0 && current() < 0)
        goTo(0);
    if (m_rules.rowCount() > 0)
        m_table->setFocus(Qt::OtherFocusReason);
    else
        m_add->setFocus(Qt::OtherFocusReason);
}

void AlertRulesPanel::clearProblems()
{
    m_problems.clear();
    m_problem->clear();
}

void AlertRulesPanel::showProblem(int row, const QString &message)
{
    const bool isKnown = row >= 0 && row < m_rules.rowCount();
    m_problems << (isKnown ? tr("%1: %2", "rule: what is wrong").arg(m_rules.rules().at(row).name, message) : message);
    m_problem->tell(Tone::Error, m_problems.join(u'\n'));
    if (isKnown)
        goTo(row);
}

void AlertRulesPanel::showForecast()
{
    m_rules.tellWeek();
    showChosen();
}

void AlertRulesPanel::tell(QPushButton *button, const QString &whyNot, const QString &meaning)
{
    button->setEnabled(whyNot.isEmpty());
    button->setToolTip(whyNot.isEmpty() ? meaning : whyNot);
    button->setAccessibleDescription(button->toolTip());
}

void AlertRulesPanel::showState()
{
    const int count = m_rules.rowCount();
    const int row = current();
    const bool isOn = row >= 0 && row < count && m_rules.rules().at(row).enabled;
    const QString choose = row < 0 || row >= count ? tr("Choose a rule first") : QString();
    const QString full = count >= policy::mostAlertRules
        ? tr("There can be %Ln rules", nullptr, int(policy::mostAlertRules))
        : QString();
    m_none->setVisible(count == 0);
    m_table->setVisible(count > 0);
    m_switch->setText(choose.isEmpty() && !isOn ? tr("Turn &on") : tr("Turn &off"));
    tell(m_add, full, tr("Opens a rule to be filled in"));
    tell(m_edit, choose, tr("Changes the chosen rule (Enter)"));
    tell(m_copy, choose.isEmpty() ? full : choose, tr("Adds a copy of the chosen rule"));
    tell(m_switch, choose, isOn ? tr("Keeps the rule and sends nothing by it") : tr("Sends mail by this rule again"));
    tell(m_up, choose.isEmpty() && row == 0 ? tr("It is the first already") : choose, tr("Puts the rule further up"));
    tell(m_down, choose.isEmpty() && row == count - 1 ? tr("It is the last already") : choose,
        tr("Puts the rule further down"));
    tell(m_remove, choose, tr("Removes the chosen rule (Delete)"));
    const int rows = std::clamp(count, fewestRows, mostRows);
    const int rowHeight = m_table->verticalHeader()->defaultSectionSize();
    m_table->setFixedHeight(rows * rowHeight + m_table->horizontalHeader()->sizeHint().height() + rowHeight / 2
        + 2 * m_table->frameWidth());
    showChosen();
}

/// What the rule that is chosen would have sent, and a test of it.
void AlertRulesPanel::showChosen()
{
    const int row = current();
    const bool isChosen = row >= 0 && row < m_rules.rowCount();
    m_forecast->setVisible(isChosen && m_editable);
    m_test->setVisible(isChosen && m_editable);
    if (!isChosen)
        return;
    const policy::AlertRule &rule = m_rules.rules().at(row);
    m_forecast->setText(rule.enabled ? tr("“%1”: %2", "rule: forecast").arg(rule.name, m_forecasting.textOf(rule.name))
                                     : tr("“%1” is off and sends nothing.").arg(rule.name));
    m_test->setTarget(platform::AlertTopic::of(rule), rule.addresses, {});
}

}
