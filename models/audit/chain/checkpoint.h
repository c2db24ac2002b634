// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/link.h"
#include "audit/event.h"
#include "crypto/signing.h"

namespace sekimori::audit::chain {

inline constexpr Message CheckpointMalformed{
    "chain.checkpointMalformed", QT_TRANSLATE_NOOP("Messages", "This is no checkpoint of an audit log.")};

/// 32 hexadecimal digits in lower case, random for each log.
bool isLogId(QByteArrayView text);

/// How far a log went at one moment.
struct Checkpoint {
    enum class Kind : quint8 {
        Regular,
        NewStart, ///< everything up to it was deleted by retention: the log begins behind it
    };

    QByteArray logId; ///< see isLogId()
    qint64 number = 0; ///< of the last event; 0: there was none
    Hash tip; ///< that event's hash
    EventTime at{}; ///< the platform's clock
    Kind kind = Kind::Regular;

    bool operator==(const Checkpoint &) const = default;
};

/// What is signed, byte for byte: lines, each with its line feed.
QByteArray textOf(const Checkpoint &checkpoint);
/// Refuses whatever textOf() would have written in another way.
Result<Checkpoint> checkpointFromText(QByteArrayView text);

struct SignedCheckpoint {
    Checkpoint checkpoint;
    QByteArray keyId; ///< VerifyingKey::id()
    QByteArray signature;

    bool isSignedBy(const crypto::VerifyingKey &key) const
    {
        return key.id() == keyId && key.verifies(textOf(checkpoint), signature);
    }
    bool operator==(const SignedCheckpoint &) const = default;
};

SignedCheckpoint signedBy(const crypto::SigningKey &key, const Checkpoint &checkpoint);

/// A line of `checkpoints.ndjson`, without its line feed, which is also how a checkpoint travels alone: as the
/// attachment of a mail, as a file for `sekimori-log verify --checkpoint`. One JSON object after RFC 8785 with the
/// checkpoint's text, the id of the key and the signature in base64.
QByteArray lineOf(const SignedCheckpoint &checkpoint);
/// Refuses whatever lineOf() would have written in another way. The signature is not looked at.
Result<SignedCheckpoint> signedCheckpointFromLine(QByteArrayView line);

}
