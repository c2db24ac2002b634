// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

/// Another program that judges files of ours, in a folder of its own.
class OtherProgram {
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// The path of a file with @p content.
    QString put(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s could not be written", qPrintable(name));
        return file.fileName();
    }

    /// What @p program said, both streams; its exit code is code().
    QByteArray run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setWorkingDirectory(m_folder.path());
        process.start(program, arguments);
        if (!process.waitForFinished(60'000))
            qFatal("%s did not end", qPrintable(program));
        m_code = process.exitCode();
        return process.readAll();
    }
    QByteArray openssl(const QStringList &arguments) { return run(QStringLiteral("openssl"), arguments); }

    int code() const { return m_code; }

private:
    QTemporaryDir m_folder;
    int m_code = -1;
};
