// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/logwindow.h"

#include "controls/asker.h"
#include "controls/timezonedialog.h"
#include "log/exportdialog.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "logwindow/damagedialog.h"
#include "logwindow/filesdialog.h"
#include "logwindow/headerdialog.h"
#include "logwindow/lognotices.h"
#include "logwindow/logwindows.h"
#include "logwindow/verdictbar.h"
#include "logwindow/verdictdialog.h"
#include "look/command.h"
#include "look/preferences.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr auto windowName = "log"_L1;
constexpr QSize usualSize(1180, 760);

}

LogWindow::LogWindow(const Needs &needs)
    : m_needs(needs)
    , m_layouts(needs.settings)
    , m_columns(needs.settings)
    , m_saved(needs.settings, u"files"_s)
    , m_verdicts(needs.settings)
{
    m_source.answer(m_columns.answers());
    makeContent();
    makeMenus();
    connectSource();
    m_needs.windows.takeDropsOn(*this);
    m_layouts.restoreWindow(*this, windowName, usualSize);
    showTitle();
}

LogWindow::~LogWindow()
{
    // It shows what the members own.
    delete takeCentralWidget();
}

void LogWindow::makeContent()
{
    auto *content = new QWidget;
    m_notices = new LogNotices(m_source);
    m_panel = new LogPanel(m_source, m_saved, m_needs.asker, content);
    m_panel->setObjectName("log"_L1);
    m_panel->setEmptyWords(tr("There is no event in this log"), tr("The files hold no row that could be read."));
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    auto *verdict = new VerdictBar(m_verdicts);
    connect(verdict, &VerdictBar::keyFileWanted, this, &LogWindow::askForKeyFile);
    connect(verdict, &VerdictBar::detailsWanted, this, &LogWindow::showVerdicts);
    connect(verdict, &VerdictBar::eventWanted, this, &LogWindow::goToEvent);
    m_panel->put(LogPanel::Place::Notices, verdict);
    m_panel->put(LogPanel::Place::Notices, m_notices);
    layout->addWidget(m_panel, 1);
    layout->addWidget(makeProgress());
    setCentralWidget(content);
    m_layouts.follow(*content, windowName);
    connect(m_notices, &LogNotices::damagesWanted, this, &LogWindow::showDamages);
    connect(m_notices, &LogNotices::columnsWanted, this, [this] { askAboutColumns(true); });
    connect(m_notices, &LogNotices::zoneWanted, this, &LogWindow::chooseZone);
    connect(m_notices, &LogNotices::restWanted, this, &LogWindow::readAgain);
    connect(m_panel, &LogPanel::exportWanted, this, &LogWindow::exportRows);
    connect(m_panel, &LogPanel::retryWanted, this, &LogWindow::readAgain);
}

QWidget *LogWindow::makeProgress()
{
    m_progress = new QWidget;
    m_bar = new QProgressBar(m_progress);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("Reading the files"));
    auto *stop = new QPushButton(tr("S&top reading"), m_progress);
    stop->setObjectName("stopReading"_L1);
    connect(stop, &QPushButton::clicked, this, &LogWindow::stopReading);
    auto *layout = new QHBoxLayout(m_progress);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar, 1);
    layout->addWidget(stop);
    m_progress->hide();
    return m_progress;
}

void LogWindow::makeMenus()
{
    delete menuBar();
    menuBar()->addMenu(makeLogMenu());
    menuBar()->addMenu(makeViewMenu());
    menuBar()->show(); // or its shortcuts would be deaf for a moment
}

QMenu *LogWindow::makeLogMenu()
{
    QMenu *menu = makeMenu(QT_TRANSLATE_NOOP("Commands", "Lo&g"), menuBar());
    const auto add = [this, menu](const char *source, const QKeySequence &keys, auto act) {
        QAction *action = addCommand(*menu, source, keys);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    m_needs.windows.addCommands(*menu, *this);
    add(QT_TRANSLATE_NOOP("Commands", "&Add files to this log…"), QKeySequence(u"Ctrl+Shift+O"_s),
        [this] { askForMore(); });
    menu->addSeparator();
    add(QT_TRANSLATE_NOOP("Commands", "&Files of this log…"), {}, [this] { showFiles(); });
    add(QT_TRANSLATE_NOOP("Commands", "What could not be &read…"), {}, [this] { showDamages(); });
    QAction *follow = add(QT_TRANSLATE_NOOP("Commands", "Follow files that are being wri&tten"), {}, [] { });
    follow->setCheckable(true);
    follow->setChecked(m_source.isFollowing());
    connect(follow, &QAction::toggled, &m_source, &items::FileLogSource::setFollowing);
    menu->addSeparator();
    add(QT_TRANSLATE_NOOP("Commands", "&Export…"), QKeySequence(u"Ctrl+E"_s), [this] { exportRows(); });
    menu->addSeparator();
    add(QT_TRANSLATE_NOOP("Commands", "&Connections"), {}, [this] { emit m_needs.windows.connectionsWanted(); });
    add(QT_TRANSLATE_NOOP("Commands", "Close this &window"), QKeySequence::Close, [this] { close(); });
    return menu;
}

QMenu *LogWindow::makeViewMenu()
{
    QMenu *menu = makeMenu(QT_TRANSLATE_NOOP("Commands", "&View"), menuBar());
    connect(addCommand(*menu, QT_TRANSLATE_NOOP("Commands", "Time &zone…")), &QAction::triggered, this,
        &LogWindow::chooseZone);
    menu->addSeparator();
    menu->addMenu(m_needs.preferences.makeThemeMenu(menu));
    menu->addMenu(m_needs.preferences.makeLanguageMenu(menu));
    return menu;
}

void LogWindow::connectSource()
{
    connect(&m_source, &items::LogSource::stateChanged, this, &LogWindow::showState);
    connect(&m_source, &items::FileLogSource::filesChanged, this, [this] {
        if (m_damages)
            m_damages->setDamages(m_source.found().damages);
        m_verdicts.judge(m_source.found().bundles, m_source.found().reading);
        askAboutColumns(false);
    });
    connect(&m_source, &items::FileLogSource::filesReadAnew, this,
        [this](const QString &how) { m_notices->tellReadAnew(how); });
}

void LogWindow::changeEvent(QEvent *event)
{
    // Not from within the menu in which the language was chosen.
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(this, &LogWindow::makeAnew, Qt::QueuedConnection);
    QMainWindow::changeEvent(event);
}

void LogWindow::makeAnew()
{
    if (m_language == QLocale())
        return; // One change of language brings several events.
    m_language = QLocale();
    const QString filter = m_panel->filterText();
    delete takeCentralWidget();
    makeContent();
    makeMenus();
    m_panel->setZone(m_source.query().zone);
    m_panel->setFilterText(filter);
    showTitle();
    showState();
}

void LogWindow::closeEvent(QCloseEvent *event)
{
    m_layouts.keepWindow(*this, windowName);
    QMainWindow::closeEvent(event);
    emit closed();
}

void LogWindow::open(const QStringList &paths)
{
    m_source.open(paths);
    showTitle();
}

void LogWindow::askForMore()
{
    m_needs.asker.askForFilesToRead(this,
        {.title = tr("Add files to this log"), .suggestedName = {}, .filters = logFileFilters()},
        [this](const QStringList &more) {
            QStringList all = paths() + more;
            all.removeDuplicates();
            emit filesAdded(more);
            open(all);
        });
}

void LogWindow::showTitle()
{
    const QStringList paths = this->paths();
    const QString name = paths.isEmpty() ? tr("Log files") : QFileInfo(paths.first()).fileName();
    const QString all = paths.size() < 2 ? name : tr("%1 and %Ln more", "file; files", int(paths.size()) - 1).arg(name);
    setWindowTitle(tr("%1 – Sekimori", "file").arg(all));
}

void LogWindow::showState()
{
    constexpr int steps = 1000;
    const items::LogState &state = m_source.state();
    m_progress->setVisible(state.progress == items::LogState::Progress::Reading);
    m_bar->setRange(0, state.done ? steps : 0);
    m_bar->setValue(state.done ? int(std::lround(*state.done * steps)) : 0);
    goToWanted();
}

/// Each layout once by itself; again when the person wants it.
void LogWindow::askAboutColumns(bool isWanted)
{
    if (findChild<HeaderDialog *>())
        return;
    const auto &questions = m_source.found().questions;
    const auto next = std::ranges::find_if(questions, [&](const audit::files::HeaderQuestion &question) {
        return isWanted || !m_askedLayouts.contains(question.guess.layout);
    });
    if (next == questions.end())
        return;
    m_askedLayouts += next->guess.layout;
    auto *dialog = new HeaderDialog(*next, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_columns.remember(dialog->answer());
        m_source.answer(m_columns.answers());
    });
    connect(dialog, &QObject::destroyed, this, [this] { askAboutColumns(false); }, Qt::QueuedConnection);
    dialog->open();
}

void LogWindow::showDamages()
{
    if (!m_damages) {
        m_damages = new DamageDialog(this);
        m_damages->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_damages->setDamages(m_source.found().damages);
    m_damages->show();
    m_damages->raise();
    m_damages->activateWindow();
}

void LogWindow::showFiles()
{
    auto *dialog = new FilesDialog(m_source, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FilesDialog::addWanted, this, &LogWindow::askForMore);
    dialog->open();
}

void LogWindow::chooseZone()
{
    auto *dialog = new TimeZoneDialog(QString::fromLatin1(m_source.query().zone.id()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const QTimeZone zone(dialog->chosen().toLatin1());
        if (zone.isValid())
            m_panel->setZone(zone);
    });
    dialog->open();
}

void LogWindow::stopReading()
{
    m_source.cancel();
}

void LogWindow::readAgain()
{
    open(paths());
}

void LogWindow::exportRows()
{
    QList<items::LogRowRange> chosen;
    for (const RowRanges::Range &range : m_panel->view().chosen().ranges())
        chosen.append({range.first, range.last});
    auto *dialog = new ExportDialog(m_source, chosen, m_needs.asker, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!paths().isEmpty())
        dialog->setSuggestedName(QFileInfo(paths().first()).baseName() + tr("-filtered", "behind the name of a file"));
    dialog->show();
}

void LogWindow::askForKeyFile()
{
    m_needs.asker.askForFileToRead(this,
        {.title = tr("Key of the log"), .suggestedName = {}, .filters = {tr("Keys (*.pem)"), tr("All files (*)")}},
        [this](const QString &path) { m_verdicts.addKeyFile(path); });
}

void LogWindow::askForCheckpointFiles()
{
    m_needs.asker.askForFilesToRead(this,
        {.title = tr("Checkpoints of the log"),
            .suggestedName = {},
            .filters = {tr("Mails and checkpoints (*.eml *.ndjson *.txt)"), tr("All files (*)")}},
        [this](const QStringList &paths) { m_verdicts.addCheckpointFiles(paths); });
}

void LogWindow::showVerdicts()
{
    if (!m_verdictDialog) {
        m_verdictDialog = new VerdictDialog(m_verdicts, m_source.query().zone, this);
        m_verdictDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_verdictDialog, &VerdictDialog::keyFileWanted, this, &LogWindow::askForKeyFile);
        connect(m_verdictDialog, &VerdictDialog::checkpointFilesWanted, this, &LogWindow::askForCheckpointFiles);
    }
    m_verdictDialog->show();
    m_verdictDialog->raise();
    m_verdictDialog->activateWindow();
}

/// Whatever the filter says of it.
void LogWindow::goToEvent(const QString &path, const items::BundleEvent &event)
{
    m_wanted = Wanted{path, event};
    if (!m_panel->filterText().isEmpty())
        m_panel->setFilterText({});
    goToWanted();
}

void LogWindow::goToWanted()
{
    if (!m_wanted)
        return;
    const int place = m_source.placeOf(m_wanted->path, m_wanted->event);
    if (place < 0 && !m_source.state().isShownFinal)
        return; // It is not there yet.
    m_wanted.reset();
    if (place < 0)
        return;
    m_panel->view().choose(place);
    m_panel->view().setFocus();
}

}
