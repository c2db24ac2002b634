// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/protectioncard.h"

#include "controls/linkrows.h"
#include "items/settingwords.h"

#include <QBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

Tone toneOf(const items::Protection &protection)
{
    using Stance = items::Protection::Stance;
    if (!protection.isInForce || protection.stance == Stance::Off)
        return Tone::Neutral;
    return protection.stance == Stance::Open ? Tone::Warning : Tone::Good;
}

}

ProtectionCard::ProtectionCard(PageQuestion hasPage, QWidget *parent)
    : Card(tr("Protection now"), parent)
    , m_hasPage(std::move(hasPage))
    , m_note(explanationLabel({}, this))
    , m_inForce(new LinkRows(LinkRow::Arrangement::Beside, this))
    , m_caption(captionLabel(tr("Set already, and obeyed by a later version of the platform"), this))
    , m_setOnly(new LinkRows(LinkRow::Arrangement::Beside, this))
{
    m_note->setObjectName("note"_L1);
    m_note->setContentsMargins(8, 0, 8, 0);
    m_inForce->setObjectName("inForce"_L1);
    m_setOnly->setObjectName("setOnly"_L1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_note, m_inForce, m_caption, m_setOnly})
        body()->addWidget(widget);
    body()->addStretch(1);
    connect(m_inForce, &LinkRows::followed, this, [this](qsizetype row) { emit pageWanted(m_shown.at(row).section); });
    connect(m_setOnly, &LinkRows::followed, this,
        [this](qsizetype row) { emit pageWanted(m_shown.at(m_inForce->rows().size() + row).section); });
}

LinkRow::Content ProtectionCard::contentOf(const items::Protection &protection) const
{
    return {.tone = toneOf(protection),
        .title = items::sectionTitle(protection.section),
        .text = protection.state,
        .leadsOn = m_hasPage(protection.section)};
}

void ProtectionCard::show(const QList<items::Protection> &protections, const QString &note)
{
    m_shown = protections;
    QList<LinkRow::Content> inForce;
    QList<LinkRow::Content> setOnly;
    for (const items::Protection &protection : protections)
        (protection.isInForce ? inForce : setOnly).append(contentOf(protection));
    m_inForce->setRows(inForce);
    m_setOnly->setRows(setOnly);
    const int titleWidth = std::max(m_inForce->titleWidth(), m_setOnly->titleWidth());
    m_inForce->setTitleWidth(titleWidth);
    m_setOnly->setTitleWidth(titleWidth);
    m_caption->setVisible(!setOnly.isEmpty());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

}
