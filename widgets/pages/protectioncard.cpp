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
    if (protection.stance == Stance::Off)
        return Tone::Neutral;
    return protection.stance == Stance::Open ? Tone::Warning : Tone::Good;
}

}

ProtectionCard::ProtectionCard(PageQuestion hasPage, QWidget *parent)
    : Card(tr("Protection now"), parent)
    , m_hasPage(std::move(hasPage))
    , m_note(explanationLabel({}, this))
    , m_rows(new LinkRows(LinkRow::Arrangement::Beside, this))
{
    m_note->setObjectName("note"_L1);
    m_note->setContentsMargins(8, 0, 8, 0);
    m_rows->setObjectName("inForce"_L1);
    body()->addWidget(m_note);
    body()->addWidget(m_rows);
    body()->addStretch(1);
    connect(m_rows, &LinkRows::followed, this, [this](qsizetype row) { emit pageWanted(m_shown.at(row).section); });
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
    QList<LinkRow::Content> rows;
    for (const items::Protection &protection : protections)
        rows.append(contentOf(protection));
    m_rows->setRows(rows);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

}
