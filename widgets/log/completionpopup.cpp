// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/completionpopup.h"

#include "log/countedrow.h"

#include <QAccessible>
#include <QLocale>
#include <QScreen>
#include <QScrollBar>

#include <algorithm>

namespace sekimori::widgets {
namespace {

constexpr int rowsInSight = 10;
constexpr int leastWidth = 220;
constexpr int largestWidth = 520;
constexpr int textRole = CountedRow::ShareRole + 1;

}

CompletionPopup::CompletionPopup(QWidget *line)
    : QListView(line)
    , m_line(line)
{
    setObjectName("completionPopup");
    setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    setModel(&m_model);
    setItemDelegate(new CountedRow(this));
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What can stand here"));
    connect(this, &QListView::clicked, this,
        [this](const QModelIndex &row) { emit chosen(row.data(textRole).toString()); });
}

void CompletionPopup::setProposals(const QList<FilterCompletion::Proposal> &proposals)
{
    const QString current = currentIndex().data(textRole).toString();
    m_model.clear();
    for (const FilterCompletion::Proposal &proposal : proposals) {
        auto *row = new QStandardItem(proposal.shown);
        const QString count = proposal.count ? QLocale().toString(*proposal.count) : QString();
        row->setData(count, CountedRow::DetailRole);
        row->setData(proposal.text, textRole);
        row->setData(
            proposal.count ? tr("%1, %Ln events", nullptr, int(*proposal.count)).arg(proposal.shown) : proposal.shown,
            Qt::AccessibleTextRole);
        m_model.appendRow(row);
        // Counts that come later move nobody away from where he is.
        if (!current.isEmpty() && proposal.text == current)
            setCurrentIndex(row->index());
    }
}

void CompletionPopup::fit(const QRect &cursor)
{
    int width = leastWidth;
    for (int row = 0; row < m_model.rowCount(); ++row)
        width = std::max(width, sizeHintForIndex(m_model.index(row, 0)).width());
    const int rows = std::min(m_model.rowCount(), rowsInSight);
    const int bar = m_model.rowCount() > rows ? verticalScrollBar()->sizeHint().width() : 0;
    const QSize size(
        std::min(width + bar, largestWidth) + 2 * frameWidth(), rows * sizeHintForRow(0) + 2 * frameWidth());
    const QRect room = m_line->screen()->availableGeometry();
    QPoint at = m_line->mapToGlobal(QPoint(cursor.left(), m_line->height() + 2));
    if (at.y() + size.height() > room.bottom())
        at.setY(m_line->mapToGlobal(QPoint()).y() - size.height() - 2);
    at.setX(std::max(room.left(), std::min(at.x(), room.right() - size.width())));
    setGeometry(QRect(at, size));
}

void CompletionPopup::showAt(const QRect &cursor)
{
    if (m_model.rowCount() == 0) {
        hide();
        return;
    }
    fit(cursor);
    const bool isNew = isHidden();
    show();
    if (isNew) {
        QAccessibleAnnouncementEvent announcement(
            m_line, tr("%Ln proposals; the arrow keys lead to them", nullptr, m_model.rowCount()));
        QAccessible::updateAccessibility(&announcement);
    }
}

void CompletionPopup::step(int by)
{
    const int rows = m_model.rowCount();
    const int row = currentIndex().isValid() ? currentIndex().row() + by : by > 0 ? 0 : rows - 1;
    if (row < 0 || row >= rows)
        setCurrentIndex({}); // Back to what was typed.
    else
        setCurrentIndex(m_model.index(row, 0));
    announce();
}

void CompletionPopup::announce()
{
    const QString text = currentIndex().data(Qt::AccessibleTextRole).toString();
    if (text.isEmpty())
        return;
    QAccessibleAnnouncementEvent announcement(m_line, text);
    QAccessible::updateAccessibility(&announcement);
}

bool CompletionPopup::takeKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab: {
        const QString text = currentIndex().data(textRole).toString();
        hide();
        if (text.isEmpty())
            return false; // What was typed is meant.
        emit chosen(text);
        return true;
    }
    default:
        return false;
    }
}

}
