// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/writing.h"

#include "address/iprange.h"
#include "audit/filter/names.h"
#include "audit/words.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::audit::filter {
namespace {

/// What a node is part of decides whether it needs brackets.
enum class Around : quint8 { Nothing, Or, And, Not };

QString text(const Node &node, Around around);

QString escaped(QStringView value, QStringView signs)
{
    QString result;
    for (const QChar character : value) {
        if (signs.contains(character))
            result += u'\\';
        result += character;
    }
    return result;
}

/// Nothing in it can be taken for anything but text, wherever it stands.
bool isPlain(QStringView value, QStringView alsoAllowed)
{
    const auto isAllowed = [&](QChar c) {
        return c.isLetterOrNumber() || c.isMark() || QStringView(u"._-@").contains(c) || alsoAllowed.contains(c);
    };
    return !value.isEmpty() && !value.startsWith(u'-') && !value.contains(".."_L1)
        && std::ranges::all_of(value, isAllowed) && !jointFromText(value) && !nameFromText(value);
}

QString inQuotes(QStringView value, QStringView signs)
{
    return u'"' + escaped(value, signs) + u'"';
}

QString expression(QStringView value)
{
    QString result = u"/"_s;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == u'/')
            result += u'\\';
        result += value[i];
        if (value[i] == u'\\' && i + 1 < value.size())
            result += value[++i];
    }
    return result + u'/';
}

QString prefix(Field field, QChar operation)
{
    return nameOf(Name(field)) + operation;
}

QString text(const TimeIn &time)
{
    if (!time.until)
        return u"time>="_s + audit::toText(*time.since);
    if (!time.since)
        return u"time<"_s + audit::toText(*time.until);
    return u"time:"_s + audit::toText(*time.since) + ".."_L1 + audit::toText(*time.until - 1us);
}

QString text(const LevelIn &in)
{
    QStringList names;
    for (size_t i = 0; i < in.levels.size(); ++i) {
        if (in.levels[i])
            names += nameOf(Level(i));
    }
    if (names.isEmpty())
        return u"level<information"_s;
    if (names.size() == 1)
        return u"level:"_s + names.front();
    const auto begin = std::ranges::find(in.levels, true);
    const bool isOneStretch = std::ranges::count(begin, begin + names.size(), true) == names.size();
    if (isOneStretch && in.levels.back())
        return u"level>="_s + names.front();
    if (isOneStretch && in.levels.front())
        return u"level<="_s + names.back();
    return u"level:("_s + names.join(", "_L1) + u')';
}

QString text(const SourceIn &source)
{
    const auto networks = networksOfRange(source.first, source.last);
    if (networks.size() == 1)
        return u"source:"_s + networks.front().toString();
    return u"source:"_s + source.first.toString() + u'-' + source.last.toString();
}

QString text(const TextIs &is)
{
    if (!is.hasWildcards)
        return prefix(is.field, u':') + quotedFor(is.field, is.text);
    return prefix(is.field, u':') + (isPlain(is.text, u"*") ? is.text : inQuotes(is.text, u"\"\\"));
}

QString text(const TextContains &contains)
{
    const QString value = quoted(contains.text);
    return contains.field ? prefix(*contains.field, u'~') + value : value;
}

QString text(const TextMatches &matches)
{
    const QString value = expression(matches.expression);
    return matches.field ? prefix(*matches.field, u':') + value : value;
}

QString joined(const std::vector<Node> &nodes, QLatin1StringView between, Around around)
{
    QStringList texts;
    for (const Node &node : nodes)
        texts += text(node, around);
    return texts.join(between);
}

QString bracketed(const QString &inner, bool needsBrackets)
{
    return needsBrackets ? u'(' + inner + u')' : inner;
}

QString text(const Node &node, Around around)
{
    if (const auto *all = std::get_if<And>(&node.what))
        return bracketed(joined(all->nodes, " "_L1, Around::And), around > Around::Or);
    if (const auto *any = std::get_if<Or>(&node.what))
        return bracketed(joined(any->nodes, " or "_L1, Around::Or), around > Around::Nothing);
    if (const auto *negated = std::get_if<Not>(&node.what))
        return bracketed(u'-' + text(negated->node.front(), Around::Not), around == Around::Not);
    return std::visit(
        [](const auto &what) -> QString {
            using What = std::remove_cvref_t<decltype(what)>;
            if constexpr (std::is_same_v<What, And> || std::is_same_v<What, Or> || std::is_same_v<What, Not>)
                return {};
            else
                return text(what);
        },
        node.what);
}

}

QString toText(const Node &node)
{
    return text(node, Around::Nothing);
}

QString toText(const Filter &filter)
{
    return filter.root ? toText(*filter.root) : QString();
}

QString quoted(QStringView value)
{
    return isPlain(value, {}) ? value.toString() : inQuotes(value, u"\"\\*");
}

QString quotedFor(Field field, QStringView value)
{
    const std::string bytes = value.toUtf8().toStdString();
    switch (field) {
    case Field::Time:
        return inQuotes(value, u"\"\\*");
    case Field::Level:
        return levelFromWord(bytes) ? quoted(value) : inQuotes(value, u"\"\\*");
    case Field::Result:
        return resultFromWord(bytes) ? quoted(value) : inQuotes(value, u"\"\\*");
    case Field::Source:
        return sourceMeant(value) ? value.toString() : inQuotes(value, u"\"\\*");
    default:
        return quoted(value);
    }
}

}
