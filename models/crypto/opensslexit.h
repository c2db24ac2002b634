// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sekimori::crypto {

/// Keeps OpenSSL from taking itself apart as the process ends, which the system does anyway: a thread that Qt has
/// waited for may still be leaving, and would meet what is gone. Comes before anything else of OpenSSL, first in
/// main().
void keepOpensslToTheEnd();

}
