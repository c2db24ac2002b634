// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "policy/fieldtypes.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

/// A picture that was sent, clean already.
struct StoredImage {
    policy::Blob blob; ///< as a section names it
    int width = 0; ///< pixels
    int height = 0;
    QByteArray bytes;
};

/// So long an image waits for a section that names it.
inline constexpr std::chrono::hours imagePatience{1};
inline constexpr int mostWaitingImages = 20;

/// Stores it, where it is not there already, after removing those of @p tenant that have waited too long.
Result<void> storeImage(Database &database, TenantId tenant, const StoredImage &image, audit::EventTime now);

/// From here on it stays: a section names it, and the history will.
Result<void> keepImage(Database &database, TenantId tenant, const QByteArray &sha256);

/// What a section that names it holds of it; nothing where the tenant has no such image.
Result<std::optional<policy::Blob>> blobOfImage(Database &database, TenantId tenant, const QByteArray &sha256);
Result<std::optional<StoredImage>> imageWith(Database &database, TenantId tenant, const QByteArray &sha256);

namespace messages {
extern const Message TooManyImages;
}

}
