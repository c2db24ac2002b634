// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "platform/sessionclient.h"

#include <QWidget>

class QLabel;

namespace sekimori::widgets {

class IconLabel;

/// Whose settings these are, who looks at them and from where, and how the connection is: always in sight.
class TenantHeader : public QWidget {
    Q_OBJECT

public:
    explicit TenantHeader(QWidget *parent = nullptr);

    void setSession(const platform::Session &session, const QString &hostName);
    void setState(platform::Connection::State state);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showState();

    platform::Connection::State m_state = platform::Connection::State::Unused;
    QLabel *m_symbol;
    QLabel *m_tenant;
    QLabel *m_host;
    QLabel *m_user;
    QLabel *m_origin;
    IconLabel *m_stateSymbol;
    QLabel *m_stateText;
};

}
