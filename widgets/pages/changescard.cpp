// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/changescard.h"

#include "controls/linkrows.h"
#include "items/changewords.h"
#include "items/settingwords.h"
#include "items/zonedtime.h"

#include <QBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

ChangesCard::ChangesCard(bool hasHistory, QWidget *parent)
    : Card(tr("What changed"), parent)
    , m_note(explanationLabel({}, this))
    , m_rows(new LinkRows(LinkRow::Arrangement::Beside, this))
{
    m_note->setObjectName("note"_L1);
    m_note->setContentsMargins(8, 0, 8, 0);
    m_rows->setObjectName("changes"_L1);
    m_rows->setOneLine(true);
    QToolButton *history = addLink(tr("Change history"), tr("All changes, with every field before and after"));
    history->setObjectName("history"_L1);
    history->setVisible(hasHistory);
    connect(history, &QToolButton::clicked, this, &ChangesCard::historyWanted);
    body()->addWidget(m_note);
    body()->addWidget(m_rows);
    body()->addStretch(1);
    connect(m_rows, &LinkRows::followed, this, [this](qsizetype row) { emit changeWanted(m_shown.at(row)); });
}

void ChangesCard::show(const QList<platform::HistoryEntry> *changes, const QString &note, const QTimeZone &zone)
{
    m_shown = changes ? *changes : QList<platform::HistoryEntry>();
    QList<LinkRow::Content> rows;
    for (const platform::HistoryEntry &change : std::as_const(m_shown)) {
        const QString when = items::toDateTime(change.at).toTimeZone(zone).toString(u"MM-dd HH:mm"_s);
        rows.append({.tone = {},
            .title = items::sectionTitle(change.section),
            .text = items::changeSummary(change.section, change.changes, zone),
            .aside = tr("%1, %2", "login name, time").arg(change.by, when),
            .leadsOn = true});
    }
    m_rows->setRows(rows);
    const QString sentence
        = changes && rows.isEmpty() ? tr("No setting has been changed yet. All are as they came.") : note;
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
}

}
