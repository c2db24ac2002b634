// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/originspanel.h"

#include "controls/formfield.h"
#include "controls/themeicon.h"
#include "controls/tone.h"
#include "error/messages.h"
#include "policy/fieldvalidation.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::OriginsModel;

namespace {

constexpr int widestPanel = 720;
constexpr int mostRowsShown = 8;
constexpr int fewestRowsShown = 2;

/// Puts the symbol of a fault before its words.
class RemarkDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data().toString().isEmpty())
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = toneIcon(Tone::Error);
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
    }
};

}

OriginsPanel::OriginsPanel(QWidget *parent)
    : QWidget(parent)
    , m_new(new QLineEdit(this))
    , m_newField(new FormField(tr("Ne&w origin"), m_new,
          tr("An address as it begins in a browser: https://portal.example.com. Of a longer one the beginning is "
             "taken."),
          this))
    , m_add(new QPushButton(themeIcon(u"list-add"_s), tr("A&dd"), this))
    , m_table(new QTableView(this))
    , m_empty(explanationLabel({}, this))
    , m_remove(new QPushButton(themeIcon(u"edit-delete"_s), tr("Re&move"), this))
{
    m_new->setObjectName("newOrigin"_L1);
    m_new->setPlaceholderText(u"https://portal.example.com"_s);
    m_add->setObjectName("addOrigin"_L1);
    m_remove->setObjectName("removeOrigin"_L1);
    m_empty->setObjectName("noOrigins"_L1);
    m_table->setObjectName("origins"_L1);
    m_table->setAccessibleName(tr("Origins that may show the pages in a frame"));
    m_table->setModel(&m_model);
    m_table->setItemDelegateForColumn(OriginsModel::RemarkColumn, new RemarkDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(OriginsModel::OriginColumn, 38 * fontMetrics().averageCharWidth());
    auto *removal = new QAction(tr("&Delete"), m_table);
    removal->setShortcut(QKeySequence::Delete);
    removal->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(removal);
    layOut();
    connect(removal, &QAction::triggered, this, &OriginsPanel::removeSelected);
    connect(m_add, &QPushButton::clicked, this, &OriginsPanel::add);
    connect(m_new, &QLineEdit::returnPressed, this, &OriginsPanel::add);
    connect(m_new, &QLineEdit::textChanged, this, &OriginsPanel::judgeTyped);
    connect(m_remove, &QPushButton::clicked, this, &OriginsPanel::removeSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OriginsPanel::showState);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, change, this, &OriginsPanel::showState);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &OriginsPanel::showState);
    judgeTyped();
    showState();
}

void OriginsPanel::layOut()
{
    setMaximumWidth(widestPanel);
    auto *adding = new QHBoxLayout;
    adding->setSpacing(6);
    adding->addWidget(m_newField, 1);
    adding->addWidget(m_add, 0, Qt::AlignTop);
    // On the line of the field and not of its label.
    m_add->setContentsMargins(0, 0, 0, 0);
    auto *beside = new QVBoxLayout;
    beside->addWidget(m_remove);
    beside->addStretch(1);
    auto *list = new QHBoxLayout;
    list->setSpacing(6);
    list->addWidget(m_table, 1);
    list->addLayout(beside);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(adding);
    layout->addLayout(list);
    layout->addWidget(m_empty);
}

void OriginsPanel::setEditable(bool editable)
{
    m_editable = editable;
    m_model.setEditable(editable);
    showState();
}

void OriginsPanel::setError(const QString &error)
{
    m_error = error;
    judgeTyped();
}

void OriginsPanel::focusOnNew()
{
    if (m_editable)
        m_new->setFocus(Qt::ShortcutFocusReason);
    else
        m_table->setFocus(Qt::ShortcutFocusReason);
}

void OriginsPanel::goTo(int row)
{
    const QModelIndex index = m_model.index(row, OriginsModel::OriginColumn);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    m_table->setFocus(Qt::ShortcutFocusReason);
}

QString OriginsPanel::typed() const
{
    return m_new->text();
}

void OriginsPanel::setTyped(const QString &text)
{
    m_new->setText(text);
}

void OriginsPanel::add()
{
    if (!m_add->isEnabled())
        return;
    m_model.add(m_new->text());
    m_new->clear();
    m_new->setFocus();
}

void OriginsPanel::removeSelected()
{
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    if (!m_editable || selected.isEmpty())
        return;
    QList<int> rows;
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    const int next = *std::ranges::min_element(rows);
    m_model.remove(rows);
    if (m_model.rowCount() > 0)
        m_table->selectRow(std::min(next, m_model.rowCount() - 1));
    else
        m_new->setFocus();
}

void OriginsPanel::judgeTyped()
{
    const QString text = m_new->text().trimmed();
    const QString origin = policy::originIn(text);
    const auto most = policy::limitsOf<policy::Embedding>("origins"_L1).maximum.value_or(0);
    QString error;
    if (!text.isEmpty() && !policy::isOrigin(origin))
        error = renderMessage(Error{ErrorKind::Invalid, policy::messages::OriginMalformed, {text}});
    else if (m_model.origins().contains(origin))
        error = renderMessage(Error{ErrorKind::Invalid, policy::messages::OriginTwice, {origin}});
    QString whyNot = error;
    if (text.isEmpty())
        whyNot = tr("Type an origin first.");
    else if (m_model.rowCount() >= most)
        whyNot = tr("More than %1 origins cannot be listed.").arg(most);
    m_newField->setError(error.isEmpty() && text.isEmpty() ? m_error : error);
    m_add->setEnabled(whyNot.isEmpty());
    m_add->setToolTip(whyNot);
    m_add->setAccessibleDescription(whyNot);
}

void OriginsPanel::showState()
{
    const int rows = m_model.rowCount();
    m_newField->setVisible(m_editable);
    m_add->setVisible(m_editable);
    m_remove->setVisible(m_editable && rows > 0);
    m_table->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    m_empty->setText(tr("No origin is listed yet, so nobody but the tenant’s own pages could show them in a frame."));
    const int shown = std::clamp(rows, fewestRowsShown, mostRowsShown);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + shown * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth() + 2);
    const bool hasSelection = m_table->selectionModel()->hasSelection();
    m_remove->setEnabled(hasSelection);
    const QString whyNot = hasSelection ? QString() : tr("Select the origins to be removed.");
    m_remove->setToolTip(whyNot);
    m_remove->setAccessibleDescription(whyNot);
    judgeTyped();
}

}
