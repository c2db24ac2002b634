// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/transferencoding.h"
#include "audit/bundle/verifying.h"

namespace sekimori::audit::bundle {

Result<QList<crypto::VerifyingKey>> Known::keysFromPem(QByteArrayView pem)
{
    static constexpr QByteArrayView begin = "-----BEGIN ";
    QList<crypto::VerifyingKey> keys;
    qsizetype place = pem.indexOf(begin);
    do {
        const qsizetype next = place < 0 ? -1 : pem.indexOf(begin, place + begin.size());
        const QByteArrayView block = place < 0 ? pem : pem.sliced(place, (next < 0 ? pem.size() : next) - place);
        const auto key = crypto::VerifyingKey::fromPem(block);
        if (!key)
            return std::unexpected(key.error());
        keys.append(*key);
        place = next;
    } while (place >= 0);
    return keys;
}

Result<QList<chain::SignedCheckpoint>> Known::checkpointsIn(QByteArrayView text)
{
    QList<chain::SignedCheckpoint> checkpoints;
    const QList<QByteArray> lines = withoutTransferEncoding(text).split('\n');
    for (const QByteArray &each : lines) {
        const QByteArray line = each.trimmed();
        if (!line.startsWith(R"({"key":)"))
            continue;
        const auto checkpoint = chain::signedCheckpointFromLine(line);
        if (!checkpoint)
            return std::unexpected(checkpoint.error());
        checkpoints.append(*checkpoint);
    }
    if (checkpoints.isEmpty())
        return std::unexpected(Error{ErrorKind::Malformed, chain::CheckpointMalformed});
    return checkpoints;
}

}
