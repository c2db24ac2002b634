// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/iprange.h"

#include "error/excerpt.h"

#include <algorithm>

namespace sekimori {

namespace addressmessages {
constexpr Message RangeEndMissing{
    "range.end", QT_TRANSLATE_NOOP("Messages", "“%1” lacks an end. Write a range as two addresses with “-” between.")};
constexpr Message RangeHasPrefix{"range.prefix",
    QT_TRANSLATE_NOOP("Messages", "“%1” is a range with a prefix length. Write it as two addresses with “-” between.")};
constexpr Message RangeReversed{
    "range.reversed", QT_TRANSLATE_NOOP("Messages", "“%1” runs backwards. Write the lower address first: “%3-%2”.")};
constexpr Message RangeMixed{"range.mixed",
    QT_TRANSLATE_NOOP("Messages", "“%1” runs from one family to the other. Both ends must be IPv4, or both IPv6.")};
}

namespace {

/// The widest network that begins at @p first and does not go beyond @p last.
IpNetwork widestFrom(const IpAddress &first, const IpAddress &last)
{
    IpNetwork widest = IpNetwork::single(first);
    while (widest.prefix > 0) {
        const IpNetwork wider{first, widest.prefix - 1};
        if (wider.hasHostBits() || wider.last() > last)
            break;
        widest = wider;
    }
    return widest;
}

std::unexpected<Error> refused(const Message &message, QStringView text, const QStringList &ends = {})
{
    return std::unexpected(Error(ErrorKind::Malformed, message, QStringList{excerpt(text)} + ends));
}

Result<QList<IpNetwork>> parseRange(QStringView text, QStringView firstText, QStringView lastText)
{
    if (firstText.isEmpty() || lastText.isEmpty())
        return refused(addressmessages::RangeEndMissing, text);
    if (firstText.contains(u'/') || lastText.contains(u'/'))
        return refused(addressmessages::RangeHasPrefix, text);
    const auto first = IpAddress::parse(firstText);
    if (!first)
        return std::unexpected(first.error());
    const auto last = IpAddress::parse(lastText);
    if (!last)
        return std::unexpected(last.error());
    if (first->family != last->family)
        return refused(addressmessages::RangeMixed, text);
    if (*first > *last)
        return refused(addressmessages::RangeReversed, text, {first->toString(), last->toString()});
    return networksOfRange(*first, *last);
}

}

QList<IpNetwork> networksOfRange(const IpAddress &first, const IpAddress &last)
{
    Q_ASSERT(first.family == last.family && first <= last);
    QList<IpNetwork> networks;
    std::optional<IpAddress> start = first;
    while (start && *start <= last) {
        networks += widestFrom(*start, last);
        start = networks.last().last().next();
    }
    return networks;
}

bool isRangeDash(QChar character)
{
    return character == u'-' || character == u'–' || character == u'−' || character == u'－';
}

Result<QList<IpNetwork>> parseNetworks(QStringView text)
{
    text = text.trimmed();
    const auto dash = std::ranges::find_if(text, isRangeDash);
    const auto place = std::distance(text.begin(), dash);
    // A dash right behind the slash is a minus sign: "a/-1" is a bad prefix length and no range.
    if (dash != text.end() && !text.first(place).endsWith(u'/'))
        return parseRange(text, text.first(place).trimmed(), text.sliced(place + 1).trimmed());
    const auto network = IpNetwork::parse(text);
    if (!network)
        return std::unexpected(network.error());
    return QList<IpNetwork>{*network};
}

}
