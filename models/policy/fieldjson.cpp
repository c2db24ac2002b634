// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/fieldjson.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message ExpectedBool{"json.bool", QT_TRANSLATE_NOOP("Messages", "The value must be true or false.")};
constexpr Message ExpectedNumber{"json.number", QT_TRANSLATE_NOOP("Messages", "The value must be a whole number.")};
constexpr Message ExpectedMinutes{
    "json.minutes", QT_TRANSLATE_NOOP("Messages", "The value must be a whole number of minutes.")};
constexpr Message ExpectedText{"json.text", QT_TRANSLATE_NOOP("Messages", "The value must be text.")};
constexpr Message ExpectedTime{"json.timeOrNull", QT_TRANSLATE_NOOP("Messages", "The value must be a time or null.")};
constexpr Message ExpectedSecret{"json.secret", QT_TRANSLATE_NOOP("Messages", "The value must be text or null.")};
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

std::optional<qint64> wholeNumber(const QJsonValue &json)
{
    constexpr qint64 refused = std::numeric_limits<qint64>::min();
    const qint64 number = json.isDouble() ? json.toInteger(refused) : refused;
    return number == refused ? std::nullopt : std::optional(number);
}

}

JsonReading JsonReading::below(const QString &field) const
{
    return {use, errors, path.isEmpty() ? field : path + u'.' + field};
}

JsonReading JsonReading::at(qsizetype index) const
{
    return {use, errors, u"%1[%2]"_s.arg(path).arg(index)};
}

void JsonReading::fail(const Message &message, QStringList arguments) const
{
    errors.append(Error{ErrorKind::Invalid, message, std::move(arguments), path});
}

void JsonReading::fail(const Error &error) const
{
    errors.append(error.under(path));
}

bool detail::checkShape(
    const QJsonValue &json, const QSet<QString> &known, const QSet<QString> &required, const JsonReading &reading)
{
    if (!json.isObject()) {
        reading.fail(messages::ExpectedObject);
        return false;
    }
    if (reading.use != JsonUse::Request)
        return true;
    const QJsonObject object = json.toObject();
    const QStringList keys = object.keys();
    for (const QString &key : keys) {
        if (!known.contains(key))
            reading.below(key.left(64)).fail(messages::UnknownField, {key.left(64), joinedNames(known.values())});
    }
    for (const QString &key : required) {
        if (!object.contains(key))
            reading.below(key).fail(messages::MissingField);
    }
    return true;
}

QString detail::joinedNames(const QStringList &names)
{
    QStringList sorted = names;
    sorted.sort();
    return sorted.join(u", ");
}

QJsonValue toJson(bool value, JsonUse)
{
    return value;
}
QJsonValue toJson(int value, JsonUse)
{
    return value;
}
QJsonValue toJson(const QString &value, JsonUse)
{
    return value;
}
QJsonValue toJson(std::chrono::minutes value, JsonUse)
{
    return qint64(value.count());
}
QJsonValue toJson(const IpNetwork &value, JsonUse)
{
    return value.toString();
}

QJsonValue toJson(const QDateTime &value, JsonUse)
{
    if (!value.isValid())
        return QJsonValue::Null;
    return value.toUTC().toString(Qt::ISODateWithMs);
}

QJsonValue toJson(const Secret &value, JsonUse use)
{
    switch (use) {
    case JsonUse::Request:
        if (!value.entered)
            return QJsonValue::Undefined;
        return value.entered->isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(*value.entered);
    case JsonUse::Answer:
        return QJsonObject{{u"set"_s, value.isSet}, {u"changedAt"_s, toJson(value.changedAt, use)}};
    case JsonUse::Storage:
        return QJsonObject{
            {u"sealed"_s, QString::fromLatin1(value.sealed)}, {u"changedAt"_s, toJson(value.changedAt, use)}};
    }
    return QJsonValue::Undefined;
}

QJsonValue toJson(const Blob &value, JsonUse)
{
    if (value.sha256.isEmpty())
        return QJsonValue::Null;
    return QJsonObject{
        {u"sha256"_s, QString::fromLatin1(value.sha256)}, {u"size"_s, value.size}, {u"mediaType"_s, value.mediaType}};
}

void fromJson(const QJsonValue &json, bool &value, const JsonReading &reading)
{
    if (!json.isBool())
        return reading.fail(messages::ExpectedBool);
    value = json.toBool();
}

void fromJson(const QJsonValue &json, int &value, const JsonReading &reading)
{
    const auto number = wholeNumber(json);
    if (!number || *number < std::numeric_limits<int>::min() || *number > std::numeric_limits<int>::max())
        return reading.fail(messages::ExpectedNumber);
    value = int(*number);
}

void fromJson(const QJsonValue &json, QString &value, const JsonReading &reading)
{
    if (!json.isString())
        return reading.fail(messages::ExpectedText);
    value = json.toString();
}

void fromJson(const QJsonValue &json, std::chrono::minutes &value, const JsonReading &reading)
{
    const auto number = wholeNumber(json);
    if (!number)
        return reading.fail(messages::ExpectedMinutes);
    value = std::chrono::minutes(*number);
}

void fromJson(const QJsonValue &json, QDateTime &value, const JsonReading &reading)
{
    if (json.isNull()) {
        value = {};
        return;
    }
    if (!json.isString())
        return reading.fail(messages::ExpectedTime);
    const QDateTime time = QDateTime::fromString(json.toString(), Qt::ISODateWithMs);
    // A time without a zone would be read as the machine's own, which is nobody's intention.
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return reading.fail(messages::NotATime, {json.toString().left(64)});
    value = time.toUTC();
}

void fromJson(const QJsonValue &json, IpNetwork &value, const JsonReading &reading)
{
    if (!json.isString())
        return reading.fail(messages::ExpectedText);
    const auto network = IpNetwork::parse(json.toString());
    if (!network)
        return reading.fail(network.error());
    value = *network;
}

void fromJson(const QJsonValue &json, Secret &value, const JsonReading &reading)
{
    const QJsonObject object = json.toObject();
    switch (reading.use) {
    case JsonUse::Request:
        if (json.isString())
            value.entered = json.toString();
        else if (json.isNull())
            value.entered = QString();
        else if (!json.isObject() || !object.contains("set"_L1)) // What an answer showed, sent back: unchanged.
            reading.fail(messages::ExpectedSecret);
        return;
    case JsonUse::Answer:
        value = {};
        value.isSet = object.value("set"_L1).toBool();
        fromJson(object.value("changedAt"_L1), value.changedAt, reading.below(u"changedAt"_s));
        return;
    case JsonUse::Storage:
        value = {};
        value.sealed = object.value("sealed"_L1).toString().toLatin1();
        value.isSet = !value.sealed.isEmpty();
        fromJson(object.value("changedAt"_L1), value.changedAt, reading.below(u"changedAt"_s));
        return;
    }
}

void fromJson(const QJsonValue &json, Blob &value, const JsonReading &reading)
{
    value = {};
    if (json.isNull())
        return;
    const QJsonObject object = json.toObject();
    const QString sha256 = object.value("sha256"_L1).toString();
    const bool isDigest = sha256.size() == 64
        && std::ranges::all_of(sha256, [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
    if (!isDigest)
        return reading.below(u"sha256"_s).fail(messages::ExpectedDigest);
    value.sha256 = sha256.toLatin1();
    value.size = object.value("size"_L1).toInteger();
    value.mediaType = object.value("mediaType"_L1).toString();
}

}
