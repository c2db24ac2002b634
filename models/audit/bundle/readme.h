// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/manifest.h"

namespace sekimori::audit::bundle {

/// What a bundle is and how it is checked, for people who find the file and know nothing of it. In English, as it is
/// signed with the rest; only what is known before the first event is said.
QByteArray readmeFor(const chain::Manifest &manifest);

}
