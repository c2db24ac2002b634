// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/iprestriction.h"

#include "address/iprange.h"

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message TooManyNetworks{"entries.tooMany",
    QT_TRANSLATE_NOOP("Messages",
        "The ranges of the list come to more than %1 networks, which are the most allowed. Write them as networks that "
        "are wider, or fewer of them.")};
}

namespace {

/// How an entry looks on the wire, before its range is taken apart.
struct WrittenEntry {
    QString network;
    QString memo;

    static void fields(auto &self, auto &&field)
    {
        field("network", self.network);
        field("memo", self.memo);
    }
};

/// The networks of one written entry, each with its memo; none where something is wrong with it.
QList<IpEntry> entriesFrom(const QJsonValue &json, const JsonReading &reading)
{
    WrittenEntry written;
    const auto errorsBefore = reading.errors.size();
    fromJson(json, written, reading);
    if (reading.errors.size() != errorsBefore)
        return {};
    const auto networks = parseNetworks(written.network);
    if (!networks) {
        reading.below(u"network"_s).fail(networks.error());
        return {};
    }
    QList<IpEntry> entries;
    for (const IpNetwork &network : *networks)
        entries.append({network, written.memo});
    return entries;
}

}

void fromJson(const QJsonValue &json, QList<IpEntry> &entries, const JsonReading &reading)
{
    if (!json.isArray())
        return reading.fail(messages::ExpectedList);
    const QJsonArray array = json.toArray();
    // A list that is far too long is refused as such; there is no use in naming each of its entries' faults.
    if (const auto tooMany = detail::checkCount(array.size(), maxEntries))
        return reading.fail(*tooMany);
    entries.clear();
    entries.reserve(array.size());
    for (qsizetype i = 0; i < array.size() && !isFull(reading.errors); ++i) {
        entries += entriesFrom(array.at(i), reading.at(i));
        if (entries.size() > maxEntries)
            return reading.fail(Error{ErrorKind::Invalid, messages::TooManyNetworks, {QString::number(maxEntries)}});
    }
}

}
