// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlconnection.h"

#include "error/excerpt.h"
#include "error/messages.h"

#include <QJsonDocument>
#include <QLocalSocket>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logControl, "sekimorid.control")

constexpr qsizetype longestLine = 64 * 1024;

void send(QLocalSocket &socket, const QJsonObject &json)
{
    socket.write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) { }
}

QJsonObject errorJson(const Error &error)
{
    return {{u"error"_s,
        QJsonObject{{u"code"_s, QString::fromLatin1(error.message->code)},
            {u"message"_s, renderMessage(error, nullptr)}, {u"field"_s, error.field}}}};
}

Result<ControlReply> run(const QByteArray &line, const ControlCommands &commands)
{
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    const QString name = json.value("command"_L1).toString();
    const auto command = commands.constFind(name);
    if (command == commands.cend()) {
        QStringList known = commands.keys();
        known.sort();
        return std::unexpected(Error{ErrorKind::Invalid, ControlCommandUnknown, {excerpt(name), known.join(u", ")}});
    }
    qCInfo(logControl).noquote() << "Command" << name;
    return (*command)(json);
}

/// One line without its end; nothing when the peer has gone or the service stops.
std::optional<QByteArray> nextLine(QLocalSocket &socket, QByteArray &read, const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const qsizetype end = read.indexOf('\n');
        if (end > longestLine || (end < 0 && read.size() > longestLine)) {
            send(socket, errorJson({ErrorKind::TooLarge, ControlLineTooLong, {QString::number(longestLine)}}));
            return std::nullopt;
        }
        if (end >= 0) {
            QByteArray line = read.first(end);
            read.remove(0, end + 1);
            return line;
        }
        socket.waitForReadyRead(int(controlPatience.count()));
        read += socket.readAll();
        if (socket.state() != QLocalSocket::ConnectedState && !read.contains('\n'))
            return std::nullopt;
    }
    return std::nullopt;
}

}

void converse(quintptr descriptor, const ControlCommands &commands, const std::stop_token &stop)
{
    QLocalSocket socket;
    if (!socket.setSocketDescriptor(qintptr(descriptor)))
        return;
    if (!isOwnPeer(qintptr(descriptor))) {
        qCWarning(logControl) << "A process of another user tried to give commands.";
        return send(socket, errorJson({ErrorKind::Forbidden, ControlPeerRefused}));
    }
    std::vector<std::shared_ptr<void>> held;
    QByteArray read;
    while (const auto line = nextLine(socket, read, stop)) {
        auto reply = run(*line, commands);
        send(socket, reply ? reply->json : errorJson(reply.error()));
        if (reply && reply->held)
            held.push_back(std::move(reply->held));
    }
}

void refuseControlConnection(quintptr descriptor)
{
    QLocalSocket socket;
    socket.setSocketDescriptor(qintptr(descriptor));
}

}
