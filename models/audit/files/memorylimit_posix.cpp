// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/memorylimit.h"

#include <unistd.h>

namespace sekimori::audit::files {

std::optional<quint64> memoryOfComputer()
{
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long pageSize = sysconf(_SC_PAGESIZE);
    return pages > 0 && pageSize > 0 ? std::optional(quint64(pages) * quint64(pageSize)) : std::nullopt;
}

}
