// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/savefilterdialog.h"

#include "controls/formfield.h"
#include "controls/tone.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

SaveFilterDialog::SaveFilterDialog(items::SavedFilters &saved, const QString &text, QWidget *parent)
    : QDialog(parent)
    , m_saved(saved)
    , m_text(text)
    , m_name(new QLineEdit)
    , m_field(new FormField(tr("&Name"), m_name, {}, this))
    , m_save(new QPushButton(this))
{
    setWindowTitle(tr("Save the filter"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    m_name->setObjectName("filterName"_L1);
    m_name->setMaxLength(items::SavedFilters::longestName);
    m_save->setObjectName("saveFilter"_L1);
    m_save->setDefault(true);
    auto *shown = new QLabel(text, this);
    shown->setTextFormat(Qt::PlainText);
    shown->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    buttons->addButton(new QPushButton(tr("Cancel")), QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(shown);
    layout->addWidget(m_field);
    layout->addWidget(explanationLabel(tr("It is kept on this computer."), this));
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &SaveFilterDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &SaveFilterDialog::check);
    check();
    m_name->setFocus();
}

void SaveFilterDialog::check()
{
    const bool isNamed = !m_name->text().trimmed().isEmpty();
    const bool isTaken = isNamed && m_saved.has(m_name->text());
    m_save->setText(isTaken ? tr("&Replace") : tr("&Save"));
    m_save->setEnabled(isNamed);
    m_save->setToolTip(isNamed ? QString() : tr("Enter a name first"));
    m_field->setHelp(isTaken ? tr("There is a filter of this name; this one takes its place.")
                             : tr("What you find it by in the menu."));
}

void SaveFilterDialog::accept()
{
    if (m_name->text().trimmed().isEmpty())
        return;
    m_saved.save(m_name->text(), m_text);
    QDialog::accept();
}

}
