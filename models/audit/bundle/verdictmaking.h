// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/bundle/eventcheck.h"

#include <QList>

namespace sekimori::audit::bundle {

/// What the checks of a bundle have found.
struct Evidence {
    chain::Manifest manifest;
    bool hasManifest = false; ///< it can be read
    bool hasSigner = false; ///< the key that it names is known or in the bundle
    bool isSealed = false; ///< and it is signed by it
    bool isSignerKnown = false; ///< from outside
    bool hasKnownKeys = false; ///< some are
    bool isOtherLog = false;
    bool isBehindDeleted = false;
    bool areCheckpointsRight = true; ///< those whose keys are there
    std::optional<QString> stranger; ///< a file that does not belong to it
    std::map<QByteArray, chain::Hash> digests; ///< of the files that are there
    std::optional<EventCheck> events;
    std::optional<Error> failure; ///< that ended the events or their hashes too early
    QList<chain::Checkpoint> outside; ///< of this log, each once
};

/// What follows from it. The first that applies: the place of an event before that of a file, and either before doubts
/// about the key.
Verdict judged(const Evidence &evidence);

}
