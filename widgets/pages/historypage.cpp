// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/historypage.h"

#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/rowtable.h"
#include "controls/themeicon.h"
#include "controls/zonechooser.h"
#include "pages/historydetails.h"
#include "pages/historyfilterbar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::HistoryModel;

HistoryPage::HistoryPage(platform::HistoryClient &client, QWidget *parent)
    : Page(parent)
    , m_history(client, this)
    , m_filter(new HistoryFilterBar(this))
    , m_status(new QLabel(this))
    , m_zone(new ZoneChooser(this))
    , m_failure(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_table(new QTableView(this))
    , m_details(new HistoryDetails(this))
{
    m_failure->setObjectName("failure"_L1);
    m_status->setObjectName("status"_L1);
    m_table->setObjectName("history"_L1);
    m_history.setZone(m_zone->zone());
    m_filter->setZone(m_zone->zone());
    makeTable();
    m_content = makeContent();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_filter);
    layout->addWidget(makeTools());
    layout->addWidget(m_failure);
    layout->addWidget(m_stack, 1);
    connectAll();
    showState();
}

HistoryPage::~HistoryPage()
{
    // A name that is being typed in is finished when the field loses the focus, which it does when it goes.
    m_filter->disconnect(this);
}

QWidget *HistoryPage::makeTools()
{
    auto *tools = new QWidget(this);
    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_status, 1);
    auto *label = new QLabel(tr("Time &zone:"), tools);
    label->setBuddy(m_zone);
    layout->addWidget(label);
    layout->addWidget(m_zone);
    return tools;
}

QWidget *HistoryPage::makeContent()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    m_table->setMinimumHeight(120);
    m_details->setMinimumHeight(120);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({260, 240});
    return splitter;
}

void HistoryPage::makeTable()
{
    m_table->setModel(&m_history);
    m_table->setAccessibleName(tr("Changes, newest first"));
    makeRowTable(*m_table);
    setColumnWidths(*m_table, {28, 16, 28});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    addTableActions();
}

void HistoryPage::addTableActions()
{
    auto *events = new QAction(themeIcon(u"view-list-details"_s), tr("&Events around it"), m_table);
    connect(events, &QAction::triggered, this, &HistoryPage::askForEvents);
    auto *copy = new QAction(themeIcon(u"edit-copy"_s), tr("&Copy"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] {
        if (const QModelIndex current = m_table->currentIndex(); current.isValid())
            QGuiApplication::clipboard()->setText(toText(m_history.entryAt(current), m_history.zone()));
    });
    m_table->addActions({events, copy});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void HistoryPage::connectAll()
{
    connect(m_filter, &HistoryFilterBar::changed, this, &HistoryPage::applyFilter);
    connect(m_failure, &Banner::acted, this, &HistoryPage::tryAgain);
    connect(m_empty, &EmptyState::acted, this, [this] {
        if (m_isClearable)
            m_filter->clear();
        else
            refresh();
    });
    connect(&m_history, &HistoryModel::stateChanged, this, &HistoryPage::showState);
    connect(&m_history, &QAbstractItemModel::modelReset, this, &HistoryPage::showCurrent);
    connect(m_zone, &ZoneChooser::zoneChosen, this, [this](const QTimeZone &zone) {
        m_history.setZone(zone);
        m_filter->setZone(zone);
        applyFilter();
        showCurrent();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryPage::showCurrent);
    connect(m_table, &QTableView::activated, this, &HistoryPage::askForEvents);
    connect(m_details, &HistoryDetails::eventsWanted, this, &HistoryPage::askForEvents);
}

QString HistoryPage::title() const
{
    return tr("Change history");
}

void HistoryPage::applyFilter()
{
    m_history.setFilter(m_filter->filter());
}

void HistoryPage::refresh()
{
    const auto filter = m_filter->filter(); // Another than before when a day has begun.
    if (filter == m_history.filter())
        m_history.refresh();
    else
        m_history.setFilter(filter);
}

void HistoryPage::tryAgain()
{
    if (m_history.isRead() && !m_history.isComplete())
        m_history.fetchFurther();
    refresh();
}

void HistoryPage::takeOver(Page &before)
{
    const auto &page = static_cast<const HistoryPage &>(before);
    m_zone->setCurrentIndex(page.m_zone->currentIndex());
    m_filter->setPeople(page.m_history.people());
    m_filter->takeOver(*page.m_filter);
}

void HistoryPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous() && !m_history.isFetching())
        refresh();
}

void HistoryPage::showState()
{
    const auto &failure = m_history.failure();
    if (failure && !m_history.isFetching() && m_history.isRead())
        m_failure->tell(Tone::Error, platform::toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
    m_filter->setPeople(m_history.people());
    m_status->setText(statusText());
    showEmpty();
    m_stack->setCurrentWidget(m_history.rowCount() == 0 ? m_empty : m_content);
}

void HistoryPage::showEmpty()
{
    const auto &failure = m_history.failure();
    m_isClearable = m_history.isRead() && !m_history.filter().isEmpty();
    if (!m_history.isRead() && failure && !m_history.isFetching())
        m_empty->tell(toneIcon(Tone::Error), tr("The change history could not be read"), platform::toText(*failure),
            tr("&Try again"));
    else if (!m_history.isRead() || m_history.isFetching())
        m_empty->tell({}, tr("Reading the change history…"), {});
    else if (m_isClearable)
        m_empty->tell(themeIcon(u"view-history"_s), tr("Nothing matches the filter"),
            tr("There is no change of this section, by this person, at this time."), tr("C&lear filter"));
    else
        m_empty->tell(themeIcon(u"view-history"_s), tr("Nothing was changed yet"),
            tr("Every change of the settings will be listed here, with who made it and what stood there before."));
}

QString HistoryPage::statusText() const
{
    if (m_history.isFetching())
        return tr("Reading…");
    const int count = m_history.rowCount();
    if (count == 0)
        return {};
    return m_history.isComplete() ? tr("All %Ln changes", nullptr, count) : tr("Newest %Ln changes", nullptr, count);
}

void HistoryPage::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    m_details->show(current.isValid() ? std::optional(m_history.entryAt(current)) : std::nullopt, m_history.zone());
}

void HistoryPage::askForEvents()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid() && m_history.entryAt(current).event > 0)
        emit pageWanted(u"auditLog"_s, QString::number(m_history.entryAt(current).event));
}

}
