// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apiclient.h"

#include <QLocalSocket>
#include <QProcess>
#include <QTemporaryDir>

namespace sekimori::test {

/// `sekimorid --local` with its data in a folder of the test's own, and a console's way of joining it.
class RunningLocalPlatform {
public:
    RunningLocalPlatform();
    ~RunningLocalPlatform();
    RunningLocalPlatform(const RunningLocalPlatform &) = delete;
    RunningLocalPlatform &operator=(const RunningLocalPlatform &) = delete;

    /// Does not wait; join() does.
    void start(const QStringList &more = {});
    bool stop();
    bool waitForEnd(int milliseconds);
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    int exitCode() const { return m_process.exitCode(); }
    qint64 processId() const { return m_process.processId(); }

    /// Sends `join` over @p lease, trying until somebody answers; empty when nobody does within a minute.
    QJsonObject join(QLocalSocket &lease) const;
    QJsonObject command(QLocalSocket &socket, const QByteArray &line) const;

    /// A client for the tenant `demo`, not signed in.
    ApiClient client() const;
    /// From `passwords.txt`; empty where it has no such person.
    QString passwordOf(const QString &loginName) const;
    ApiClient signedIn(const QString &loginName) const;

    QString folder() const { return m_folder.path() + QStringLiteral("/local"); }
    QByteArray log() { return m_log += m_process.readAll(); }
    QByteArray content(const QString &fileName) const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_log;
};

}
