// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/fieldrules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message BelowRange{"range.below", QT_TRANSLATE_NOOP("Messages", "%1 is too small; the least is %2.")};
constexpr Message AboveRange{"range.above", QT_TRANSLATE_NOOP("Messages", "%1 is too large; the most is %2.")};
constexpr Message NotAChoice{"range.choice", QT_TRANSLATE_NOOP("Messages", "%1 is not offered; choose one of %2.")};
constexpr Message TooShort{
    "text.short", QT_TRANSLATE_NOOP("Messages", "The text has %1 characters; at least %2 are needed.")};
constexpr Message TooLong{
    "text.long", QT_TRANSLATE_NOOP("Messages", "The text has %1 characters; at most %2 are allowed.")};
constexpr Message TooManyItems{
    "list.long", QT_TRANSLATE_NOOP("Messages", "The list has %1 entries; at most %2 are allowed.")};
}

namespace detail {
namespace {

Error refused(const Message &message, qint64 met, qint64 limit)
{
    return {ErrorKind::Invalid, message, {QString::number(met), QString::number(limit)}};
}

qsizetype codePoints(QStringView text)
{
    const auto isSecondHalf = [](QChar c) { return c.isLowSurrogate(); };
    return text.size() - std::ranges::count_if(text, isSecondHalf);
}

/// Whether @p characters names @p character, by itself or in a range such as `a-z`.
bool isAmong(QLatin1StringView characters, QChar character)
{
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const bool isRange = i + 2 < characters.size() && characters[i + 1] == u'-';
        const QChar last = characters[isRange ? i + 2 : i];
        if (characters[i] <= character && character <= last)
            return true;
        if (isRange)
            i += 2;
    }
    return false;
}

}

std::optional<Error> checkWithin(qint64 value, qint64 minimum, qint64 maximum)
{
    if (value < minimum)
        return refused(messages::BelowRange, value, minimum);
    if (value > maximum)
        return refused(messages::AboveRange, value, maximum);
    return std::nullopt;
}

Error notAChoice(qint64 value, const QList<qint64> &choices)
{
    QStringList offered;
    for (const qint64 choice : choices)
        offered << QString::number(choice);
    return {ErrorKind::Invalid, messages::NotAChoice, {QString::number(value), offered.join(u", ")}};
}

std::optional<Error> checkLength(const QString &text, qsizetype minimum, qsizetype maximum)
{
    const qsizetype length = codePoints(text);
    if (length < minimum)
        return refused(messages::TooShort, length, minimum);
    if (length > maximum)
        return refused(messages::TooLong, length, maximum);
    return std::nullopt;
}

/// Names the place and not the character: the text may be a secret.
std::optional<Error> checkCharacters(const QString &text, QLatin1StringView characters, const Message &otherwise)
{
    const auto foreign = std::ranges::find_if_not(text, [&](QChar c) { return isAmong(characters, c); });
    if (foreign == text.end())
        return std::nullopt;
    const auto place = codePoints(QStringView(text.begin(), foreign)) + 1;
    return Error{ErrorKind::Invalid, otherwise, {QString::number(place)}};
}

std::optional<Error> checkCount(qsizetype count, qsizetype maximum)
{
    if (count > maximum)
        return refused(messages::TooManyItems, count, maximum);
    return std::nullopt;
}

}

void MadeOf::tell(FieldLimits &limits) const
{
    limits.pattern = u"^["_s + characters + u"]*$"_s;
}

}
