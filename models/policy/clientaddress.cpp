// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/clientaddress.h"

#include <algorithm>

namespace sekimori::policy {
namespace {

bool isPort(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })
        && text.toInt() <= 65535;
}

std::optional<IpAddress> parsed(QByteArrayView text)
{
    constexpr qsizetype longest = 64;
    if (text.size() > longest)
        return {};
    const auto address = IpAddress::parse(QString::fromLatin1(text));
    return address ? std::optional(*address) : std::nullopt;
}

/// `[v6]` or `[v6]:port`.
std::optional<IpAddress> parsedInBrackets(QByteArrayView element)
{
    const auto end = element.indexOf(']');
    if (end < 0)
        return {};
    const auto inside = element.sliced(1, end - 1);
    const auto behind = element.sliced(end + 1);
    if (!inside.contains(':') || (!behind.isEmpty() && !(behind.startsWith(':') && isPort(behind.sliced(1)))))
        return {};
    return parsed(inside);
}

/// One element between two commas: an address, with or without a port.
std::optional<IpAddress> parsedElement(QByteArrayView element)
{
    if (element.startsWith('['))
        return parsedInBrackets(element);
    // One colon can only be the one before a port; an IPv6 address has two at least.
    const auto colon = element.indexOf(':');
    if (colon >= 0 && colon == element.lastIndexOf(':'))
        return isPort(element.sliced(colon + 1)) ? parsed(element.first(colon)) : std::nullopt;
    return parsed(element);
}

}

ClientAddress clientAddress(
    const IpAddress &peer, const QList<QByteArray> &forwardedForLines, const IpSet &namedProxies)
{
    ClientAddress client{peer.unmapped()};
    client.viaProxy = namedProxies.contains(*client.address);
    if (!client.viaProxy)
        return client;

    const QByteArray chain = forwardedForLines.join(',').trimmed();
    if (chain.isEmpty())
        return client;
    QByteArrayView rest = chain;
    while (true) {
        // On an empty view Qt's lastIndexOf() looks at the byte behind it.
        const auto comma = rest.isEmpty() ? -1 : rest.lastIndexOf(',');
        client.address = parsedElement(rest.sliced(comma + 1).trimmed());
        if (comma < 0 || !client.address || !namedProxies.contains(*client.address))
            return client;
        rest.truncate(comma);
    }
}

}
