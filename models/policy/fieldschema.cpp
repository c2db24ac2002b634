// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/fieldschema.h"

using namespace Qt::StringLiterals;

namespace sekimori::policy::detail {
namespace {

/// The words that JSON Schema has for the least and the most of each type.
struct LimitWords {
    QLatin1StringView type;
    QLatin1StringView minimum;
    QLatin1StringView maximum;
};

constexpr std::array limitWords{
    LimitWords{"integer"_L1, "minimum"_L1, "maximum"_L1},
    LimitWords{"string"_L1, "minLength"_L1, "maxLength"_L1},
    LimitWords{"array"_L1, "minItems"_L1, "maxItems"_L1},
};

bool isOfType(const QJsonObject &schema, QLatin1StringView type)
{
    const QJsonValue types = schema.value("type"_L1);
    return types.isArray() ? types.toArray().contains(QString(type)) : types.toString() == type;
}

}

QJsonObject withLimits(QJsonObject schema, const FieldLimits &limits)
{
    for (const LimitWords &words : limitWords) {
        if (!isOfType(schema, words.type))
            continue;
        if (limits.minimum)
            schema.insert(words.minimum, *limits.minimum);
        if (limits.maximum)
            schema.insert(words.maximum, *limits.maximum);
    }
    if (!limits.choices.isEmpty()) {
        QJsonArray choices;
        for (const qint64 choice : limits.choices)
            choices.append(choice);
        if (isOfType(schema, "null"_L1))
            choices.append(QJsonValue::Null);
        schema.insert("enum"_L1, choices);
    }
    if (!limits.pattern.isEmpty())
        schema.insert("pattern"_L1, limits.pattern);
    for (const FieldLimits &ofEach : limits.ofEach) {
        const auto inside = schema.contains("items"_L1) ? "items"_L1 : "additionalProperties"_L1;
        schema.insert(inside, withLimits(schema.value(inside).toObject(), ofEach));
    }
    return schema;
}

QJsonObject nullable(QJsonObject schema)
{
    if (isOfType(schema, "null"_L1))
        return schema;
    schema.insert("type"_L1, QJsonArray{schema.value("type"_L1), u"null"_s});
    if (schema.contains("enum"_L1))
        schema.insert("enum"_L1, schema.value("enum"_L1).toArray() + QJsonValue(QJsonValue::Null));
    return schema;
}

QJsonObject durationSchema(QLatin1StringView unit)
{
    return {{u"type"_s, u"integer"_s}, {u"x-unit"_s, QString(unit)}};
}

QJsonObject mapSchema(const QJsonArray &names, const QJsonObject &ofValue)
{
    return {{u"type"_s, u"object"_s}, {u"propertyNames"_s, QJsonObject{{u"enum"_s, names}}},
        {u"additionalProperties"_s, ofValue}};
}

QJsonObject typeSchema(const QDateTime &)
{
    return nullable({{u"type"_s, u"string"_s}, {u"format"_s, u"date-time"_s}});
}

QJsonObject typeSchema(const Secret &)
{
    return nullable({{u"type"_s, u"string"_s}, {u"writeOnly"_s, true}});
}

QJsonObject typeSchema(const Blob &)
{
    const QJsonObject properties{
        {u"sha256"_s, QJsonObject{{u"type"_s, u"string"_s}, {u"pattern"_s, u"^[0-9a-f]{64}$"_s}}},
        {u"size"_s, QJsonObject{{u"type"_s, u"integer"_s}}}, {u"mediaType"_s, QJsonObject{{u"type"_s, u"string"_s}}}};
    return nullable(
        {{u"type"_s, u"object"_s}, {u"properties"_s, properties}, {u"required"_s, QJsonArray{u"sha256"_s}}});
}

}
