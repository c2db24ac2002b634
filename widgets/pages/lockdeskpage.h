// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/locksmodel.h"
#include "pages/page.h"

#include <QTimer>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace sekimori::widgets {

class Asker;
class Banner;
class EmptyState;
class RefreshRow;

/// Who is locked out at the moment, asked anew while it is looked at, and a way to let them in again.
class LockDeskPage : public Page {
    Q_OBJECT

public:
    /// How often it asks by itself.
    static constexpr std::chrono::seconds usualPace{30};

    explicit LockDeskPage(
        platform::LockClient &client, std::chrono::milliseconds pace = usualPace, QWidget *parent = nullptr);

    QString title() const override;
    void setSession(const platform::Session &session) override;
    void takeOver(Page &before) override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeContent();
    void makeTable();
    void connectAll();
    void showState();
    void showEmpty();
    void showStatus();
    void showWhyNot();
    void unlockSelected();

    platform::LockClient &m_client;
    items::LocksModel m_locks;
    bool m_mayUnlock = false;
    QTimer m_timer;
    RefreshRow *m_tools;
    Banner *m_failure;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QTableView *m_table;
    QPushButton *m_unlock;
    QWidget *m_content;
};

}
