// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/integrityclient.h"

#include "audit/chain/checkpoint.h"
#include "crypto/signing.h"
#include "platform/answerreading.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
constexpr std::array stateNames{
    std::pair{Integrity::State::Unchecked, "unchecked"_L1},
    std::pair{Integrity::State::Checking, "checking"_L1},
    std::pair{Integrity::State::Intact, "intact"_L1},
    std::pair{Integrity::State::Broken, "broken"_L1},
};

Answer<LogIdentity> readLogKey(const QJsonObject &json)
{
    LogIdentity log{.logId = json["logId"_L1].toString().toLatin1(), .key = {}, .whyNone = json["why"_L1].toString()};
    if (json["key"_L1].isNull())
        return log;
    const QJsonObject key = json["key"_L1].toObject();
    log.key = LogKey{.id = key["id"_L1].toString().toLatin1(),
        .publicKey = key["publicKey"_L1].toString().toLatin1(),
        .madeAt = audit::timeFromText(key["madeAt"_L1].toString())};
    // People compare the id, and bundles are verified by the key.
    const auto read = crypto::VerifyingKey::fromPem(log.key->publicKey);
    if (!read || read->id() != log.key->id)
        return nonsense(u"key"_s);
    log.key->publicKey = read->toPem();
    return log;
}

/// Whoever keeps it verifies by it, maybe years later: it has to be the checkpoint that is shown.
bool isLineOf(const LogCheckpoint &checkpoint)
{
    const auto read = audit::chain::signedCheckpointFromLine(checkpoint.signedLine);
    return read && read->keyId == checkpoint.keyId && read->checkpoint.number == checkpoint.number
        && read->checkpoint.tip.toHex() == checkpoint.tip;
}

Answer<std::optional<LogCheckpoint>> readCheckpoint(const QJsonValue &value)
{
    if (!value.isObject())
        return std::optional<LogCheckpoint>();
    const QJsonObject json = value.toObject();
    const auto at = audit::timeFromText(json["time"_L1].toString());
    if (!at || !json["number"_L1].isDouble())
        return nonsense(u"lastCheckpoint"_s);
    LogCheckpoint checkpoint{.number = json["number"_L1].toInteger(),
        .at = *at,
        .tip = json["tip"_L1].toString().toLatin1(),
        .keyId = json["keyId"_L1].toString().toLatin1(),
        .signedLine = json["signedLine"_L1].toString().toUtf8()};
    if (!checkpoint.signedLine.isEmpty() && !isLineOf(checkpoint))
        return nonsense(u"signedLine"_s);
    return checkpoint;
}

/// Older platforms tell the first one only.
QList<ChainFinding> readFindings(const QJsonObject &json)
{
    QList<ChainFinding> findings;
    const QJsonArray array = json["findings"_L1].toArray();
    for (const QJsonValue &each : array) {
        findings.append({.first = each["first"_L1].toInteger(),
            .last = each["last"_L1].toInteger(),
            .message = each["message"_L1].toString(),
            .isUnsigned = each["kind"_L1].toString() == "unsigned"_L1});
    }
    const QJsonValue place = json["place"_L1];
    if (findings.isEmpty() && place.isDouble())
        findings.append({place.toInteger(), place.toInteger(), json["message"_L1].toString()});
    return findings;
}

Answer<Integrity> readState(const QJsonObject &json)
{
    const auto named = std::ranges::find(
        stateNames, json["state"_L1].toString(), [](const auto &each) { return QString(each.second); });
    if (named == stateNames.end())
        return nonsense(u"state"_s);
    const auto checkpoint = readCheckpoint(json["lastCheckpoint"_L1]);
    if (!checkpoint)
        return std::unexpected(checkpoint.error());
    const QJsonValue place = json["place"_L1];
    const QJsonValue beginsAt = json["beginsAt"_L1];
    return Integrity{.state = named->first,
        .checkedAt = audit::timeFromText(json["checkedAt"_L1].toString()),
        .first = json["first"_L1].toInteger(),
        .last = json["last"_L1].toInteger(),
        .place = place.isDouble() ? std::optional(place.toInteger()) : std::nullopt,
        .findings = readFindings(json),
        .isBeginningDeleted = json["start"_L1].toString() == "deletedByRetention"_L1,
        .beginsAt = beginsAt.isDouble() ? std::optional(beginsAt.toInteger()) : std::nullopt,
        .lastCheckpoint = *checkpoint};
}
}

bool isOnlyUnsigned(const Integrity &integrity)
{
    return !integrity.findings.isEmpty() && std::ranges::all_of(integrity.findings, &ChainFinding::isUnsigned);
}

Pending IntegrityClient::logKey(Callback<LogIdentity> callback) const
{
    return m_connection.read<LogIdentity>({.path = u"/audit/log-key"_s}, readLogKey, std::move(callback));
}

Pending IntegrityClient::state(Callback<Integrity> callback) const
{
    return m_connection.read<Integrity>({.path = u"/audit/integrity"_s}, readState, std::move(callback));
}

void IntegrityClient::check(QObject *context, Callback<void> callback) const
{
    m_connection.write<void>(
        {.method = "POST", .path = u"/audit/integrity/check"_s}, readNothing, context, std::move(callback));
}

}
