// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/auditlogpage.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/themeicon.h"
#include "controls/zonechooser.h"
#include "items/zonedtime.h"
#include "log/exportdialog.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "pages/livebar.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShowEvent>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using TailState = platform::AuditTail::State;

AuditLogPage::AuditLogPage(const Needs &needs, QWidget *parent)
    : Page(parent)
    , m_needs(needs)
    , m_saved(needs.settings, needs.profileId)
    , m_source(needs.client)
    , m_taking(m_source)
    , m_bar(new LiveBar(this))
    , m_zone(new ZoneChooser(this))
    , m_around(new Banner(this))
    , m_notLive(new Banner(this))
    , m_takingBanner(new Banner(this))
    , m_panel(new LogPanel(m_source, m_saved, needs.asker, this))
{
    m_around->setObjectName("around"_L1);
    m_notLive->setObjectName("notLive"_L1);
    m_takingBanner->setObjectName("taking"_L1);
    m_panel->setEmptyWords(tr("Nothing has happened yet"),
        tr("Sign-ins, changes of settings and refused requests will be listed here, newest first."));
    m_panel->put(LogPanel::Place::Tools, m_bar);
    m_panel->put(LogPanel::Place::Options, makeOptions());
    for (Banner *banner : {m_around, m_notLive, m_takingBanner})
        m_panel->put(LogPanel::Place::Notices, banner);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_panel);
    connectSource();
    connectControls();
    m_panel->setZone(m_zone->zone());
    showPlace();
    showLive();
}

AuditLogPage::~AuditLogPage()
{
    // It shows what the members own.
    delete m_panel;
}

QWidget *AuditLogPage::makeOptions()
{
    auto *options = new QWidget(this);
    auto *layout = new QHBoxLayout(options);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(tr("Time &zone:"), options);
    label->setBuddy(m_zone);
    auto *takeAlong = new QPushButton(themeIcon(u"document-open"_s), tr("Take &offline…"), options);
    takeAlong->setObjectName("takeOffline"_L1);
    takeAlong->setToolTip(tr("Writes the events of the filter into a file and opens it in a window of its own, where "
                             "they can be put in any order and the platform is not needed"));
    auto *exporting = new QPushButton(themeIcon(u"document-export"_s), tr("E&xport…"), options);
    exporting->setObjectName("export"_L1);
    exporting->setToolTip(tr("Writes the events of the filter into a file, CSV or NDJSON, packed or not"));
    takeAlong->setVisible(bool(m_needs.openLogFile));
    layout->addWidget(label);
    layout->addWidget(m_zone);
    layout->addWidget(exporting);
    layout->addWidget(takeAlong);
    connect(takeAlong, &QPushButton::clicked, this, &AuditLogPage::takeAlong);
    connect(exporting, &QPushButton::clicked, this, &AuditLogPage::exportEvents);
    return options;
}

void AuditLogPage::connectSource()
{
    connect(&m_source.rows(), &items::PlatformLogRows::stateChanged, this, &AuditLogPage::showPlace);
    connect(&m_source.live(), &items::LiveEvents::stateChanged, this, &AuditLogPage::showLive);
    connect(&m_taking, &LogTaking::changed, this, &AuditLogPage::showTaking);
    connect(&m_taking, &LogTaking::taken, this, [this](const QString &path) { m_needs.openLogFile(path); });
    LogView &view = m_panel->view();
    connect(&view, &LogView::readingChanged, &m_source.live(), &items::LiveEvents::setReaderAway);
    connect(&view, &LogView::topReached, &m_source.rows(), &items::PlatformLogRows::fetchNewer);
}

void AuditLogPage::connectControls()
{
    connect(m_bar, &LiveBar::pauseWanted, &m_source.live(), &items::LiveEvents::setPaused);
    connect(m_around, &Banner::acted, this, &AuditLogPage::backToNewest);
    connect(m_notLive, &Banner::acted, this, &AuditLogPage::refresh);
    connect(m_takingBanner, &Banner::acted, this, [this] {
        m_taking.cancel();
        m_takingBanner->clear();
    });
    connect(m_zone, &ZoneChooser::zoneChosen, m_panel, &LogPanel::setZone);
    connect(m_panel, &LogPanel::retryWanted, this, &AuditLogPage::refresh);
    connect(m_panel, &LogPanel::exportWanted, this, &AuditLogPage::exportEvents);
    connect(m_panel, &LogPanel::takeAlongWanted, this, &AuditLogPage::takeAlong);
}

QString AuditLogPage::title() const
{
    return tr("Audit log");
}

bool AuditLogPage::isBusy() const
{
    return m_taking.isUnderWay();
}

/// An event that was asked for in vain is asked for once more.
void AuditLogPage::refresh()
{
    if (m_wanted && m_source.rows().failure())
        return showAround(*m_wanted);
    m_source.refresh();
}

void AuditLogPage::focusOn(const QString &place)
{
    bool isNumber = false;
    const qint64 number = place.toLongLong(&isNumber);
    if (isNumber)
        return showAround(number);
    if (!place.startsWith(filterPlace))
        return Page::focusOn(place);
    m_panel->setFilterText(place.sliced(filterPlace.size()));
    m_panel->view().setFocus();
}

/// Whatever the filter says of it.
void AuditLogPage::showAround(qint64 number)
{
    m_panel->setFilterText({});
    m_wanted = number;
    m_number = number;
    m_source.showAround(number);
}

void AuditLogPage::backToNewest()
{
    m_wanted.reset();
    m_panel->view().goToNewest();
    m_panel->view().setFocus();
    m_source.showNewest();
}

void AuditLogPage::takeOver(Page &before)
{
    auto &page = static_cast<AuditLogPage &>(before);
    m_zone->setCurrentIndex(page.m_zone->currentIndex());
    m_source.live().setPaused(page.m_source.live().isPaused());
    m_panel->setFilterText(page.m_panel->filterText());
    if (page.m_source.rows().isAround() && page.m_number)
        focusOn(QString::number(*page.m_number));
}

void AuditLogPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous())
        m_source.start();
}

void AuditLogPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (!event->spontaneous())
        m_source.stop();
}

void AuditLogPage::showLive()
{
    const items::LiveEvents &live = m_source.live();
    m_bar->show(live);
    m_panel->view().setWaiting(live.isPaused() || m_source.rows().isAround() ? 0 : live.waiting());
    const auto &tail = live.tail();
    if (tail.state() == TailState::Closed && tail.failure())
        m_notLive->tell(Tone::Warning, tr("Not live: %1").arg(platform::toText(*tail.failure())), tr("&Try again"));
    else
        m_notLive->clear();
}

/// Which part of the log the rows are.
void AuditLogPage::showPlace()
{
    const items::PlatformLogRows &rows = m_source.rows();
    m_bar->setVisible(rows.isRead() && !rows.isAround());
    m_panel->view().setLive(!rows.isAround());
    if (!rows.isAround()) {
        if (!rows.failure())
            m_wanted.reset(); // Otherwise it can be asked for once more.
        m_number.reset();
        return m_around->clear();
    }
    if (rows.isFetching() || rows.failure())
        return;
    if (!m_number)
        return m_around->tell(
            Tone::Hint, tr("The newest events are further up, and are not shown yet"), tr("&Back to newest"));
    const int row = rows.rowOf(*m_number);
    const QString number = QLocale().toString(*m_number);
    m_around->tell(Tone::Hint,
        row >= 0 ? tr("Events around number %1").arg(number)
                 : tr("Event number %1 is not in the log any more; these are the nearest.").arg(number),
        tr("&Back to newest"));
    if (std::exchange(m_wanted, {}) && row >= 0)
        m_panel->view().choose(row);
}

void AuditLogPage::exportEvents()
{
    auto *dialog = new ExportDialog(m_source, {}, m_needs.asker, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setSuggestedName(tr("audit-log", "name of a file"));
    dialog->show();
}

void AuditLogPage::takeAlong()
{
    m_needs.asker.askForFileToWrite(this,
        {.title = tr("Take events offline"),
            .suggestedName = tr("audit-log", "name of a file") + u".csv"_s,
            .filters = {tr("CSV files (*.csv)")}},
        [this](const QString &path) { m_taking.start(path); });
}

void AuditLogPage::showTaking()
{
    if (m_taking.isUnderWay()) {
        const QString size = QLocale().formattedDataSize(m_taking.bytes());
        return m_takingBanner->tell(Tone::Hint, tr("Taking events offline: %1 so far").arg(size), tr("&Cancel"));
    }
    if (m_taking.failure().isEmpty())
        m_takingBanner->clear();
    else
        m_takingBanner->tell(Tone::Error, m_taking.failure(), tr("&Dismiss"));
}

}
