// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/checkpoint.h"

#include "audit/chain/jsontext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::audit::chain {
namespace {

constexpr QByteArrayView title = "Sekimori audit checkpoint 1";
constexpr QByteArrayView regular = "regular";
constexpr QByteArrayView newStart = "deleted by retention up to here";

/// The value of a line `name: value`; null where it is another one.
QByteArray valueOf(const QByteArray &line, QByteArrayView name)
{
    return line.startsWith(name) ? line.sliced(name.size()) : QByteArray();
}

std::unexpected<Error> malformed()
{
    return std::unexpected(Error{ErrorKind::Malformed, CheckpointMalformed});
}

}

bool isLogId(QByteArrayView text)
{
    return text.size() == 32
        && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

QByteArray textOf(const Checkpoint &checkpoint)
{
    const auto kind = checkpoint.kind == Checkpoint::Kind::Regular ? regular : newStart;
    QByteArray text = title.toByteArray() + "\nlog: " + checkpoint.logId;
    text += "\nnumber: " + QByteArray::number(checkpoint.number) + "\ntip: " + checkpoint.tip.toHex();
    text += "\ntime: " + toText(checkpoint.at).toLatin1() + "\nkind: " + kind.toByteArray() + '\n';
    return text;
}

Result<Checkpoint> checkpointFromText(QByteArrayView text)
{
    Checkpoint checkpoint;
    const QList<QByteArray> lines = text.toByteArray().split('\n');
    if (lines.size() == 7) {
        checkpoint.logId = valueOf(lines[1], "log: ");
        checkpoint.number = valueOf(lines[2], "number: ").toLongLong();
        checkpoint.tip = Hash::fromHex(valueOf(lines[3], "tip: ")).value_or(Hash());
        checkpoint.at = timeFromText(QString::fromLatin1(valueOf(lines[4], "time: "))).value_or(EventTime());
        checkpoint.kind = valueOf(lines[5], "kind: ") == newStart ? Checkpoint::Kind::NewStart : checkpoint.kind;
    }
    if (textOf(checkpoint) != text || !isLogId(checkpoint.logId) || checkpoint.number < 0)
        return malformed();
    return checkpoint;
}

SignedCheckpoint signedBy(const crypto::SigningKey &key, const Checkpoint &checkpoint)
{
    return {.checkpoint = checkpoint, .keyId = key.verifyingKey().id(), .signature = key.sign(textOf(checkpoint))};
}

QByteArray lineOf(const SignedCheckpoint &checkpoint)
{
    QByteArray line = R"({"key":)";
    appendJsonText(line, checkpoint.keyId);
    appendJsonText(line += R"(,"signature":)", checkpoint.signature.toBase64());
    appendJsonText(line += R"(,"text":)", textOf(checkpoint.checkpoint));
    return line += '}';
}

Result<SignedCheckpoint> signedCheckpointFromLine(QByteArrayView line)
{
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size())).object();
    const auto checkpoint = checkpointFromText(json["text"_L1].toString().toUtf8());
    if (!checkpoint)
        return std::unexpected(checkpoint.error());
    const SignedCheckpoint result{.checkpoint = *checkpoint,
        .keyId = json["key"_L1].toString().toUtf8(),
        .signature = QByteArray::fromBase64(json["signature"_L1].toString().toLatin1())};
    if (lineOf(result) != line)
        return malformed();
    return result;
}

}
