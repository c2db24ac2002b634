// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>

namespace sekimori::test {

/// mailreceiver.py as a process of its own, on a free port of this machine.
class MailReceiver {
public:
    ~MailReceiver();

    /// False when it does not come up. Without a port in @p arguments it takes a free one.
    bool start(const QStringList &arguments = {});
    void stop();
    quint16 port() const { return m_port; }

    /// What it has told so far.
    QList<QJsonObject> told();
    /// The next that it tells, waited for; empty when nothing comes.
    QJsonObject next();

private:
    QProcess m_process;
    QByteArray m_unread;
    QList<QJsonObject> m_told;
    qsizetype m_taken = 0;
    quint16 m_port = 0;
};

}
