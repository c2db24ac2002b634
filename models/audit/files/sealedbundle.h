// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/zipdirectory.h"

namespace sekimori::audit::files {

/// Whether the ZIP is a sealed bundle by its manifest. Whether it is what it claims to be, audit/bundle judges.
bool isSealedBundle(std::string_view zip, const ZipDirectory &directory);

/// The one file of a bundle that is a log.
bool isEventsOfBundle(const ZipEntry &entry);

}
