// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/editing.h"

#include "audit/filter/lexer.h"
#include "audit/filter/signs.h"
#include "audit/filter/writing.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::audit::filter {
namespace {

QString textAt(const Filter &filter, const Place &place)
{
    return filter.text.mid(place.position, place.length);
}

const Node &termNode(const Filter &filter, size_t term)
{
    const auto *all = std::get_if<And>(&filter.root->what);
    return all ? all->nodes[term] : *filter.root;
}

/// `a or b` without brackets around it, which would not stay one thing beside others.
bool isOpenAlternative(QStringView text)
{
    int depth = 0;
    for (const Token &token : tokensOf(text)) {
        depth += token.kind == Token::Kind::Open ? 1 : token.kind == Token::Kind::Close ? -1 : 0;
        if (depth == 0 && token.kind == Token::Kind::Joint && token.joint == Joint::Or)
            return true;
    }
    return false;
}

QString asTerm(const QString &text)
{
    return isOpenAlternative(text) ? u'(' + text + u')' : text;
}

QStringList termTexts(const Filter &filter)
{
    QStringList texts;
    for (size_t i = 0; i < filter.terms.size(); ++i)
        texts += termText(filter, i);
    return texts;
}

QString joined(const QStringList &terms)
{
    if (terms.size() < 2)
        return terms.join(u' ');
    QStringList apart;
    for (const QString &term : terms)
        apart += asTerm(term);
    return apart.join(u' ');
}

}

QString termText(const Filter &filter, size_t term)
{
    return textAt(filter, filter.terms.at(term));
}

QString withoutTerm(const Filter &filter, size_t term)
{
    QStringList terms = termTexts(filter);
    terms.removeAt(qsizetype(term));
    return joined(terms);
}

QString withNegatedTerm(const Filter &filter, size_t term)
{
    const Node &node = termNode(filter, term);
    const QString text = termText(filter, term);
    const auto *negated = std::get_if<Not>(&node.what);
    if (!negated)
        return withReplacedTerm(filter, term, u'-' + asTerm(text));
    const Place &inner = negated->node.front().place;
    if (inner != node.place)
        return withReplacedTerm(filter, term, textAt(filter, inner));
    QString is = text; // `user!:taro`
    const auto sign = std::ranges::find(is, QChar(u'!'), plainSign);
    return withReplacedTerm(filter, term, is.remove(std::distance(is.begin(), sign), 1));
}

QString withReplacedTerm(const Filter &filter, size_t term, const QString &text)
{
    if (text.trimmed().isEmpty())
        return withoutTerm(filter, term);
    QStringList terms = termTexts(filter);
    terms[qsizetype(term)] = text.trimmed();
    return joined(terms);
}

QString withTerm(const Filter &filter, const QString &text)
{
    QStringList terms = termTexts(filter);
    if (terms.contains(text.trimmed()))
        return filter.text;
    terms += text.trimmed();
    return joined(terms);
}

QString onlyThis(Field field, const QString &value)
{
    return nameOf(Name(field)) + u':' + quotedFor(field, value);
}

QString notThis(Field field, const QString &value)
{
    return nameOf(Name(field)) + "!:"_L1 + quotedFor(field, value);
}

QString within(std::chrono::seconds distance, EventTime time, const QTimeZone &zone)
{
    const auto written = [&](EventTime moment) {
        const auto second = std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
        const QDateTime shown = QDateTime::fromSecsSinceEpoch(second, zone);
        return shown.toOffsetFromUtc(shown.offsetFromUtc()).toString(Qt::ISODate);
    };
    return u"time:"_s + written(time - distance) + ".."_L1 + written(time + distance);
}

}
