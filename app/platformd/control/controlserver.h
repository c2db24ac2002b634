// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "control/socketthread.h"
#include "error/error.h"

#include <QHash>
#include <QJsonObject>

#include <functional>
#include <memory>

namespace sekimori::platformd {

inline constexpr Message ControlNotOpened{
    "control.notOpened", QT_TRANSLATE_NOOP("Messages", "The control socket “%1” could not be opened: %2.")};
inline constexpr Message ControlCommandUnknown{
    "control.commandUnknown", QT_TRANSLATE_NOOP("Messages", "There is no command “%1” here. Known are %2.")};
inline constexpr Message ControlPeerRefused{"control.peerRefused",
    QT_TRANSLATE_NOOP("Messages", "Only the service's own user and the system's administrator may give it commands.")};
inline constexpr Message ControlLineTooLong{
    "control.lineTooLong", QT_TRANSLATE_NOOP("Messages", "The command is longer than %1 bytes.")};

/// What a command says to whoever gave it.
struct ControlReply {
    QJsonObject json;
    std::shared_ptr<void> held = {}; ///< let go when the connection ends
};

using ControlCommand = std::function<Result<ControlReply>(const QJsonObject &)>;
using ControlCommands = QHash<QString, ControlCommand>;

/// `control.sock` in a data folder.
QString controlSocketPath(const QString &dataFolder);

/// Listens for the operator's commands on a local socket that only the service's user can open: one JSON object in a
/// line, one in the answer. It knows no command itself.
class ControlServer {
public:
    /// Commands run on threads of their own, several at once.
    static Result<std::unique_ptr<ControlServer>> open(const QString &path, ControlCommands commands);
    ~ControlServer() = default; ///< ends every connection
    ControlServer(const ControlServer &) = delete;
    ControlServer &operator=(const ControlServer &) = delete;

private:
    explicit ControlServer(SocketThread thread)
        : m_thread(std::move(thread))
    {
    }

    SocketThread m_thread;
};

}
