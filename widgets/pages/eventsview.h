// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/auditeventsmodel.h"

#include <QTableView>

class QPushButton;

namespace sekimori::widgets {

/// The table of events. While somebody reads in it, what comes in above moves nothing: the rows in sight stay where
/// they are, and a button over them tells how many are new.
class EventsView : public QTableView {
    Q_OBJECT

public:
    /// The model has to outlive the view.
    explicit EventsView(items::AuditEventsModel &events, QWidget *parent = nullptr);

    /// Somebody has scrolled away from the newest, or has chosen a row.
    bool isReading() const { return m_isReading; }
    /// How many are new beside those that have come in above.
    void setWaiting(qint64 count);
    /// Chooses the row, in the middle of what is in sight.
    void choose(int row);
    /// Up to the newest, with nothing chosen any more.
    void goToNewest();
    QString selectedText() const;

signals:
    void readingChanged(bool isReading);
    /// The top of the list is in sight.
    void topReached();

protected:
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpColumns();
    void addCopyAction();
    void showNews();
    void noticeReading();

    items::AuditEventsModel &m_events;
    QPushButton *m_news;
    qint64 m_above = 0; ///< new rows above those in sight
    qint64 m_waiting = 0;
    bool m_isReading = false;
};

}
