// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/demopeople.h"

#include <array>

namespace sekimori::platformd {
namespace {

using enum Role;

// All addresses are from the ranges kept for documentation.
constexpr std::array people{
    DemoPerson{"admin", "Mori Akiko (森 明子)", Administrator, 9, 8, 18, 60, "203.0.113.10", "198.51.100.77"},
    DemoPerson{"tanaka.k", "田中 健一", Administrator, 9, 9, 19, 90, "203.0.113.21", "2001:db8:4a:10::21"},
    DemoPerson{"suzuki.m", "鈴木 美咲", User, 9, 9, 18, 150, "203.0.113.22", "198.51.100.14"},
    DemoPerson{"sato.h", "佐藤 浩", User, 9, 8, 17, 120, "203.0.113.23", "203.0.113.23"},
    DemoPerson{"takahashi.y", "髙橋 裕子", User, 9, 10, 20, 140, "203.0.113.24", "2001:db8:4a:10::24"},
    DemoPerson{"ito.s", "伊藤 翔太", User, 9, 9, 22, 200, "203.0.113.25", "198.51.100.130"},
    DemoPerson{"watanabe.n", "渡辺 直子", Auditor, 9, 9, 17, 30, "203.0.113.40", "203.0.113.41"},
    DemoPerson{"chen.yj", "陳 怡君", User, 8, 9, 18, 130, "192.0.2.31", "192.0.2.131"},
    DemoPerson{"lin.zh", "林 志豪", User, 8, 9, 19, 110, "192.0.2.32", "2001:db8:7700:2::32"},
    DemoPerson{"huang.st", "黃 淑婷", User, 8, 8, 17, 95, "192.0.2.33", "192.0.2.33"},
    DemoPerson{"e.walker", "Emma Walker", User, 0, 9, 17, 100, "198.51.100.201", "2001:db8:90::a1"},
    DemoPerson{"j.o-brien", "James O’Brien", User, 0, 10, 19, 70, "198.51.100.202", "198.51.100.9"},
    DemoPerson{"l.schmidt", "Lena Schmidt", User, 1, 8, 16, 85, "198.51.100.220", "2001:db8:91:4::7"},
};

}

std::span<const DemoPerson> demoPeople()
{
    return people;
}

}
