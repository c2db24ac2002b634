// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "items/failuresmodel.h"

class QTableView;

namespace sekimori::widgets {

class EventHistogram;

/// The events of the last 24 hours as a picture, and what failed among them.
class LastDayCard : public Card {
    Q_OBJECT

public:
    explicit LastDayCard(QWidget *parent = nullptr);

    /// Null: nothing is known; @p note says why, or why it may be out of date.
    void show(const platform::AuditSummary *summary, const QString &note);
    void setZone(const QTimeZone &zone);

signals:
    void logWanted();
    void failureWanted(const platform::FailureCount &failure);

private:
    void makeTable();
    void fitTable();

    items::FailuresModel m_failures;
    QLabel *m_note;
    EventHistogram *m_histogram;
    QLabel *m_caption;
    QTableView *m_table;
};

}
