// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

namespace sekimori::logtool {

/// From now on Ctrl+C and the like ask the returned token to stop, instead of ending the process in the middle: an
/// output file that is not complete has to go. To be called before there are other threads, once.
std::stop_token stopOnInterruption();

}
