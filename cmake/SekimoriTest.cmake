# SPDX-License-Identifier: GPL-3.0-or-later
# sekimori_test(tst_x [SOURCES file …] [LIBRARIES target …] [DEPENDS target …] [LABELS label …]
#               [ENVIRONMENT NAME=value …] [ALONE])
# A Qt Test program from tst_x.cpp and SOURCES, and its ctest entry. With the label `tsan` it is one of those that the
# thread sanitizer watches, and the target tsan_tests builds it. DEPENDS are programs it starts; they lie beside it.
# ALONE is for tests that would disturb or be disturbed by others.
# The limits of time are there for what hangs, not for what is slow: no test is judged by the machine that it runs on.
find_program(SEKIMORI_SYMBOLIZER NAMES llvm-symbolizer llvm-symbolizer-19 PATHS /usr/lib/llvm-19/bin)
add_custom_target(tsan_tests)

function(sekimori_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "ALONE" "" "SOURCES;LIBRARIES;DEPENDS;LABELS;ENVIRONMENT")
    if(NOT arg_ALONE)
        set(arg_ALONE OFF)
    endif()
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} Qt6::Test sekimori_testexit sekimori_warnings)
    target_compile_options(${name} PRIVATE "SHELL:-include ${PROJECT_SOURCE_DIR}/tests/patience.h")
    if(arg_DEPENDS)
        add_dependencies(${name} ${arg_DEPENDS})
    endif()
    if("tsan" IN_LIST arg_LABELS)
        add_dependencies(tsan_tests ${name})
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        TIMEOUT 1800
        LABELS "${arg_LABELS}"
        RUN_SERIAL ${arg_ALONE}
        ENVIRONMENT "${arg_ENVIRONMENT}"
    )
    set(suppressions ${PROJECT_SOURCE_DIR}/packaging)
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
        QT_QPA_PLATFORM=offscreen
        QTEST_FUNCTION_TIMEOUT=1700000
        ASAN_SYMBOLIZER_PATH=${SEKIMORI_SYMBOLIZER}
        ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
        LSAN_OPTIONS=suppressions=${suppressions}/lsan-suppressions:print_suppressions=0
        TSAN_OPTIONS=suppressions=${suppressions}/tsan-suppressions:external_symbolizer_path=${SEKIMORI_SYMBOLIZER}
        UBSAN_OPTIONS=print_stacktrace=1:external_symbolizer_path=${SEKIMORI_SYMBOLIZER}
    )
endfunction()
