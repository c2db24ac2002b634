// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/retentionclient.h"

#include "platform/answerreading.h"

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
Answer<RetentionEffect> readEffect(const QJsonObject &json)
{
    if (!json["events"_L1].isDouble())
        return nonsense(u"events"_s);
    RetentionEffect effect{.events = json["events"_L1].toInteger(),
        .first = json["first"_L1].toInteger(),
        .last = json["last"_L1].toInteger(),
        .before = audit::timeFromText(json["before"_L1].toString())};
    if (effect.events > 0 && (effect.first <= 0 || effect.last < effect.first))
        return nonsense(u"first"_s);
    return effect;
}
}

Pending RetentionClient::effectOf(policy::AuditRetention::Span span, Callback<RetentionEffect> callback) const
{
    QUrlQuery query;
    query.addQueryItem(u"keepFor"_s, policy::nameOf(span));
    return m_connection.read<RetentionEffect>(
        {.path = u"/audit/retention"_s, .query = query}, readEffect, std::move(callback));
}

}
