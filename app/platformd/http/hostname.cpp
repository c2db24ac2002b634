// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/hostname.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestName = 253;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isOfName(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
}

bool isOfAddress(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
}

}

std::optional<QByteArray> normalisedHostName(QByteArrayView name)
{
    if (name.endsWith('.'))
        name.chop(1);
    if (name.isEmpty() || name.size() > longestName || name.startsWith('.') || name.contains(".."))
        return std::nullopt;
    const QByteArray lower = name.toByteArray().toLower();
    return std::ranges::all_of(lower, isOfName) ? std::optional(lower) : std::nullopt;
}

std::optional<QByteArray> hostOfHeader(QByteArrayView value)
{
    const qsizetype bracket = value.indexOf(']');
    const qsizetype colon = value.indexOf(':', bracket + 1);
    if (colon >= 0) {
        const QByteArrayView port = value.sliced(colon + 1);
        if (port.isEmpty() || port.size() > 5 || !std::ranges::all_of(port, isDigit) || port.toInt() > 65535)
            return std::nullopt;
        value = value.first(colon);
    }
    if (!value.startsWith('['))
        return normalisedHostName(value);
    const QByteArray lower = value.toByteArray().toLower();
    const bool isAddress = value.size() > 2 && bracket == value.size() - 1
        && std::ranges::all_of(QByteArrayView(lower).sliced(1, lower.size() - 2), isOfAddress);
    return isAddress ? std::optional(lower) : std::nullopt;
}

}
