// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/ipaddress.h"

#include "error/excerpt.h"

#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori {

namespace addressmessages {
constexpr Message AddressEmpty{"address.empty",
    QT_TRANSLATE_NOOP("Messages", "The address is empty. Enter one such as 192.0.2.1 or 2001:db8::1.")};
constexpr Message AddressTooLong{"address.tooLong",
    QT_TRANSLATE_NOOP("Messages", "“%1” is too long for an address. Enter one such as 192.0.2.1 or 2001:db8::1.")};
constexpr Message AddressHasBlank{
    "address.blank", QT_TRANSLATE_NOOP("Messages", "“%1” has a blank. Write the address without blanks.")};
constexpr Message AddressNotAscii{"address.notAscii",
    QT_TRANSLATE_NOOP("Messages", "“%1” has the character “%2”. Write the address in half-width (ASCII) characters.")};
constexpr Message AddressInBrackets{"address.brackets",
    QT_TRANSLATE_NOOP("Messages", "“%1” has brackets. Write the address without “[” and “]”, and without a port.")};
constexpr Message AddressHasZone{"address.zone",
    QT_TRANSLATE_NOOP("Messages", "“%1” has a zone (“%2”), which means something on one machine only. Leave it out.")};
constexpr Message AddressHasPrefix{
    "address.prefix", QT_TRANSLATE_NOOP("Messages", "“%1” is a network. A single address is wanted here.")};
constexpr Message AddressHasPort{
    "address.port", QT_TRANSLATE_NOOP("Messages", "“%1” has a port. Write the address without “%2”.")};
constexpr Message AddressUnknown{"address.unknown",
    QT_TRANSLATE_NOOP("Messages", "“%1” is not an IP address. Enter one such as 192.0.2.1 or 2001:db8::1.")};
constexpr Message Ipv4PartCount{"address.ipv4.count",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” has a wrong count of numbers: %2. An IPv4 address has four, with dots between.")};
constexpr Message Ipv4EmptyPart{"address.ipv4.empty",
    QT_TRANSLATE_NOOP("Messages", "“%1” has a dot with no number beside it. An IPv4 address has four numbers.")};
constexpr Message Ipv4LeadingZero{"address.ipv4.leadingZero",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” has the number “%2” with a leading zero, which some programs read as octal. Write it without the zero.")};
constexpr Message Ipv4OutOfRange{"address.ipv4.range",
    QT_TRANSLATE_NOOP("Messages", "“%1” has the number “%2”. Each number of an IPv4 address is from 0 to 255.")};
constexpr Message Ipv4Hexadecimal{"address.ipv4.hexadecimal",
    QT_TRANSLATE_NOOP("Messages", "“%1” has the hexadecimal number “%2”. Write IPv4 addresses in decimal.")};
constexpr Message Ipv6TwoGaps{"address.ipv6.gaps",
    QT_TRANSLATE_NOOP("Messages", "“%1” has “::” more than once. It may stand for zeros in one place only.")};
constexpr Message Ipv6EmptyGroup{"address.ipv6.empty",
    QT_TRANSLATE_NOOP("Messages", "“%1” begins or ends with a single colon. Write “::” for zeros, or remove it.")};
constexpr Message Ipv6GroupCount{"address.ipv6.count",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” has a wrong count of groups: %2. An IPv6 address has eight, or at most seven beside “::”.")};
constexpr Message Ipv6BadGroup{"address.ipv6.group",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” has the group “%2”. Each group of an IPv6 address is one to four hexadecimal digits.")};
constexpr Message Ipv6EmbeddedPlace{"address.ipv6.embedded",
    QT_TRANSLATE_NOOP("Messages", "“%1” has “%2” in the wrong place. IPv4 form may stand only at the end.")};
}

namespace {

constexpr qsizetype longestText = 64; // the longest valid one has 45; the rest is room for a precise error
constexpr qsizetype groupCount = 8;

std::unexpected<Error> refused(const Message &message, QStringView text, QStringView part = {})
{
    QStringList arguments{excerpt(text)};
    if (!part.isEmpty())
        arguments += excerpt(part);
    return std::unexpected(Error(ErrorKind::Malformed, message, std::move(arguments)));
}

bool isDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

int hexValue(QChar character)
{
    if (isDigit(character))
        return character.unicode() - u'0';
    const char16_t lower = character.unicode() | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

/// What is wrong with the text as such, before it is taken for either family.
Result<void> checkCharacters(QStringView text)
{
    if (text.isEmpty())
        return std::unexpected(Error(ErrorKind::Malformed, addressmessages::AddressEmpty));
    if (text.size() > longestText)
        return refused(addressmessages::AddressTooLong, text);
    if (std::ranges::any_of(text, [](QChar c) { return c.isSpace(); }))
        return refused(addressmessages::AddressHasBlank, text);
    const auto foreign = std::ranges::find_if(text, [](QChar c) { return c.unicode() > 0x7e || c.unicode() < 0x20; });
    if (foreign != text.end()) {
        const auto place = std::distance(text.begin(), foreign);
        return refused(addressmessages::AddressNotAscii, text,
            text.sliced(place, foreign->isHighSurrogate() && place + 1 < text.size() ? 2 : 1));
    }
    if (text.contains(u'[') || text.contains(u']'))
        return refused(addressmessages::AddressInBrackets, text);
    if (const auto zone = text.indexOf(u'%'); zone >= 0)
        return refused(addressmessages::AddressHasZone, text, text.sliced(zone));
    if (text.contains(u'/'))
        return refused(addressmessages::AddressHasPrefix, text);
    return {};
}

Result<quint32> ipv4Number(QStringView part, QStringView text)
{
    if (part.size() > 1 && part.front() == u'0')
        return refused(addressmessages::Ipv4LeadingZero, text, part);
    if (part.size() > 3)
        return refused(addressmessages::Ipv4OutOfRange, text, part);
    quint32 value = 0;
    for (const QChar digit : part)
        value = value * 10 + (digit.unicode() - u'0');
    if (value > 255)
        return refused(addressmessages::Ipv4OutOfRange, text, part);
    return value;
}

Result<IpAddress> parseV4(QStringView text)
{
    const auto parts = text.split(u'.');
    for (const QStringView part : parts) {
        if (part.startsWith("0x"_L1, Qt::CaseInsensitive))
            return refused(addressmessages::Ipv4Hexadecimal, text, part);
    }
    if (!std::ranges::all_of(text, [](QChar c) { return isDigit(c) || c == u'.'; }))
        return refused(addressmessages::AddressUnknown, text);
    if (std::ranges::any_of(parts, &QStringView::isEmpty))
        return refused(addressmessages::Ipv4EmptyPart, text);
    if (parts.size() != 4)
        return refused(addressmessages::Ipv4PartCount, text, QString::number(parts.size()));

    quint32 number = 0;
    for (const QStringView part : parts) {
        const auto value = ipv4Number(part, text);
        if (!value)
            return std::unexpected(value.error());
        number = number << 8 | *value;
    }
    return IpAddress::v4(number);
}

/// Appends the groups of @p part, which is one side of “::” or, without “::”, everything.
Result<void> appendGroups(QList<quint16> &groups, QStringView part, bool isAtEnd, QStringView text)
{
    if (part.isEmpty())
        return {};
    const auto words = part.split(u':');
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QStringView word = words[i];
        if (word.isEmpty())
            return refused(addressmessages::Ipv6EmptyGroup, text);
        if (word.contains(u'.')) {
            if (!isAtEnd || i != words.size() - 1)
                return refused(addressmessages::Ipv6EmbeddedPlace, text, word);
            const auto embedded = parseV4(word);
            if (!embedded)
                return std::unexpected(embedded.error());
            const auto &bytes = embedded->bytes;
            groups << quint16(bytes[12] << 8 | bytes[13]) << quint16(bytes[14] << 8 | bytes[15]);
            continue;
        }
        if (word.size() > 4 || std::ranges::any_of(word, [](QChar c) { return hexValue(c) < 0; }))
            return refused(addressmessages::Ipv6BadGroup, text, word);
        quint16 value = 0;
        for (const QChar digit : word)
            value = quint16(value << 4 | hexValue(digit));
        groups << value;
    }
    return {};
}

Result<IpAddress> parseV6(QStringView text)
{
    const auto gap = text.indexOf("::"_L1);
    if (gap >= 0 && text.indexOf("::"_L1, gap + 1) >= 0)
        return refused(addressmessages::Ipv6TwoGaps, text);

    QList<quint16> groups;
    QList<quint16> afterGap;
    if (const auto done = appendGroups(groups, gap < 0 ? text : text.first(gap), gap < 0, text); !done)
        return std::unexpected(done.error());
    if (gap >= 0) {
        if (const auto done = appendGroups(afterGap, text.sliced(gap + 2), true, text); !done)
            return std::unexpected(done.error());
    }
    const qsizetype written = groups.size() + afterGap.size();
    if (gap < 0 ? written != groupCount : written >= groupCount)
        return refused(addressmessages::Ipv6GroupCount, text, QString::number(written));

    groups.resize(groupCount - afterGap.size());
    groups += afterGap;
    IpAddress::Bytes bytes;
    for (qsizetype i = 0; i < groupCount; ++i) {
        bytes[size_t(i) * 2] = quint8(groups[i] >> 8);
        bytes[size_t(i) * 2 + 1] = quint8(groups[i]);
    }
    return IpAddress::v6(bytes).unmapped();
}

QString dotted(const IpAddress::Bytes &bytes)
{
    return u"%1.%2.%3.%4"_s.arg(bytes[12]).arg(bytes[13]).arg(bytes[14]).arg(bytes[15]);
}

struct Run {
    int start = 0;
    int length = 0;
};

/// The zeros that “::” replaces: the longest run of at least two groups, the first of equals.
Run longestZeroRun(const std::array<quint16, groupCount> &groups)
{
    Run longest;
    Run current;
    for (int i = 0; i < int(groupCount); ++i) {
        if (groups[size_t(i)] != 0) {
            current = Run{i + 1, 0};
            continue;
        }
        ++current.length;
        if (current.length > longest.length)
            longest = current;
    }
    return longest.length >= 2 ? longest : Run{};
}

bool isMapped(const IpAddress::Bytes &bytes)
{
    static constexpr std::array<quint8, 12> prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

}

IpAddress IpAddress::v4(quint32 number)
{
    IpAddress address;
    for (size_t i = 0; i < 4; ++i)
        address.bytes[12 + i] = quint8(number >> (24 - 8 * i));
    return address;
}

IpAddress IpAddress::v6(const Bytes &bytes)
{
    return IpAddress{bytes, Family::V6};
}

Result<IpAddress> IpAddress::parse(QStringView text)
{
    if (const auto checked = checkCharacters(text); !checked)
        return std::unexpected(checked.error());
    const auto colons = text.count(u':');
    if (colons == 0)
        return parseV4(text);
    if (colons == 1 && text.contains(u'.') && text.indexOf(u'.') < text.indexOf(u':'))
        return refused(addressmessages::AddressHasPort, text, text.sliced(text.indexOf(u':')));
    return parseV6(text);
}

QString IpAddress::toString() const
{
    if (isV4())
        return dotted(bytes);
    if (isMapped(bytes))
        return "::ffff:"_L1 + dotted(bytes);

    std::array<quint16, groupCount> groups;
    for (size_t i = 0; i < groups.size(); ++i)
        groups[i] = quint16(bytes[i * 2] << 8 | bytes[i * 2 + 1]);
    const Run zeros = longestZeroRun(groups);
    QString text;
    for (int i = 0; i < int(groupCount);) {
        if (zeros.length > 0 && i == zeros.start) {
            text += "::"_L1;
            i += zeros.length;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(u':'))
            text += u':';
        text += QString::number(groups[size_t(i)], 16);
        ++i;
    }
    return text;
}

IpAddress IpAddress::unmapped() const
{
    return isMapped(bytes) ? IpAddress{bytes, Family::V4} : *this;
}

std::optional<IpAddress> IpAddress::next() const
{
    IpAddress following = *this;
    const size_t firstOwn = isV4() ? 12 : 0;
    for (size_t i = bytes.size(); i-- > firstOwn;) {
        if (++following.bytes[i] != 0)
            return following;
    }
    return {};
}

}
