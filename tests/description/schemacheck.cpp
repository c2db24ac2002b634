// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemacheck.h"

#include "audit/event.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

/// Words that say nothing about what is valid.
bool isRemark(const QString &word)
{
    static const QSet<QString> remarks{u"description"_s, u"examples"_s, u"default"_s};
    return remarks.contains(word) || word.startsWith("x-"_L1);
}

bool isKnown(const QString &word)
{
    static const QSet<QString> known{u"$ref"_s, u"type"_s, u"enum"_s, u"const"_s, u"writeOnly"_s, u"allOf"_s,
        u"oneOf"_s, u"properties"_s, u"required"_s, u"additionalProperties"_s, u"propertyNames"_s, u"minProperties"_s,
        u"dependentRequired"_s, u"items"_s, u"minItems"_s, u"maxItems"_s, u"minLength"_s, u"maxLength"_s, u"pattern"_s,
        u"format"_s, u"minimum"_s, u"maximum"_s};
    return known.contains(word) || isRemark(word);
}

QString textOf(const QJsonValue &value)
{
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(wrapped.sliced(1, wrapped.size() - 2).left(200));
}

bool isOfType(const QJsonValue &value, const QString &type)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return type == "null"_L1;
    case QJsonValue::Bool:
        return type == "boolean"_L1;
    case QJsonValue::Double:
        return type == "number"_L1 || (type == "integer"_L1 && std::trunc(value.toDouble()) == value.toDouble());
    case QJsonValue::String:
        return type == "string"_L1;
    case QJsonValue::Array:
        return type == "array"_L1;
    case QJsonValue::Object:
        return type == "object"_L1;
    case QJsonValue::Undefined:
        break;
    }
    return false;
}

bool isOfFormat(const QString &text, const QString &format)
{
    if (format == "date-time"_L1)
        return audit::timeFromText(text).has_value();
    if (format == "uri"_L1)
        return QUrl(text, QUrl::StrictMode).isValid() && !QUrl(text).isRelative();
    return false;
}

QStringList problemsOfType(const QJsonValue &value, const QJsonObject &schema)
{
    QStringList problems;
    const QJsonValue type = schema["type"_L1];
    const QJsonArray types = type.isArray() ? type.toArray() : QJsonArray{type};
    if (!type.isUndefined()
        && std::ranges::none_of(types, [&](const QJsonValue &each) { return isOfType(value, each.toString()); }))
        problems << u"%1 is not of type %2"_s.arg(textOf(value), textOf(type));
    if (schema.contains("enum"_L1) && !schema["enum"_L1].toArray().contains(value))
        problems << u"%1 is none of %2"_s.arg(textOf(value), textOf(schema["enum"_L1]));
    if (schema.contains("const"_L1) && schema["const"_L1] != value)
        problems << u"%1 is not %2"_s.arg(textOf(value), textOf(schema["const"_L1]));
    return problems;
}

QStringList problemsOfCount(
    double count, const QJsonObject &schema, QLatin1StringView minimum, QLatin1StringView maximum)
{
    if ((schema.contains(minimum) && count < schema[minimum].toDouble())
        || (schema.contains(maximum) && count > schema[maximum].toDouble()))
        return {u"%1 is not within %2 and %3"_s.arg(count).arg(textOf(schema[minimum]), textOf(schema[maximum]))};
    return {};
}

QStringList problemsOfText(const QString &text, const QJsonObject &schema)
{
    QStringList problems = problemsOfCount(double(text.toUcs4().size()), schema, "minLength"_L1, "maxLength"_L1);
    const QString pattern = schema["pattern"_L1].toString();
    if (!pattern.isEmpty() && !QRegularExpression(pattern).match(text).hasMatch())
        problems << u"“%1” does not match %2"_s.arg(text, pattern);
    const QString format = schema["format"_L1].toString();
    if (!format.isEmpty() && !isOfFormat(text, format))
        problems << u"“%1” is no %2"_s.arg(text, format);
    return problems;
}

QStringList missingMembers(const QJsonObject &object, const QJsonObject &schema)
{
    QStringList wanted = schema["required"_L1].toVariant().toStringList();
    const QJsonObject dependent = schema["dependentRequired"_L1].toObject();
    for (auto member = dependent.begin(); member != dependent.end(); ++member) {
        if (object.contains(member.key()))
            wanted += member->toVariant().toStringList();
    }
    QStringList problems;
    for (const QString &name : wanted) {
        if (!object.contains(name))
            problems << u"has no member “%1”"_s.arg(name);
    }
    return problems;
}

QStringList placed(const QString &place, const QStringList &problems)
{
    QStringList all;
    for (const QString &problem : problems)
        all << (place.isEmpty() ? u"(whole)"_s : place) + u": "_s + problem;
    return all;
}

}

QStringList SchemaCheck::problems(const QJsonValue &instance, const QJsonObject &schema) const
{
    return problemsAt({}, instance, schema);
}

QStringList SchemaCheck::problemsAt(const QString &place, const QJsonValue &instance, const QJsonObject &schema) const
{
    Finding finding = look(place, instance, schema);
    if (m_use == Use::Answer) {
        for (const QString &name : instance.toObject().keys()) {
            if (!finding.described.contains(name))
                finding.problems += placed(place, {u"member “%1” is not described"_s.arg(name)});
        }
    }
    return finding.problems;
}

SchemaCheck::Finding SchemaCheck::look(
    const QString &place, const QJsonValue &instance, const QJsonObject &schema) const
{
    Finding finding;
    if (schema.isEmpty()) {
        const QStringList anything = instance.toObject().keys();
        return {.problems = {}, .described = {anything.begin(), anything.end()}};
    }
    for (const QString &word : schema.keys()) {
        if (!isKnown(word))
            finding.problems += placed(place, {u"the schema has a word that is not known here: "_s + word});
    }
    if (schema["writeOnly"_L1].toBool() && m_use == Use::Answer)
        finding.problems += placed(place, {u"is writeOnly"_s});
    finding.problems += placed(place, problemsOfType(instance, schema));
    if (instance.isDouble())
        finding.problems += placed(place, problemsOfCount(instance.toDouble(), schema, "minimum"_L1, "maximum"_L1));
    if (instance.isString())
        finding.problems += placed(place, problemsOfText(instance.toString(), schema));
    if (instance.isArray())
        finding.problems += lookAtArray(place, instance.toArray(), schema);

    const auto add = [&](const Finding &other) {
        finding.problems += other.problems;
        finding.described += other.described;
    };
    if (instance.isObject())
        add(lookAtObject(place, instance.toObject(), schema));
    if (schema.contains("$ref"_L1))
        add(look(place, instance, m_description.resolved(schema)));
    for (const QJsonValue &each : schema["allOf"_L1].toArray())
        add(look(place, instance, each.toObject()));
    if (schema.contains("oneOf"_L1))
        add(lookAtOneOf(place, instance, schema["oneOf"_L1].toArray()));
    return finding;
}

SchemaCheck::Finding SchemaCheck::lookAtOneOf(
    const QString &place, const QJsonValue &instance, const QJsonArray &schemas) const
{
    Finding fitting;
    QStringList whyNot;
    int count = 0;
    for (const QJsonValue &each : schemas) {
        const Finding finding = look(place, instance, each.toObject());
        whyNot += finding.problems;
        if (finding.problems.isEmpty()) {
            fitting = finding;
            ++count;
        }
    }
    if (count != 1)
        fitting.problems
            = placed(place, {u"fits %1 of %2: %3"_s.arg(count).arg(schemas.size()).arg(whyNot.join("; "_L1))});
    return fitting;
}

SchemaCheck::Finding SchemaCheck::lookAtObject(
    const QString &place, const QJsonObject &object, const QJsonObject &schema) const
{
    Finding finding;
    finding.problems = placed(place, missingMembers(object, schema));
    finding.problems += placed(place, problemsOfCount(double(object.size()), schema, "minProperties"_L1, {}));
    const QJsonObject properties = schema["properties"_L1].toObject();
    const QJsonValue others = schema["additionalProperties"_L1];
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString at = place + u'.' + member.key();
        if (schema.contains("propertyNames"_L1))
            finding.problems += look(at, member.key(), schema["propertyNames"_L1].toObject()).problems;
        if (properties.contains(member.key()))
            finding.problems += problemsAt(at, *member, properties[member.key()].toObject());
        else if (others.isObject())
            finding.problems += problemsAt(at, *member, others.toObject());
        else if (others.isUndefined())
            continue;
        else if (!others.toBool())
            finding.problems += placed(at, {u"is not allowed"_s});
        finding.described += member.key();
    }
    return finding;
}

QStringList SchemaCheck::lookAtArray(const QString &place, const QJsonArray &array, const QJsonObject &schema) const
{
    QStringList problems = placed(place, problemsOfCount(double(array.size()), schema, "minItems"_L1, "maxItems"_L1));
    for (qsizetype i = 0; schema.contains("items"_L1) && i < array.size(); ++i)
        problems += problemsAt(u"%1[%2]"_s.arg(place).arg(i), array.at(i), schema["items"_L1].toObject());
    return problems;
}

}
