# SPDX-License-Identifier: GPL-3.0-or-later
# RE2, whose package in Debian has no CMake file: the target re2::re2. With it come the locks of Abseil, which it takes and
# which our code tells not to look for deadlocks.
find_path(re2_INCLUDE_DIR re2/re2.h)
find_library(re2_LIBRARY NAMES re2)
find_library(re2_LOCKS_LIBRARY NAMES absl_synchronization)
mark_as_advanced(re2_INCLUDE_DIR re2_LIBRARY re2_LOCKS_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(re2 REQUIRED_VARS re2_LIBRARY re2_LOCKS_LIBRARY re2_INCLUDE_DIR)

if(re2_FOUND AND NOT TARGET re2::re2)
    add_library(re2::re2 UNKNOWN IMPORTED)
    set_target_properties(re2::re2 PROPERTIES
        IMPORTED_LOCATION ${re2_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${re2_INCLUDE_DIR}
        INTERFACE_LINK_LIBRARIES ${re2_LOCKS_LIBRARY}
    )
endif()
