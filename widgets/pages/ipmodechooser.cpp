// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ipmodechooser.h"

#include "controls/tone.h"

#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

IpModeChooser::IpModeChooser(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(18);
    layout->setVerticalSpacing(8);
    layout->setColumnStretch(1, 1);
    addChoice(*layout, Mode::AllowAll, tr("A&llow all", "mode of the IP address restriction"),
        tr("Every address reaches the sign-in page. The list is kept, but not looked at."));
    addChoice(*layout, Mode::AllowListed, tr("Allow li&sted", "mode of the IP address restriction"),
        tr("Addresses in the list reach the sign-in page. Others are turned away, or asked for the shared user name "
           "and "
           "password while Basic authentication is on."));
    addChoice(*layout, Mode::DenyAll, tr("Den&y all", "mode of the IP address restriction"),
        tr("No address counts as listed. Everybody is turned away, or asked for the shared user name and password "
           "while "
           "Basic authentication is on."));
    setValue(Mode::AllowAll);
}

void IpModeChooser::addChoice(QGridLayout &layout, Mode mode, const QString &label, const QString &explanation)
{
    const Choice choice{
        mode, new QRadioButton(label, this), new QLabel(nameOf(mode), this), explanationLabel(explanation, this)};
    QFont bold = font();
    bold.setBold(true);
    choice.button->setFont(bold);
    choice.name->setFont(bold);
    choice.button->setAccessibleDescription(explanation);
    // All three on the line of the button's own text.
    const int above = std::max(0, (choice.button->sizeHint().height() - fontMetrics().height()) / 2);
    choice.explanation->setContentsMargins(0, above, 0, 0);
    choice.name->setContentsMargins(0, above, 0, 0);
    const int row = layout.rowCount();
    layout.addWidget(choice.button, row, 0, Qt::AlignTop);
    layout.addWidget(choice.name, row, 0, Qt::AlignTop);
    layout.addWidget(choice.explanation, row, 1, Qt::AlignTop);
    connect(choice.button, &QRadioButton::clicked, this, &IpModeChooser::changed);
    // Tab leads to the chosen one, and the arrow keys from there: whoever only comes by chooses nothing.
    choice.button->setFocusPolicy(Qt::ClickFocus);
    connect(choice.button, &QRadioButton::toggled, choice.button,
        [button = choice.button](bool on) { button->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus); });
    m_choices.append(choice);
}

QString IpModeChooser::nameOf(Mode mode)
{
    switch (mode) {
    case Mode::AllowAll:
        return tr("Allow all", "mode of the IP address restriction");
    case Mode::AllowListed:
        return tr("Allow listed", "mode of the IP address restriction");
    case Mode::DenyAll:
        return tr("Deny all", "mode of the IP address restriction");
    }
    Q_UNREACHABLE_RETURN({});
}

IpModeChooser::Mode IpModeChooser::value() const
{
    const auto chosen
        = std::ranges::find_if(m_choices, [](const Choice &choice) { return choice.button->isChecked(); });
    return chosen == m_choices.end() ? Mode::AllowAll : chosen->mode;
}

void IpModeChooser::setValue(Mode mode)
{
    for (const Choice &choice : std::as_const(m_choices)) {
        if (choice.mode == mode)
            choice.button->setChecked(true);
    }
    showChoices();
}

void IpModeChooser::focusOnChosen()
{
    for (const Choice &choice : std::as_const(m_choices)) {
        if (choice.button->isChecked())
            choice.button->setFocus(Qt::ShortcutFocusReason);
    }
}

void IpModeChooser::setEditable(bool editable)
{
    m_editable = editable;
    showChoices();
}

void IpModeChooser::showChoices()
{
    const Mode chosen = value();
    for (const Choice &choice : std::as_const(m_choices)) {
        choice.button->setVisible(m_editable);
        choice.name->setVisible(!m_editable && choice.mode == chosen);
        choice.explanation->setVisible(m_editable || choice.mode == chosen);
    }
}

}
