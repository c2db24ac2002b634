// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/secretfield.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "items/zonedtime.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

QString generatedPassword()
{
    static constexpr QLatin1StringView alphabet{"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"};
    QString password;
    for (int i = 0; i < 20; ++i)
        password += QChar(alphabet.at(QRandomGenerator::system()->bounded(alphabet.size())));
    return password;
}

SecretField::SecretField(QWidget *parent)
    : QWidget(parent)
    , m_state(new QLabel(this))
    , m_row(new QWidget(this))
    , m_edit(new QLineEdit(m_row))
    , m_reveal(m_edit->addAction(themeIcon(u"view-visible"_s), QLineEdit::TrailingPosition))
    , m_generate(new QPushButton(tr("Generate", "a random password"), m_row))
    , m_copy(new QPushButton(tr("Copy", "the password entered, to the clipboard"), m_row))
    , m_clear(new QPushButton(m_row))
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    buildRow();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_state);
    layout->addWidget(m_row);
    setFocusProxy(m_edit);
    showState();
}

void SecretField::buildRow()
{
    m_edit->setEchoMode(QLineEdit::Password);
    m_reveal->setCheckable(true);
    m_reveal->setShortcut(QKeySequence(u"Ctrl+Shift+H"_s)); // The mouse alone gets to an icon within a line.
    m_reveal->setShortcutContext(Qt::WidgetShortcut);
    m_generate->setToolTip(tr("Enters a random password of 20 characters and shows it, so that you can pass it on"));
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 1);
    for (QPushButton *button : {m_generate, m_copy, m_clear})
        row->addWidget(button);

    connect(m_edit, &QLineEdit::textEdited, this, &SecretField::entered);
    connect(m_reveal, &QAction::toggled, this, &SecretField::showState);
    connect(m_generate, &QPushButton::clicked, this, &SecretField::generate);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_edit->text()); });
    connect(m_clear, &QPushButton::clicked, this, &SecretField::toggleClearing);
}

void SecretField::setValue(const policy::Secret &secret)
{
    if (secret == value())
        return; // What is being typed keeps its cursor.
    m_saved = secret;
    m_saved.entered.reset();
    m_clearing = secret.entered && secret.entered->isEmpty();
    m_edit->setText(secret.entered.value_or(QString()));
    m_reveal->setChecked(false);
    showState();
}

policy::Secret SecretField::value() const
{
    policy::Secret secret = m_saved;
    if (!m_edit->text().isEmpty() || m_clearing)
        secret.entered = m_edit->text();
    return secret;
}

void SecretField::setLongest(int characters)
{
    m_edit->setMaxLength(characters);
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

void SecretField::generate()
{
    m_edit->setText(generatedPassword());
    m_reveal->setChecked(true);
    entered();
}

void SecretField::toggleClearing()
{
    m_clearing = !m_clearing;
    m_edit->clear();
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
    const bool isRevealed = m_reveal->isChecked();
    m_edit->setEchoMode(isRevealed ? QLineEdit::Normal : QLineEdit::Password);
    m_edit->setPlaceholderText(m_saved.isSet ? tr("Enter a new one to replace it") : tr("Enter a password"));
    m_reveal->setIcon(themeIcon(isRevealed ? u"view-hidden"_s : u"view-visible"_s));
    m_reveal->setText(isRevealed ? tr("Hide what is entered") : tr("Show what is entered"));
    m_reveal->setToolTip(u"%1 (%2)"_s.arg(m_reveal->text(), m_reveal->shortcut().toString(QKeySequence::NativeText)));
    m_copy->setEnabled(!m_edit->text().isEmpty());
    m_copy->setToolTip(m_edit->text().isEmpty() ? tr("Enter or generate a password first")
                                                : tr("Copies the password that is entered here to the clipboard"));
    m_clear->setText(m_clearing ? tr("Keep it", "the password that is set") : tr("Remove", "the password that is set"));
    m_clear->setVisible(m_clearable && m_saved.isSet);
    m_row->setVisible(m_editable);
    m_state->setText(stateText());
}

QString SecretField::stateText() const
{
    if (m_clearing)
        return tr("Will be removed.");
    if (!m_edit->text().isEmpty())
        return m_saved.isSet ? tr("Will be replaced by what is entered here.")
                             : tr("Will be set to what is entered here.");
    if (!m_saved.isSet)
        return tr("Not set.");
    return tr("Set since %1 (%2).", "date and time; age")
        .arg(items::zonedText(m_saved.changedAt, QTimeZone::systemTimeZone()), items::ageText(m_saved.changedAt));
}

}
