// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// What the people of the big log do, and what is told of it.
namespace sekimori::bench {

struct Deed {
    std::string_view service;
    std::string_view module;
    std::string_view action;
    unsigned weight; ///< of 1,000
};

inline constexpr std::array deeds{
    Deed{"Common", "Authentication", "login", 120},
    Deed{"Common", "Authentication", "logout", 80},
    Deed{"Common", "Authentication", "api login", 60},
    Deed{"Common", "Authentication", "password change", 5},
    Deed{"Common", "Security settings", "change ipRestriction", 4},
    Deed{"Common", "Certificates", "issue", 6},
    Deed{"Common", "User administration", "update", 15},
    Deed{"Common", "Audit log", "export", 5},
    Deed{"Groupware", "Scheduler", "create", 110},
    Deed{"Groupware", "Scheduler", "update", 90},
    Deed{"Groupware", "Scheduler", "delete", 30},
    Deed{"Groupware", "Mail", "send", 85},
    Deed{"Groupware", "Mail", "receive", 75},
    Deed{"Groupware", "Cabinet", "download", 60},
    Deed{"Groupware", "Cabinet", "upload", 35},
    Deed{"Groupware", "Bulletin board", "comment", 25},
    Deed{"Database", "Records", "view", 70},
    Deed{"Database", "Records", "update", 60},
    Deed{"Database", "Import", "run", 5},
    Deed{"経費精算", "申請", "登録", 35},
    Deed{"経費精算", "承認", "承認", 25},
};

inline constexpr std::array sentences{
    std::string_view("record 8842"),
    std::string_view("file: quarterly report.xlsx"),
    std::string_view("file: 見積書_第3四半期.pdf"),
    std::string_view("session renewed after 30 minutes"),
    std::string_view("予定「定例会議」を変更しました"),
    std::string_view("to: sales@example.com, support@example.com"),
    std::string_view("name: \"North, East & Partners\""),
    std::string_view("reason: the address is not listed"),
    std::string_view("fields: amount, due date, person in charge"),
    std::string_view("件名: 出張申請, 金額: 12,800円"),
    std::string_view("before: \"draft\" after: \"approved\""),
    std::string_view("client: Sekimori-Mobile/4.2 (build 1187)"),
};

inline constexpr std::array syllables{
    std::string_view("ka"),
    std::string_view("mi"),
    std::string_view("to"),
    std::string_view("ya"),
    std::string_view("na"),
    std::string_view("shi"),
    std::string_view("ro"),
    std::string_view("ha"),
    std::string_view("ku"),
    std::string_view("ta"),
};

}
