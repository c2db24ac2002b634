// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace sekimori::platformd {

/// @p name in lower case and without the root's dot, or nothing when it has characters that no host name has.
std::optional<QByteArray> normalisedHostName(QByteArrayView name);

/// The normalised name (or the address in brackets) of a Host header, its port checked and left out.
std::optional<QByteArray> hostOfHeader(QByteArrayView value);

}
