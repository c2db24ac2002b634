// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/subdomainclient.h"

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
Answer<SubdomainAnswer> readSubdomain(const QJsonObject &json)
{
    if (!json["name"_L1].isString() || !json["isFree"_L1].isBool())
        return nonsense(u"subdomain"_s);
    return SubdomainAnswer{.name = json["name"_L1].toString(),
        .isFree = json["isFree"_L1].toBool(),
        .reason = json["reason"_L1].toString()};
}
}

Pending SubdomainClient::ask(const QString &name, Callback<SubdomainAnswer> callback)
{
    return m_connection.read<SubdomainAnswer>({.path = u"/subdomains/"_s + name}, readSubdomain, std::move(callback));
}

}
