// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoints.h"
#include "apidescription.h"
#include "audit/event.h"
#include "policy/accessnames.h"
#include "policy/fieldschema.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::test;

namespace {

template<policy::NamedEnum E>
QJsonArray namesOf()
{
    return policy::detail::namesOf<E>();
}

QString indented(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson());
}

/// @p schema without what is there for readers, and without what says nothing; what it refers to stands in its place,
/// but for a secret, which the description tells at length and the declaration by its type alone.
class Compared {
public:
    explicit Compared(const ApiDescription &description)
        : m_description(description)
    {
    }

    QJsonObject of(const QJsonObject &schema) const
    {
        if (schema["writeOnly"_L1].toBool() || schema["$ref"_L1] == "#/components/schemas/Secret"_L1)
            return {{u"secret"_s, true}};
        QJsonObject compared;
        const QJsonObject resolved = m_description.resolved(schema);
        for (auto word = resolved.begin(); word != resolved.end(); ++word) {
            if (word.key() == "description"_L1 || word.key() == "examples"_L1)
                continue;
            if (word.key() == "minLength"_L1 && *word == 0)
                continue;
            compared.insert(word.key(), ofWord(word.key(), *word));
        }
        return compared;
    }

private:
    QJsonValue ofWord(const QString &word, const QJsonValue &value) const
    {
        if (word == "required"_L1) {
            QStringList names = value.toVariant().toStringList();
            names.sort();
            return QJsonArray::fromStringList(names);
        }
        if (word == "properties"_L1) {
            QJsonObject properties;
            const QJsonObject described = value.toObject();
            for (auto property = described.begin(); property != described.end(); ++property)
                properties.insert(property.key(), of(property->toObject()));
            return properties;
        }
        return value.isObject() ? of(value.toObject()) : value;
    }

    const ApiDescription &m_description;
};

/// As the description names its schema: `IpRestriction`.
QString schemaName(const QString &key)
{
    return key.first(1).toUpper() + key.sliced(1);
}

void collectReferences(const QJsonValue &json, QSet<QString> &references)
{
    if (json.isArray()) {
        for (const QJsonValue &each : json.toArray())
            collectReferences(each, references);
    }
    const QJsonObject object = json.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key() == "$ref"_L1)
            references.insert(member->toString());
        collectReferences(*member, references);
    }
}

}

/// resources/api/openapi.yaml is what the code is: every endpoint, who may use it, what it may be asked, and every
/// field of every section. What the running service answers, tests/platform/tst_apicontract holds against it.
class TestApiDescription : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsOfEveryEndpointAndWhoMayUseIt();
    void tellsOfEveryQueryParameter();
    void namesEveryEndpointOnce();
    void describesEverySectionAsItIsDeclared_data();
    void describesEverySectionAsItIsDeclared();
    void listsTheSameNamesAsTheCode_data();
    void listsTheSameNamesAsTheCode();
    void refersToNothingThatIsNotThere();

private:
    ApiDescription m_description;
};

void TestApiDescription::initTestCase()
{
    m_description = ApiDescription::read();
    QVERIFY2(!m_description.isEmpty(), "needs python3 with yaml");
}

void TestApiDescription::tellsOfEveryEndpointAndWhoMayUseIt()
{
    QStringList described;
    for (const Operation &operation : m_description.operations())
        described << operation.name() + u" ["_s + operation.roles().value_or(QStringList()).join(u", ") + u']';
    QStringList expected{u"GET /crl []"_s, u"GET /healthz []"_s}; // outside the gate, and of no resource
    for (const Endpoint &endpoint : endpoints()) {
        QStringList roles;
        for (const Role role : endpoint.roles.value_or(QList<Role>()))
            roles << policy::nameOf(role);
        expected << QString::fromLatin1(endpoint.method + ' ' + endpoint.pattern) + u" ["_s + roles.join(u", ") + u']';
    }
    described.sort();
    expected.sort();
    QCOMPARE(described, expected);
}

void TestApiDescription::tellsOfEveryQueryParameter()
{
    for (const Endpoint &endpoint : endpoints()) {
        QStringList known = endpoint.query;
        known.sort();
        const Operation operation = m_description.operation(endpoint.method, endpoint.pattern);
        QVERIFY2(m_description.queryParameters(operation) == known, qPrintable(operation.name()));
    }
}

void TestApiDescription::namesEveryEndpointOnce()
{
    QSet<QByteArray> seen;
    for (const Endpoint &endpoint : endpoints()) {
        const QByteArray route = endpoint.method + ' ' + endpoint.pattern;
        QVERIFY2(!seen.contains(route), route.constData());
        seen.insert(route);
        const bool isSignIn = route == "POST /api/v1/session";
        QCOMPARE(endpoint.roles.has_value(), !isSignIn);
        QVERIFY(!endpoint.roles || !endpoint.roles->isEmpty());
    }
}

void TestApiDescription::describesEverySectionAsItIsDeclared_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonObject>("declared");
    const policy::Settings settings;
    policy::Settings::sections(settings,
        []<typename T>(const T &) { QTest::addRow("%s", T::key.data()) << QString(T::key) << policy::schemaOf<T>(); });
}

void TestApiDescription::describesEverySectionAsItIsDeclared()
{
    QFETCH(QString, key);
    QFETCH(QJsonObject, declared);
    const Compared compared(m_description);
    const QJsonObject described = compared.of(m_description.schema(schemaName(key)));
    QVERIFY2(described == compared.of(declared),
        qPrintable(u"described: %1\ndeclared: %2"_s.arg(indented(described), indented(compared.of(declared)))));
}

void TestApiDescription::listsTheSameNamesAsTheCode_data()
{
    QTest::addColumn<QJsonArray>("described");
    QTest::addColumn<QJsonArray>("known");
    const QJsonObject event = m_description.schema(u"Event"_s)["properties"_L1].toObject();
    const QJsonObject decision = m_description.schema(u"Decision"_s)["properties"_L1].toObject();
    QJsonArray levels;
    for (int level = 0; level <= int(audit::Level::Critical); ++level)
        levels << QString(audit::nameOf(audit::Level(level)));
    QJsonArray results;
    for (int result = 0; result <= int(audit::EventResult::Error); ++result)
        results << QString(audit::nameOf(audit::EventResult(result)));
    QJsonArray sectionRefs;
    for (const QString &key : policy::sectionKeys())
        sectionRefs << QJsonObject{{u"$ref"_s, u"#/components/schemas/"_s + schemaName(key)}};
    const QJsonObject counts
        = m_description
              .schema(u"AuditSummary"_s)["properties"_L1]["buckets"_L1]["items"_L1]["properties"_L1]["counts"_L1]
              .toObject();

    const QJsonObject condition = decision["conditions"_L1]["items"_L1]["properties"_L1].toObject();

    const auto add = [](const char *name, const QJsonValue &described, const QJsonArray &known) {
        QTest::newRow(name) << described.toArray() << known;
    };
    add("levels", event["level"_L1]["enum"_L1], levels);
    add("levels that are counted", counts["required"_L1], levels);
    add("results", event["result"_L1]["enum"_L1], results);
    add("verdicts", decision["verdict"_L1]["enum"_L1], namesOf<policy::Verdict>());
    add("outcomes", condition["outcome"_L1]["enum"_L1], namesOf<policy::Outcome>());
    add("conditions", m_description.schema(u"Condition"_s)["enum"_L1], namesOf<policy::Condition>());
    add("sections", m_description.schema(u"SectionKey"_s)["enum"_L1],
        QJsonArray::fromStringList(policy::sectionKeys()));
    add("sections' values", m_description.schema(u"SectionValue"_s)["oneOf"_L1], sectionRefs);
}

void TestApiDescription::listsTheSameNamesAsTheCode()
{
    QFETCH(QJsonArray, described);
    QFETCH(QJsonArray, known);
    const auto sorted = [](const QJsonArray &array) {
        QStringList names;
        for (const QJsonValue &name : array)
            names << (name.isString() ? name.toString() : name["$ref"_L1].toString());
        names.sort();
        return names;
    };
    QCOMPARE(sorted(described), sorted(known));
}

void TestApiDescription::refersToNothingThatIsNotThere()
{
    QSet<QString> references;
    collectReferences(m_description.root(), references);
    QVERIFY(references.size() > 20);
    for (const QString &reference : references)
        QVERIFY2(!m_description.resolved({{u"$ref"_s, reference}}).isEmpty(), qPrintable(reference));
}

QTEST_GUILESS_MAIN(TestApiDescription)
#include "tst_apidescription.moc"
