// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ipimportdialog.h"

#include "controls/banner.h"
#include "controls/rowtable.h"
#include "controls/tone.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// Marks the lines that are left out by a symbol beside their number.
class LineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!index.data(items::CsvLinesModel::IsFaultyRole).toBool())
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = toneIcon(Tone::Error);
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
    }
};

}

IpImportDialog::IpImportDialog(
    const policy::CsvEntries &read, const QString &source, qsizetype present, QWidget *parent)
    : QDialog(parent)
    , m_read(read)
    , m_present(present)
    , m_lines(read)
    , m_onlyFaulty(new QCheckBox(tr("Show only lines that are &left out"), this))
    , m_append(new QRadioButton(tr("&Add to the list", "imported entries"), this))
    , m_replace(new QRadioButton(tr("&Replace the list", "by imported entries"), this))
    , m_verdict(new Banner(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Import addresses"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(makeSummary(source));
    layout->addWidget(makeTable(), 1);
    layout->addWidget(m_onlyFaulty);
    layout->addWidget(makeChoice());
    layout->addWidget(m_verdict);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(760, 520);
    judge();
}

QWidget *IpImportDialog::makeSummary(const QString &source)
{
    const QString good = tr("%Ln entries can be taken over", nullptr, int(m_read.entries.size()));
    const QString bad = tr("%Ln lines are left out", nullptr, int(m_read.errors.size()));
    QString text = tr("From %1: %2, %3.", "source; good entries; bad lines").arg(source, good, bad);
    if (!m_read.encoding.isEmpty())
        text += u' ' + tr("Text encoding: %1.").arg(m_read.encoding);
    auto *summary = new QLabel(text, this);
    summary->setObjectName("summary"_L1);
    summary->setWordWrap(true);
    summary->setTextFormat(Qt::PlainText);
    return summary;
}

QWidget *IpImportDialog::makeTable()
{
    auto *table = new QTableView(this);
    table->setModel(&m_lines);
    table->setAccessibleName(tr("Lines that were read"));
    table->setItemDelegateForColumn(3, new LineDelegate(table));
    makeRowTable(*table);
    setColumnWidths(*table, {9, 28, 24});
    m_onlyFaulty->setVisible(!m_read.errors.isEmpty());
    connect(m_onlyFaulty, &QCheckBox::toggled, &m_lines, &items::CsvLinesModel::setOnlyFaulty);
    return table;
}

QWidget *IpImportDialog::makeChoice()
{
    auto *choice = new QWidget(this);
    auto *layout = new QHBoxLayout(choice);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(18);
    layout->addWidget(m_append);
    layout->addWidget(m_replace);
    layout->addStretch(1);
    m_append->setChecked(true);
    connect(m_append, &QRadioButton::toggled, this, &IpImportDialog::judge);
    choice->setVisible(m_present > 0);
    return choice;
}

bool IpImportDialog::replaces() const
{
    return m_replace->isChecked();
}

void IpImportDialog::judge()
{
    const qsizetype taken = m_read.entries.size();
    const qsizetype after = replaces() ? taken : m_present + taken;
    const bool fits = after <= policy::maxEntries;
    QPushButton *accept = m_buttons->button(QDialogButtonBox::Ok);
    accept->setText(
        replaces() ? tr("Replace by %Ln entries", nullptr, int(taken)) : tr("Add %Ln entries", nullptr, int(taken)));
    accept->setEnabled(taken > 0 && fits);
    const QLocale locale;
    if (taken == 0)
        m_verdict->tell(Tone::Error, tr("There is no line that could become an entry."));
    else if (!fits)
        m_verdict->tell(Tone::Error,
            tr("The list would have %1 entries; it can hold %2.")
                .arg(locale.toString(after), locale.toString(policy::maxEntries)));
    else if (replaces())
        m_verdict->tell(Tone::Warning,
            tr("The %Ln entries that are in the list now go. Nothing is in force before you apply it.", nullptr,
                int(m_present)));
    else
        m_verdict->tell(Tone::Hint, tr("Nothing is in force before you apply it."));
}

}
