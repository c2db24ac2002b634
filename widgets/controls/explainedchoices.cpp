// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/explainedchoices.h"

#include "controls/tone.h"

#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>

#include <algorithm>

namespace sekimori::widgets {

ExplainedChoices::ExplainedChoices(const QList<Words> &choices, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(18);
    m_layout->setVerticalSpacing(8);
    m_layout->setColumnStretch(1, 1);
    for (const Words &words : choices)
        add(words);
    m_choices.first().button->setChecked(true);
    showChoices();
}

void ExplainedChoices::add(const Words &words)
{
    const Choice choice{
        new QRadioButton(words.label, this), new QLabel(words.name, this), explanationLabel(words.explanation, this)};
    QFont bold = font();
    bold.setBold(true);
    choice.button->setFont(bold);
    choice.name->setFont(bold);
    choice.button->setAccessibleDescription(words.explanation);
    // All three on the line of the button's own text.
    const int above = std::max(0, (choice.button->sizeHint().height() - fontMetrics().height()) / 2);
    choice.explanation->setContentsMargins(0, above, 0, 0);
    choice.name->setContentsMargins(0, above, 0, 0);
    const int row = m_layout->rowCount();
    m_layout->addWidget(choice.button, row, 0, Qt::AlignTop);
    m_layout->addWidget(choice.name, row, 0, Qt::AlignTop);
    m_layout->addWidget(choice.explanation, row, 1, Qt::AlignTop);
    connect(choice.button, &QRadioButton::clicked, this, &ExplainedChoices::changed);
    // Tab leads to the chosen one, and the arrow keys from there: whoever only comes by chooses nothing.
    choice.button->setFocusPolicy(Qt::ClickFocus);
    connect(choice.button, &QRadioButton::toggled, choice.button,
        [button = choice.button](bool on) { button->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus); });
    m_choices.append(choice);
}

int ExplainedChoices::value() const
{
    const auto chosen
        = std::ranges::find_if(m_choices, [](const Choice &choice) { return choice.button->isChecked(); });
    return chosen == m_choices.end() ? 0 : int(chosen - m_choices.begin());
}

void ExplainedChoices::setValue(int index)
{
    m_choices.at(index).button->setChecked(true);
    showChoices();
}

void ExplainedChoices::focusOnChosen()
{
    m_choices.at(value()).button->setFocus(Qt::ShortcutFocusReason);
}

void ExplainedChoices::setEditable(bool editable)
{
    m_editable = editable;
    showChoices();
}

void ExplainedChoices::showChoices()
{
    const int chosen = value();
    for (int index = 0; index < m_choices.size(); ++index) {
        const Choice &choice = m_choices.at(index);
        choice.button->setVisible(m_editable);
        choice.name->setVisible(!m_editable && index == chosen);
        choice.explanation->setVisible(m_editable || index == chosen);
    }
}

}
