// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sekimori {

/// From here on this process can take no more than a picture needs: memory, processor time, no files written, no core.
/// False where the system does not grant it; then nothing hostile may be read.
bool limitThisProcess();

}
