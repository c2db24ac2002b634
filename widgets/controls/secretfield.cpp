// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/secretfield.h"

#include "controls/passwordentry.h"
#include "items/zonedtime.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

SecretField::SecretField(QWidget *parent)
    : QWidget(parent)
    , m_state(new QLabel(this))
    , m_row(new QWidget(this))
    , m_entry(new PasswordEntry(m_row))
    , m_clear(new QPushButton(m_row))
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_entry, 1);
    row->addWidget(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_state);
    layout->addWidget(m_row);
    setFocusProxy(m_entry->edit()); // Labels name what has the focus in the end.
    connect(m_entry, &PasswordEntry::edited, this, &SecretField::entered);
    connect(m_clear, &QPushButton::clicked, this, &SecretField::toggleClearing);
    showState();
}

void SecretField::setValue(const policy::Secret &secret)
{
    if (secret == value())
        return; // What is being typed keeps its cursor.
    m_saved = secret;
    m_saved.entered.reset();
    m_clearing = secret.entered && secret.entered->isEmpty();
    m_entry->setText(secret.entered.value_or(QString()));
    showState();
}

QLineEdit *SecretField::edit() const
{
    return m_entry->edit();
}

policy::Secret SecretField::value() const
{
    policy::Secret secret = m_saved;
    if (!m_entry->text().isEmpty() || m_clearing)
        secret.entered = m_entry->text();
    return secret;
}

void SecretField::setLongest(int characters)
{
    edit()->setMaxLength(characters);
}

void SecretField::setClearable(bool clearable)
{
    m_clearable = clearable;
    showState();
}

void SecretField::setEditable(bool editable)
{
    m_editable = editable;
    showState();
}

void SecretField::toggleClearing()
{
    m_clearing = !m_clearing;
    m_entry->clear();
    showState();
    emit changed();
}

void SecretField::entered()
{
    m_clearing = false;
    showState();
    emit changed();
}

void SecretField::showState()
{
    edit()->setPlaceholderText(m_saved.isSet ? tr("Enter a new one to replace it") : tr("Enter a password"));
    m_clear->setText(m_clearing ? tr("Keep it", "the password that is set") : tr("Remove", "the password that is set"));
    m_clear->setVisible(m_clearable && m_saved.isSet);
    m_row->setVisible(m_editable);
    m_state->setText(stateText());
}

QString SecretField::stateText() const
{
    if (m_clearing)
        return tr("Will be removed.");
    if (!m_entry->text().isEmpty())
        return m_saved.isSet ? tr("Will be replaced by what is entered here.")
                             : tr("Will be set to what is entered here.");
    if (!m_saved.isSet)
        return tr("Not set.");
    return tr("Set since %1 (%2).", "date and time; age")
        .arg(items::zonedText(m_saved.changedAt, QTimeZone::systemTimeZone()), items::ageText(m_saved.changedAt));
}

}
