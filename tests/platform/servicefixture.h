// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apiclient.h"

#include <QProcess>
#include <QTemporaryDir>

namespace sekimori::test {

/// The real service as a process of its own, on a free port, with its data in a folder that goes with it.
class RunningService {
public:
    RunningService();
    ~RunningService();
    RunningService(const RunningService &) = delete;
    RunningService &operator=(const RunningService &) = delete;

    /// More lines for the configuration file, before start().
    void configure(const QByteArray &lines) { m_moreLines += lines; }
    /// A program that runs the service, such as a tracer with its arguments.
    void runUnder(const QStringList &command) { m_under = command; }
    /// Another program in the service's place, which takes the same arguments behind those given here.
    void runInstead(const QStringList &command) { m_service = command; }
    void setEnvironment(const QString &name, const QString &value);

    /// Returns when it answers; false when it does not come up within half a minute.
    bool start();
    bool stop();
    /// As the system does to a process that has no time to say goodbye.
    void kill();
    /// The same without waiting, so that it can happen in the middle of something.
    void killFromAnyThread() const;
    qint64 processId() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    /// By the command line, with the service running or not.
    bool createTenant(const QString &name, const QString &administrator = QStringLiteral("chief"),
        const QString &password = administratorPassword());
    /// Runs the program to its end; returns its exit code.
    int run(const QStringList &arguments, QByteArray *output = nullptr) const;

    /// One of the operator's commands, with this service's configuration.
    int command(const QStringList &words, QByteArray *output = nullptr) const
    {
        return run(arguments() + words, output);
    }

    static QString administratorPassword() { return QStringLiteral("river-stone-4711"); }

    quint16 port() const { return m_port; }
    QString folder() const { return m_folder.path(); }
    /// What it has said so far.
    QByteArray log();
    ApiClient client(const QByteArray &tenant, const QByteArray &from = "127.0.0.1") const;
    /// Signed in as the administrator.
    ApiClient administrator(const QByteArray &tenant) const;

private:
    QStringList arguments() const;
    bool writeConfig() const;
    bool readPort();

    QTemporaryDir m_folder;
    QByteArray m_moreLines;
    QStringList m_under;
    QStringList m_service{QStringLiteral(SEKIMORID)};
    QProcess m_process;
    QByteArray m_log;
    quint16 m_port = 0;
};

/// What the platform says of its log as soon as no check of it is under way, or after a minute. A macro that tries
/// again looks a last time when it is through, and by then the nightly check of a new log may have begun.
QJsonObject checkedIntegrity(ApiClient &client);

}
