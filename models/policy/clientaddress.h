// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipset.h"

#include <QByteArray>

namespace sekimori::policy {

/// From where a request comes, as far as the access decision may believe it.
struct ClientAddress {
    std::optional<IpAddress> address; ///< none: the proxies' account is malformed, and the request counts as not listed
    bool viaProxy = false; ///< the peer is a named proxy, so that its X-Forwarded-For was heeded

    bool operator==(const ClientAddress &) const = default;
};

/// @p peer is the other end of the connection, @p forwardedForLines the values of all X-Forwarded-For lines in the
/// order in which they came. They count only when the peer is a named proxy; then the chain of addresses is walked from
/// the right to the first that is no named proxy. What stands to the left of that one is never looked at: the client
/// may have written it.
ClientAddress clientAddress(
    const IpAddress &peer, const QList<QByteArray> &forwardedForLines, const IpSet &namedProxies);

}
