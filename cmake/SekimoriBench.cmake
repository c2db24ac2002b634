# SPDX-License-Identifier: GPL-3.0-or-later
# sekimori_bench(bench_x [SOURCES file …] [LIBRARIES target …] [DEPENDS target …])
# A program that measures and prints, from bench_x.cpp and SOURCES. The target `bench` builds all of them and runs
# them one after the other, alone; nothing else builds them.
add_custom_target(bench)
set(SEKIMORI_LAST_BENCH "" CACHE INTERNAL "The benchmark that the next one runs after")

function(sekimori_bench name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES;DEPENDS")
    add_executable(${name} EXCLUDE_FROM_ALL ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} benchmark::benchmark sekimori_warnings)
    add_custom_target(run_${name}
        COMMAND ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen $<TARGET_FILE:${name}>
        USES_TERMINAL
        COMMENT "Measuring: ${name}"
    )
    add_dependencies(run_${name} ${name} ${arg_DEPENDS})
    if(SEKIMORI_LAST_BENCH)
        add_dependencies(run_${name} ${SEKIMORI_LAST_BENCH})
    endif()
    set(SEKIMORI_LAST_BENCH run_${name} CACHE INTERNAL "The benchmark that the next one runs after")
    add_dependencies(bench run_${name})
endfunction()
