// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/supportviewscard.h"

#include "controls/linkrows.h"
#include "controls/tone.h"
#include "items/zonedtime.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

SupportViewsCard::SupportViewsCard(platform::AuditClient &client, QWidget *parent)
    : Card(tr("Who looked"), parent)
    , m_views(client)
    , m_note(explanationLabel({}, this))
    , m_again(new QPushButton(tr("Try again"), this))
    , m_rows(new LinkRows(LinkRow::Arrangement::Beside, this))
{
    setObjectName("whoLooked"_L1);
    m_note->setObjectName("note"_L1);
    m_note->setContentsMargins(8, 0, 8, 0);
    m_again->setObjectName("again"_L1);
    m_rows->setObjectName("views"_L1);
    QToolButton *log = addLink(tr("Audit log"), tr("Everything that happened, newest first"));
    log->setObjectName("auditLog"_L1);
    connect(log, &QToolButton::clicked, this, [this] { emit logWanted({}); });
    connect(m_again, &QPushButton::clicked, this, &SupportViewsCard::refresh);
    connect(&m_views, &items::SupportViews::changed, this, &SupportViewsCard::show);
    connect(m_rows, &LinkRows::followed, this,
        [this](qsizetype row) { emit logWanted(QString::number(m_views.views().at(row).number)); });
    body()->addWidget(m_rows);
    body()->addWidget(m_note);
    body()->addWidget(m_again, 0, Qt::AlignLeft);
    body()->addStretch(1);
    show();
}

void SupportViewsCard::show()
{
    QList<LinkRow::Content> rows;
    for (const audit::Event &view : m_views.views()) {
        const QString when = items::zonedText(items::toDateTime(view.time), QTimeZone::systemTimeZone());
        rows.append({.tone = {},
            .title = view.user,
            .text = view.complement,
            .aside = tr("from %1, %2", "address, time").arg(view.source, when),
            .leadsOn = true});
    }
    m_rows->setRows(rows);
    const QString text = note();
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    m_again->setVisible(m_views.failure().has_value() && !m_views.isAsking());
}

QString SupportViewsCard::note() const
{
    if (m_views.failure() && !m_views.isAsking())
        return platform::toText(*m_views.failure());
    if (!m_views.isRead())
        return tr("The audit log is being read…");
    if (m_views.views().isEmpty())
        return m_views.isCutOff()
            ? tr("None of the newest %1 events is a look by the platform’s staff.")
                  .arg(QLocale().toString(items::SupportViews::mostEvents))
            : tr("Nobody of the platform’s staff has ever looked at this tenant. Whoever does is listed here, with "
                 "what was looked at.");
    return m_views.isCutOff() ? tr("Earlier looks are in the audit log.") : QString();
}

}
