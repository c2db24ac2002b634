// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/passwordclient.h"

#include "platform/answerreading.h"
#include "policy/fieldjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
Answer<PasswordImpact> readImpact(const QJsonObject &json)
{
    if (!json["users"_L1].isDouble() || !json["mustChangeNow"_L1].isDouble() || !json["dueWithin"_L1].isArray())
        return nonsense(u"password-impact"_s);
    PasswordImpact impact{.users = json["users"_L1].toInt(),
        .mustChangeNow = json["mustChangeNow"_L1].toInt(),
        .dueWithin = {},
        .unknown = json["unknown"_L1].toInt()};
    const QJsonArray due = json["dueWithin"_L1].toArray();
    for (const QJsonValue &each : due)
        impact.dueWithin.append({each["days"_L1].toInt(), each["users"_L1].toInt()});
    return impact;
}
}

Pending PasswordClient::impact(const policy::PasswordPolicy &draft, Callback<PasswordImpact> callback)
{
    const auto body = [draft] { return policy::toJson(draft, policy::JsonUse::Request).toObject(); };
    return m_connection.read<PasswordImpact>(
        {.method = "POST", .path = u"/settings/password-impact"_s, .body = body}, readImpact, std::move(callback));
}

}
