// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/historymodel.h"
#include "pages/page.h"

class QLabel;
class QStackedWidget;
class QTableView;

namespace sekimori::widgets {

class Banner;
class EmptyState;
class HistoryDetails;
class HistoryFilterBar;
class ZoneChooser;

/// Who changed what in the settings, newest first, each change field by field; from any of them to the events around
/// it.
class HistoryPage : public Page {
    Q_OBJECT

public:
    /// The client has to outlive the page.
    explicit HistoryPage(platform::HistoryClient &client, QWidget *parent = nullptr);
    ~HistoryPage() override;

    QString title() const override;
    void refresh() override;
    void takeOver(Page &before) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTools();
    QWidget *makeContent();
    void makeTable();
    void addTableActions();
    void connectAll();
    void applyFilter();
    void tryAgain();
    void showState();
    void showEmpty();
    QString statusText() const;
    void showCurrent();
    void askForEvents();

    items::HistoryModel m_history;
    HistoryFilterBar *m_filter;
    QLabel *m_status;
    ZoneChooser *m_zone;
    Banner *m_failure;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QTableView *m_table;
    HistoryDetails *m_details;
    QWidget *m_content;
    bool m_isClearable = false; ///< the empty state's button takes the filter away
};

}
