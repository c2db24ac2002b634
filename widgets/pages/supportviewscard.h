// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "items/supportviews.h"

class QPushButton;

namespace sekimori::widgets {

class LinkRows;

/// Who of the platform's staff looked at the tenant lately, at what and when.
class SupportViewsCard : public Card {
    Q_OBJECT

public:
    explicit SupportViewsCard(platform::AuditClient &client, QWidget *parent = nullptr);

    void refresh() { m_views.refresh(); }

signals:
    /// The event with this number in the log; empty: wherever the log begins.
    void logWanted(const QString &number);

private:
    void show();
    QString note() const;

    items::SupportViews m_views;
    QLabel *m_note;
    QPushButton *m_again;
    LinkRows *m_rows;
};

}
