// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/auditeventsmodel.h"
#include "pages/page.h"

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace sekimori::widgets {

class Banner;
class EmptyState;
class EventDetails;
class ZoneChooser;

/// What has happened in the tenant, newest first.
class AuditLogPage : public Page {
    Q_OBJECT

public:
    /// The client has to outlive the page.
    explicit AuditLogPage(platform::AuditClient &client, QWidget *parent = nullptr);

    QString title() const override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTools();
    void makeTable();
    void connectAll();
    void tryAgain();
    void showState();
    QString statusText() const;
    void showCurrent();
    void copySelected() const;

    items::AuditEventsModel m_events;
    QDateTime m_readAt;
    QPushButton *m_refresh;
    QLabel *m_status;
    ZoneChooser *m_zone;
    Banner *m_failure;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QSplitter *m_splitter;
    QTableView *m_table;
    EventDetails *m_details;
};

}
