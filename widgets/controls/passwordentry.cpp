// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/passwordentry.h"

#include "controls/themeicon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

namespace {

QString drawnPassword()
{
    static constexpr QLatin1StringView alphabet{"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-+="};
    QString password;
    for (int i = 0; i < 20; ++i)
        password += QChar(alphabet.at(QRandomGenerator::system()->bounded(alphabet.size())));
    return password;
}

/// With a letter, a number and a symbol it will do for every password policy; a symbol in front would be a formula to
/// a spreadsheet.
bool isWelcomeEverywhere(const QString &password)
{
    const bool hasSymbol = !std::ranges::all_of(password, [](QChar c) { return c.isLetterOrNumber(); });
    const bool hasLetter = std::ranges::any_of(password, [](QChar c) { return c.isLetter(); });
    const bool hasNumber = std::ranges::any_of(password, [](QChar c) { return c.isDigit(); });
    return hasSymbol && hasLetter && hasNumber && password.front().isLetterOrNumber();
}

}

QString generatedPassword()
{
    QString password;
    do
        password = drawnPassword();
    while (!isWelcomeEverywhere(password));
    return password;
}

PasswordEntry::PasswordEntry(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_reveal(m_edit->addAction(themeIcon(u"view-visible"_s), QLineEdit::TrailingPosition))
    , m_generate(new QPushButton(tr("Generate", "a random password"), this))
    , m_copy(new QPushButton(tr("Copy", "the password entered, to the clipboard"), this))
{
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setPlaceholderText(tr("Enter a password"));
    m_reveal->setCheckable(true);
    m_reveal->setShortcut(QKeySequence(u"Ctrl+Shift+H"_s)); // The mouse alone gets to an icon within a line.
    m_reveal->setShortcutContext(Qt::WidgetShortcut);
    m_generate->setToolTip(tr("Enters a random password of 20 characters and shows it, so that you can pass it on"));
    for (QPushButton *button : {m_generate, m_copy})
        button->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_generate);
    layout->addWidget(m_copy);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &PasswordEntry::showState);
    connect(m_edit, &QLineEdit::textEdited, this, &PasswordEntry::edited);
    connect(m_reveal, &QAction::toggled, this, &PasswordEntry::showState);
    connect(m_generate, &QPushButton::clicked, this, &PasswordEntry::generate);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_edit->text()); });
    showState();
}

QString PasswordEntry::text() const
{
    return m_edit->text();
}

void PasswordEntry::setText(const QString &text)
{
    m_edit->setText(text);
    m_reveal->setChecked(false);
}

void PasswordEntry::clear()
{
    m_edit->clear();
}

void PasswordEntry::generate()
{
    m_edit->setText(generatedPassword());
    m_reveal->setChecked(true);
    emit edited();
}

void PasswordEntry::showState()
{
    const bool isRevealed = m_reveal->isChecked();
    m_edit->setEchoMode(isRevealed ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setIcon(themeIcon(isRevealed ? u"view-hidden"_s : u"view-visible"_s));
    m_reveal->setText(isRevealed ? tr("Hide what is entered") : tr("Show what is entered"));
    m_reveal->setToolTip(u"%1 (%2)"_s.arg(m_reveal->text(), m_reveal->shortcut().toString(QKeySequence::NativeText)));
    m_copy->setEnabled(!m_edit->text().isEmpty());
    m_copy->setToolTip(m_edit->text().isEmpty() ? tr("Enter or generate a password first")
                                                : tr("Copies the password that is entered here to the clipboard"));
}

}
