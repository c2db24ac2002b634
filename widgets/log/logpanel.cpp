// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logpanel.h"

#include "audit/filter/editing.h"
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/themeicon.h"
#include "log/filterfield.h"
#include "log/gototimedialog.h"
#include "log/logactions.h"
#include "log/logdetails.h"
#include "log/logsidepanel.h"
#include "log/logsummarypanel.h"
#include "log/logview.h"
#include "log/logwords.h"

#include <QAction>
#include <QHideEvent>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::LogQuery;
using items::LogState;

namespace {

/// Of Tab.
bool isStop(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
}

QWidget *lastStopOf(QWidget *widget)
{
    QWidget *last = widget;
    for (QWidget *next = widget->nextInFocusChain(); widget->isAncestorOf(next); next = next->nextInFocusChain()) {
        if (isStop(next))
            last = next;
    }
    return last;
}

}

LogPanel::LogPanel(items::LogSource &source, items::SavedFilters &saved, Asker &asker, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_filter(new FilterField(source, saved, this))
    , m_lastStop(lastStopOf(m_filter))
    , m_tools(new QHBoxLayout)
    , m_options(new QHBoxLayout)
    , m_notices(new QVBoxLayout)
    , m_status(new QLabel(this))
    , m_failure(new Banner(this))
    , m_notice(new Banner(this))
    , m_summary(new LogSummaryPanel(source, *m_filter))
    , m_figures(new LogSidePanel(source, *m_filter))
    , m_side(new QTabWidget)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_view(new LogView(source.rows()))
    , m_details(new LogDetails(source.rows()))
    , m_actions(new LogActions(*m_view, asker, this))
{
    m_failure->setObjectName("failure"_L1);
    m_notice->setObjectName("notice"_L1);
    m_status->setObjectName("status"_L1);
    m_view->setObjectName("events"_L1);
    m_side->setObjectName("side"_L1);
    layOut();
    connectSource();
    connectView();
    connectActions();
    addMenuActions();
    m_filter->setZone(source.query().zone);
    m_view->showOrder(source.query().orderedBy, source.query().isDescending);
    showState();
}

void LogPanel::layOut()
{
    auto *row = new QHBoxLayout;
    row->addLayout(m_tools);
    row->addStretch(1);
    row->addWidget(m_status);
    row->addSpacing(12);
    row->addLayout(m_options);
    m_notices->addWidget(m_failure);
    m_notices->addWidget(m_notice);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_filter);
    layout->addLayout(row);
    layout->addLayout(m_notices);
    layout->addWidget(makeBody(), 1);
}

QSplitter *LogPanel::makeBody()
{
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    m_stack->setMinimumSize(280, 120);
    m_side->setMinimumWidth(220);
    m_side->setDocumentMode(true);
    m_side->addTab(m_details, tr("&Event"));
    m_side->addTab(m_figures, tr("&Figures"));
    auto *main = new QSplitter(Qt::Vertical);
    main->setObjectName("logMain"_L1);
    main->addWidget(m_summary);
    main->addWidget(m_stack);
    main->setStretchFactor(1, 1);
    main->setSizes({150, 450});
    auto *body = new QSplitter(Qt::Horizontal);
    body->setObjectName("logBody"_L1);
    body->addWidget(main);
    body->addWidget(m_side);
    body->setStretchFactor(0, 1);
    body->setSizes({660, 250});
    for (QSplitter *splitter : {main, body})
        splitter->setChildrenCollapsible(false);
    return body;
}

void LogPanel::connectSource()
{
    const auto &rows = m_source.rows();
    connect(&m_source, &items::LogSource::stateChanged, this, &LogPanel::showState);
    connect(&m_source, &items::LogSource::stateChanged, this, &LogPanel::goToAwaitedTime);
    connect(&rows, &QAbstractItemModel::modelReset, this, &LogPanel::showState);
    connect(&rows, &QAbstractItemModel::rowsInserted, this, &LogPanel::showState);
    connect(&rows, &QAbstractItemModel::rowsRemoved, this, &LogPanel::showState);
    connect(&rows, &items::LogModel::rowFound, this, [this](int row) {
        m_awaitedTime.reset();
        if (std::exchange(m_goesToTime, false))
            m_view->choose(row);
    });
    connect(m_filter, &FilterField::applied, this, [this](const audit::filter::Filter &filter) {
        LogQuery query = m_source.query();
        query.filter = filter;
        ask(query);
    });
    connect(m_filter, &FilterField::leaveWanted, this, [this] { m_view->setFocus(); });
    connect(m_failure, &Banner::acted, this, &LogPanel::retryWanted);
    connect(m_empty, &EmptyState::acted, this, &LogPanel::act);
}

void LogPanel::connectView()
{
    connect(m_view, &LogView::currentChanged, this, &LogPanel::showCurrent);
    connect(m_view, &LogView::detailsWanted, this, &LogPanel::showDetails);
    connect(m_view, &LogView::orderWanted, this, &LogPanel::setOrder);
    connect(m_view, &LogView::orderRefused, this, [this](const QString &title) {
        m_offersFile = false;
        m_notice->tell(Tone::Hint, tr("Events cannot be put in order by “%1”.").arg(title), tr("&Understood"));
    });
}

void LogPanel::connectActions()
{
    connect(m_actions, &LogActions::termWanted, this,
        [this](const QString &term) { m_filter->setText(audit::filter::withTerm(m_filter->filter(), term)); });
    connect(m_actions, &LogActions::onlyTermWanted, this, [this](const QString &term) {
        const auto record = m_view->currentRecord();
        m_filter->setText(term);
        if (record && record->time)
            goToTime(*record->time);
    });
    connect(m_actions, &LogActions::exportWanted, this, &LogPanel::exportWanted);
    connect(m_actions, &LogActions::copying, this,
        [this](double done) { m_notice->tell(Tone::Hint, tr("Copying: %1 %").arg(int(done * 100)), tr("&Cancel")); });
    connect(m_actions, &LogActions::copied, m_notice, &Banner::clear);
    connect(m_actions, &LogActions::copyStopped, m_notice, &Banner::clear);
    connect(m_notice, &Banner::acted, this, [this] {
        if (m_actions->isCopying())
            return m_actions->cancelCopy();
        m_notice->clear();
        if (m_offersFile)
            emit takeAlongWanted();
    });
}

void LogPanel::addMenuActions()
{
    auto *goToTime = new QAction(tr("&Go to time…"), this);
    goToTime->setShortcut(QKeySequence(u"Ctrl+G"_s));
    goToTime->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(goToTime, &QAction::triggered, this, &LogPanel::askForTime);
    auto *exporting = new QAction(themeIcon(u"document-export"_s), tr("E&xport…"), this);
    connect(exporting, &QAction::triggered, this, &LogPanel::exportWanted);
    addAction(goToTime);
    m_actions->addToMenu(goToTime);
    m_actions->addToMenu(exporting);
}

void LogPanel::put(Place place, QWidget *widget)
{
    putInto(place, widget);
    const auto stops = QWidgetList{widget} + widget->findChildren<QWidget *>();
    for (QWidget *stop : stops) {
        if (isStop(stop) && stop->window() == window()) // Lists that drop down have a window of their own.
            setTabOrder(std::exchange(m_lastStop, stop), stop);
    }
}

void LogPanel::putInto(Place place, QWidget *widget)
{
    switch (place) {
    case Place::Tools:
        return m_tools->addWidget(widget);
    case Place::Options:
        return m_options->addWidget(widget);
    case Place::Notices:
        return m_notices->addWidget(widget);
    }
    Q_UNREACHABLE();
}

void LogPanel::setEmptyWords(const QString &headline, const QString &explanation)
{
    m_emptyHeadline = headline;
    m_emptyExplanation = explanation;
    showState();
}

QString LogPanel::filterText() const
{
    return m_filter->text();
}

void LogPanel::setFilterText(const QString &text)
{
    m_filter->setText(text);
}

void LogPanel::setZone(const QTimeZone &zone)
{
    m_filter->setZone(zone);
    LogQuery query = m_source.query();
    query.zone = zone;
    ask(query);
    showCurrent();
}

void LogPanel::setOrder(const audit::query::OrderKey &key, bool isDescending)
{
    const QString whyNot = m_source.whyNotOrdered(key, isDescending);
    m_offersFile = !whyNot.isEmpty();
    if (m_offersFile)
        return m_notice->tell(Tone::Hint, whyNot, tr("Take &offline…"));
    m_notice->clear();
    LogQuery query = m_source.query();
    query.orderedBy = key;
    query.isDescending = isDescending;
    ask(query);
}

void LogPanel::ask(const LogQuery &query)
{
    if (query != m_source.query())
        m_source.setQuery(query);
    m_view->showOrder(query.orderedBy, query.isDescending);
    m_view->setGrowingAtEnd(query.isByTime() && !query.isDescending);
    showState();
}

void LogPanel::goToTime(audit::EventTime time)
{
    if (!m_source.query().isByTime())
        setOrder({}, LogQuery().isDescending);
    const int row = m_source.rows().rowNear(time);
    m_goesToTime = row < 0;
    m_awaitedTime.reset();
    if (row >= 0)
        m_view->choose(row);
    else if (!m_source.state().isShownFinal)
        m_awaitedTime = time;
}

void LogPanel::goToAwaitedTime()
{
    if (m_awaitedTime && m_source.state().isShownFinal)
        goToTime(*std::exchange(m_awaitedTime, std::nullopt));
}

void LogPanel::askForTime()
{
    auto *dialog = new GoToTimeDialog(m_source.query().zone, this);
    connect(dialog, &GoToTimeDialog::timeChosen, this, &LogPanel::goToTime);
    dialog->open();
}

void LogPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        m_source.setSummaryWanted(true);
}

void LogPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        m_source.setSummaryWanted(false);
}

void LogPanel::showState()
{
    const LogState &state = m_source.state();
    const bool isEmpty = m_source.rows().rowCount() == 0;
    m_status->setText(statusText(state, m_source.query().filter.root.has_value()));
    if (!state.failure.isEmpty() && !isEmpty)
        m_failure->tell(Tone::Error, state.failure, tr("&Try again"));
    else
        m_failure->clear();
    if (isEmpty)
        showEmpty();
    QWidget *shown = isEmpty ? static_cast<QWidget *>(m_empty) : m_view;
    if (m_stack->currentWidget() != shown)
        m_stack->setCurrentWidget(shown);
}

void LogPanel::showEmpty()
{
    const LogState &state = m_source.state();
    m_offered.clear();
    if (!state.failure.isEmpty())
        return m_empty->tell(toneIcon(Tone::Error), tr("The log could not be read"), state.failure, tr("&Try again"));
    if (state.progress == LogState::Progress::Reading)
        return m_empty->tell({}, tr("Reading the log…"), {});
    if (state.progress == LogState::Progress::Filtering)
        return m_empty->tell({}, tr("Searching…"), tr("Events appear as soon as they are found."));
    if (m_source.query().filter.root)
        return showNothingMatches();
    m_empty->tell(themeIcon(u"view-list-details"_s), m_emptyHeadline, m_emptyExplanation);
}

void LogPanel::showNothingMatches()
{
    const auto &filter = m_source.query().filter;
    const QString &term = m_source.state().emptiedBy;
    size_t found = 0;
    while (found < filter.terms.size() && audit::filter::termText(filter, found) != term)
        ++found;
    const QIcon icon = themeIcon(u"view-filter"_s);
    const QString headline = tr("No event matches the filter");
    if (term.isEmpty() || found == filter.terms.size() || filter.terms.size() == 1)
        return m_empty->tell(icon, headline, {}, tr("Show &all events"));
    m_offered = audit::filter::withoutTerm(filter, found);
    m_empty->tell(icon, headline, tr("Without “%1” there would be some.").arg(term), tr("&Drop this condition"));
}

void LogPanel::act()
{
    if (m_source.state().failure.isEmpty())
        m_filter->setText(m_offered);
    else
        emit retryWanted();
}

void LogPanel::showCurrent()
{
    m_details->show(m_view->currentRecord());
}

void LogPanel::showDetails()
{
    m_side->setCurrentWidget(m_details);
    m_details->takeFocus();
}

}
