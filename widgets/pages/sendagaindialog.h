// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/alertsclient.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace sekimori::widgets {

class Banner;

/// Asks to which of its recipients a mail is to be sent once more. It stays until the platform has answered.
class SendAgainDialog : public QDialog {
    Q_OBJECT

public:
    SendAgainDialog(const platform::AlertsClient &client, const platform::Delivery &delivery, QWidget *parent);

    void reject() override;

signals:
    void sent();

private:
    void fill(const platform::Delivery &delivery);
    QWidget *makeButtons();
    QStringList chosen() const;
    void send();
    void take(const platform::Answer<void> &answer);
    void showWhyNot();

    const platform::AlertsClient &m_client;
    qint64 m_mail;
    QByteArray m_key; ///< of what is sent: the same for a second try
    QStringList m_sent; ///< to whom the first try was made
    bool m_isBusy = false;
    Banner *m_banner;
    QListWidget *m_recipients;
    QPushButton *m_send;
};

}
