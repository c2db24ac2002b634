// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/overviewpage.h"

#include "audit/filter/editing.h"
#include "controls/banner.h"
#include "controls/refreshrow.h"
#include "items/attention.h"
#include "items/protection.h"
#include "items/zonedtime.h"
#include "pages/attentioncard.h"
#include "pages/auditlogpage.h"
#include "pages/changescard.h"
#include "pages/lastdaycard.h"
#include "pages/protectioncard.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QShowEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr auto auditLog = "auditLog"_L1;
constexpr auto history = "history"_L1;
/// Narrower than this the cards stand below each other.
constexpr int widthOfTwo = 840;
constexpr int betweenCards = 14;
/// A window that is activated soon after an answer does not ask again.
constexpr int freshSeconds = 10;

/// The events of the last day that are counted there.
QString filterFor(const platform::FailureCount &failure)
{
    using audit::Field;
    const QStringList terms{audit::filter::onlyThis(Field::Module, failure.module),
        audit::filter::onlyThis(Field::Action, failure.action),
        audit::filter::notThis(Field::Result, audit::nameOf(audit::EventResult::Success)), u"since:24h"_s};
    return terms.join(u' ');
}

}

OverviewPage::OverviewPage(const Needs &needs, QWidget *parent)
    : Page(parent)
    , m_needs(needs)
    , m_lastDay(needs.audit, needs.history, needs.clock)
    , m_certificates(needs.certificates)
    , m_integrity(needs.integrity)
    , m_mail(needs.alerts)
    , m_tools(new RefreshRow(this))
    , m_failure(new Banner(this))
    , m_attention(new AttentionCard(this))
    , m_lastDayCard(new LastDayCard(this))
    , m_protection(new ProtectionCard(needs.hasPage, this))
    , m_changes(new ChangesCard(needs.hasPage(history), this))
{
    m_failure->setObjectName("failure"_L1);
    m_timer.setInterval(usualPace);
    m_lastDay.setZone(m_tools->zone());
    m_lastDayCard->setZone(m_tools->zone());
    layOut();
    connectAll();
    showProtection();
    takeLastDay();
}

void OverviewPage::layOut()
{
    auto *left = new QVBoxLayout;
    left->setSpacing(betweenCards);
    left->addWidget(m_attention);
    left->addWidget(m_lastDayCard, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(betweenCards);
    right->addWidget(m_protection);
    right->addWidget(m_changes, 1);
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight);
    m_columns->setSpacing(betweenCards);
    m_columns->addLayout(left, 1);
    m_columns->addLayout(right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(m_tools);
    layout->addWidget(m_failure);
    layout->addLayout(m_columns, 1);
}

void OverviewPage::connectAll()
{
    connect(&m_timer, &QTimer::timeout, this, &OverviewPage::refreshByItself);
    connect(&m_lastDay, &items::LastDay::changed, this, &OverviewPage::takeLastDay);
    connect(&m_certificates, &items::CertificateEnds::changed, this, &OverviewPage::showAttention);
    connect(&m_integrity, &items::LogIntegrity::changed, this, &OverviewPage::showAttention);
    connect(&m_mail, &items::MailStanding::changed, this, &OverviewPage::showAttention);
    connect(m_tools, &RefreshRow::refreshWanted, this, &OverviewPage::refresh);
    connect(m_failure, &Banner::acted, this, &OverviewPage::refresh);
    connect(m_tools, &RefreshRow::zoneChosen, this, [this](const QTimeZone &zone) {
        m_lastDayCard->setZone(zone);
        m_lastDay.setZone(zone);
        showProtection();
        refresh(); // Where hours begin at other moments, the counts are others.
    });
    connect(m_attention, &AttentionCard::pageWanted, this, &OverviewPage::pageWanted);
    connect(m_protection, &ProtectionCard::pageWanted, this, [this](const QString &key) { emit pageWanted(key); });
    connect(m_lastDayCard, &LastDayCard::logWanted, this, [this] { emit pageWanted(auditLog); });
    connect(m_lastDayCard, &LastDayCard::failureWanted, this, [this](const platform::FailureCount &failure) {
        emit pageWanted(auditLog, AuditLogPage::filterPlace + filterFor(failure));
    });
    connect(m_changes, &ChangesCard::historyWanted, this, [this] { emit pageWanted(history); });
    connect(m_changes, &ChangesCard::changeWanted, this, [this](const platform::HistoryEntry &change) {
        const QString event = change.event > 0 ? QString::number(change.event) : QString();
        emit pageWanted(auditLog, event);
    });
}

QString OverviewPage::title() const
{
    return tr("Overview");
}

void OverviewPage::setSession(const platform::Session &session)
{
    m_session = session;
    showAttention();
}

void OverviewPage::load(const platform::SettingsState &state)
{
    takeSettings(state);
}

void OverviewPage::applied(const policy::Settings &, const platform::SettingsState &now)
{
    takeSettings(now);
    if (isVisible())
        refresh();
}

void OverviewPage::refresh()
{
    m_lastDay.refresh();
    m_integrity.refresh();
    m_mail.refresh();
    // Where nobody comes in by certificate, none that ends keeps anybody out.
    if (m_settings.settings.clientCertificates.enabled)
        m_certificates.refresh();
}

void OverviewPage::refreshByItself()
{
    if (!isVisible() || window()->isMinimized() || m_lastDay.isAsking())
        return;
    refresh();
    if (!hasSettings())
        emit settingsOutdated();
}

bool OverviewPage::event(QEvent *event)
{
    const bool isFresh = m_lastDay.readAt().isValid() && m_lastDay.readAt().secsTo(m_lastDay.now()) < freshSeconds;
    if (event->type() == QEvent::WindowActivate && !isFresh)
        refreshByItself();
    return Page::event(event);
}

void OverviewPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_timer.start();
    if (!event->spontaneous() && !m_lastDay.isAsking())
        refresh();
}

void OverviewPage::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    Page::hideEvent(event);
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    m_columns->setDirection(width() < widthOfTwo ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    Page::resizeEvent(event);
}

void OverviewPage::takeSettings(const platform::SettingsState &state)
{
    const bool hadCertificates = std::exchange(m_settings, state).settings.clientCertificates.enabled;
    showProtection();
    showAttention();
    if (!hadCertificates && state.settings.clientCertificates.enabled && isVisible())
        m_certificates.refresh();
}

void OverviewPage::takeLastDay()
{
    const auto note = [](const auto &known, const auto &failure) {
        if (failure)
            return known ? QString() : platform::toText(*failure);
        return known ? QString() : tr("Asking the platform…");
    };
    const auto &summary = m_lastDay.summary();
    const auto &changes = m_lastDay.changes();
    m_lastDayCard->show(summary ? &*summary : nullptr, note(summary, m_lastDay.summaryFailure()));
    m_changes->show(changes ? &*changes : nullptr, note(changes, m_lastDay.changesFailure()), m_lastDay.zone());
    orderTabs();
    showStatus();
    if (m_lastDay.isAsking())
        return;
    showAttention();
    showProtection();
    if (hasSettings() && isOutdated())
        emit settingsOutdated();
}

bool OverviewPage::isOutdated() const
{
    const auto &changes = m_lastDay.changes();
    return changes && std::ranges::any_of(*changes, [this](const platform::HistoryEntry &change) {
        return change.revision > m_settings.revisions.value(change.section).number;
    });
}

void OverviewPage::showAttention()
{
    const auto &summary = m_lastDay.summary();
    const auto &counts = m_certificates.counts();
    const auto &authority = m_certificates.authority();
    const auto &integrity = m_integrity.state();
    const auto &mail = m_mail.summary();
    const auto pairs = m_needs.gatePairs.all();
    auto attention = items::attentionTo({.settings = hasSettings() ? &m_settings.settings : nullptr,
        .lastDay = summary ? &*summary : nullptr,
        .certificates = counts ? &*counts : nullptr,
        .authority = authority ? &*authority : nullptr,
        .integrity = integrity ? &*integrity : nullptr,
        .mail = mail ? &*mail : nullptr,
        .own = {.address = m_session.clientAddress, .gateUser = pairs.isEmpty() ? QString() : pairs.first().userName},
        .now = m_lastDay.now(),
        .zone = m_lastDay.zone()});
    // What nothing can be done about here would only be in the way.
    attention.removeIf([this](const items::Attention &each) { return !m_needs.hasPage(each.page); });
    const bool hasCertificates
        = !m_settings.settings.clientCertificates.enabled || (counts && authority && !m_certificates.failure());
    const bool hasMail = mail && !m_mail.failure();
    m_attention->show(
        attention, hasSettings() && summary && !m_lastDay.summaryFailure() && hasCertificates && integrity && hasMail);
    orderTabs();
}

void OverviewPage::showProtection()
{
    if (!hasSettings())
        return m_protection->show({}, tr("The settings have not come yet."));
    const QString note = isOutdated()
        ? tr("Somebody has changed settings since these were loaded. Apply or revert your edits to see them.")
        : QString();
    m_protection->show(items::protectionsBy(m_settings.settings, m_lastDay.now(), m_lastDay.zone()), note);
    orderTabs();
}

/// By Tab the cards follow each other as they stand. Their rows are made when there is something to show, which would
/// otherwise put them behind everything.
void OverviewPage::orderTabs()
{
    QWidget *before = m_tools->lastField();
    for (const QWidget *card : std::initializer_list<QWidget *>{m_attention, m_lastDayCard, m_protection, m_changes}) {
        QList<QWidget *> reached = card->findChildren<QWidget *>();
        reached.removeIf([](const QWidget *each) {
            const bool isPart = qobject_cast<QAbstractScrollArea *>(each->parentWidget());
            return isPart || !(each->focusPolicy() & Qt::TabFocus);
        });
        // What leads on from the whole card stands in its heading.
        std::ranges::stable_partition(reached, [](QWidget *each) { return qobject_cast<QToolButton *>(each); });
        for (QWidget *each : std::as_const(reached)) {
            setTabOrder(before, each);
            before = each;
        }
    }
}

void OverviewPage::showStatus()
{
    const bool isAsking = m_lastDay.isAsking();
    const QDateTime readAt = m_lastDay.readAt();
    const auto &failure = m_lastDay.summaryFailure() ? m_lastDay.summaryFailure() : m_lastDay.changesFailure();
    m_tools->setAsking(isAsking);
    if (!isAsking || !readAt.isValid())
        m_tools->setStatus(readAt.isValid()
                ? tr("As of %1, asked anew every minute").arg(items::zonedText(readAt, m_lastDay.zone()))
                : tr("Asking the platform…"));
    if (isAsking)
        return;
    if (!failure)
        return m_failure->clear();
    if (!readAt.isValid())
        m_tools->setStatus({});
    m_failure->tell(Tone::Warning,
        readAt.isValid() ? tr("This is how things stood at %1. %2", "time, why there is nothing newer")
                               .arg(items::zonedText(readAt, m_lastDay.zone()), platform::toText(*failure))
                         : platform::toText(*failure),
        tr("&Try again"));
}

}
