// SPDX-License-Identifier: GPL-3.0-or-later
#include "localfixture.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

constexpr int patience = 600'000; // milliseconds: the demo's log and people are made meanwhile

}

RunningLocalPlatform::RunningLocalPlatform()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SEKIMORI_LOCAL_DATA"_s, folder());
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

RunningLocalPlatform::~RunningLocalPlatform()
{
    if (isRunning())
        stop();
}

void RunningLocalPlatform::start(const QStringList &more)
{
    m_process.start(QStringLiteral(SEKIMORID), QStringList{u"--local"_s} + more);
}

bool RunningLocalPlatform::stop()
{
    if (!isRunning())
        return exitCode() == 0;
    ::kill(pid_t(m_process.processId()), SIGTERM);
    return waitForEnd(patience) && exitCode() == 0;
}

bool RunningLocalPlatform::waitForEnd(int milliseconds)
{
    const bool ended = !isRunning() || m_process.waitForFinished(milliseconds);
    if (!ended)
        m_process.kill();
    log();
    return ended;
}

QJsonObject RunningLocalPlatform::join(QLocalSocket &lease) const
{
    const bool isJoined = QTest::qWaitFor(
        [&] {
            lease.connectToServer(folder() + u"/control.sock"_s);
            return lease.waitForConnected(100);
        },
        patience);
    return isJoined ? command(lease, R"({"command":"join"})") : QJsonObject();
}

QJsonObject RunningLocalPlatform::command(QLocalSocket &socket, const QByteArray &line) const
{
    socket.write(line + '\n');
    QByteArray answer;
    while (!answer.endsWith('\n') && socket.waitForReadyRead(patience))
        answer += socket.readAll();
    return QJsonDocument::fromJson(answer).object();
}

QByteArray RunningLocalPlatform::content(const QString &fileName) const
{
    QFile file(folder() + u'/' + fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ApiClient RunningLocalPlatform::client() const
{
    return {content(u"port"_s).trimmed().toUShort(), "demo.sekimori.localhost"};
}

QString RunningLocalPlatform::passwordOf(const QString &loginName) const
{
    for (const QByteArray &line : content(u"passwords.txt"_s).split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() == 3 && QString::fromUtf8(words[0]) == loginName)
            return QString::fromUtf8(words[1]);
    }
    return {};
}

ApiClient RunningLocalPlatform::signedIn(const QString &loginName) const
{
    ApiClient person = client();
    if (!person.signIn(loginName, passwordOf(loginName)))
        qWarning() << loginName << "could not be signed in.";
    return person;
}

}
