// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/damagedialog.h"

#include "controls/rowtable.h"
#include "controls/themeicon.h"

#include <QAction>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

DamageDialog::DamageDialog(QWidget *parent)
    : QDialog(parent)
    , m_summary(new QLabel(this))
    , m_table(new QTableView(this))
{
    setWindowTitle(tr("What could not be read"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setObjectName("summary"_L1);
    setUpTable();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *copyAll = buttons->addButton(tr("Copy &all"), QDialogButtonBox::ActionRole);
    copyAll->setIcon(themeIcon(u"edit-copy"_s));
    copyAll->setObjectName("copyAll"_L1);
    connect(copyAll, &QPushButton::clicked, this, [this] { copy(true); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    resize(860, 420);
}

void DamageDialog::setUpTable()
{
    m_table->setModel(&m_model);
    m_table->setObjectName("damages"_L1);
    m_table->setAccessibleName(tr("Places that could not be read"));
    makeRowTable(*m_table);
    setColumnWidths(*m_table, {24, 9, 12, 40});
    auto *copyChosen = new QAction(themeIcon(u"edit-copy"_s), tr("&Copy"), m_table);
    copyChosen->setShortcut(QKeySequence::Copy);
    copyChosen->setShortcutContext(Qt::WidgetShortcut);
    connect(copyChosen, &QAction::triggered, this, [this] { copy(false); });
    m_table->addAction(copyChosen);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void DamageDialog::setDamages(const audit::files::Damages &damages)
{
    m_model.setDamages(damages);
    QString text
        = damageText(damages.count) + u' ' + tr("Every row that can be read is in the log, as far as it can be read.");
    if (damages.count > quint64(damages.told.size()))
        text += u' ' + tr("The first %1 are listed.").arg(QLocale().toString(damages.told.size()));
    m_summary->setText(text);
}

void DamageDialog::copy(bool isAll) const
{
    QStringList lines;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (isAll || m_table->selectionModel()->isRowSelected(row, {}))
            lines += m_model.lineAt(row);
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

QString damageText(quint64 count)
{
    return DamageDialog::tr("%Ln places could not be read as they should be.", nullptr, int(count));
}

}
