// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/iprestriction.h"

#include "policy/iprange.h"

using namespace Qt::StringLiterals;

namespace sekimori::policy {
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

}

void fromJson(const QJsonValue &json, QList<IpEntry> &entries, const JsonReading &reading)
{
    QList<WrittenEntry> written;
    fromJson<WrittenEntry>(json, written, reading);
    entries.clear();
    entries.reserve(written.size());
    for (qsizetype i = 0; i < written.size(); ++i) {
        // A list that is far too long is refused as such; there is no use in naming each of its entries' faults.
        if (entries.size() > maxEntries)
            return reading.fail(Error{ErrorKind::Invalid, messages::TooManyItems,
                {QString::number(written.size()), QString::number(maxEntries)}});
        if (written.at(i).network.isEmpty() && json.toArray().at(i)["network"_L1].isUndefined())
            continue; // Reported as missing already.
        const auto networks = parseNetworks(written.at(i).network);
        if (!networks) {
            reading.at(i).below(u"network"_s).fail(networks.error());
            continue;
        }
        for (const IpNetwork &network : *networks)
            entries.append({network, written.at(i).memo});
    }
}

}
