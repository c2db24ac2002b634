// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/manifest.h"
#include "error/error.h"

#include <optional>

namespace sekimori::audit::bundle {

/// What a sealed bundle proves.
struct Verdict {
    enum class State : quint8 {
        Intact, ///< as it was exported, by a key that the reader had from somewhere else
        KeyUnknown, ///< nothing contradicts itself, but whoever made it had the key that stands in it, and it is not
                    ///< known
        Altered, ///< the events from `from` to `to`, or where `entry` is set that file of the bundle
        Missing, ///< events between `from` and `to`, which are there; `from` 0: what came before `to`
        CutOff, ///< events behind `from`, up to `to` at least
        OtherLog, ///< a checkpoint from outside is of another log
        Unreadable, ///< no bundle, or too damaged to be judged: `why`
    };
    enum class Start : quint8 {
        FirstEvent, ///< with the log's first event
        Within, ///< later in the log; what came before is not part of the bundle
        DeletedByRetention, ///< right behind what retention has deleted
    };

    State state = State::Unreadable;
    qint64 from = 0;
    qint64 to = 0;
    QString entry{};
    std::optional<Error> why{};

    chain::Manifest manifest{}; ///< as far as it could be read
    bool isSealed = false; ///< the manifest is signed by the key that it names, else it says what it likes
    Start start = Start::FirstEvent;
    bool hasOtherKey = false; ///< KeyUnknown: keys from outside were there, but it is none of them
    qint64 eventsChecked = 0;
    qint64 checkpointsChecked = 0; ///< in the bundle: their signatures are right and they fit the events
    qint64 outsideGiven = 0; ///< checkpoints from outside that are of this log
    qint64 outsideChecked = 0; ///< those of them that could be held against it and fit
    qint64 outsideLast = 0; ///< the highest number of those that were given

    bool operator==(const Verdict &) const = default;
};

/// Nothing in it contradicts itself or what is known from outside.
bool isConsistent(const Verdict &verdict);
/// It is consistent, but there were checkpoints from outside, and none could be held against it: they are of
/// events that it does not have.
bool isUncompared(const Verdict &verdict);

/// The verdict as one sentence, to be rendered in the reader's language. Its kind says nothing.
Error sentenceOf(const Verdict &verdict);
/// Of one that is uncompared: that it is, and what to do about it.
Error uncomparedSentenceOf(const Verdict &verdict);

}
