// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QJsonObject>

#include <optional>

namespace sekimori::platformd {

inline constexpr Message ControlNoAnswer{"control.noAnswer",
    QT_TRANSLATE_NOOP("Messages", "The running service did not answer on “%1”. Look into its log.")};
inline constexpr Message ControlRefused{
    "control.refused", QT_TRANSLATE_NOOP("Messages", "The running service refused: %1")};

/// What the service that runs in @p dataFolder says to @p command; nothing where none runs.
std::optional<Result<QJsonObject>> askRunningService(const QString &dataFolder, const QJsonObject &command);

}
