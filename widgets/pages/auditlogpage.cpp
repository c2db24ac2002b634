// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/auditlogpage.h"

#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/themeicon.h"
#include "controls/zonechooser.h"
#include "pages/eventdetails.h"
#include "pages/eventsview.h"
#include "pages/livebar.h"

#include <QHideEvent>
#include <QLabel>
#include <QLocale>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::AuditEventsModel;
using TailState = platform::AuditTail::State;

AuditLogPage::AuditLogPage(platform::AuditClient &client, QWidget *parent)
    : Page(parent)
    , m_events(client, this)
    , m_live(m_events, client)
    , m_bar(new LiveBar(this))
    , m_status(new QLabel(this))
    , m_zone(new ZoneChooser(this))
    , m_around(new Banner(this))
    , m_failure(new Banner(this))
    , m_notLive(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_view(new EventsView(m_events, this))
    , m_details(new EventDetails(this))
{
    m_around->setObjectName("around"_L1);
    m_failure->setObjectName("failure"_L1);
    m_notLive->setObjectName("notLive"_L1);
    m_status->setObjectName("status"_L1);
    m_events.setZone(m_zone->zone());
    m_content = makeContent();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(makeTools());
    layout->addWidget(m_around);
    layout->addWidget(m_failure);
    layout->addWidget(m_notLive);
    layout->addWidget(m_stack, 1);
    connectEvents();
    connectControls();
    showState();
    showLive();
}

QWidget *AuditLogPage::makeTools()
{
    auto *tools = new QWidget(this);
    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar);
    layout->addStretch(1);
    layout->addWidget(m_status);
    layout->addSpacing(12);
    auto *label = new QLabel(tr("Time &zone:"), tools);
    label->setBuddy(m_zone);
    layout->addWidget(label);
    layout->addWidget(m_zone);
    return tools;
}

QWidget *AuditLogPage::makeContent()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    m_view->setMinimumWidth(280);
    m_details->setMinimumWidth(230);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_view);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({560, 260});
    return splitter;
}

void AuditLogPage::connectEvents()
{
    connect(&m_events, &AuditEventsModel::stateChanged, this, &AuditLogPage::showState);
    connect(&m_events, &QAbstractItemModel::modelReset, this, &AuditLogPage::showCurrent);
    connect(&m_live, &items::LiveEvents::stateChanged, this, &AuditLogPage::showLive);
    connect(m_view, &EventsView::readingChanged, &m_live, &items::LiveEvents::setReaderAway);
    connect(m_view, &EventsView::topReached, &m_events, &AuditEventsModel::fetchNewer);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AuditLogPage::showCurrent);
}

void AuditLogPage::connectControls()
{
    connect(m_bar, &LiveBar::pauseWanted, &m_live, &items::LiveEvents::setPaused);
    connect(m_around, &Banner::acted, this, &AuditLogPage::backToNewest);
    connect(m_failure, &Banner::acted, this, &AuditLogPage::tryAgain);
    connect(m_notLive, &Banner::acted, this, &AuditLogPage::refresh);
    connect(m_empty, &EmptyState::acted, this, &AuditLogPage::refresh);
    connect(m_zone, &ZoneChooser::zoneChosen, this, [this](const QTimeZone &zone) {
        m_events.setZone(zone);
        showCurrent();
    });
}

QString AuditLogPage::title() const
{
    return tr("Audit log");
}

void AuditLogPage::refresh()
{
    m_live.tryNow();
    if (!m_events.around() || !m_events.isRead())
        m_events.refresh();
}

void AuditLogPage::tryAgain()
{
    m_live.tryNow();
    if (m_events.isRead() && !m_events.isComplete())
        m_events.fetchFurther();
    if (m_wanted)
        m_events.showAround(*m_wanted);
    else if (!m_events.around())
        m_events.refresh();
}

void AuditLogPage::focusOn(const QString &number)
{
    bool isNumber = false;
    const qint64 wanted = number.toLongLong(&isNumber);
    if (!isNumber)
        return Page::focusOn(number);
    m_wanted = wanted;
    m_events.showAround(wanted);
}

void AuditLogPage::backToNewest()
{
    m_wanted.reset();
    m_view->goToNewest();
    m_view->setFocus();
    m_events.refresh();
}

void AuditLogPage::takeOver(Page &before)
{
    const auto &page = static_cast<const AuditLogPage &>(before);
    m_zone->setCurrentIndex(page.m_zone->currentIndex());
    m_live.setPaused(page.m_live.isPaused());
    if (page.m_events.around())
        focusOn(QString::number(*page.m_events.around()));
}

void AuditLogPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (event->spontaneous())
        return;
    m_live.start();
    if (!m_events.isFetching() && !m_events.around())
        m_events.refresh();
}

void AuditLogPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (!event->spontaneous())
        m_live.stop();
}

void AuditLogPage::showState()
{
    if (!m_events.isFetching() && m_events.isRead() && !m_events.failure())
        m_readAt = QDateTime::currentDateTime();
    m_status->setText(statusText());
    showFailure();
    showEmpty();
    m_stack->setCurrentWidget(m_events.rowCount() == 0 ? m_empty : m_content);
    showAround();
}

void AuditLogPage::showFailure()
{
    const auto &failure = m_events.failure();
    if (failure && !m_events.isFetching() && m_events.isRead())
        m_failure->tell(Tone::Error, platform::toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
}

void AuditLogPage::showEmpty()
{
    const auto &failure = m_events.failure();
    if (m_events.isRead()) {
        if (m_events.rowCount() == 0)
            m_empty->tell(themeIcon(u"view-list-details"_s), tr("Nothing has happened yet"),
                tr("Sign-ins, changes of settings and refused requests will be listed here, newest first."));
    } else if (failure && !m_events.isFetching()) {
        m_empty->tell(
            toneIcon(Tone::Error), tr("The audit log could not be read"), platform::toText(*failure), tr("&Try again"));
    } else {
        m_empty->tell({}, tr("Reading the audit log…"), {});
    }
}

void AuditLogPage::showLive()
{
    m_bar->show(m_live);
    m_view->setWaiting(m_live.isPaused() || m_events.around() ? 0 : m_live.waiting());
    m_status->setText(statusText());
    const auto &tail = m_live.tail();
    if (tail.state() == TailState::Closed && tail.failure())
        m_notLive->tell(Tone::Warning, tr("Not live: %1").arg(platform::toText(*tail.failure())), tr("&Try again"));
    else
        m_notLive->clear();
}

void AuditLogPage::showAround()
{
    const auto &around = m_events.around();
    m_bar->setVisible(m_events.isRead() && !around);
    if (!around)
        return m_around->clear();
    if (m_events.isFetching() || m_events.failure())
        return;
    const int row = m_events.rowOf(*around);
    const QString number = QLocale().toString(*around);
    m_around->tell(Tone::Hint,
        row >= 0 ? tr("Events around number %1").arg(number)
                 : tr("Event number %1 is not in the log any more; these are the nearest.").arg(number),
        tr("&Back to newest"));
    if (m_wanted.has_value() && row >= 0)
        m_view->choose(row);
    m_wanted.reset();
}

QString AuditLogPage::statusText() const
{
    const int count = m_events.rowCount();
    if (!m_events.isRead() && m_events.isFetching())
        return tr("Reading…");
    if (!m_events.isRead() || count == 0)
        return {};
    if (m_events.around())
        return tr("%n events", nullptr, count);
    const bool isComplete = m_events.isComplete();
    if (m_live.tail().state() == TailState::Live && !m_live.isPaused())
        return isComplete ? tr("All %n events", nullptr, count) : tr("Newest %n events", nullptr, count);
    const QString clock = QLocale().toString(m_readAt.time(), u"HH:mm:ss"_s);
    return isComplete ? tr("All %n events, as of %1", nullptr, count).arg(clock)
                      : tr("Newest %n events, as of %1", nullptr, count).arg(clock);
}

void AuditLogPage::showCurrent()
{
    const QModelIndex current = m_view->currentIndex();
    m_details->show(current.isValid() ? std::optional(m_events.eventAt(current)) : std::nullopt, m_events.zone());
}

}
