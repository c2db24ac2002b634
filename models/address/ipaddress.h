// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QStringView>

#include <array>
#include <compare>
#include <optional>

namespace sekimori {

/// An IPv4 or IPv6 address as a value. IPv4 is held IPv4-mapped, so that one width serves both; in the order all
/// IPv4 addresses come before all of IPv6, so that no interval ever spans the two.
struct IpAddress {
    enum class Family : quint8 { V4, V6 };
    using Bytes = std::array<quint8, 16>;

    Bytes bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
    Family family = Family::V4;

    /// @p number in host order: 0x7f000001 is 127.0.0.1.
    static IpAddress v4(quint32 number);
    /// Kept as IPv6 even when it is IPv4-mapped; see unmapped().
    static IpAddress v6(const Bytes &bytes);
    /// Strict: what other programs may read differently (leading zeros, fewer than four numbers, hexadecimal) is an
    /// error. IPv4-mapped text such as ::ffff:192.0.2.1 becomes the IPv4 address.
    static Result<IpAddress> parse(QStringView text);

    /// The one canonical spelling (RFC 5952 for IPv6).
    QString toString() const;
    bool isV4() const { return family == Family::V4; }
    /// The IPv4 address inside an IPv4-mapped IPv6 address; every other address is returned as it is.
    IpAddress unmapped() const;
    /// The address after this one; none after the last of its family.
    std::optional<IpAddress> next() const;

    bool operator==(const IpAddress &) const = default;
    std::strong_ordering operator<=>(const IpAddress &other) const
    {
        const auto families = family <=> other.family;
        return families != 0 ? families : bytes <=> other.bytes;
    }
};

namespace addressmessages {
extern const Message AddressEmpty;
extern const Message AddressTooLong;
extern const Message AddressHasBlank;
extern const Message AddressNotAscii;
extern const Message AddressInBrackets;
extern const Message AddressHasZone;
extern const Message AddressHasPrefix;
extern const Message AddressHasPort;
extern const Message AddressUnknown;
extern const Message Ipv4PartCount;
extern const Message Ipv4EmptyPart;
extern const Message Ipv4LeadingZero;
extern const Message Ipv4OutOfRange;
extern const Message Ipv4Hexadecimal;
extern const Message Ipv6TwoGaps;
extern const Message Ipv6EmptyGroup;
extern const Message Ipv6GroupCount;
extern const Message Ipv6BadGroup;
extern const Message Ipv6EmbeddedPlace;
}

}
