// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace sekimori::platformd {

/// @p text with one layer of percent-encoding taken off, or nothing where a percent sign has no two digits behind it.
std::optional<QByteArray> percentDecoded(const QByteArray &text);

}
