// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

/// A mapped file that another program cuts has no bytes any more where there were some, and reading there ends the
/// process (SIGBUS). Protected, such pages read as zeros instead, and Following tells of the cut.
namespace sekimori::audit::files {

/// For a program's main(), once: a library has no business with signals by itself. Faults elsewhere end the process as
/// before.
void protectMappings();

/// While it lives, the pages of this mapping are protected.
class ProtectedMapping {
public:
    ProtectedMapping(const void *start, size_t size);
    ~ProtectedMapping();
    ProtectedMapping(const ProtectedMapping &) = delete;
    ProtectedMapping &operator=(const ProtectedMapping &) = delete;

private:
    size_t m_place;
};

}
