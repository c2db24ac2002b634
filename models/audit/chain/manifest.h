// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/link.h"
#include "audit/event.h"
#include "error/error.h"

#include <array>
#include <map>

namespace sekimori::audit::chain {

/// The files of a sealed bundle, in the order in which they stand in it.
namespace entries {
inline constexpr QByteArrayView readme = "README.txt";
inline constexpr QByteArrayView key = "log-key.pem";
inline constexpr QByteArrayView events = "events.ndjson";
inline constexpr QByteArrayView hashes = "hashes.txt";
inline constexpr QByteArrayView checkpoints = "checkpoints.ndjson";
inline constexpr QByteArrayView manifest = "manifest.json";
inline constexpr QByteArrayView signature = "manifest.sig";
/// The manifest tells the SHA-256 of these.
inline constexpr std::array listed{readme, key, events, hashes, checkpoints};
}

inline constexpr QByteArrayView bundleFormat = "Sekimori sealed bundle 1";
inline constexpr qsizetype longestManifest = 64 * 1024; ///< bytes

inline constexpr Message ManifestMalformed{
    "chain.manifestMalformed", QT_TRANSLATE_NOOP("Messages", "This is no manifest of a sealed bundle.")};

/// What a sealed bundle says of itself, and what is signed in it. resources/api/sealed-bundle.md says it for strangers.
struct Manifest {
    QByteArray logId;
    QString tenant; ///< its name, for people
    qint64 first = 1; ///< number of the first event
    qint64 last = 0; ///< and of the last one; first - 1: there is none
    qint64 count = 0; ///< of events; fewer than there are numbers where the log itself lacked some
    Hash before; ///< of the event before the first one, or the log's origin
    Hash hash; ///< of the last event; as `before` where there is none
    qint64 tipNumber = 0; ///< how far the log went when the bundle was made
    Hash tip;
    EventTime exported{}; ///< the platform's clock
    QByteArray keyId; ///< of the key that signs this
    std::map<QByteArray, Hash> digests; ///< by entry

    bool operator==(const Manifest &) const = default;
};

/// What is signed, byte for byte: one JSON object after RFC 8785.
QByteArray textOf(const Manifest &manifest);
/// Refuses whatever textOf() would have written in another way, and spans that cannot be.
Result<Manifest> manifestFromText(QByteArrayView text);

/// Whether these are the first bytes of a manifest, be it that of a bundle which was altered.
bool looksLikeManifest(QByteArrayView text);

}
