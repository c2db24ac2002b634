// SPDX-License-Identifier: GPL-3.0-or-later
// Part of every test (cmake/SekimoriTest.cmake), whose main() is Qt's. A thread that ended a moment too late would be
// taken for a leak.
#include "crypto/opensslexit.h"

namespace {

[[maybe_unused]] const bool isKept = [] {
    sekimori::crypto::keepOpensslToTheEnd();
    return true;
}();

}
