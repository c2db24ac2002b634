// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/header.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

/// In the form that plain() gives: letters and digits alone, in lower case.
struct Names {
    Field field;
    std::u16string_view names; ///< between blanks
};

constexpr std::array table{
    Names{Field::Time,
        u" time date datetime dateandtime dateandtimeutc datetimeutc timestamp ts utc utctime timeutc eventtime"
        u" eventdate logtime logdate logged loggedat occurred occurredat created createdat createdon createddate"
        u" accessed accessedat accesstime accessdate clock timeofday timegenerated timecreated timelocal localtime "
        u"generated when recorded"
        u" recordedat received receivedat asctime begintime starttime"
        u" 日時 日付 時刻 日付時刻 日付と時刻 年月日 年月日時分秒 発生日時 発生時刻 記録日時 操作日時 実行日時 登録日時"
        u" アクセス日時 アクセス日 アクセス時刻 ログ日時 作成日時 イベント日時 タイムスタンプ 発生日 記録日 操作日 "
        u"記録時刻"
        u" 操作時刻 時分秒"
        u" 日期時間 日期與時間 日期 時間 發生日期 發生時間 記錄日期 記錄時間 操作日期 操作時間 建立時間 時間戳記 時間戳"
        u" 日期时间 时间 发生时间 记录时间 操作时间 创建时间 时间戳 "},
    Names{Field::Source,
        u" source sourceip sourceipaddress sourceaddress sourcehost srcip srcaddr src ip ipaddr ipaddress ips address"
        u" addr accessedfrom accesssource from origin client clientip clientipaddress clientaddress remote remoteip"
        u" remoteaddress remoteaddr remotehost host cip userip loginip"
        u" 接続元 接続元ip 接続元ipアドレス 接続元アドレス アクセス元 アクセス元ip アクセス元ipアドレス 送信元 送信元ip"
        u" 送信元ipアドレス 送信元アドレス 発信元 ipアドレス クライアントip クライアントipアドレス リモートip"
        u" リモートホスト ホスト ソースip"
        u" 連線來源 來源 來源ip 來源位址 來源ip位址 存取來源 ip位址 位址 用戶端ip 用戶端位址"
        u" 连接来源 来源 来源ip 来源地址 ip地址 地址 源ip 客户端ip "},
    Names{Field::User,
        u" user username login loginname loginid userid userprincipalname upn account accountname actor actorname who"
        u" operator principal subject userlogin useraccount csusername executor executedby performedby"
        u" ユーザー ユーザ ユーザー名 ユーザ名 ユーザーid ユーザid ログイン名 ログインid ログインユーザー アカウント"
        u" アカウント名 操作者 実行者 利用者 利用者名 利用者id 社員名"
        u" 使用者 使用者名稱 使用者帳號 登入名稱 帳號 帳戶 用戶 操作人員"
        u" 用户 用户名 用户名称 登录名 账号 账户 操作人 "},
    Names{Field::Service,
        u" service servicename application applicationname app appname product productname system program programname"
        u" process workload tenantservice provider providername"
        u" サービス サービス名 アプリケーション アプリケーション名 アプリ アプリ名 システム システム名 製品 プログラム"
        u" 服務 服務名稱 應用程式 系統 產品 服务 服务名称 应用 应用程序 系统 产品 "},
    Names{Field::Module,
        u" module modulename component category eventcategory facility logger loggername subsystem area target section"
        u" taskcategory"
        u" モジュール モジュール名 機能 機能名 カテゴリ カテゴリー 分類 種別 コンポーネント 対象"
        u" 模組 類別 分類 元件 功能 模块 类别 分类 组件 "},
    Names{Field::Action,
        u" action actionname operation operationname event eventname eventtype activity activitytype verb command"
        u" アクション 操作 操作名 操作内容 操作種別 動作 イベント イベント名 イベント種別 処理 処理名"
        u" 動作 操作內容 操作名稱 事件 事件名稱 活動 动作 操作内容 操作名称 事件名称 活动 "},
    Names{Field::Result,
        u" result resultstatus resultcode outcome status statuscode success eventresult"
        u" 結果 処理結果 実行結果 操作結果 ステータス 状態 成否"
        u" 操作結果 狀態 结果 操作结果 状态 "},
    Names{Field::Level,
        u" level loglevel severity severitylevel priority importance lvl sev leveldisplayname eventseverity"
        u" レベル ログレベル 重要度 深刻度 重大度 優先度"
        u" 等級 層級 級別 記錄等級 嚴重性 嚴重程度 重要性 级别 等级 日志级别 严重性 严重程度 "},
    Names{Field::Complement,
        u" complement complements note notes message messagetext msg detail details description desc comment comments"
        u" remark remarks text info additionalinfo additionalinformation additionaldetails extra memo body content"
        u" reason parameters"
        u" 補足 補足情報 備考 メッセージ 詳細 詳細情報 内容 説明 コメント メモ 付加情報 本文 理由"
        u" 補充 補充說明 備註 說明 訊息 詳情 詳細 詳細資訊 內容 附註 描述 备注 说明 消息 详情 详细信息 内容 "},
};

constexpr std::u16string_view numberNames
    = u" number no nr seq sequence sequencenumber eventnumber recordnumber recordid 番号 連番 項番 通番 編號 序號 编号"
      u" 序号 ";

/// Of those of the time: what is called so is the day, or the time of day, where the file has both.
constexpr std::u16string_view dayNames
    = u" date eventdate logdate accessdate 日付 年月日 発生日 記録日 操作日 アクセス日 日期 發生日期"
      u" 記錄日期 操作日期 ";
constexpr std::u16string_view clockNames = u" time clock timeofday eventtime logtime accesstime 時刻 時分秒 発生時刻 "
                                           u"記録時刻 操作時刻 アクセス時刻 時間 發生時間"
                                           u" 記錄時間 操作時間 时间 ";

/// Full and half width, case, blanks, brackets and the like do not count; nor does a unit or zone in brackets.
QString plain(QStringView title)
{
    QString form = title.toString().normalized(QString::NormalizationForm_KC).toCaseFolded();
    const qsizetype bracket = form.indexOf(u'(');
    if (bracket > 0)
        form.truncate(bracket);
    form.removeIf([](QChar character) { return !character.isLetterOrNumber(); });
    return form;
}

}

std::optional<TitleMeaning> meaningOf(QStringView title)
{
    const QString name = plain(title);
    if (name.isEmpty())
        return title.trimmed() == u"#" ? std::optional(TitleMeaning{{}, true}) : std::nullopt;
    const QString framed = u' ' + name + u' ';
    const std::u16string_view wanted(QStringView(framed).utf16(), size_t(framed.size()));
    if (numberNames.contains(wanted))
        return TitleMeaning{{}, true};
    const auto *found = std::ranges::find_if(table, [&](const Names &names) { return names.names.contains(wanted); });
    if (found == table.end())
        return {};
    return TitleMeaning{
        .field = found->field, .isDay = dayNames.contains(wanted), .isClock = clockNames.contains(wanted)};
}

}
