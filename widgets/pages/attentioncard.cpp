// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/attentioncard.h"

#include "controls/linkrows.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

Tone toneOf(items::Attention::Severity severity)
{
    switch (severity) {
    case items::Attention::Severity::Hint:
        return Tone::Hint;
    case items::Attention::Severity::Warning:
        return Tone::Warning;
    case items::Attention::Severity::Urgent:
        return Tone::Error;
    }
    Q_UNREACHABLE_RETURN(Tone::Hint);
}

}

AttentionCard::AttentionCard(QWidget *parent)
    : Card(tr("What needs you"), parent)
    , m_rows(new LinkRows(LinkRow::Arrangement::Above, this))
    , m_calm(new LinkRows(LinkRow::Arrangement::Above, this))
{
    m_rows->setObjectName("attention"_L1);
    m_calm->setObjectName("calm"_L1);
    body()->addWidget(m_rows);
    body()->addWidget(m_calm);
    connect(m_rows, &LinkRows::followed, this,
        [this](qsizetype row) { emit pageWanted(m_shown.at(row).page, m_shown.at(row).place); });
    show({}, false);
}

void AttentionCard::show(const QList<items::Attention> &attention, bool isComplete)
{
    m_shown = attention;
    QList<LinkRow::Content> rows;
    for (const items::Attention &each : attention)
        rows.append({.tone = toneOf(each.severity), .title = each.what, .text = each.why});
    m_rows->setRows(rows);
    m_rows->setVisible(!rows.isEmpty());

    LinkRow::Content calm{.tone = Tone::Good,
        .title = tr("Nothing needs you now"),
        .text
        = tr("The ways in, shared passwords, certificates and their ends, the support staff’s access, mail that waits, "
             "and failures of the last 24 hours were looked at."),
        .leadsOn = false};
    if (!isComplete)
        calm = {.tone = Tone::Neutral,
            .title = tr("Not everything could be looked at yet"),
            .text = tr("The platform has not answered all that was asked."),
            .leadsOn = false};
    m_calm->setRows({calm});
    m_calm->setVisible(rows.isEmpty());
}

}
