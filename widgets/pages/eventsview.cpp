// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/eventsview.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "pages/eventdetails.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

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

EventsView::EventsView(AuditEventsModel &events, QWidget *parent)
    : QTableView(parent)
    , m_events(events)
    , m_news(new QPushButton(themeIcon(u"go-up"_s), {}, this))
{
    setModel(&events);
    setItemDelegateForColumn(AuditEventsModel::LevelColumn, new LevelDelegate(this));
    setAccessibleName(tr("Events, newest first"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setUpColumns();
    addCopyAction();
    m_news->setObjectName("newEvents"_L1);
    m_news->setAccessibleDescription(tr("Goes up to the newest event"));
    m_news->setToolTip(m_news->accessibleDescription());
    m_news->hide();
    connect(m_news, &QPushButton::clicked, this, &EventsView::goToNewest);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int firstRow) {
        m_above = std::min<qint64>(m_above, firstRow);
        showNews();
        noticeReading();
        if (firstRow == 0)
            emit topReached();
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &EventsView::noticeReading);
    connect(&events, &QAbstractItemModel::modelReset, this, [this] {
        m_above = 0;
        showNews();
        noticeReading();
    });
}

void EventsView::setUpColumns()
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    const QList<int> widths{28, 16, 14, 18, 12, 20, 24, 18};
    for (int column = 0; column < widths.size(); ++column)
        setColumnWidth(column, widths.at(column) * character);
}

void EventsView::addCopyAction()
{
    auto *copy = new QAction(themeIcon(u"edit-copy"_s), tr("&Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] {
        if (const QString text = selectedText(); !text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
    });
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

QString EventsView::selectedText() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList texts;
    for (const QModelIndex &row : std::as_const(rows))
        texts += toText(m_events.eventAt(row), m_events.zone());
    return texts.join(u"\n\n"_s);
}

void EventsView::setWaiting(qint64 count)
{
    m_waiting = count;
    showNews();
}

void EventsView::choose(int row)
{
    const QModelIndex index = m_events.index(row, 0);
    setCurrentIndex(index);
    scrollTo(index, QAbstractItemView::PositionAtCenter);
    setFocus();
}

void EventsView::goToNewest()
{
    if (m_news->hasFocus())
        setFocus(); // It is about to go.
    selectionModel()->clear();
    m_above = 0;
    scrollToTop();
    showNews();
    noticeReading();
}

void EventsView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const bool isAbove = start == 0 && (m_isReading || m_events.around());
    const int firstRow = verticalScrollBar()->value();
    QTableView::rowsInserted(parent, start, end);
    if (!isAbove)
        return;
    const int count = end - start + 1;
    updateGeometries(); // The scroll bar has to know of the rows before it can go past them.
    if (!m_events.around())
        m_above += count;
    verticalScrollBar()->setValue(firstRow + count);
    showNews();
}

void EventsView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    showNews();
}

void EventsView::showNews()
{
    const qint64 count = m_above + m_waiting;
    const bool isThere = count > 0 && m_isReading;
    if (!isThere && m_news->hasFocus())
        setFocus();
    m_news->setVisible(isThere);
    if (!isThere)
        return;
    m_news->setText(tr("%n &new events", nullptr, int(count)));
    m_news->adjustSize();
    m_news->move((width() - m_news->width()) / 2, horizontalHeader()->height() + 8);
}

void EventsView::noticeReading()
{
    const bool isReading = verticalScrollBar()->value() > 0 || selectionModel()->hasSelection();
    if (isReading == m_isReading)
        return;
    m_isReading = isReading;
    showNews();
    emit readingChanged(isReading);
}

}
