// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"

namespace sekimori {

/// A single address or a CIDR block. The address is kept as it was written, host bits included, so that a page can
/// show what somebody meant; whoever decides or compares uses masked(), first() and last().
struct IpNetwork {
    IpAddress address;
    int prefix = 32; ///< counted in the address's own family: 0 to 32, or 0 to 128

    /// Accepts "a" and "a/n". An IPv4-mapped network such as ::ffff:10.0.0.0/104 becomes the IPv4 one.
    static Result<IpNetwork> parse(QStringView text);
    /// The network of one address only.
    static IpNetwork single(const IpAddress &address);

    /// "a/n"; for a single address just "a".
    QString toString() const;
    bool isSingle() const;
    bool hasHostBits() const;
    IpNetwork masked() const;
    IpAddress first() const;
    IpAddress last() const;
    /// Families are apart: no IPv6 network, not even ::/0, contains an IPv4 address.
    bool contains(const IpAddress &other) const;
    bool contains(const IpNetwork &other) const;

    bool operator==(const IpNetwork &) const = default;
    std::strong_ordering operator<=>(const IpNetwork &) const = default;
};

namespace addressmessages {
extern const Message PrefixNotANumber;
extern const Message PrefixMissing;
extern const Message PrefixLeadingZero;
extern const Message PrefixOutOfRange;
extern const Message PrefixMapped;
extern const Message PrefixAsMask;
extern const Message PrefixBrokenMask;
}

}
