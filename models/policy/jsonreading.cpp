// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/jsonreading.h"

#include "error/excerpt.h"

#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace sekimori::policy {

namespace messages {
constexpr Message ExpectedBool{"json.bool", QT_TRANSLATE_NOOP("Messages", "The value must be true or false.")};
constexpr Message ExpectedNumber{"json.number", QT_TRANSLATE_NOOP("Messages", "The value must be a whole number.")};
constexpr Message ExpectedSeconds{
    "json.seconds", QT_TRANSLATE_NOOP("Messages", "The value must be a whole number of seconds.")};
constexpr Message ExpectedMinutes{
    "json.minutes", QT_TRANSLATE_NOOP("Messages", "The value must be a whole number of minutes.")};
constexpr Message ExpectedHours{
    "json.hours", QT_TRANSLATE_NOOP("Messages", "The value must be a whole number of hours.")};
constexpr Message ExpectedDays{"json.days", QT_TRANSLATE_NOOP("Messages", "The value must be a whole number of days.")};
constexpr Message ExpectedText{"json.text", QT_TRANSLATE_NOOP("Messages", "The value must be text.")};
constexpr Message NotUnicode{
    "json.notUnicode", QT_TRANSLATE_NOOP("Messages", "The text has half of a character. Type it again.")};
constexpr Message ExpectedTime{"json.timeOrNull", QT_TRANSLATE_NOOP("Messages", "The value must be a time or null.")};
constexpr Message ExpectedSecret{
    "json.secret", QT_TRANSLATE_NOOP("Messages", "The value must be text that is not empty, or null to clear it.")};
constexpr Message ExpectedDigest{
    "json.digest", QT_TRANSLATE_NOOP("Messages", "The value must be 64 lower-case hexadecimal digits.")};
constexpr Message ExpectedList{"json.list", QT_TRANSLATE_NOOP("Messages", "The value must be a list.")};
constexpr Message ExpectedObject{"json.object", QT_TRANSLATE_NOOP("Messages", "The value must be an object.")};
constexpr Message UnknownField{
    "json.unknown", QT_TRANSLATE_NOOP("Messages", "There is no field called “%1” here; the fields are %2.")};
constexpr Message MissingField{"json.missing", QT_TRANSLATE_NOOP("Messages", "The field is missing.")};
constexpr Message UnknownName{"json.name", QT_TRANSLATE_NOOP("Messages", "“%1” is not known; choose one of %2.")};
constexpr Message NotATime{
    "json.time", QT_TRANSLATE_NOOP("Messages", "“%1” is not a time with a zone such as 2026-03-05T14:00:00Z.")};
}

namespace {

QString joined(QStringList names)
{
    names.sort();
    return names.join(u", ");
}

QString joined(const QList<detail::FieldName> &fields)
{
    QStringList names;
    for (const detail::FieldName &field : fields)
        names << field.name;
    return joined(std::move(names));
}

}

JsonReading JsonReading::below(const QString &field) const
{
    return {use, errors, path.isEmpty() ? field : path + u'.' + field};
}

JsonReading JsonReading::at(qsizetype index) const
{
    return {use, errors, path + u'[' + QString::number(index) + u']'};
}

void JsonReading::fail(const Message &message, QStringList arguments) const
{
    addError(errors, Error{ErrorKind::Invalid, message, std::move(arguments), path});
}

void JsonReading::fail(const Error &error) const
{
    addError(errors, error.under(path));
}

namespace detail {

bool checkShape(const QJsonValue &json, const QList<FieldName> &fields, const JsonReading &reading)
{
    if (!json.isObject()) {
        reading.fail(messages::ExpectedObject);
        return false;
    }
    if (reading.use != JsonUse::Request)
        return true;
    const QJsonObject object = json.toObject();
    for (auto it = object.begin(); it != object.end() && !isFull(reading.errors); ++it) {
        if (!std::ranges::contains(fields, it.key(), &FieldName::name)) {
            const QString met = excerpt(it.key());
            reading.below(met).fail(messages::UnknownField, {met, joined(fields)});
        }
    }
    for (const FieldName &field : fields) {
        if (field.isRequired && !object.contains(field.name))
            reading.below(field.name).fail(messages::MissingField);
    }
    return true;
}

void failUnknownName(const QString &met, const QStringList &names, const JsonReading &reading)
{
    reading.fail(messages::UnknownName, {excerpt(met), joined(names)});
}

std::optional<qint64> readCount(const QJsonValue &json, const Message &otherwise, const JsonReading &reading)
{
    constexpr qint64 refused = std::numeric_limits<qint64>::min();
    const qint64 number = json.isDouble() ? json.toInteger(refused) : refused;
    if (number != refused)
        return number;
    reading.fail(otherwise);
    return std::nullopt;
}

}

}
