// SPDX-License-Identifier: GPL-3.0-or-later
// Comes before every test (cmake/SekimoriTest.cmake): Qt's own macros give up after five seconds, which a machine with
// much else to do takes for little. Patience costs nothing where what is waited for comes.
#pragma once

#include <QTest>

#undef QTRY_VERIFY
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, std::chrono::minutes(1))

#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT(expr, message, std::chrono::minutes(1))

#undef QTRY_COMPARE
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, std::chrono::minutes(1))
