// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/formfield.h"

#include "controls/iconlabel.h"
#include "controls/tone.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

FormField::FormField(const QString &label, QWidget *editor, const QString &help, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor->focusProxy() ? editor->focusProxy() : editor)
    , m_help(explanationLabel({}, this))
    , m_errorRow(new QWidget(this))
    , m_errorSymbol(new IconLabel(m_errorRow))
    , m_error(new QLabel(m_errorRow))
{
    auto *title = new QLabel(label, this);
    title->setBuddy(editor);
    m_editor->setAccessibleName(QString(label).remove(u'&'));

    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    auto *errorLayout = new QHBoxLayout(m_errorRow);
    errorLayout->setContentsMargins(0, 0, 0, 0);
    errorLayout->setSpacing(6);
    errorLayout->addWidget(m_errorSymbol, 0, Qt::AlignTop);
    errorLayout->addWidget(m_error, 1);
    m_errorRow->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(editor);
    layout->addWidget(m_errorRow);
    layout->addWidget(m_help);
    setHelp(help);
}

void FormField::setHelp(const QString &help)
{
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    describeEditor();
}

void FormField::setEditable(bool editable)
{
    m_editable = editable;
    m_errorRow->setVisible(editable && hasError());
    QPalette own;
    if (!editable)
        own.setBrush(QPalette::Base, Qt::transparent);
    m_editor->setPalette(own);
}

void FormField::setError(const QString &error)
{
    m_error->setText(error);
    m_errorSymbol->setIcon(toneIcon(Tone::Error));
    m_errorRow->setVisible(m_editable && !error.isEmpty());
    describeEditor();
}

QString FormField::error() const
{
    return m_error->text();
}

void FormField::describeEditor()
{
    QStringList parts{m_error->text(), m_help->text()};
    parts.removeAll(QString());
    m_editor->setAccessibleDescription(parts.join(u' '));
}

}
