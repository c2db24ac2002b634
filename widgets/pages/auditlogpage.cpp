// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/auditlogpage.h"

#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/themeicon.h"
#include "controls/zonechooser.h"
#include "pages/eventdetails.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::AuditEventsModel;

namespace {

Tone toneOf(audit::Level level)
{
    switch (level) {
    case audit::Level::Information:
        return Tone::Neutral;
    case audit::Level::Notice:
        return Tone::Hint;
    case audit::Level::Warning:
        return Tone::Warning;
    case audit::Level::Error:
    case audit::Level::Critical:
        return Tone::Error;
    }
    Q_UNREACHABLE_RETURN(Tone::Neutral);
}

/// Puts a symbol before the word of every level that asks for attention.
class LevelDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto level = index.data(AuditEventsModel::LevelRole).value<audit::Level>();
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
        if (level != audit::Level::Information)
            option->icon = toneIcon(toneOf(level));
        if (level == audit::Level::Critical)
            option->font.setBold(true);
    }
};

}

AuditLogPage::AuditLogPage(platform::AuditClient &client, QWidget *parent)
    : Page(parent)
    , m_events(client, this)
    , m_refresh(new QPushButton(themeIcon(u"view-refresh"_s), tr("&Refresh"), this))
    , m_status(new QLabel(this))
    , m_zone(new ZoneChooser(this))
    , m_failure(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_table(new QTableView(this))
    , m_details(new EventDetails(this))
{
    m_failure->setObjectName("failure"_L1);
    m_status->setObjectName("status"_L1);
    m_events.setZone(m_zone->zone());
    makeTable();
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({560, 260});
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(makeTools());
    layout->addWidget(m_failure);
    layout->addWidget(m_stack, 1);
    connectAll();
    showState();
}

QWidget *AuditLogPage::makeTools()
{
    auto *tools = new QWidget(this);
    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_refresh);
    layout->addSpacing(6);
    layout->addWidget(m_status, 1);
    auto *label = new QLabel(tr("Time &zone:"), tools);
    label->setBuddy(m_zone);
    layout->addWidget(label);
    layout->addWidget(m_zone);
    m_refresh->setToolTip(tr("Asks for new events (F5)"));
    return tools;
}

void AuditLogPage::makeTable()
{
    m_table->setModel(&m_events);
    m_table->setItemDelegateForColumn(AuditEventsModel::LevelColumn, new LevelDelegate(m_table));
    m_table->setAccessibleName(tr("Events, newest first"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    const int character = fontMetrics().averageCharWidth();
    const QList<int> widths{28, 16, 14, 18, 12, 20, 24, 18};
    for (int column = 0; column < widths.size(); ++column)
        m_table->setColumnWidth(column, widths.at(column) * character);
    m_table->setMinimumWidth(280);
    m_details->setMinimumWidth(230);
}

void AuditLogPage::connectAll()
{
    connect(m_refresh, &QPushButton::clicked, this, &AuditLogPage::refresh);
    connect(m_failure, &Banner::acted, this, &AuditLogPage::tryAgain);
    connect(m_empty, &EmptyState::acted, this, &AuditLogPage::refresh);
    connect(&m_events, &AuditEventsModel::stateChanged, this, &AuditLogPage::showState);
    connect(m_zone, &ZoneChooser::zoneChosen, this, [this](const QTimeZone &zone) {
        m_events.setZone(zone);
        showCurrent();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AuditLogPage::showCurrent);
    connect(&m_events, &QAbstractItemModel::modelReset, this, &AuditLogPage::showCurrent);
    auto *copy = new QAction(themeIcon(u"edit-copy"_s), tr("&Copy"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &AuditLogPage::copySelected);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QString AuditLogPage::title() const
{
    return tr("Audit log");
}

void AuditLogPage::refresh()
{
    m_events.refresh();
}

void AuditLogPage::tryAgain()
{
    if (m_events.isRead() && !m_events.isComplete())
        m_events.fetchFurther();
    m_events.refresh();
}

void AuditLogPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous() && !m_events.isFetching())
        refresh();
}

void AuditLogPage::showState()
{
    const auto &failure = m_events.failure();
    const bool isFetching = m_events.isFetching();
    if (!isFetching && m_events.isRead() && !failure)
        m_readAt = QDateTime::currentDateTime();
    m_refresh->setEnabled(!isFetching);
    m_refresh->setToolTip(isFetching ? tr("An answer is on its way") : tr("Asks for new events (F5)"));
    m_status->setText(statusText());
    if (failure && !isFetching && m_events.isRead())
        m_failure->tell(Tone::Error, platform::toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
    if (!m_events.isRead()) {
        if (failure && !isFetching)
            m_empty->tell(toneIcon(Tone::Error), tr("The audit log could not be read"), platform::toText(*failure),
                tr("&Try again"));
        else
            m_empty->tell({}, tr("Reading the audit log…"), {});
    } else if (m_events.rowCount() == 0) {
        m_empty->tell(themeIcon(u"view-list-details"_s), tr("Nothing has happened yet"),
            tr("Sign-ins, changes of settings and refused requests will be listed here, newest first."));
    }
    m_stack->setCurrentWidget(m_events.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_splitter);
}

QString AuditLogPage::statusText() const
{
    if (m_events.isFetching())
        return tr("Reading…");
    if (!m_events.isRead() || m_events.rowCount() == 0)
        return {};
    const QString clock = QLocale().toString(m_readAt.time(), u"HH:mm:ss"_s);
    return m_events.isComplete() ? tr("All %n events, as of %1", nullptr, m_events.rowCount()).arg(clock)
                                 : tr("Newest %n events, as of %1", nullptr, m_events.rowCount()).arg(clock);
}

void AuditLogPage::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    m_details->show(current.isValid() ? std::optional(m_events.eventAt(current)) : std::nullopt, m_events.zone());
}

void AuditLogPage::copySelected() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList texts;
    for (const QModelIndex &row : std::as_const(rows))
        texts += toText(m_events.eventAt(row), m_events.zone());
    if (!texts.isEmpty())
        QGuiApplication::clipboard()->setText(texts.join(u"\n\n"_s));
}

}
