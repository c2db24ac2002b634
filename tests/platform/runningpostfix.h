// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

namespace sekimori::test {

/// A Postfix of the test's own: configuration, queue and mailboxes in a folder that goes with it, on a free port of
/// this machine. It takes mail for ops@example.test and refuses everybody else.
class RunningPostfix {
public:
    /// Its master runs as root only.
    static bool canRun();

    ~RunningPostfix();

    /// With the certificate, it offers STARTTLS and takes no mail without.
    bool start(const QString &certificateFile, const QString &keyFile);
    quint16 port() const { return m_port; }
    /// What has been delivered so far, as files.
    QStringList mails() const;
    QByteArray log() const;

private:
    bool writeConfiguration(const QString &certificateFile, const QString &keyFile) const;
    bool run(const QString &command) const;
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    quint16 m_port = 0;
    bool m_isRunning = false;
};

}
