// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlclient.h"

#include "control/controlserver.h"

#include <QJsonDocument>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int patience = 30'000; // milliseconds

Result<QJsonObject> ask(QLocalSocket &socket, const QJsonObject &command)
{
    const std::unexpected<Error> noAnswer(Error{ErrorKind::Unavailable, ControlNoAnswer, {socket.fullServerName()}});
    socket.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    QByteArray answer;
    while (!answer.endsWith('\n')) {
        if (!socket.waitForReadyRead(patience))
            return noAnswer;
        answer += socket.readAll();
    }
    const QJsonDocument json = QJsonDocument::fromJson(answer);
    if (!json.isObject())
        return noAnswer;
    const QJsonObject error = json.object().value("error"_L1).toObject();
    if (error.isEmpty())
        return json.object();
    return std::unexpected(Error{ErrorKind::Invalid, ControlRefused, {error.value("message"_L1).toString()},
        error.value("field"_L1).toString()});
}

}

std::optional<Result<QJsonObject>> askRunningService(const QString &dataFolder, const QJsonObject &command)
{
    QLocalSocket socket;
    socket.connectToServer(controlSocketPath(dataFolder));
    if (!socket.waitForConnected(patience))
        return std::nullopt;
    return ask(socket, command);
}

}
