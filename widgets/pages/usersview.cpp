// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/usersview.h"

#include "controls/tone.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using items::UsersModel;

/// A symbol before what an administrator would want to see.
class UserDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!index.data(UsersModel::NeedsLookRole).toBool())
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = toneIcon(index.column() == UsersModel::StateColumn ? Tone::Warning : Tone::Hint);
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
    }
};

}

UsersView::UsersView(UsersModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setObjectName("users"_L1);
    setModel(&m_model);
    setItemDelegate(new UserDelegate(this));
    setAccessibleName(tr("Users, by login name"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    arrangeColumns();
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const auto users = chosen();
        m_keptIds.clear();
        for (const platform::User &user : users)
            m_keptIds.insert(user.id);
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_keptIds.contains(m_model.userAt(row).id))
                selectionModel()->select(
                    m_model.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        emit chosenChanged();
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &UsersView::chosenChanged);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &UsersView::chosenChanged);
}

void UsersView::arrangeColumns()
{
    QHeaderView &header = *horizontalHeader();
    header.setHighlightSections(false);
    header.setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    const QList<int> widths{16, 22, 14, 23, 14, 21};
    for (int column = 0; column < widths.size(); ++column)
        header.resizeSection(column, widths.at(column) * character);
}

QList<platform::User> UsersView::chosen() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex &index) { return index.row(); });
    QList<platform::User> users;
    users.reserve(rows.size());
    for (const QModelIndex &index : std::as_const(rows))
        users.append(m_model.userAt(index.row()));
    return users;
}

}
