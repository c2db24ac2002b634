// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/conflictdialog.h"

#include "controls/banner.h"
#include "items/changewords.h"
#include "items/settingwords.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// One field that either of two people has changed.
struct Row {
    QString field;
    QString before;
    QString mine;
    QString theirs;
    bool isDisputed = false;
};

QList<Row> rowsOf(const QString &key, const policy::FieldChanges &mine, const policy::FieldChanges &theirs)
{
    QList<Row> rows;
    const auto rowFor = [&](const policy::FieldChange &change) -> Row & {
        const auto found = std::ranges::find(rows, change.field, &Row::field);
        if (found != rows.end())
            return *found;
        rows.append({.field = change.field, .before = items::beforeText(key, change), .mine = {}, .theirs = {}});
        return rows.last();
    };
    for (const policy::FieldChange &change : mine)
        rowFor(change).mine = items::changeText(key, change);
    for (const policy::FieldChange &change : theirs) {
        Row &row = rowFor(change);
        row.theirs = items::changeText(key, change);
        row.isDisputed = !row.mine.isEmpty() && row.mine != row.theirs;
    }
    return rows;
}

QLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}

ConflictDialog::ConflictDialog(const Conflict &conflict, QWidget *parent)
    : QDialog(parent)
    , m_apply(new QPushButton(tr("&Apply as chosen"), this))
{
    setWindowTitle(tr("Changed by somebody else meanwhile"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_apply->setObjectName("applyChosen"_L1);
    auto *banner = new Banner(this);
    banner->tell(Tone::Warning,
        tr("Nothing was applied yet: what you have edited was changed by somebody else after it was loaded here."));

    auto *sections = new QWidget;
    auto *sectionsLayout = new QVBoxLayout(sections);
    sectionsLayout->setContentsMargins(0, 0, 8, 0);
    sectionsLayout->setSpacing(24);
    for (const QString &key : conflict.keys)
        sectionsLayout->addWidget(makeSection(conflict, key));
    sectionsLayout->addStretch();
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(sections);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(banner);
    layout->addWidget(area, 1);
    layout->addWidget(makeButtons());
    resize(840, std::min(240 + 300 * int(conflict.keys.size()), 700));
    showWhyNot();
}

QWidget *ConflictDialog::makeSection(const Conflict &conflict, const QString &key)
{
    auto *section = new QWidget;
    const policy::Revision theirs = conflict.theirs.revisions.value(key);
    auto *title = new QLabel(items::sectionTitle(key), section);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setBold(true);
    title->setFont(font);
    QWidget *table = makeTable(conflict, key, section); // before the choice, for Tab too
    const Choice choice{key, new QRadioButton(tr("Keep &mine, on top of theirs"), section),
        new QRadioButton(tr("&Take theirs, and drop my edits in this section"), section)};
    choice.keepMine->setObjectName("keepMine-"_L1 + key);
    choice.takeTheirs->setObjectName("takeTheirs-"_L1 + key);
    m_choices.append(choice);
    auto *group = new QButtonGroup(section);
    for (QRadioButton *button : {choice.keepMine, choice.takeTheirs}) {
        group->addButton(button);
        button->setAccessibleName(u"%1: %2"_s.arg(items::sectionTitle(key), button->text().remove(u'&')));
        if (m_choices.size() > 1)
            button->setText(button->text().remove(u'&')); // The letters lead to the first of them.
        connect(button, &QRadioButton::toggled, this, &ConflictDialog::showWhyNot);
    }

    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(title);
    layout->addWidget(paragraph(tr("Changed by %1 at %2: revision %3. Your edits began at revision %4.")
                                    .arg(theirs.by, items::momentText(theirs.at))
                                    .arg(theirs.number)
                                    .arg(conflict.base.revisions.value(key).number),
        section));
    layout->addWidget(table);
    layout->addWidget(choice.keepMine);
    layout->addWidget(choice.takeTheirs);
    return section;
}

QWidget *ConflictDialog::makeTable(const Conflict &conflict, const QString &key, QWidget *section)
{
    const QList<Row> rows = rowsOf(key, policy::sectionChanges(conflict.base.settings, conflict.mine, key),
        policy::sectionChanges(conflict.base.settings, conflict.theirs.settings, key));
    auto *table = new QTableWidget(int(rows.size()), 4, section);
    table->setHorizontalHeaderLabels({tr("Field"), tr("Before"), tr("Mine"), tr("Theirs")});
    table->setAccessibleName(tr("What both have changed in %1").arg(items::sectionTitle(key)));
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setWordWrap(true);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int i = 0; i < int(rows.size()); ++i) {
        const Row &row = rows.at(i);
        auto *field = new QTableWidgetItem(items::fieldTitle(key, row.field));
        if (row.isDisputed) {
            field->setIcon(toneIcon(Tone::Warning));
            field->setToolTip(tr("Both have changed this, and not to the same"));
            field->setData(Qt::AccessibleTextRole, tr("%1, changed by both").arg(field->text()));
        }
        const auto unlessEmpty = [](const QString &text) { return text.isEmpty() ? tr("As before") : text; };
        table->setItem(i, 0, field);
        table->setItem(i, 1, new QTableWidgetItem(row.before));
        table->setItem(i, 2, new QTableWidgetItem(unlessEmpty(row.mine)));
        table->setItem(i, 3, new QTableWidgetItem(unlessEmpty(row.theirs)));
    }
    table->resizeRowsToContents();
    const int height = table->verticalHeader()->length() + table->horizontalHeader()->sizeHint().height() + 4;
    table->setFixedHeight(std::min(height, 260));
    return table;
}

QWidget *ConflictDialog::makeButtons()
{
    auto *later = new QPushButton(tr("&Decide later"), this);
    later->setToolTip(tr("Closes this; your edits stay on the pages and nothing is applied"));
    m_apply->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    buttons->addButton(later, QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

Resolutions ConflictDialog::resolutions() const
{
    Resolutions resolutions;
    for (const Choice &choice : m_choices)
        resolutions.insert(choice.key, choice.keepMine->isChecked() ? Resolution::KeepMine : Resolution::TakeTheirs);
    return resolutions;
}

void ConflictDialog::showWhyNot()
{
    const bool isComplete = std::ranges::all_of(
        m_choices, [](const Choice &each) { return each.keepMine->isChecked() || each.takeTheirs->isChecked(); });
    m_apply->setEnabled(isComplete);
    m_apply->setToolTip(isComplete ? tr("Applies what is edited, as chosen here, on top of what stands now")
                                   : tr("Choose for each section whose edits shall hold."));
    m_apply->setAccessibleDescription(m_apply->toolTip());
}

}
