// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ipentriesview.h"

#include "controls/themeicon.h"
#include "controls/tone.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::IpEntryColumn;
using items::Severity;

namespace {

/// Puts the symbol of what is odd about an entry before the words.
class RemarkDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto severity = index.data(items::IpEntriesModel::SeverityRole).value<Severity>();
        if (severity == Severity::None)
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = toneIcon(severity == Severity::Fault ? Tone::Error : Tone::Warning);
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
    }
};

}

IpEntriesView::IpEntriesView(items::IpEntriesModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setObjectName("entries"_L1);
    setModel(&m_model);
    setItemDelegateForColumn(int(IpEntryColumn::Remark), new RemarkDelegate(this));
    setAccessibleName(tr("Addresses and networks that are let in"));
    setSelectionBehavior(SelectRows);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    QHeaderView &header = *horizontalHeader();
    header.setHighlightSections(false);
    header.setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    header.resizeSection(int(IpEntryColumn::Place), 8 * character);
    header.resizeSection(int(IpEntryColumn::Network), 24 * character);
    header.resizeSection(int(IpEntryColumn::Memo), 25 * character);
    sortByColumn(int(IpEntryColumn::Place), Qt::AscendingOrder);
    setSortingEnabled(true);
    makeActions();
}

void IpEntriesView::makeActions()
{
    const auto make = [this](const QString &icon, const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(themeIcon(icon), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    setContextMenuPolicy(Qt::ActionsContextMenu);
    make(u"edit-copy"_s, tr("&Copy"), QKeySequence::Copy, [this] { copy(); });
    make(u"view-sort"_s, tr("&Sort by this column"), QKeySequence(u"Ctrl+Shift+O"_s), [this] { sortByCurrent(); });
    m_editActions = {
        make(u"edit-paste"_s, tr("&Paste as entries"), QKeySequence::Paste,
            [this] { emit pasted(QGuiApplication::clipboard()->text()); }),
        make(u"edit-rename"_s, tr("&Edit"), QKeySequence(Qt::Key_F2),
            [this] {
                if (currentIndex().flags() & Qt::ItemIsEditable)
                    QTableView::edit(currentIndex());
            }),
        make(u"edit-delete"_s, tr("&Delete"), QKeySequence::Delete, [this] { removeSelected(); }),
        make(u"edit-undo"_s, tr("&Undo"), QKeySequence::Undo, [this] { undo(); }),
    };
    undoAction()->setShortcutContext(Qt::WidgetWithChildrenShortcut);
}

void IpEntriesView::setEditable(bool editable)
{
    m_editable = editable;
    m_model.setEditable(editable);
    for (QAction *action : std::as_const(m_editActions)) {
        action->setEnabled(editable);
        action->setVisible(editable);
    }
}

/// By the keyboard, which does not get to the headers.
void IpEntriesView::sortByCurrent()
{
    const int column = std::max(currentIndex().column(), 0);
    const QHeaderView &header = *horizontalHeader();
    const bool turns = header.sortIndicatorSection() == column && header.sortIndicatorOrder() == Qt::AscendingOrder;
    sortByColumn(column, turns ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void IpEntriesView::takeOver(const IpEntriesView &before)
{
    const QHeaderView &header = *before.horizontalHeader();
    sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder());
    if (const QModelIndex current = before.currentIndex(); current.isValid())
        setCurrentIndex(m_model.index(current.row(), current.column()));
}

bool IpEntriesView::hasSelection() const
{
    return selectionModel()->hasSelection();
}

void IpEntriesView::removeSelected()
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (!m_editable || rows.isEmpty())
        return;
    const int next = rows.first().row();
    m_model.remove(rows);
    const int last = m_model.rowCount() - 1;
    if (last >= 0)
        setCurrentIndex(m_model.index(std::min(next, last), int(IpEntryColumn::Network)));
}

void IpEntriesView::undo()
{
    if (m_editable)
        m_model.undo();
}

void IpEntriesView::goTo(qsizetype place, IpEntryColumn column, bool open)
{
    const QModelIndex index = m_model.indexOf(place, column);
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index);
    if (open && (index.flags() & Qt::ItemIsEditable))
        QTableView::edit(index);
}

void IpEntriesView::keyPressEvent(QKeyEvent *event)
{
    // Enter opens the editor, as in a spreadsheet; elsewhere it would be swallowed without a sign.
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && state() != EditingState && (currentIndex().flags() & Qt::ItemIsEditable)) {
        QTableView::edit(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void IpEntriesView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    emit selectionChangedTo(hasSelection() ? selectionModel()->selectedRows().size() : 0);
}

void IpEntriesView::copy() const
{
    QModelIndexList rows = selectionModel()->selectedRows(int(IpEntryColumn::Network));
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows))
        lines += row.data().toString() + u'\t' + row.siblingAtColumn(int(IpEntryColumn::Memo)).data().toString();
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

}
