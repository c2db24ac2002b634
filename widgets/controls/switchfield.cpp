// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/switchfield.h"

#include "controls/tone.h"

#include <QCheckBox>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace sekimori::widgets {

SwitchField::SwitchField(const QString &name, const Words &words, QWidget *parent)
    : QWidget(parent)
    , m_words(words)
    , m_box(new QCheckBox(words.label, this))
    , m_sentence(new QLabel(this))
{
    m_box->setObjectName(name);
    m_box->setAccessibleDescription(words.help);
    m_sentence->setWordWrap(true);
    auto *help = explanationLabel(words.help, this);
    help->setVisible(!words.help.isEmpty());
    help->setIndent(style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, m_box)
        + style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing, nullptr, m_box));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_box);
    layout->addWidget(m_sentence);
    layout->addWidget(help);
    setFocusProxy(m_box);
    setEditable(true);
    connect(m_box, &QCheckBox::clicked, this, [this] {
        showSentence();
        emit changed();
    });
}

bool SwitchField::isOn() const
{
    return m_box->isChecked();
}

void SwitchField::setOn(bool on)
{
    m_box->setChecked(on);
    showSentence();
}

void SwitchField::setEditable(bool editable)
{
    m_box->setVisible(editable);
    m_sentence->setVisible(!editable);
    showSentence();
}

void SwitchField::showSentence()
{
    m_sentence->setText(isOn() ? m_words.on : m_words.off);
}

}
