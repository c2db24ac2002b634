# SPDX-License-Identifier: GPL-3.0-or-later
# sekimori_warnings: what every target of ours links privately. Library headers are SYSTEM and stay silent.
add_library(sekimori_warnings INTERFACE)
target_compile_options(sekimori_warnings INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wextra-semi
    -Wfloat-conversion
    -Wimplicit-fallthrough
    -Wnon-virtual-dtor
    -Woverloaded-virtual
    -Wshadow
    -Wunreachable-code
    $<$<CXX_COMPILER_ID:Clang>:-Wshorten-64-to-32>
)
# Text is Unicode or it is bytes, never both by accident; and a connection ends with the one it serves.
target_compile_definitions(sekimori_warnings INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_CONTEXTLESS_CONNECT
    QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_URL_CAST_FROM_STRING
    QT_DISABLE_DEPRECATED_UP_TO=0x060800
)
