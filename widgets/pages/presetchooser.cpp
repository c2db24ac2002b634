// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/presetchooser.h"

#include "controls/tone.h"
#include "items/accesscasewords.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::AccessPreset;

PresetChooser::PresetChooser(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(24);
    layout->setVerticalSpacing(10);
    for (const auto &[preset, name] : policy::EnumNames<AccessPreset>::names)
        addCard(*layout, preset);
    for (const int column : {0, 1})
        layout->setColumnStretch(column, 1);
    show({}, {});
}

void PresetChooser::addCard(QGridLayout &layout, AccessPreset preset)
{
    auto *body = new QWidget(this);
    auto *title = new QLabel(items::presetTitle(preset), body);
    QFont font = title->font();
    font.setBold(true);
    title->setFont(font);
    title->setWordWrap(true);
    const Card card{preset, new QLabel(body), new QPushButton(tr("Review…"), body)};
    card.button->setObjectName("preset-"_L1 + nameOf(preset));
    card.button->setAccessibleName(tr("Review the preset “%1”").arg(title->text()));
    card.state->setObjectName("state-"_L1 + nameOf(preset));
    auto *grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->setRowStretch(2, 1);
    grid->addWidget(title, 0, 0);
    grid->addWidget(explanationLabel(items::presetText(preset), body), 1, 0, 2, 1, Qt::AlignTop);
    grid->addWidget(card.button, 0, 1, 2, 1, Qt::AlignTop);
    grid->addWidget(card.state, 2, 1, Qt::AlignHCenter | Qt::AlignTop);
    layout.addWidget(body, int(m_cards.size()) / 2, int(m_cards.size()) % 2);
    connect(card.button, &QPushButton::clicked, this, [this, preset] { emit chosen(preset); });
    m_cards.append(card);
}

void PresetChooser::setEditable(bool editable)
{
    m_editable = editable;
    show(m_saved, m_draft);
}

void PresetChooser::show(const policy::Settings &saved, const policy::Settings &draft)
{
    m_saved = saved;
    m_draft = draft;
    for (const Card &card : std::as_const(m_cards))
        showCard(card);
}

void PresetChooser::showCard(const Card &card)
{
    const bool isInForce = presetOf(m_saved) == card.preset;
    const bool isEdited = presetOf(m_draft) == card.preset;
    card.state->setText(isInForce ? tr("In force") : isEdited ? tr("As edited") : QString());
    QString whyNot;
    if (!m_editable)
        whyNot = tr("Only an administrator can set a preset.");
    else if (isInForce && isEdited)
        whyNot = tr("This preset is in force already.");
    card.button->setEnabled(whyNot.isEmpty());
    card.button->setToolTip(whyNot.isEmpty() ? tr("Shows what would change before anything is applied") : whyNot);
    card.button->setAccessibleDescription(card.button->toolTip());
}

}
