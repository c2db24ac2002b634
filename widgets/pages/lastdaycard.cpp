// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/lastdaycard.h"

#include "controls/tone.h"
#include "plots/eventhistogram.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int rowsInSight = 3;

QList<EventHistogram::Bar> barsOf(const platform::AuditSummary &summary)
{
    QList<EventHistogram::Bar> bars;
    for (const platform::SummaryBucket &bucket : summary.buckets)
        bars.append({bucket.at, bucket.counts, bucket.failed});
    return bars;
}

}

LastDayCard::LastDayCard(QWidget *parent)
    : Card(tr("Last 24 hours"), parent)
    , m_note(explanationLabel({}, this))
    , m_histogram(new EventHistogram(this))
    , m_caption(captionLabel({}, this))
    , m_table(new QTableView(this))
{
    m_note->setObjectName("note"_L1);
    m_note->setContentsMargins(8, 0, 8, 0);
    m_caption->setObjectName("failuresCaption"_L1);
    QToolButton *log = addLink(tr("Audit log"), tr("All events, with everything that is known of each"));
    log->setObjectName("auditLog"_L1);
    connect(log, &QToolButton::clicked, this, &LastDayCard::logWanted);
    makeTable();
    body()->addWidget(m_note);
    body()->addWidget(m_histogram, 1);
    body()->addWidget(m_caption);
    auto *inset = new QHBoxLayout; // Below the heading, and not left of it.
    inset->setContentsMargins(8, 0, 8, 0);
    inset->addWidget(m_table);
    body()->addLayout(inset);
    show(nullptr, {});
}

void LastDayCard::makeTable()
{
    m_table->setModel(&m_failures);
    m_table->setAccessibleName(tr("What failed in the last 24 hours, the most frequent first"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(items::FailuresModel::ModuleColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(items::FailuresModel::ActionColumn, QHeaderView::Stretch);
    header->resizeSection(items::FailuresModel::CountColumn, fontMetrics().horizontalAdvance(u"00,000"_s) + 28);
    header->resizeSection(items::FailuresModel::LastColumn, fontMetrics().horizontalAdvance(u"00-00 00:00:00"_s) + 28);
    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex &index) { emit failureWanted(m_failures.failureAt(index.row())); });
}

void LastDayCard::show(const platform::AuditSummary *summary, const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_histogram->setVisible(summary);
    m_caption->setVisible(summary);
    if (summary) {
        m_histogram->setBars(barsOf(*summary), summary->span.step);
        m_failures.setFailures(summary->failures);
        m_caption->setText(summary->failures.isEmpty() ? tr("Nothing failed in these 24 hours")
                                                       : tr("What failed, the most frequent first"));
    }
    fitTable();
}

/// As tall as its rows, and no taller than a few of them.
void LastDayCard::fitTable()
{
    const int rows = std::min(m_failures.rowCount(), rowsInSight);
    m_table->setVisible(rows > 0);
    m_table->setFixedHeight(
        m_table->horizontalHeader()->sizeHint().height() + rows * m_table->verticalHeader()->defaultSectionSize() + 2);
}

void LastDayCard::setZone(const QTimeZone &zone)
{
    m_histogram->setZone(zone);
    m_failures.setZone(zone);
}

}
