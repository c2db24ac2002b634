# SPDX-License-Identifier: GPL-3.0-or-later
# sekimori_folders(FOLDER …): adds those that have a CMakeLists.txt yet.
macro(sekimori_folders)
    foreach(folder ${ARGN})
        if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt)
            add_subdirectory(${folder})
        endif()
    endforeach()
endmacro()
