// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/ipnetwork.h"

#include "error/excerpt.h"

#include <algorithm>
#include <bit>

using namespace Qt::StringLiterals;

namespace sekimori {

namespace addressmessages {
constexpr Message PrefixNotANumber{"network.prefix.number",
    QT_TRANSLATE_NOOP("Messages", "“%1” has the prefix length “%2”. Write a whole number from 0 to %3.")};
constexpr Message PrefixMissing{"network.prefix.missing",
    QT_TRANSLATE_NOOP("Messages", "“%1” has nothing after the “/”. Write a prefix length from 0 to %2, or no “/”.")};
constexpr Message PrefixLeadingZero{"network.prefix.leadingZero",
    QT_TRANSLATE_NOOP("Messages", "“%1” has the prefix length “%2” with a leading zero. Write it without the zero.")};
constexpr Message PrefixOutOfRange{
    "network.prefix.range", QT_TRANSLATE_NOOP("Messages", "“%1” has the prefix length %2. It must be from 0 to %3.")};
constexpr Message PrefixMapped{"network.prefix.mapped",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is an IPv4-mapped network with the prefix length %2. It must be from 96 to 128; plain IPv4 is clearer.")};
constexpr Message PrefixAsMask{"network.prefix.mask",
    QT_TRANSLATE_NOOP("Messages", "“%1” has a network mask. Write it with a prefix length: “%2”.")};
constexpr Message PrefixBrokenMask{"network.prefix.brokenMask",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” has “%2” after the “/”, which no prefix length stands for. Write a number from 0 to %3.")};
}

namespace {

constexpr int mappedBits = 96;

int widthOf(const IpAddress &address)
{
    return address.isV4() ? 32 : 128;
}

/// The bits of byte @p index that lie behind the first @p fixedBits of all 128.
quint8 hostMask(size_t index, int fixedBits)
{
    const int fixedHere = std::clamp(fixedBits - int(index) * 8, 0, 8);
    return quint8(0xff >> fixedHere);
}

int fixedBits(const IpNetwork &network)
{
    return network.prefix + (network.address.isV4() ? mappedBits : 0);
}

std::unexpected<Error> refused(const Message &message, QStringView text, const QStringList &more)
{
    return std::unexpected(Error(ErrorKind::Malformed, message, QStringList{excerpt(text)} + more));
}

/// A mask such as 255.255.255.0 in place of the prefix length: nearly right, so the answer says what is.
Error maskError(QStringView text, const IpAddress &address, QStringView mask)
{
    const auto parsed = IpAddress::parse(mask);
    if (parsed && parsed->isV4() && address.isV4()) {
        quint32 bits = 0;
        for (size_t i = 12; i < 16; ++i)
            bits = bits << 8 | parsed->bytes[i];
        const int prefix = std::countl_one(bits);
        if (prefix == std::popcount(bits))
            return refused(addressmessages::PrefixAsMask, text, {address.toString() + u'/' + QString::number(prefix)})
                .error();
    }
    return refused(addressmessages::PrefixBrokenMask, text, {excerpt(mask), QString::number(widthOf(address))}).error();
}

Result<int> parsePrefix(QStringView text, QStringView part, const IpAddress &address, int width)
{
    const QString widest = QString::number(width);
    if (part.isEmpty())
        return refused(addressmessages::PrefixMissing, text, {widest});
    if (part.contains(u'.'))
        return std::unexpected(maskError(text, address, part));
    if (!std::ranges::all_of(part, [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return refused(addressmessages::PrefixNotANumber, text, {excerpt(part), widest});
    if (part.size() > 1 && part.front() == u'0')
        return refused(addressmessages::PrefixLeadingZero, text, {excerpt(part)});
    const int prefix = part.size() <= 3 ? part.toInt() : width + 1;
    if (prefix > width)
        return refused(addressmessages::PrefixOutOfRange, text, {excerpt(part), widest});
    return prefix;
}

}

Result<IpNetwork> IpNetwork::parse(QStringView text)
{
    const auto slash = text.indexOf(u'/');
    const auto addressText = slash < 0 ? text : text.first(slash);
    const auto address = IpAddress::parse(addressText);
    if (!address)
        return std::unexpected(address.error());
    if (slash < 0)
        return single(*address);

    const bool isMapped = address->isV4() && addressText.contains(u':');
    const auto prefix = parsePrefix(text, text.sliced(slash + 1), *address, isMapped ? 128 : widthOf(*address));
    if (!prefix)
        return std::unexpected(prefix.error());
    if (!isMapped)
        return IpNetwork{*address, *prefix};
    if (*prefix < mappedBits)
        return refused(addressmessages::PrefixMapped, text, {QString::number(*prefix)});
    return IpNetwork{*address, *prefix - mappedBits};
}

IpNetwork IpNetwork::single(const IpAddress &address)
{
    return IpNetwork{address, widthOf(address)};
}

QString IpNetwork::toString() const
{
    return isSingle() ? address.toString() : address.toString() + u'/' + QString::number(prefix);
}

bool IpNetwork::isSingle() const
{
    return prefix == widthOf(address);
}

bool IpNetwork::hasHostBits() const
{
    return address != first();
}

IpNetwork IpNetwork::masked() const
{
    return IpNetwork{first(), prefix};
}

IpAddress IpNetwork::first() const
{
    IpAddress lowest = address;
    for (size_t i = 0; i < lowest.bytes.size(); ++i)
        lowest.bytes[i] &= quint8(~hostMask(i, fixedBits(*this)));
    return lowest;
}

IpAddress IpNetwork::last() const
{
    IpAddress highest = address;
    for (size_t i = 0; i < highest.bytes.size(); ++i)
        highest.bytes[i] |= hostMask(i, fixedBits(*this));
    return highest;
}

bool IpNetwork::contains(const IpAddress &other) const
{
    return first() <= other && other <= last();
}

bool IpNetwork::contains(const IpNetwork &other) const
{
    return prefix <= other.prefix && contains(other.address);
}

}
