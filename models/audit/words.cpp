// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/words.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <span>

using namespace std::string_view_literals;

namespace sekimori::audit {
namespace {

template<typename T>
struct Meaning {
    std::string_view word; ///< in lower case, with blanks for `_` and `-`
    T value;
};

constexpr std::array levelWords = std::to_array<Meaning<Level>>({
    // RFC 5424 by number and keyword
    {"0"sv, Level::Critical},
    {"1"sv, Level::Critical},
    {"2"sv, Level::Critical},
    {"3"sv, Level::Error},
    {"4"sv, Level::Warning},
    {"5"sv, Level::Notice},
    {"6"sv, Level::Information},
    {"7"sv, Level::Information},
    {"emerg"sv, Level::Critical},
    {"alert"sv, Level::Critical},
    {"crit"sv, Level::Critical},
    {"err"sv, Level::Error},
    {"warning"sv, Level::Warning},
    {"notice"sv, Level::Notice},
    {"info"sv, Level::Information},
    {"debug"sv, Level::Information},
    // English
    {"trace"sv, Level::Information},
    {"verbose"sv, Level::Information},
    {"information"sv, Level::Information},
    {"informational"sv, Level::Information},
    {"important"sv, Level::Notice},
    {"caution"sv, Level::Warning},
    {"warn"sv, Level::Warning},
    {"error"sv, Level::Error},
    {"severe"sv, Level::Error},
    {"critical"sv, Level::Critical},
    {"fatal"sv, Level::Critical},
    {"panic"sv, Level::Critical},
    {"emergency"sv, Level::Critical},
    {"d"sv, Level::Information},
    {"i"sv, Level::Information},
    {"n"sv, Level::Notice},
    {"w"sv, Level::Warning},
    {"e"sv, Level::Error},
    {"c"sv, Level::Critical},
    {"f"sv, Level::Critical},
    // Japanese and Chinese
    {"情報"sv, Level::Information},
    {"デバッグ"sv, Level::Information},
    {"資訊"sv, Level::Information},
    {"信息"sv, Level::Information},
    {"訊息"sv, Level::Information},
    {"偵錯"sv, Level::Information},
    {"调试"sv, Level::Information},
    {"重要"sv, Level::Notice},
    {"注意"sv, Level::Notice},
    {"通知"sv, Level::Notice},
    {"警告"sv, Level::Warning},
    {"エラー"sv, Level::Error},
    {"異常"sv, Level::Error},
    {"錯誤"sv, Level::Error},
    {"错误"sv, Level::Error},
    {"重大"sv, Level::Critical},
    {"致命的"sv, Level::Critical},
    {"緊急"sv, Level::Critical},
    {"嚴重"sv, Level::Critical},
    {"严重"sv, Level::Critical},
    {"紧急"sv, Level::Critical},
});

constexpr std::array resultWords = std::to_array<Meaning<EventResult>>({
    {"success"sv, EventResult::Success},
    {"succeeded"sv, EventResult::Success},
    {"successful"sv, EventResult::Success},
    {"audit success"sv, EventResult::Success},
    {"ok"sv, EventResult::Success},
    {"pass"sv, EventResult::Success},
    {"passed"sv, EventResult::Success},
    {"allow"sv, EventResult::Success},
    {"allowed"sv, EventResult::Success},
    {"accept"sv, EventResult::Success},
    {"accepted"sv, EventResult::Success},
    {"granted"sv, EventResult::Success},
    {"permitted"sv, EventResult::Success},
    {"成功"sv, EventResult::Success},
    {"正常"sv, EventResult::Success},
    {"許可"sv, EventResult::Success},
    {"允許"sv, EventResult::Success},
    {"允许"sv, EventResult::Success},
    {"fail"sv, EventResult::Failed},
    {"failed"sv, EventResult::Failed},
    {"failure"sv, EventResult::Failed},
    {"audit failure"sv, EventResult::Failed},
    {"unsuccessful"sv, EventResult::Failed},
    {"ng"sv, EventResult::Failed},
    {"deny"sv, EventResult::Failed},
    {"denied"sv, EventResult::Failed},
    {"block"sv, EventResult::Failed},
    {"blocked"sv, EventResult::Failed},
    {"reject"sv, EventResult::Failed},
    {"rejected"sv, EventResult::Failed},
    {"refused"sv, EventResult::Failed},
    {"失敗"sv, EventResult::Failed},
    {"失败"sv, EventResult::Failed},
    {"拒否"sv, EventResult::Failed},
    {"拒絕"sv, EventResult::Failed},
    {"拒绝"sv, EventResult::Failed},
    {"validation error"sv, EventResult::ValidationError},
    {"validationerror"sv, EventResult::ValidationError},
    {"invalid"sv, EventResult::ValidationError},
    {"検証エラー"sv, EventResult::ValidationError},
    {"入力エラー"sv, EventResult::ValidationError},
    {"驗證錯誤"sv, EventResult::ValidationError},
    {"验证错误"sv, EventResult::ValidationError},
    {"error"sv, EventResult::Error},
    {"err"sv, EventResult::Error},
    {"エラー"sv, EventResult::Error},
    {"異常"sv, EventResult::Error},
    {"錯誤"sv, EventResult::Error},
    {"错误"sv, EventResult::Error},
});

constexpr size_t longestWord = 32;

bool surrounds(char character)
{
    return " \t[]()<>:"sv.contains(character);
}

char folded(char character)
{
    if (character >= 'A' && character <= 'Z')
        return char(character - 'A' + 'a');
    return character == '_' || character == '-' ? ' ' : character;
}

template<typename T>
std::optional<T> meaningOf(std::string_view word, std::span<const Meaning<T>> meanings)
{
    while (!word.empty() && surrounds(word.front()))
        word.remove_prefix(1);
    while (!word.empty() && surrounds(word.back()))
        word.remove_suffix(1);
    if (word.size() > longestWord)
        return {};
    std::array<char, longestWord> buffer;
    const auto end = std::ranges::transform(word, buffer.begin(), folded).out;
    const std::string_view plain(buffer.data(), size_t(end - buffer.begin()));
    const auto found = std::ranges::find(meanings, plain, &Meaning<T>::word);
    return found == meanings.end() ? std::nullopt : std::optional(found->value);
}

}

std::optional<Level> levelFromWord(std::string_view word)
{
    return meaningOf<Level>(word, levelWords);
}

std::optional<EventResult> resultFromWord(std::string_view word)
{
    return meaningOf<EventResult>(word, resultWords);
}

}
