# SPDX-License-Identifier: GPL-3.0-or-later
# sekimori_precompile_all(): lets every target of ours start from one precompiled header, which takes half of the time
# and more off each file. The release build goes without (CMAKE_DISABLE_PRECOMPILE_HEADERS in its preset), so that a
# file which forgets an include is found there.
# One header serves libraries and programs only if both are compiled alike.
set(CMAKE_CXX_COMPILE_OPTIONS_PIE -fPIC)

add_library(sekimori_precompiled OBJECT EXCLUDE_FROM_ALL cmake/precompiled.cpp)
target_link_libraries(sekimori_precompiled PRIVATE Qt6::Core sekimori_warnings)
# What nearly every file includes. Qt Core and the standard library only: all layers may see these.
target_precompile_headers(sekimori_precompiled PRIVATE
    <QtCore>
    <algorithm>
    <array>
    <atomic>
    <chrono>
    <condition_variable>
    <deque>
    <expected>
    <functional>
    <future>
    <memory>
    <mutex>
    <optional>
    <ranges>
    <span>
    <thread>
    <vector>
)
set_target_properties(sekimori_precompiled PROPERTIES CXX_COMPILER_LAUNCHER ${PROJECT_SOURCE_DIR}/cmake/precompile)

function(sekimori_precompile_folder folder)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(type ${target} TYPE)
        if(type MATCHES "STATIC_LIBRARY|EXECUTABLE" AND NOT target STREQUAL sekimori_precompiled)
            target_precompile_headers(${target} REUSE_FROM sekimori_precompiled)
        endif()
    endforeach()
    get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(below IN LISTS folders)
        sekimori_precompile_folder(${below})
    endforeach()
endfunction()

function(sekimori_precompile_all)
    sekimori_precompile_folder(${PROJECT_SOURCE_DIR})
endfunction()
