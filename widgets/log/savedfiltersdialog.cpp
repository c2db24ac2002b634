// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/savedfiltersdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int nameRole = Qt::UserRole; ///< as it is kept, whatever is typed
constexpr int textRole = Qt::UserRole + 1;

}

SavedFiltersDialog::SavedFiltersDialog(items::SavedFilters &saved, QWidget *parent)
    : QDialog(parent)
    , m_saved(saved)
    , m_list(new QListWidget(this))
    , m_text(new QLabel(this))
    , m_apply(new QPushButton(tr("&Use"), this))
    , m_rename(new QPushButton(tr("Re&name"), this))
    , m_delete(new QPushButton(tr("&Delete"), this))
{
    setWindowTitle(tr("Saved filters"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(520, 380);
    layOut();
    fill();
    connect(&m_saved, &items::SavedFilters::changed, this, &SavedFiltersDialog::fill);
    connect(m_list, &QListWidget::currentItemChanged, this, &SavedFiltersDialog::showCurrent);
    connect(m_list, &QListWidget::itemChanged, this, &SavedFiltersDialog::rename);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        emit chosen(m_text->text());
        accept();
    });
    connect(m_rename, &QPushButton::clicked, this, [this] { m_list->editItem(m_list->currentItem()); });
    connect(m_delete, &QPushButton::clicked, this, [this] { m_saved.remove(current()); });
    connect(new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated,
        m_delete, &QPushButton::click);
}

SavedFiltersDialog::~SavedFiltersDialog()
{
    m_list->disconnect(this); // A name that is being typed ends with the list, when nobody is left to take it.
}

void SavedFiltersDialog::layOut()
{
    m_list->setObjectName("savedFiltersList"_L1);
    m_list->setAccessibleName(tr("Saved filters"));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_text->setObjectName("savedFilterText"_L1);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_apply->setObjectName("useFilter"_L1);
    m_rename->setObjectName("renameFilter"_L1);
    m_delete->setObjectName("deleteFilter"_L1);
    for (QPushButton *button : {m_apply, m_rename, m_delete})
        button->setAutoDefault(false);
    auto *beside = new QVBoxLayout;
    beside->addWidget(m_apply);
    beside->addWidget(m_rename);
    beside->addWidget(m_delete);
    beside->addStretch(1);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(beside);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(new QPushButton(tr("Close")), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addLayout(middle, 1);
    layout->addWidget(m_text);
    layout->addWidget(buttons);
}

void SavedFiltersDialog::fill()
{
    const QString before = current();
    const int row = m_list->currentRow();
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const items::SavedFilter &filter : m_saved.filters()) {
            auto *item = new QListWidgetItem(filter.name, m_list);
            item->setFlags(item->flags() | Qt::ItemIsEditable);
            item->setData(nameRole, filter.name);
            item->setData(textRole, filter.text);
            if (filter.name.compare(before, Qt::CaseInsensitive) == 0)
                m_list->setCurrentItem(item);
        }
        if (!m_list->currentItem())
            m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    }
    showCurrent();
}

/// What is typed over a name comes back changed.
void SavedFiltersDialog::rename(QListWidgetItem *item)
{
    const QString before = item->data(nameRole).toString();
    const QString wanted = item->text().trimmed();
    const bool isTaken = m_saved.has(wanted) && wanted.compare(before, Qt::CaseInsensitive) != 0;
    if (wanted.isEmpty() || isTaken) {
        item->setText(before);
        m_text->setText(isTaken ? tr("There is a filter of the name “%1” already.").arg(wanted)
                                : tr("A saved filter needs a name."));
    } else if (wanted != before) {
        // The list is made anew, which its editor has to be out of.
        item->setData(nameRole, wanted);
        QMetaObject::invokeMethod(
            this, [this, before, wanted] { m_saved.rename(before, wanted); }, Qt::QueuedConnection);
    }
}

QString SavedFiltersDialog::current() const
{
    return m_list->currentItem() ? m_list->currentItem()->data(nameRole).toString() : QString();
}

void SavedFiltersDialog::showCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    m_text->setText(item ? item->data(textRole).toString() : tr("No filter was saved yet"));
    for (QPushButton *button : {m_apply, m_rename, m_delete}) {
        button->setEnabled(item);
        button->setToolTip(item ? QString() : tr("No filter was saved yet"));
    }
}

}
