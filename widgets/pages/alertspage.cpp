// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/alertspage.h"

#include "controls/addresslistfield.h"
#include "controls/banner.h"
#include "controls/card.h"
#include "items/alertwords.h"
#include "pages/alertlevelrow.h"
#include "pages/alertrulespanel.h"
#include "policy/fieldvalidation.h"

#include <QLabel>
#include <QRegularExpression>
#include <QShowEvent>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::AuditAlerts;

namespace {

constexpr auto deliveries = "deliveries"_L1;

/// The part of the section that belongs to this level.
auto &alertOf(auto &alerts, audit::Level level)
{
    switch (level) {
    case audit::Level::Information:
        return alerts.information;
    case audit::Level::Notice:
        return alerts.notice;
    case audit::Level::Warning:
        return alerts.warning;
    case audit::Level::Error:
        return alerts.error;
    case audit::Level::Critical:
        return alerts.critical;
    }
    Q_UNREACHABLE_RETURN(alerts.critical);
}

QFrame *line(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Sunken);
    return line;
}

}

AlertsPage::AlertsPage(const AlertRuleDialog::Needs &needs, items::LogKeyTrust &logKey, QWidget *parent)
    : Page(parent)
    , m_forecasting(needs.alerts)
    , m_logKey(logKey)
    , m_mail(needs.alerts)
    , m_readOnly(new Banner(this))
    , m_mailTrouble(new Banner(this))
    , m_notCounted(new Banner(this))
    , m_notSigned(new Banner(this))
{
    m_readOnly->setObjectName("readOnly"_L1);
    m_mailTrouble->setObjectName("mailTrouble"_L1);
    m_notCounted->setObjectName("notCounted"_L1);
    m_notSigned->setObjectName("notSigned"_L1);
    m_timer.setInterval(usualPace);
    layOut(needs);
    connectAll();
}

/// Made from top to bottom, which is the order of Tab.
void AlertsPage::layOut(const AlertRuleDialog::Needs &needs)
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addWidget(m_readOnly);
    layout->addWidget(m_mailTrouble);
    layout->addWidget(m_notCounted);
    layout->addWidget(makeLevelsCard(needs.alerts));
    m_rules = new AlertRulesPanel(needs, m_forecasting, this);
    layout->addWidget(m_rules);
    layout->addWidget(makeCheckpointsCard());
    layout->addStretch(1);
}

Card *AlertsPage::makeLevelsCard(const platform::AlertsClient &client)
{
    auto *card = new Card(tr("Mail by level"), this);
    auto *log = card->addLink(tr("Delivery log"), tr("Which mails were sent, to whom, and what the mail server said"));
    connect(log, &QToolButton::clicked, this, [this] { emit pageWanted(deliveries); });
    auto *inside = new QVBoxLayout; // Below the heading, and not left of it.
    inside->setContentsMargins(8, 0, 8, 4);
    inside->setSpacing(6);
    inside->addWidget(explanationLabel(
        tr("For the events of all services. A level without an address is off. A mail of a higher level never waits "
           "behind one of a lower level."),
        card));
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        m_levels[i] = new AlertLevelRow(audit::Level(m_levels.size() - 1 - i), client, card);
        inside->addWidget(line(card));
        inside->addWidget(m_levels[i]);
    }
    card->body()->addLayout(inside);
    return card;
}

Card *AlertsPage::makeCheckpointsCard()
{
    auto *card = new Card(tr("Checkpoints of the log"), this);
    auto *inside = new QVBoxLayout;
    inside->setContentsMargins(8, 0, 8, 4);
    inside->setSpacing(8);
    inside->addWidget(explanationLabel(
        tr("Once a day these addresses get the log’s newest signed checkpoint. Whoever keeps these mails can prove "
           "later that the log was not rewritten, even by somebody who has the platform’s key. Choose a mailbox that "
           "the platform’s operator cannot change."),
        card));
    inside->addWidget(m_notSigned);
    m_checkpoints = new AddressListField(u"checkpointAddresses"_s, tr("Mail addresses for checkpoints"), card);
    m_checkpoints->setIfNone(tr("Nobody gets checkpoints"));
    inside->addWidget(m_checkpoints);
    card->body()->addLayout(inside);
    return card;
}

void AlertsPage::connectAll()
{
    for (AlertLevelRow *row : m_levels) {
        connect(row, &AlertLevelRow::changed, this, &AlertsPage::takeEdit);
        connect(row, &AlertLevelRow::deliveryWanted, this, &AlertsPage::follow);
    }
    connect(m_rules, &AlertRulesPanel::changed, this, &AlertsPage::takeEdit);
    connect(m_rules, &AlertRulesPanel::deliveryWanted, this, &AlertsPage::follow);
    connect(m_checkpoints, &AddressListField::changed, this, &AlertsPage::takeEdit);
    connect(&m_forecasting, &items::AlertForecasting::changed, this, &AlertsPage::showForecast);
    connect(&m_mail, &items::MailStanding::changed, this, &AlertsPage::showMail);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_mail.isAsking() && !window()->isMinimized())
            m_mail.refresh();
    });
    connect(&m_logKey, &items::LogKeyTrust::changed, this, &AlertsPage::showCheckpoints);
    connect(m_mailTrouble, &Banner::acted, this,
        [this] { emit pageWanted(deliveries, policy::nameOf(platform::DeliveryState::Waiting)); });
    connect(m_notCounted, &Banner::acted, &m_forecasting, &items::AlertForecasting::refresh);
}

QString AlertsPage::title() const
{
    return tr("Alerts");
}

QStringList AlertsPage::sectionKeys() const
{
    return {AuditAlerts::key};
}

void AlertsPage::setSession(const platform::Session &session)
{
    m_editable = session.role == platform::Role::Administrator;
    for (AlertLevelRow *row : m_levels)
        row->setEditable(m_editable);
    m_rules->setEditable(m_editable);
    m_checkpoints->setEditable(m_editable);
    if (m_editable)
        m_readOnly->clear();
    else
        m_readOnly->tell(Tone::Neutral, tr("You can look at this. Only administrators change who is told of what."));
}

AuditAlerts AlertsPage::value() const
{
    AuditAlerts value;
    for (const AlertLevelRow *row : m_levels)
        alertOf(value, row->level()) = row->value();
    value.rules = m_rules->value();
    value.checkpointAddresses = m_checkpoints->addresses();
    return value;
}

void AlertsPage::setValue(const AuditAlerts &value)
{
    for (AlertLevelRow *row : m_levels)
        row->setValue(alertOf(value, row->level()));
    m_rules->setValue(value.rules);
    m_checkpoints->setAddresses(value.checkpointAddresses);
    showCheckpoints();
    m_forecasting.setDraft(this->value());
}

void AlertsPage::takeEdit()
{
    m_forecasting.setDraft(value());
    showCheckpoints();
    emit changed();
}

void AlertsPage::takeZone(const policy::Settings &settings)
{
    const QTimeZone zone(settings.tenant.timeZone.toLatin1());
    m_zone = zone.isValid() ? zone : QTimeZone::utc();
    m_rules->setZone(m_zone);
    showMail();
}

void AlertsPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.auditAlerts;
    takeZone(state.settings);
    setValue(m_saved);
}

void AlertsPage::edit(const policy::Settings &draft)
{
    setValue(draft.auditAlerts);
    emit changed();
}

void AlertsPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.auditAlerts;
    m_saved = now.settings.auditAlerts;
    takeZone(now.settings);
    if (isAsSent)
        setValue(m_saved);
}

void AlertsPage::revert()
{
    m_rules->dropOpenRule();
    setValue(m_saved);
    emit changed();
}

bool AlertsPage::isChanged() const
{
    return m_rules->hasOpenRule() || value() != m_saved;
}

void AlertsPage::collect(policy::Settings &draft) const
{
    draft.auditAlerts = value();
}

Errors AlertsPage::problems() const
{
    Errors errors;
    policy::validate(value(), errors, QString(AuditAlerts::key));
    for (const Error &error : m_rules->problems())
        errors.append(error.under(AuditAlerts::key));
    return errors;
}

bool AlertsPage::showProblem(const QString &field, const QString &message)
{
    static const QRegularExpression ofRule(u"^rules\\[(\\d+)\\]"_s);
    if (const auto match = ofRule.match(field); match.hasMatch()) {
        m_rules->showProblem(match.captured(1).toInt(), message);
        return true;
    }
    if (field == "rules"_L1) {
        m_rules->showProblem(-1, message);
        return true;
    }
    if (field.startsWith("checkpointAddresses"_L1)) {
        m_checkpoints->showProblem(message);
        return true;
    }
    const auto level = audit::levelNamed(field.section(u'.', 0, 0));
    const auto row = std::ranges::find_if(m_levels, [&](const AlertLevelRow *each) { return each->level() == level; });
    return row != m_levels.end() && (*row)->showProblem(field.section(u'.', 1), message);
}

QList<platform::FieldProblem> AlertsPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    for (AlertLevelRow *row : m_levels)
        row->clearProblem();
    m_rules->clearProblems();
    m_checkpoints->clearProblem();
    QList<platform::FieldProblem> rest;
    QString first;
    for (const platform::FieldProblem &problem : problems) {
        const QString field = problem.field.section(u'.', 1);
        const bool isHere = problem.field.section(u'.', 0, 0) == AuditAlerts::key;
        if (!isHere || !showProblem(field, problem.message))
            rest.append(problem);
        else if (first.isEmpty())
            first = field;
    }
    if (!first.isEmpty())
        focusOn(first);
    return rest;
}

/// Of a level that is off there is nothing but its addresses, and where one of them is wrong, the field is the list.
void AlertsPage::focusOn(const QString &field)
{
    if (field.startsWith("rules"_L1))
        return m_rules->focusOnRules();
    const QString path = field.section(u'[', 0, 0);
    const QString level = path.section(u'.', 0, 0);
    const bool isShown = std::ranges::any_of(findChildren<QWidget *>(path), &QWidget::isVisible);
    Page::focusOn(isShown || !audit::levelNamed(level) ? path : level + u".addresses"_s);
}

void AlertsPage::takeOver(Page &before)
{
    m_rules->takeOver(*static_cast<const AlertsPage &>(before).m_rules);
}

void AlertsPage::refresh()
{
    m_forecasting.refresh();
    m_mail.refresh();
    m_logKey.refresh();
}

void AlertsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (event->spontaneous())
        return;
    m_forecasting.setWanted(m_editable); // Nobody else is told.
    m_mail.refresh();
    m_logKey.refresh();
    m_timer.start();
}

void AlertsPage::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous()) {
        m_forecasting.setWanted(false);
        m_timer.stop();
    }
    Page::hideEvent(event);
}

void AlertsPage::showForecast()
{
    const bool isFailed = m_forecasting.state() == items::AlertForecasting::State::Failed;
    for (AlertLevelRow *row : m_levels)
        row->setForecast(isFailed ? QString() : m_forecasting.textOf(row->level()));
    m_rules->showForecast();
    if (isFailed)
        m_notCounted->tell(Tone::Warning,
            tr("How many mails this would have been could not be counted: %1")
                .arg(platform::toText(*m_forecasting.failure())),
            tr("&Try again"));
    else if (m_forecasting.forecast())
        m_notCounted->clear();
}

void AlertsPage::showMail()
{
    const auto &summary = m_mail.summary();
    const auto trouble = summary ? items::mailTrouble(*summary, QDateTime::currentDateTimeUtc(), m_zone) : std::nullopt;
    if (!trouble)
        return m_mailTrouble->clear();
    m_mailTrouble->tell(Tone::Warning, tr("%1. %2", "what is wrong, and why").arg(trouble->what, trouble->why),
        summary->delayed ? tr("&Delivery log") : QString());
}

/// Without a key there is nothing to mail, and nobody would be told of that otherwise.
void AlertsPage::showCheckpoints()
{
    const auto &log = m_logKey.log();
    if (!log || log->whyNone.isEmpty())
        return m_notSigned->clear();
    const QString text = log->key
        ? tr("The log is not signed any more, so its last checkpoint is what is mailed, day after day. %1", "why")
        : tr("The log is not signed, so there is no checkpoint to be mailed. %1", "why");
    m_notSigned->tell(m_checkpoints->addresses().isEmpty() ? Tone::Neutral : Tone::Warning, text.arg(log->whyNone));
}

void AlertsPage::follow(qint64 mail)
{
    emit pageWanted(deliveries, QString::number(mail));
}

}
