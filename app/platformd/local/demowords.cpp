// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/demowords.h"

#include <array>

namespace sekimori::platformd {
namespace {

using Result = audit::EventResult;
using audit::Level;

constexpr auto groupware = "グループウェア";
constexpr auto database = "Kura Database";
constexpr auto files = "Tana Files";

constexpr std::array work{
    DemoAction{groupware, "スケジュール", "予定の閲覧", "{title}", 140},
    DemoAction{groupware, "スケジュール", "予定の登録", "件名：{title}", 60},
    DemoAction{groupware, "スケジュール", "予定の変更", "件名：{title}、日時を変更", 28},
    DemoAction{groupware, "スケジュール", "予定の削除", "件名：{title}", 8},
    DemoAction{groupware, "掲示板", "閲覧", "{title}", 90},
    DemoAction{groupware, "掲示板", "書き込み", "{title}", 12},
    DemoAction{groupware, "メッセージ", "送信", "件名：{title}、宛先：3名", 70},
    DemoAction{groupware, "メッセージ", "添付ファイルのダウンロード", "{file}（{size} KB）", 24},
    DemoAction{groupware, "ワークフロー", "申請", "{record}", 14},
    DemoAction{groupware, "ワークフロー", "承認", "{record}", 12},
    DemoAction{groupware, "ワークフロー", "差し戻し", "{record}、理由：添付なし", 3},
    DemoAction{groupware, "メッセージ", "送信", "件名：{title}、宛先が正しくありません", 2, Result::ValidationError,
        Level::Notice},
    DemoAction{database, "Customers", "view record", "{record}", 120},
    DemoAction{database, "Customers", "edit record", "{record}: phone, address", 34},
    DemoAction{database, "Orders", "add record", "{record}", 40},
    DemoAction{database, "Orders", "edit record", "{record}: status open -> shipped", 38},
    DemoAction{database, "Orders", "edit record", "{record}: amount is not a number", 4, Result::ValidationError,
        Level::Notice},
    DemoAction{database, "案件管理", "レコード編集", "{record}", 42},
    DemoAction{database, "案件管理", "レコード追加", "{record}", 18},
    DemoAction{database, "Orders", "export CSV", "{size} records", 3, Result::Success, Level::Notice},
    DemoAction{database, "Customers", "delete record", "{record}", 2, Result::Success, Level::Notice},
    DemoAction{database, "Customers", "view record", "{record}: no permission", 3, Result::Failed, Level::Notice},
    DemoAction{
        database, "Apps", "change permissions", "Orders: group 營業 may export", 1, Result::Success, Level::Warning},
    DemoAction{files, "Files", "download", "{file} ({size} KB)", 75},
    DemoAction{files, "Files", "upload", "{file} ({size} KB)", 44},
    DemoAction{files, "Files", "preview", "{file}", 60},
    DemoAction{files, "Files", "rename", "{file}", 8},
    DemoAction{files, "Files", "delete", "{file}", 6, Result::Success, Level::Notice},
    DemoAction{files, "Files", "upload", "{file}: larger than the limit of 2 GB", 1, Result::Failed, Level::Notice},
    DemoAction{files, "Sharing", "create public link", "{file}, until the end of the month", 2, Result::Success,
        Level::Warning},
    DemoAction{files, "共有", "フォルダー共有", "{file}、閲覧のみ", 5, Result::Success, Level::Notice},
};

constexpr std::array operation{
    DemoAction{files, "Storage", "virus scan", "{size} files, nothing found", 30},
    DemoAction{database, "Backup", "nightly backup", "{size} MB", 30},
    DemoAction{groupware, "システム", "バックアップ", "{size} MB、正常終了", 30},
    DemoAction{groupware, "メール連携", "受信", "{size} 通", 40},
    DemoAction{files, "Storage", "quota", "85 % of 2 TB used", 4, Result::Success, Level::Warning},
    DemoAction{groupware, "メール連携", "受信", "サーバーが応答しません（3回目）", 5, Result::Failed, Level::Warning},
    DemoAction{
        database, "Webhook", "deliver", "{record}: the receiver answered 503", 6, Result::Failed, Level::Warning},
    DemoAction{database, "Backup", "nightly backup", "volume full after {size} MB", 2, Result::Error, Level::Error},
    DemoAction{files, "Sync", "reconcile", "{file}: two versions kept", 3, Result::Error, Level::Error},
    DemoAction{groupware, "システム", "インデックス再構築", "中断されました", 1, Result::Error, Level::Error},
    DemoAction{files, "Storage", "virus scan", "{file}: moved to quarantine", 1, Result::Failed, Level::Critical},
};

constexpr std::array fileNames{"見積書_A社.xlsx", "議事録 2026-03.docx", "Budget 2026.xlsx", "報價單-最終版.pdf",
    "Q2 forecast.pptx", "契約書(案).docx", "site-plan.dwg", "新人研修.pptx", "員工名冊.csv", "photos.zip",
    "設計図面_rev7.pdf", "Price list, autumn.pdf", "会議室配置.png", "庫存盤點表.xlsx", "release-notes.md"};

constexpr std::array recordNames{"#10482 Aoba Trading", "#10517 大江戸商事", "#10533 Northwind", "#10604 台灣精密工業",
    "#10688 北斗精機", "#10731 Hallam & Sons", "#10790 みどり薬局", "#10811 宏達貿易", "#10856 Rivermill Ltd",
    "#10902 さくら運輸", "交通費精算 2026-04", "備品購入申請", "出張申請（台北）"};

constexpr std::array titles{"週次定例会議", "商談：北斗精機", "Project kickoff", "客戶拜訪", "健康診断",
    "Year-end closing", "新製品レビュー", "1 on 1", "教育訓練", "サーバー停止のお知らせ", "歓迎会", "Safety briefing",
    "月次報告"};

constexpr std::array services{
    DemoService{groupware, "https://groupware.example/", "予定・ファイル・掲示板"},
    DemoService{database, "https://kura.example/", "Customers and orders"},
    DemoService{files, "https://tana.example/", "Files of all teams"},
};

}

std::span<const DemoService> demoServices()
{
    return services;
}

std::span<const DemoAction> demoWork()
{
    return work;
}

std::span<const DemoAction> demoOperation()
{
    return operation;
}

std::span<const char *const> demoFiles()
{
    return fileNames;
}

std::span<const char *const> demoRecords()
{
    return recordNames;
}

std::span<const char *const> demoTitles()
{
    return titles;
}

}
