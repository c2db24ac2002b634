// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/sealedbundle.h"

#include "audit/chain/manifest.h"

#include <algorithm>

namespace sekimori::audit::files {

bool isSealedBundle(std::string_view zip, const ZipDirectory &directory)
{
    const auto manifest
        = std::ranges::find(directory.entries, QLatin1StringView(chain::entries::manifest), &ZipEntry::name);
    if (manifest == directory.entries.end())
        return false;
    const auto stream = openZipEntry(zip, *manifest);
    const auto head = stream ? readHead(**stream, size_t(chain::longestManifest)) : std::string();
    return head && chain::looksLikeManifest(QByteArrayView(*head));
}

bool isEventsOfBundle(const ZipEntry &entry)
{
    return entry.name == QLatin1StringView(chain::entries::events);
}

}
