// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/choicelist.h"

#include "controls/tone.h"

#include <QLabel>
#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace sekimori::widgets {

ChoiceList::ChoiceList(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    setAccessibleName(name);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2);
}

void ChoiceList::add(int value, const QString &label, const QString &explanation)
{
    auto *button = new QRadioButton(label, this);
    button->setAccessibleDescription(explanation);
    QLabel *text = explanationLabel(explanation, this);
    const int indent = style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth, nullptr, button)
        + style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing, nullptr, button);
    text->setContentsMargins(indent, 0, 0, 6);
    m_layout->addWidget(button);
    m_layout->addWidget(text);
    // Tab leads to the chosen one, and the arrow keys from there: whoever only comes by chooses nothing.
    button->setFocusPolicy(Qt::ClickFocus);
    connect(button, &QRadioButton::toggled, button,
        [button](bool on) { button->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus); });
    connect(button, &QRadioButton::clicked, this, &ChoiceList::changed);
    m_choices.append({value, button});
    if (m_choices.size() == 1)
        button->setChecked(true);
}

int ChoiceList::value() const
{
    const auto chosen
        = std::ranges::find_if(m_choices, [](const Choice &choice) { return choice.button->isChecked(); });
    return chosen == m_choices.end() ? -1 : chosen->value;
}

void ChoiceList::setValue(int value)
{
    for (const Choice &choice : std::as_const(m_choices)) {
        if (choice.value == value)
            choice.button->setChecked(true);
    }
}

}
