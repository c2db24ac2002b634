// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeproof.h"

#include "crypto/signing.h"

using namespace Qt::StringLiterals;
using namespace sekimori;

namespace fake {
namespace {

crypto::SigningKey signingKeyWith(char digit)
{
    return *crypto::SigningKey::fromSecret(crypto::SecretBytes(QByteArray(32, digit)));
}

crypto::VerifyingKey keyWith(char digit)
{
    return signingKeyWith(digit).verifyingKey();
}

QJsonObject toJson(const audit::chain::SignedCheckpoint &made)
{
    return {{u"number"_s, made.checkpoint.number}, {u"time"_s, audit::toText(made.checkpoint.at)},
        {u"tip"_s, QString::fromLatin1(made.checkpoint.tip.toHex())}, {u"keyId"_s, QString::fromLatin1(made.keyId)},
        {u"signature"_s, QString::fromLatin1(made.signature.toBase64())},
        {u"signedLine"_s, QString::fromUtf8(lineOf(made))}};
}

}

QByteArray keyIdOf(char digit)
{
    return keyWith(digit).id();
}

audit::chain::SignedCheckpoint checkpoint()
{
    return audit::chain::signedBy(signingKeyWith('a'),
        {.logId = QByteArray(32, '1'),
            .number = 2345,
            .tip = *audit::chain::Hash::fromHex(QByteArray(64, 'c')),
            .at = *audit::timeFromText(u"2026-03-05T14:00:00.000000Z"_s)});
}

Proof::Proof()
    : integrity{{u"state"_s, u"intact"_s}, {u"checkedAt"_s, u"2026-03-05T03:00:00.000000Z"_s}, {u"first"_s, 1},
          {u"last"_s, 2345}, {u"place"_s, QJsonValue()}, {u"message"_s, QJsonValue()}, {u"start"_s, u"firstEvent"_s},
          {u"beginsAt"_s, 1}, {u"findings"_s, QJsonArray()}, {u"lastCheckpoint"_s, toJson(checkpoint())}}
    , retention{{u"events"_s, 0}, {u"first"_s, QJsonValue()}, {u"last"_s, QJsonValue()},
          {u"before"_s, u"2025-03-05T14:00:00.000000Z"_s}, {u"oldestKept"_s, 1}}
{
    setKey('a');
}

void Proof::addMonth(const QString &id, qint64 first, qint64 last, const QString &state)
{
    const QDate month = QDate::fromString(id, u"yyyy-MM"_s);
    const auto text = [](const QDate &day) { return day.toString(u"yyyy-MM-dd"_s) + u"T00:00:00.000000Z"_s; };
    archives.prepend(QJsonObject{{u"id"_s, id}, {u"first"_s, first}, {u"last"_s, last}, {u"since"_s, text(month)},
        {u"until"_s, text(month.addMonths(1))}, {u"events"_s, last - first + 1},
        {u"bytes"_s, state == u"open" ? QJsonValue() : QJsonValue((last - first + 1) * 90)}, {u"state"_s, state},
        {u"closedAt"_s, state == u"open" ? QJsonValue() : QJsonValue(text(month.addMonths(1).addDays(1)))}});
}

void Proof::setKey(char digit)
{
    const crypto::VerifyingKey verifying = keyWith(digit);
    key = {{u"logId"_s, QString(32, u'1')},
        {u"key"_s,
            QJsonObject{{u"id"_s, QString::fromLatin1(verifying.id())},
                {u"publicKey"_s, QString::fromLatin1(verifying.toPem())},
                {u"madeAt"_s, u"2026-01-01T00:00:00.000000Z"_s}}},
        {u"why"_s, QJsonValue()}};
}

void Proof::breakAt(qint64 number)
{
    integrity.insert(u"state"_s, u"broken"_s);
    integrity.insert(u"place"_s, number);
    integrity.insert(u"message"_s, u"Its hash is not the one that was written."_s);
    addFinding(number, number, u"Its hash is not the one that was written."_s, u"altered"_s);
}

void Proof::addFinding(qint64 first, qint64 last, const QString &message, const QString &kind)
{
    QJsonArray findings = integrity.value(u"findings"_s).toArray();
    findings.append(QJsonObject{{u"kind"_s, kind}, {u"first"_s, first}, {u"last"_s, last}, {u"message"_s, message}});
    integrity.insert(u"findings"_s, findings);
}

std::optional<Reply> Proof::answer(const SeenRequest &request)
{
    const QByteArray path = request.target.split('?').first();
    if (path == "/api/v1/audit/archives")
        return json(200, {{u"archives"_s, archives}});
    if (path.startsWith("/api/v1/audit/archives/") || path == "/api/v1/audit/bundle")
        return Reply{.body = bundle, .contentType = "application/zip", .way = bundleWay};
    if (path == "/api/v1/audit/log-key")
        return json(200, key);
    if (path == "/api/v1/audit/integrity")
        return json(200, integrity);
    if (path == "/api/v1/audit/retention")
        return json(200, retention);
    if (path == "/api/v1/audit/integrity/check") {
        ++checks;
        return json(202, {});
    }
    return std::nullopt;
}

}
