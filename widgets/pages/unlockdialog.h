// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/lockclient.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class Banner;

/// Asks why some people are to be unlocked. It stays until the platform has answered.
class UnlockDialog : public QDialog {
    Q_OBJECT

public:
    UnlockDialog(platform::LockClient &client, const QList<platform::Person> &people, QWidget *parent);

    void reject() override;

signals:
    /// So many of them were locked until then.
    void unlocked(int count);

private:
    QWidget *makeButtons();
    QString reason() const;
    void unlock();
    void take(const platform::Answer<int> &answer);
    void showWhyNot();

    platform::LockClient &m_client;
    QList<qint64> m_users;
    bool m_isBusy = false;
    Banner *m_banner;
    QLineEdit *m_reason;
    QPushButton *m_unlock;
};

}
