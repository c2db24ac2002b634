// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"

#include <QByteArray>

#include <vector>

/// How what an event is compared with goes into a statement as bytes.
namespace sekimori::platformd {

QByteArray sourceRange(const IpAddress &first, const IpAddress &last);
bool isInRange(const IpAddress &address, QByteArrayView range);

/// @p codes in rising order.
QByteArray codeSet(const std::vector<qint64> &codes);
bool isInSet(qint64 code, QByteArrayView set);

}
