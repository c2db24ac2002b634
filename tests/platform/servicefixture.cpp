// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include "crypto/sealing.h"
#include "quietport.h"
#include "throwawayhosts.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

constexpr int patience = 300'000; // milliseconds; with sanitizers, under a tracer, on a busy machine

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
}

}

RunningService::RunningService()
    : m_port(quietPort())
{
    const auto identity = makeIdentity({u"*.example.test"_s, u"*.s.example.test"_s});
    write(folder() + u"/server.pem"_s, identity.certificateChainPem);
    write(folder() + u"/server-key.pem"_s, identity.privateKeyPem);
    write(folder() + u"/operator-key"_s, crypto::SealingKey::newText());
    QFile::setPermissions(folder() + u"/operator-key"_s, QFile::ReadOwner | QFile::WriteOwner);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

RunningService::~RunningService()
{
    if (isRunning())
        stop();
}

void RunningService::setEnvironment(const QString &name, const QString &value)
{
    QProcessEnvironment environment = m_process.processEnvironment();
    if (environment.isEmpty())
        environment = QProcessEnvironment::systemEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

QStringList RunningService::arguments() const
{
    return {u"--config"_s, folder() + u"/sekimorid.conf"_s};
}

bool RunningService::writeConfig() const
{
    // One port for all of its lives, so that clients find it again.
    const QByteArray base = folder().toUtf8();
    const QByteArray lines = "domain = example.test\n"
                             "data-folder = "
        + base
        + "/data\n"
          "certificate = "
        + base
        + "/server.pem\n"
          "certificate-key = "
        + base
        + "/server-key.pem\n"
          "key-file = "
        + base
        + "/operator-key\n"
          "listen = 127.0.0.1:"
        + QByteArray::number(m_port) + "\n" + m_moreLines;
    return write(folder() + u"/sekimorid.conf"_s, lines);
}

bool RunningService::start()
{
    if (!writeConfig())
        return false;
    QStringList command = m_under + m_service + arguments();
    const QString program = command.takeFirst();
    m_log.clear();
    m_process.start(program, command);
    return m_process.waitForStarted(patience) && readPort();
}

bool RunningService::readPort()
{
    static const QRegularExpression serving(u"Serving .* on port (\\d+)"_s);
    const QDeadlineTimer deadline(patience);
    while (isRunning() && !deadline.hasExpired()) {
        m_log += m_process.readAll();
        const auto match = serving.match(QString::fromUtf8(m_log));
        if (match.hasMatch()) {
            m_port = match.captured(1).toUShort();
            return true;
        }
        m_process.waitForReadyRead(int(deadline.remainingTime()));
    }
    qWarning() << "The service did not start:" << m_log + m_process.readAll();
    return false;
}

bool RunningService::stop()
{
    if (!isRunning())
        return false; // Its number would be 0 then, and that means the test itself and whoever started it.
    ::kill(pid_t(m_process.processId()), SIGTERM);
    const bool ended = m_process.waitForFinished(patience);
    m_log += m_process.readAll();
    if (!ended)
        kill();
    const bool isClean = ended && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    if (!isClean)
        qWarning() << "The service did not stop in order:" << m_log;
    return isClean;
}

void RunningService::kill()
{
    m_process.kill();
    m_process.waitForFinished(patience);
    m_log += m_process.readAll();
}

void RunningService::killFromAnyThread() const
{
    ::kill(pid_t(m_process.processId()), SIGKILL);
}

QByteArray RunningService::log()
{
    while (m_process.waitForReadyRead(0))
        m_log += m_process.readAll();
    return m_log;
}

int RunningService::run(const QStringList &arguments, QByteArray *output) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(SEKIMORID), arguments);
    if (!process.waitForFinished(patience)) {
        process.kill();
        process.waitForFinished();
        return -1;
    }
    if (output)
        *output = process.readAll();
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

bool RunningService::createTenant(const QString &name, const QString &administrator, const QString &password)
{
    const QString passwordFile = folder() + u"/password"_s;
    if (!writeConfig() || !write(passwordFile, password.toUtf8() + '\n'))
        return false;
    QByteArray output;
    const bool made = run(arguments()
                              + QStringList{u"tenant"_s, u"create"_s, name, u"--admin"_s, administrator,
                                  u"--password-file"_s, passwordFile},
                          &output)
        == 0;
    if (!made)
        qWarning() << "The tenant was not made:" << output;
    return made;
}

ApiClient RunningService::client(const QByteArray &tenant, const QByteArray &from) const
{
    return {m_port, tenant + ".example.test", from};
}

ApiClient RunningService::administrator(const QByteArray &tenant) const
{
    ApiClient signedIn = client(tenant);
    if (!signedIn.signIn(u"chief"_s, administratorPassword()))
        qWarning() << "Nobody could be signed in.";
    return signedIn;
}

QJsonObject checkedIntegrity(ApiClient &client)
{
    QJsonObject integrity;
    (void)QTest::qWaitFor(
        [&] {
            integrity = client.get("/api/v1/audit/integrity").json();
            return integrity["state"_L1] != "checking"_L1;
        },
        patience);
    return integrity;
}

}
