// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemacheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// What other tests trust in: it notices what they want it to notice.
class TestSchemaCheck : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void judges_data();
    void judges();

private:
    ApiDescription m_description;
};

void TestSchemaCheck::initTestCase()
{
    m_description = ApiDescription::read();
    QVERIFY2(!m_description.isEmpty(), "needs python3 with yaml");
}

void TestSchemaCheck::judges_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("instance"); // [value]
    QTest::addColumn<QString>("problem"); // a part of it; empty: none
    const auto add = [](const char *name, const char *schema, const char *instance, const QString &problem) {
        QTest::newRow(name) << QByteArray(schema) << QByteArray(instance) << problem;
    };
    add("type", R"({"type":"integer"})", "[7]", {});
    add("other type", R"({"type":"integer"})", "[7.5]", u"not of type"_s);
    add("one of two types", R"({"type":["integer","null"]})", "[null]", {});
    add("none of two types", R"({"type":["integer","null"]})", "[true]", u"not of type"_s);
    add("enum", R"({"enum":["a",null]})", "[null]", {});
    add("not in enum", R"({"enum":["a"]})", R"(["b"])", u"is none of"_s);
    add("const", R"({"const":1})", "[2]", u"is not 1"_s);
    add("too small", R"({"minimum":3})", "[2]", u"not within"_s);
    add("too large", R"({"maximum":3})", "[4]", u"not within"_s);
    add("too long, in characters", R"({"maxLength":2})", R"(["関守人"])", u"not within"_s);
    add("characters outside the basic plane", R"({"maxLength":2})", R"(["𠮷𠮷"])", {});
    add("pattern", R"({"pattern":"^a+$"})", R"(["ab"])", u"does not match"_s);
    add("time", R"({"format":"date-time"})", R"(["2026-03-05T14:00:00.123+09:00"])", {});
    add("time without zone", R"({"format":"date-time"})", R"(["2026-03-05T14:00:00"])", u"no date-time"_s);
    add("format that is not known", R"({"format":"duration"})", R"(["P1D"])", u"no duration"_s);
    add("items", R"({"items":{"type":"string"}})", R"([["a",1]])", u"[1]: 1 is not"_s);
    add("too many items", R"({"maxItems":1})", R"([["a",1]])", u"not within"_s);
    add("member", R"({"properties":{"a":{"type":"string"}}})", R"([{"a":1}])", u".a: 1 is not"_s);
    add("member missing", R"({"required":["a"],"properties":{"a":{}}})", "[{}]", u"no member “a”"_s);
    add("member forbidden", R"({"additionalProperties":false})", R"([{"a":1}])", u"not allowed"_s);
    add("member not described", R"({"type":"object"})", R"([{"a":1}])", u"not described"_s);
    add("any member", R"({"additionalProperties":true})", R"([{"a":1}])", {});
    add("other members", R"({"additionalProperties":{"type":"string"}})", R"([{"a":1}])", u".a: 1 is not"_s);
    add("names", R"({"propertyNames":{"enum":["a"]},"additionalProperties":true})", R"([{"b":1}])", u"none of"_s);
    add("no members", R"({"minProperties":1})", "[{}]", u"not within"_s);
    add("dependent", R"({"dependentRequired":{"a":["b"]},"additionalProperties":true})", R"([{"a":1}])", u"“b”"_s);
    add("all of", R"({"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]})", R"([{"a":1,"b":2}])", {});
    add("not all of", R"({"allOf":[{"type":"string"},{"maxLength":1}]})", R"(["ab"])", u"not within"_s);
    add("one of", R"({"oneOf":[{"type":"string"},{"type":"null"}]})", "[null]", {});
    add("none of", R"({"oneOf":[{"type":"string"},{"type":"null"}]})", "[1]", u"fits 0 of 2"_s);
    add("two of", R"({"oneOf":[{"type":"string"},{"maxLength":5}]})", R"(["a"])", u"fits 2 of 2"_s);
    add("reference", R"({"$ref":"#/components/schemas/SectionKey"})", R"(["nothing"])", u"is none of"_s);
    add("a secret told", R"({"$ref":"#/components/schemas/Secret"})", R"(["open sesame"])", u"writeOnly"_s);
    add("a secret not told", R"({"$ref":"#/components/schemas/Secret"})", R"([{"set":false,"changedAt":null}])", {});
    add("word that is not known", R"({"multipleOf":2})", "[2]", u"not known here: multipleOf"_s);
}

void TestSchemaCheck::judges()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, instance);
    QFETCH(QString, problem);
    const QJsonArray wrapped = QJsonDocument::fromJson(instance).array();
    QCOMPARE(wrapped.size(), 1);
    const SchemaCheck check(m_description, SchemaCheck::Use::Answer);
    const QString problems = check.problems(wrapped.first(), QJsonDocument::fromJson(schema).object()).join(u"; ");
    if (problem.isEmpty())
        QCOMPARE(problems, QString());
    else
        QVERIFY2(problems.contains(problem), qPrintable(problems));
}

QTEST_GUILESS_MAIN(TestSchemaCheck)
#include "tst_schemacheck.moc"
