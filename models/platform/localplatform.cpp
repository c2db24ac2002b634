// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/localplatform.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platform {

namespace {
constexpr auto dataVariable = "SEKIMORI_LOCAL_DATA";
constexpr auto attemptPause = 50ms;
/// A program that ends may have found another one just starting; that one gets this many more attempts.
constexpr int attemptsAfterEnd = 40;
constexpr qint64 longestAnswer = 256 * 1024;
constexpr qint64 longestLastWords = 2000;

/// On systems where it cannot be told, yes: then patience decides.
bool isRunning(qint64 process)
{
#ifdef Q_OS_UNIX
    return ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM;
#else
    Q_UNUSED(process)
    return true;
#endif
}

QString tailOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    if (file.size() > longestLastWords)
        file.seek(file.size() - longestLastWords);
    return QString::fromUtf8(file.readAll()).trimmed();
}

std::optional<LocalAccess> accessFrom(const QJsonObject &json)
{
    LocalAccess access;
    access.profile.id = u"local"_s;
    access.profile.name = QCoreApplication::translate("LocalPlatform", "Local platform");
    access.profile.address = json["address"_L1].toString();
    const int port = json["port"_L1].toInt();
    access.profile.port = port == static_cast<quint16>(port) ? static_cast<quint16>(port) : 0;
    access.profile.hostName = json["hostName"_L1].toString();
    access.profile.userName = json["user"_L1].toString();
    access.profile.pinnedAuthority = json["authorityPem"_L1].toString().toLatin1();
    access.profile.mailFolder = json["mailFolder"_L1].toString();
    access.oneTimeToken = json["oneTimeToken"_L1].toString();
    // Without a pin the system's authorities would be trusted for a host that none of them can vouch for.
    const bool isWhole = problemsOf(access.profile).isEmpty() && !access.profile.address.isEmpty()
        && !access.profile.pinnedAuthority.isEmpty() && !access.oneTimeToken.isEmpty();
    return isWhole ? std::optional(access) : std::nullopt;
}
/// Whose words these are, for the translators.
struct LocalFailureWords {
    Q_DECLARE_TR_FUNCTIONS(LocalFailure)
};

}

QString toText(const LocalFailure &failure)
{
    switch (failure.kind) {
    case LocalFailure::Kind::ProgramMissing:
        return LocalFailureWords::tr(
            "The local platform's program is missing. It should be “%1”. Install Sekimori again.")
            .arg(failure.detail);
    case LocalFailure::Kind::NotStarted:
        return LocalFailureWords::tr("The local platform could not be started: %1").arg(failure.detail);
    case LocalFailure::Kind::Ended:
        return LocalFailureWords::tr("The local platform stopped while it was starting.");
    case LocalFailure::Kind::TooSlow:
        return LocalFailureWords::tr("The local platform did not answer in time.");
    case LocalFailure::Kind::Refused:
        return LocalFailureWords::tr("The local platform refused: %1").arg(failure.detail);
    case LocalFailure::Kind::Nonsense:
        return LocalFailureWords::tr(
            "What answers in the place of the local platform does not speak like one of this version.");
    case LocalFailure::Kind::LeaseLost:
        return LocalFailureWords::tr("The local platform has stopped.");
    }
    return {};
}

LocalPlatformPlaces LocalPlatformPlaces::standard()
{
    QString data = qEnvironmentVariable(dataVariable);
    if (data.isEmpty())
        data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/sekimori/local"_L1;
    QString program = QCoreApplication::applicationDirPath() + "/sekimorid"_L1;
#ifdef Q_OS_WIN
    program += ".exe"_L1;
#endif
    return {.dataFolder = data, .program = program};
}

LocalPlatform::LocalPlatform(const LocalPlatformPlaces &places, QObject *parent)
    : QObject(parent)
    , m_places(places)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(attemptPause);
    m_patience.setSingleShot(true);
    m_patience.setInterval(places.patience);
    connect(&m_pause, &QTimer::timeout, this, &LocalPlatform::connectToSocket);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail(LocalFailure::Kind::TooSlow); });
    connect(&m_socket, &QLocalSocket::connected, this, &LocalPlatform::askToJoin);
    connect(&m_socket, &QLocalSocket::readyRead, this, &LocalPlatform::readAnswer);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &LocalPlatform::meetSocketError);
}

LocalPlatform::~LocalPlatform()
{
    stop();
}

void LocalPlatform::join()
{
    stop();
    m_startedProcess = 0;
    m_attemptsAfterEnd = 0;
    m_patience.start();
    setStep(Step::Looking);
    connectToSocket();
}

void LocalPlatform::stop()
{
    m_pause.stop();
    m_patience.stop();
    m_answer.clear();
    const QSignalBlocker blocker(m_socket);
    m_socket.abort();
}

void LocalPlatform::connectToSocket()
{
    m_socket.connectToServer(m_places.dataFolder + "/control.sock"_L1);
}

void LocalPlatform::askToJoin()
{
    setStep(Step::Joining);
    m_socket.write("{\"command\":\"join\"}\n");
}

void LocalPlatform::meetSocketError(QLocalSocket::LocalSocketError error)
{
    if (isJoined())
        return fail(LocalFailure::Kind::LeaseLost);
    switch (error) {
    case QLocalSocket::ServerNotFoundError:
    case QLocalSocket::ConnectionRefusedError:
    case QLocalSocket::PeerClosedError: // it was just about to stop
        break;
    default:
        return fail(LocalFailure::Kind::NotStarted, m_socket.errorString());
    }
    m_answer.clear();
    if (m_startedProcess == 0 && !startProgram())
        return;
    waitForProgram();
}

bool LocalPlatform::startProgram()
{
    setStep(Step::Starting);
    if (!QFileInfo(m_places.program).isExecutable()) {
        fail(LocalFailure::Kind::ProgramMissing, QDir::toNativeSeparators(m_places.program));
        return false;
    }
    QDir().mkpath(m_places.dataFolder);
    QFile::setPermissions(m_places.dataFolder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(dataVariable), m_places.dataFolder);
    QProcess program;
    program.setProgram(m_places.program);
    program.setArguments({u"--local"_s, u"--until-unused"_s});
    program.setProcessEnvironment(environment);
    program.setStandardInputFile(QProcess::nullDevice());
    program.setStandardOutputFile(QProcess::nullDevice());
    program.setStandardErrorFile(startLog());
    if (program.startDetached(&m_startedProcess))
        return true;
    fail(LocalFailure::Kind::NotStarted, program.errorString());
    return false;
}

void LocalPlatform::waitForProgram()
{
    setStep(Step::Starting);
    if (!isRunning(m_startedProcess) && ++m_attemptsAfterEnd > attemptsAfterEnd)
        return fail(LocalFailure::Kind::Ended);
    m_pause.start();
}

void LocalPlatform::readAnswer()
{
    if (isJoined()) {
        m_socket.readAll();
        return;
    }
    m_answer += m_socket.readAll();
    const qsizetype end = m_answer.indexOf('\n');
    if (end < 0 && m_answer.size() <= longestAnswer)
        return;
    const QJsonObject json = QJsonDocument::fromJson(m_answer.left(std::max<qsizetype>(end, 0))).object();
    m_answer.clear();
    if (json.contains("error"_L1))
        return fail(LocalFailure::Kind::Refused, json["error"_L1]["message"_L1].toString());
    const auto access = accessFrom(json);
    if (!access)
        return fail(LocalFailure::Kind::Nonsense);
    m_patience.stop();
    setStep(Step::Joined);
    emit joined(*access);
}

void LocalPlatform::setStep(Step step)
{
    if (m_step == step)
        return;
    m_step = step;
    emit stepChanged(step);
}

void LocalPlatform::fail(LocalFailure::Kind kind, const QString &detail)
{
    const LocalFailure failure{kind, detail, m_startedProcess == 0 ? QString() : tailOf(startLog())};
    stop();
    m_step = Step::Looking;
    emit failed(failure);
}

QString LocalPlatform::startLog() const
{
    return m_places.dataFolder + "/start.log"_L1;
}

}
