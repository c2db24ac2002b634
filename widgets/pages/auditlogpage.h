// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/liveevents.h"
#include "pages/page.h"

class QLabel;
class QStackedWidget;

namespace sekimori::widgets {

class Banner;
class EmptyState;
class EventDetails;
class EventsView;
class LiveBar;
class ZoneChooser;

/// What has happened in the tenant, newest first, and what is happening. It is led to an event by its number.
class AuditLogPage : public Page {
    Q_OBJECT

public:
    /// The client has to outlive the page.
    explicit AuditLogPage(platform::AuditClient &client, QWidget *parent = nullptr);

    QString title() const override;
    void refresh() override;
    /// @p number is that of an event, which is shown with those around it.
    void focusOn(const QString &number) override;
    void takeOver(Page &before) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeTools();
    QWidget *makeContent();
    void connectEvents();
    void connectControls();
    void tryAgain();
    void backToNewest();
    void showState();
    void showFailure();
    void showEmpty();
    void showLive();
    void showAround();
    QString statusText() const;
    void showCurrent();

    items::AuditEventsModel m_events;
    items::LiveEvents m_live;
    QDateTime m_readAt;
    std::optional<qint64> m_wanted; ///< the event to choose when it is there
    LiveBar *m_bar;
    QLabel *m_status;
    ZoneChooser *m_zone;
    Banner *m_around;
    Banner *m_failure;
    Banner *m_notLive;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QWidget *m_content;
    EventsView *m_view;
    EventDetails *m_details;
};

}
