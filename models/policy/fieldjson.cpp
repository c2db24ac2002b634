// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/fieldjson.h"

#include "error/excerpt.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::policy {
namespace {

/// What a request holds is whole characters; half of one would break whatever it is written into later.
bool isUnicode(const QString &text, const JsonReading &reading)
{
    const bool isValid = text.isValidUtf16();
    if (!isValid)
        reading.fail(messages::NotUnicode);
    return isValid;
}

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
    const auto number = detail::readCount(json, messages::ExpectedNumber, reading);
    if (number && !std::in_range<int>(*number))
        reading.fail(messages::ExpectedNumber);
    else if (number)
        value = int(*number);
}

void fromJson(const QJsonValue &json, QString &value, const JsonReading &reading)
{
    if (!json.isString())
        return reading.fail(messages::ExpectedText);
    if (isUnicode(json.toString(), reading))
        value = json.toString();
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
        return reading.fail(messages::NotATime, {excerpt(json.toString())});
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
        if (json.isNull())
            value.entered = QString();
        else if (json.isString() && !json.toString().isEmpty()) {
            if (isUnicode(json.toString(), reading))
                value.entered = json.toString();
        } else if (!object.contains("set"_L1)) // What an answer showed, sent back, is unchanged.
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
    if (json.isNull()) {
        value = {};
        return;
    }
    const QJsonObject object = json.toObject();
    const QString sha256 = object.value("sha256"_L1).toString();
    const bool isDigest = sha256.size() == 64
        && std::ranges::all_of(sha256, [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
    if (!isDigest)
        return reading.below(u"sha256"_s).fail(messages::ExpectedDigest);
    // A request only names the bytes; what they are is known from their upload, not from who names them.
    if (reading.use == JsonUse::Request) {
        if (value.sha256 != sha256.toLatin1())
            value = {.sha256 = sha256.toLatin1(), .size = 0, .mediaType = {}};
        return;
    }
    value.sha256 = sha256.toLatin1();
    value.size = object.value("size"_L1).toInteger();
    value.mediaType = object.value("mediaType"_L1).toString();
}

}
