// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QList>

namespace sekimori::platformd {

/// One place at which a log is not what it was when it was written.
struct ChainFinding {
    enum class Kind : quint8 {
        Altered, ///< the events from `first` to `last`: their hashes do not fit what they say
        Missing, ///< the events from `first` to `last`
        CutOff, ///< the events from `first` on; `last` was there
        Rewritten, ///< the events from `first` to `last`: they fit each other, but not what was signed
        Unsigned, ///< the events from `first` to `last`: their checkpoints were gone, and what is signed since proves
                  ///< little
        Forged, ///< the checkpoint at `first`: no key of the log has signed it
    };

    Kind kind = Kind::Altered;
    qint64 first = 0;
    qint64 last = 0;

    bool operator==(const ChainFinding &) const = default;
};

/// `altered`, `missing`, `cutOff`, `rewritten`, `unsigned` or `forged`.
QLatin1StringView nameOf(ChainFinding::Kind kind);
/// As a sentence, to be rendered in the reader's language.
Error sentenceOf(const ChainFinding &finding);
/// As it stands in the log: `altered at number 17`
QString complementOf(const ChainFinding &finding);

/// As text for the store, and back; what is none in it is left out.
QString toText(const QList<ChainFinding> &findings);
QList<ChainFinding> findingsIn(const QString &text);

namespace messages {
extern const Message ChainAltered;
extern const Message ChainAlteredBetween;
extern const Message ChainMissing;
extern const Message ChainBeginningMissing;
extern const Message ChainCutOff;
extern const Message ChainRewritten;
extern const Message ChainUnsigned;
extern const Message CheckpointForged;
}

}
