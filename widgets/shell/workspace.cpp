// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/workspace.h"

#include "controls/banner.h"
#include "controls/layoutmemory.h"
#include "items/personwords.h"
#include "items/zonedtime.h"
#include "look/look.h"
#include "shell/applybar.h"
#include "shell/navigation.h"
#include "shell/pagestack.h"
#include "shell/settingsdesk.h"
#include "shell/tenantheader.h"

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int widestNavigation = 420;

QFont headingFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    return font;
}

}

Workspace::Workspace(const Needs &needs, QWidget *parent)
    : QWidget(parent)
    , m_needs(needs)
    , m_header(new TenantHeader)
    , m_navigation(new Navigation)
    , m_title(new QLabel)
    , m_roleBanner(new Banner)
    , m_passwordBanner(new Banner)
    , m_logKeyBanner(new Banner)
    , m_banner(new Banner)
    , m_pages(new PageStack(needs.pages))
    , m_bar(new ApplyBar)
{
    layOut();
    connectAll();
    showLogKey();
}

void Workspace::layOut()
{
    auto *side = new SidePanel;
    side->setMaximumWidth(widestNavigation);
    auto *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(4, 4, 5, 4);
    sideLayout->addWidget(m_navigation);
    auto *body = new QSplitter;
    body->setObjectName("navigation"_L1);
    body->setChildrenCollapsible(false);
    body->setHandleWidth(1);
    body->addWidget(side);
    body->addWidget(makeMain());
    body->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(body, 1);
    m_needs.layouts.follow(*this, u"window"_s);
}

QWidget *Workspace::makeMain()
{
    m_title->setFont(headingFont(m_title->font()));
    m_banner->setObjectName("trouble"_L1);
    m_roleBanner->setObjectName("role"_L1);
    m_passwordBanner->setObjectName("passwordEnd"_L1);
    m_logKeyBanner->setObjectName("logKeyAlarm"_L1);
    auto *content = new QVBoxLayout;
    content->setContentsMargins(24, 18, 24, 16);
    content->setSpacing(12);
    content->addWidget(m_title);
    content->addWidget(m_roleBanner);
    content->addWidget(m_passwordBanner);
    content->addWidget(m_logKeyBanner);
    content->addWidget(m_banner);
    content->addWidget(m_pages, 1);
    auto *main = new QWidget;
    auto *layout = new QVBoxLayout(main);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(content, 1);
    layout->addWidget(m_bar);
    return main;
}

void Workspace::connectAll()
{
    SettingsDesk *desk = &m_needs.desk;
    connect(m_needs.entrance.connection.get(), &platform::Connection::stateChanged, m_header, &TenantHeader::setState);
    connect(m_passwordBanner, &Banner::acted, this, &Workspace::passwordChangeWanted);
    connect(&m_needs.pages.logKey, &items::LogKeyTrust::changed, this, &Workspace::showLogKey);
    connect(m_logKeyBanner, &Banner::acted, this, [this] { showPage(QString(policy::AuditRetention::key)); });
    connect(m_navigation, &Navigation::selected, this, qOverload<std::size_t>(&Workspace::showPage));
    connect(m_pages, &PageStack::made, this, [this, desk](Page *page, Page *before) {
        if (before)
            desk->replace(before, page);
        else
            desk->adopt(page);
        m_needs.layouts.follow(*page, QString::fromLatin1(page->metaObject()->className()).section(u':', -1));
        connect(page, &Page::pageWanted, this, [this](const QString &key, const QString &place) {
            showPage(key);
            if (!place.isEmpty())
                m_pages->focusOn(place);
        });
        connect(page, &Page::applyWanted, desk, [desk, page] {
            if (desk->draft().keys == page->sectionKeys())
                desk->apply();
        });
        connect(page, &Page::presetWanted, this, &Workspace::presetWanted);
        connect(page, &Page::settingsOutdated, desk, &SettingsDesk::refresh);
    });
    connect(m_pages, &PageStack::retryWanted, desk, &SettingsDesk::load);
    connect(desk, &SettingsDesk::changed, this, &Workspace::showEdits);
    connect(desk, &SettingsDesk::changed, this, &Workspace::showRole);
    connect(desk, &SettingsDesk::loadFailed, this, [this](const platform::Failure &failure) {
        m_loadFailure = failure;
        showCurrent();
    });
    connect(desk, &SettingsDesk::problemsFound, this, [this](const QStringList &keys) {
        if (!keys.contains(shown().key))
            showPage(keys.first());
    });
}

void Workspace::takeOver(const Workspace &before)
{
    m_loadFailure = before.m_loadFailure;
    m_pages->takeOver(*before.m_pages);
    showPage(before.m_index);
}

bool Workspace::isBusy() const
{
    const auto dialogs = findChildren<QDialog *>();
    return m_pages->isBusy() || std::ranges::any_of(dialogs, &QWidget::isVisible);
}

void Workspace::showSession()
{
    const platform::Session &session = m_needs.entrance.session;
    const platform::Connection &connection = *m_needs.entrance.connection;
    m_header->setSession(session, connection.profile().hostName);
    m_header->setState(connection.state());
    showRole();
    showPasswordEnd();
    showEdits();
}

void Workspace::showRole()
{
    const platform::Session &session = m_needs.entrance.session;
    const QDateTime until = m_needs.desk.saved().settings.support.until;
    const QString tenant = session.tenantName.isEmpty() ? session.subdomain : session.tenantName;
    if (session.role == platform::Role::Administrator)
        m_roleBanner->clear();
    else if (session.role != platform::Role::Support)
        m_roleBanner->tell(Tone::Hint,
            tr("You are signed in as %1: you can look at what your role may see, and change nothing.")
                .arg(items::roleText(session.role)));
    else if (until.isValid())
        m_roleBanner->tell(Tone::Warning,
            tr("You look at %1 as platform staff until %2; every view is written to its log.")
                .arg(tenant, items::zonedText(until, QTimeZone::systemTimeZone())));
    else
        m_roleBanner->tell(
            Tone::Warning, tr("You look at %1 as platform staff; every view is written to its log.").arg(tenant));
}

void Workspace::showPage(std::size_t index)
{
    m_index = index;
    m_navigation->select(index);
    m_title->setText(shown().titleText());
    showCurrent();
    showEdits();
    showPasswordEnd();
    emit pageShown();
}

/// Days go by while a window is open, so that it is looked at with every page.
void Workspace::showPasswordEnd()
{
    const QDateTime &end = m_needs.entrance.session.passwordExpiresAt;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!end.isValid() || now.addDays(policy::passwordWarning.count()) < end)
        return m_passwordBanner->clear();
    const QString at = items::zonedText(end, QTimeZone::systemTimeZone());
    m_passwordBanner->tell(Tone::Warning,
        end < now ? tr("Your password has expired. When you sign in next, you have to choose another.")
                  : tr("Your password expires at %1.").arg(at),
        tr("Change password…"));
}

/// Whoever exchanged the key could have rewritten the log: not to be overlooked on any page.
void Workspace::showLogKey()
{
    using Standing = items::LogKeyTrust::Standing;
    const items::LogKeyTrust &trust = m_needs.pages.logKey;
    const auto seen = trust.seen();
    if (!trust.isAlarming() || !seen)
        return m_logKeyBanner->clear();
    const QString at = items::zonedText(seen->seenAt, QTimeZone::systemTimeZone());
    m_logKeyBanner->tell(Tone::Error,
        trust.standing() == Standing::Changed
            ? tr("The audit log is signed with another key than the one seen first on %1. Whoever exchanged it could "
                 "have rewritten the log. Ask the platform’s operator before you trust it.")
                  .arg(at)
            : tr("The audit log had a key on %1, and now it has none: nothing new is signed. Ask the platform’s "
                 "operator why.")
                  .arg(at),
        tr("&Look at the keys"));
}

/// Pages are made later than the bar and yet stand before it.
void Workspace::orderTabs()
{
    const Page *page = m_pages->current();
    if (!page)
        return;
    QWidget *last = nullptr;
    for (QWidget *next = page->nextInFocusChain(); next != page; next = next->nextInFocusChain()) {
        if (page->isAncestorOf(next) && next->focusPolicy() != Qt::NoFocus)
            last = next;
    }
    if (last)
        setTabOrder({last, m_bar->revertButton(), m_bar->applyButton()});
}

void Workspace::showPage(const QString &key)
{
    const auto table = pageTable();
    for (std::size_t index = 0; index < table.size(); ++index) {
        if (table[index].key == key)
            return showPage(index);
    }
}

void Workspace::showSetting(std::size_t index, const QString &field)
{
    showPage(index);
    m_pages->focusOn(field);
}

void Workspace::refresh()
{
    m_needs.desk.refresh();
    if (m_pages->current())
        m_pages->current()->refresh();
}

void Workspace::showCurrent()
{
    using State = SettingsDesk::State;
    const State state = m_needs.desk.state();
    if (state == State::Ready || state == State::Saving || !shown().editsSettings)
        m_pages->show(m_index);
    else if (state == State::Loading || !m_loadFailure)
        m_pages->showLoading();
    else
        m_pages->showFailure(toText(*m_loadFailure));
    orderTabs();
}

void Workspace::showEdits()
{
    if (m_needs.desk.state() != SettingsDesk::State::NotLoaded)
        m_loadFailure.reset();
    if (!m_pages->current())
        showCurrent();
    const QSet<QString> edited = m_needs.desk.editedKeys();
    m_navigation->setEdited(edited);
    const bool mayEdit = m_needs.entrance.session.role == platform::Role::Administrator;
    m_bar->setVisible(mayEdit && (shown().editsSettings || !edited.isEmpty()));
    emit editsShown(!edited.isEmpty());
}

}
