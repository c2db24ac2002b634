// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/names.h"

#include "audit/filter/foldedtext.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::audit::filter {
namespace {

template<typename T>
struct Names {
    T meaning;
    std::array<QStringView, 3> texts; ///< by Language
};

constexpr std::array names{
    Names<Name>{Field::Time, {u"time", u"日時", u"日期時間"}},
    Names<Name>{Field::Source, {u"source", u"接続元", u"連線來源"}},
    Names<Name>{Field::User, {u"user", u"ユーザー", u"使用者"}},
    Names<Name>{Field::Service, {u"service", u"サービス", u"服務"}},
    Names<Name>{Field::Module, {u"module", u"モジュール", u"模組"}},
    Names<Name>{Field::Action, {u"action", u"アクション", u"動作"}},
    Names<Name>{Field::Result, {u"result", u"結果", u"結果"}},
    Names<Name>{Field::Level, {u"level", u"レベル", u"等級"}},
    Names<Name>{Field::Complement, {u"complement", u"補足", u"補充"}},
    Names<Name>{Bound::Since, {u"since", u"以降", u"自從"}},
    Names<Name>{Bound::Until, {u"until", u"まで", u"直到"}},
};

// Japanese puts its "not" behind, so a person writes the sign or the English word.
constexpr std::array joints{
    Names<Joint>{Joint::And, {u"and", u"かつ", u"且"}},
    Names<Joint>{Joint::Or, {u"or", u"または", u"或"}},
    Names<Joint>{Joint::Not, {u"not", u"not", u"不是"}},
};

QString textIn(const auto &table, const auto &meaning, Language language)
{
    const auto found = std::ranges::find(table, meaning, [](const auto &row) { return row.meaning; });
    return found->texts[size_t(language)].toString();
}

auto meaningIn(const auto &table, QStringView text) -> std::optional<decltype(table[0].meaning)>
{
    const QString wanted = folded(text);
    for (const auto &row : table) {
        if (std::ranges::contains(row.texts, QStringView(wanted)))
            return row.meaning;
    }
    return {};
}

}

QString nameOf(const Name &name, Language language)
{
    return textIn(names, name, language);
}

std::optional<Name> nameFromText(QStringView text)
{
    return meaningIn(names, text);
}

QString nameOf(Joint joint, Language language)
{
    return textIn(joints, joint, language);
}

std::optional<Joint> jointFromText(QStringView text)
{
    return meaningIn(joints, text);
}

}
