// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/integrity.h"

#include "audit/chain/checkpoint.h"
#include "error/messages.h"
#include "store/chainrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// All that is told of a tenant's log and its proof, as it is at one moment.
struct LogProof {
    ChainEnd end;
    ChainStart start;
    std::optional<LogKey> key;
    std::optional<Error> why; ///< nothing is signed
    std::optional<ChainCheck> check;
    std::optional<SignedCheckpoint> checkpoint;
};

template<typename T>
Result<void> take(T &into, Result<T> read)
{
    if (!read)
        return std::unexpected(read.error());
    into = *std::move(read);
    return {};
}

Result<LogProof> proofOf(Database &database, TenantId tenant, LogKeys &keys)
{
    LogProof proof;
    QList<LogKeyRow> rows;
    const auto taken = take(proof.end, chainEnd(database, tenant))
                           .and_then([&] { return take(proof.start, chainStart(database, tenant)); })
                           .and_then([&] { return take(rows, keys.rows(database, tenant)); })
                           .and_then([&] { return take(proof.why, keys.objection(database, tenant)); })
                           .and_then([&] { return take(proof.check, storedCheck(database, tenant)); })
                           .and_then([&] { return take(proof.checkpoint, keys.lastCheckpoint(database, tenant)); });
    if (!taken)
        return std::unexpected(taken.error());
    if (!rows.isEmpty())
        proof.key = rows.first().key;
    return proof;
}

Result<LogProof> proofFor(const Call &call, ApiParts &parts)
{
    return parts.tenants.store().read(
        [&](Database &database) { return proofOf(database, call.passage.tenant->id, parts.checkpoints.keys()); });
}

QJsonValue toJson(const std::optional<LogKey> &key)
{
    if (!key)
        return QJsonValue::Null;
    return QJsonObject{
        {u"id"_s, QString::fromLatin1(key->key.id())},
        {u"publicKey"_s, QString::fromLatin1(key->key.toPem())},
        {u"madeAt"_s, audit::toText(key->madeAt)},
    };
}

QJsonValue toJson(const std::optional<SignedCheckpoint> &made)
{
    if (!made)
        return QJsonValue::Null;
    return QJsonObject{
        {u"number"_s, made->checkpoint.number},
        {u"time"_s, audit::toText(made->checkpoint.at)},
        {u"tip"_s, QString::fromLatin1(made->checkpoint.tip.toHex())},
        {u"keyId"_s, QString::fromLatin1(made->keyId)},
        {u"signature"_s, QString::fromLatin1(made->signature.toBase64())},
        {u"signedLine"_s, QString::fromUtf8(audit::chain::lineOf(*made))},
    };
}

QJsonArray toJson(const QList<ChainFinding> &findings, const QTranslator *translator)
{
    QJsonArray list;
    for (const ChainFinding &finding : findings) {
        list.append(QJsonObject{
            {u"kind"_s, QString(nameOf(finding.kind))},
            {u"first"_s, finding.first},
            {u"last"_s, finding.last},
            {u"message"_s, renderMessage(sentenceOf(finding), translator)},
        });
    }
    return list;
}

QLatin1StringView stateOf(const LogProof &proof, bool isUnderWay)
{
    if (isUnderWay)
        return "checking"_L1;
    if (!proof.check)
        return "unchecked"_L1;
    return proof.check->findings.isEmpty() ? "intact"_L1 : "broken"_L1;
}

QJsonObject integrityOf(const LogProof &proof, bool isUnderWay, const QTranslator *translator)
{
    const ChainCheck check = proof.check.value_or(ChainCheck());
    QJsonObject json{
        {u"state"_s, QString(stateOf(proof, isUnderWay))},
        {u"checkedAt"_s, proof.check ? QJsonValue(audit::toText(check.at)) : QJsonValue::Null},
        {u"first"_s, check.first},
        {u"last"_s, check.last},
        {u"findings"_s, toJson(check.findings, translator)},
        {u"start"_s, proof.start.number == 0 ? u"firstEvent"_s : u"deletedByRetention"_s},
        {u"beginsAt"_s, proof.start.number + 1},
        {u"lastCheckpoint"_s, toJson(proof.checkpoint)},
    };
    if (!check.findings.isEmpty()) {
        json[u"place"_s] = check.findings.first().first;
        json[u"message"_s] = renderMessage(sentenceOf(check.findings.first()), translator);
    }
    return json;
}

}

Response getLogKey(const Call &call, ApiParts &parts)
{
    const TenantId tenant = call.passage.tenant->id;
    auto proof = proofFor(call, parts);
    // Whoever asks for it needs it: so it is made now, where nothing was signed yet.
    if (proof && !proof->key && !proof->why)
        proof
            = parts.checkpoints.sign(tenant).and_then([&](const SignedCheckpoint &) { return proofFor(call, parts); });
    if (!proof)
        return call.refuse(proof.error());
    const QString why = proof->why ? renderMessage(*proof->why, call.passage.language.translator) : QString();
    return json(
        200, {{u"logId"_s, QString::fromLatin1(proof->end.logId)}, {u"key"_s, toJson(proof->key)}, {u"why"_s, why}});
}

Response getIntegrity(const Call &call, ApiParts &parts)
{
    // First: a check that ends meanwhile is told as under way, and never what it was to replace as its outcome.
    const bool isUnderWay = parts.chainChecks.isUnderWay(call.passage.tenant->id);
    const auto proof = proofFor(call, parts);
    if (!proof)
        return call.refuse(proof.error());
    return json(200, integrityOf(*proof, isUnderWay, call.passage.language.translator));
}

Response postIntegrityCheck(const Call &call, ApiParts &parts)
{
    parts.chainChecks.request(call.passage.tenant->id);
    Response response = getIntegrity(call, parts);
    if (response.status == 200)
        response.status = 202;
    return response;
}

}
