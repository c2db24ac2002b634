// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/alertruledialog.h"

#include "audit/filter/rule.h"
#include "controls/addresslistfield.h"
#include "controls/formfield.h"
#include "controls/growing.h"
#include "controls/tone.h"
#include "log/filterfield.h"
#include "pages/pacefields.h"
#include "pages/testmailrow.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int longestName = 64;
constexpr int leastWidth = 640;

}

AlertRuleDialog::AlertRuleDialog(
    const Needs &needs, const policy::AlertRule &rule, const QTimeZone &zone, IsTaken isTaken, QWidget *parent)
    : QDialog(parent)
    , m_isTaken(std::move(isTaken))
    , m_source(needs.audit)
    , m_saved(needs.settings, needs.profileId)
    , m_forecasting(needs.alerts)
    , m_name(new QLineEdit(this))
    , m_filter(new FilterField(m_source, m_saved, this))
    , m_addresses(new AddressListField(u"addresses"_s, tr("Mail addresses of the rule"), this))
    , m_pace(new PaceFields({}, tr("this rule"), this))
    , m_enabled(new QCheckBox(tr("&Send mail by this rule"), this))
    , m_forecast(explanationLabel({}, this))
    , m_test(new TestMailRow(u"test"_s, tr("this rule"), needs.alerts, this))
    , m_take(new QPushButton(tr("&OK"), this))
{
    setWindowTitle(rule.name.isEmpty() ? tr("New rule") : tr("Rule “%1”").arg(rule.name));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(leastWidth);
    m_name->setObjectName("name"_L1);
    m_name->setMaxLength(longestName);
    m_name->setPlaceholderText(tr("For example: sign-ins at night"));
    m_nameField = new FormField(tr("&Name"), m_name, {}, this);
    m_enabled->setObjectName("enabled"_L1);
    m_forecast->setObjectName("forecast"_L1);
    m_take->setObjectName("take"_L1);
    m_take->setDefault(true);
    m_filter->setZone(zone);
    m_filter->setForRule();
    layOut();
    connectAll();
    m_forecasting.setWanted(true);
    edit(rule);
    m_begun = this->rule();
    m_name->setFocus();
}

AlertRuleDialog::~AlertRuleDialog()
{
    // It shows what the members own.
    delete m_filter;
}

QWidget *AlertRuleDialog::makeFilterPart()
{
    auto *part = new QWidget(this);
    auto *title = new QLabel(tr("&Events"), part);
    title->setBuddy(m_filter);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(m_filter);
    layout->addWidget(explanationLabel(
        tr("In the filter language of the audit log. Times without a zone are in %1, the tenant’s time zone.")
            .arg(QString::fromLatin1(m_filter->zone().id())),
        part));
    return part;
}

QWidget *AlertRuleDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_take, QDialogButtonBox::AcceptRole);
    buttons->addButton(new QPushButton(tr("Cancel")), QDialogButtonBox::RejectRole);
    connect(m_take, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void AlertRuleDialog::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(m_nameField);
    layout->addWidget(makeFilterPart());
    layout->addWidget(new FormField(tr("&Mail to"), m_addresses, {}, this));
    layout->addWidget(m_pace);
    layout->addWidget(m_enabled);
    layout->addWidget(m_forecast);
    layout->addWidget(m_test);
    layout->addStretch(1);
    layout->addWidget(makeButtons());
}

void AlertRuleDialog::connectAll()
{
    connect(m_name, &QLineEdit::textChanged, this, &AlertRuleDialog::takeEdit);
    connect(m_filter, &FilterField::textChanged, this, &AlertRuleDialog::takeEdit);
    connect(m_filter, &FilterField::leaveWanted, m_addresses, qOverload<>(&QWidget::setFocus));
    connect(m_addresses, &AddressListField::changed, this, &AlertRuleDialog::takeEdit);
    connect(m_pace, &PaceFields::changed, this, &AlertRuleDialog::takeEdit);
    connect(m_enabled, &QCheckBox::clicked, this, &AlertRuleDialog::takeEdit);
    connect(m_test, &TestMailRow::deliveryWanted, this, &AlertRuleDialog::deliveryWanted);
    connect(&m_forecasting, &items::AlertForecasting::changed, this,
        [this] { m_forecast->setText(m_forecasting.textOf(rule().name)); });
}

void AlertRuleDialog::edit(const policy::AlertRule &rule)
{
    m_name->setText(rule.name);
    m_enabled->setChecked(rule.enabled);
    m_filter->setText(rule.filter);
    m_addresses->setAddresses(rule.addresses);
    m_pace->setValue(rule.pace, rule.mailsPerHour);
    takeEdit();
}

bool AlertRuleDialog::event(QEvent *event)
{
    const bool isTaken = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest)
        growToFit(*this);
    return isTaken;
}

policy::AlertRule AlertRuleDialog::rule() const
{
    return {.name = m_name->text().simplified(),
        .enabled = m_enabled->isChecked(),
        .filter = m_filter->text().trimmed(),
        .addresses = m_addresses->addresses(),
        .pace = m_pace->pace(),
        .mailsPerHour = m_pace->mailsPerHour()};
}

bool AlertRuleDialog::isFilterRight() const
{
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    return audit::filter::parseRule(m_filter->text(), {m_filter->zone(), now}).has_value();
}

QString AlertRuleDialog::whyNot() const
{
    const policy::AlertRule rule = this->rule();
    if (rule.name.isEmpty())
        return tr("Give the rule a name first.");
    if (m_isTaken(rule.name))
        return tr("Another rule has this name.");
    if (rule.filter.isEmpty())
        return tr("Say which events first. For all of them there are the levels.");
    if (!isFilterRight())
        return tr("Put the filter right first.");
    if (rule.filter.toUcs4().size() > policy::mostAlertFilter)
        return tr("The filter is longer than %Ln characters.", nullptr, int(policy::mostAlertFilter));
    if (rule.addresses.isEmpty())
        return tr("Enter a mail address first.");
    return m_addresses->problem().isEmpty() ? QString() : tr("Put the addresses right first.");
}

void AlertRuleDialog::takeEdit()
{
    const QString whyNot = this->whyNot();
    policy::AlertRule rule = this->rule();
    m_nameField->setError(m_isTaken(rule.name) ? whyNot : QString());
    m_take->setEnabled(whyNot.isEmpty());
    m_take->setToolTip(
        whyNot.isEmpty() ? tr("Takes the rule into the page. It is in force once the page is applied.") : whyNot);
    m_take->setAccessibleDescription(m_take->toolTip());
    m_test->setTarget(platform::AlertTopic::of(rule), rule.addresses, whyNot);
    rule.enabled = true; // What it would send, once it does.
    if (!isFilterRight())
        rule.filter.clear(); // Which is a mistake, too, and nothing to ask about.
    policy::AuditAlerts draft;
    draft.rules = {rule};
    m_forecasting.setDraft(draft);
    emit edited();
}

}
