// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/fieldchanges.h"
#include "policy/fieldschema.h"
#include "policy/fieldvalidation.h"
#include "policy/secrets.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::days;

namespace sekimori::policy {

namespace {
constexpr Message SameName{"test.sameName", "The filter is called as the rule."};
}

enum class Tongue { English, Japanese };

template<>
struct EnumNames<Tongue> {
    static constexpr std::array names{
        std::pair{Tongue::English, QLatin1StringView("en")},
        std::pair{Tongue::Japanese, QLatin1StringView("ja")},
    };
};

struct Mailing {
    QStringList addresses;
    std::optional<std::chrono::minutes> digest;
    Secret password;

    static void fields(auto &self, auto &&field)
    {
        field("addresses", self.addresses, atMost(2), each(length(3, 8)));
        field("digest", self.digest, oneOf(5min, 1h));
        field("password", self.password, length(5, 8));
    }

    bool operator==(const Mailing &) const = default;
};

struct Rule {
    static constexpr QLatin1StringView identityField{"name"};

    QString name;
    QString filter;
    QList<Tongue> tongues;

    static void fields(auto &self, auto &&field)
    {
        field("name", self.name, length(1, 8));
        field("filter", self.filter);
        field("tongues", self.tongues, atMost(2));
    }

    void check(Errors &errors) const
    {
        if (name == filter)
            errors.append(Error{ErrorKind::Invalid, SameName, {}, u"filter"_s});
    }
    bool operator==(const Rule &) const = default;
};

/// A section with one field of each kind that holds others.
struct Nested {
    static constexpr QLatin1StringView key{"nested"};

    std::optional<Mailing> mailing;
    QMap<Tongue, QString> texts;
    QMap<Tongue, Mailing> mailings;
    QList<Rule> rules;
    std::optional<QStringList> origins;
    std::optional<Tongue> tongue;
    std::optional<days> expiry;
    std::chrono::minutes idle = 24h;
    std::chrono::seconds pause = 30s;
    std::chrono::hours window = 1h;

    static void fields(auto &self, auto &&field)
    {
        field("mailing", self.mailing);
        field("texts", self.texts, each(length(0, 5)));
        field("mailings", self.mailings);
        field("rules", self.rules, atMost(3));
        field("origins", self.origins, atMost(2), each(length(1, 8)));
        field("tongue", self.tongue);
        field("expiry", self.expiry, oneOf(days(30), days(365)));
        field("idle", self.idle, within(15min, days(7)));
        field("pause", self.pause, within(0s, 1min));
        field("window", self.window, within(1h, 72h));
    }

    bool operator==(const Nested &) const = default;
};

}

using namespace sekimori;
using namespace sekimori::policy;

namespace {

Nested filled()
{
    Nested value;
    value.mailing = Mailing{.addresses = {u"a@b"_s}, .digest = 5min, .password = {}};
    value.texts = {{Tongue::Japanese, u"だめ"_s}};
    value.mailings = {{Tongue::English, Mailing{.addresses = {u"c@d"_s}, .digest = 1h, .password = {}}}};
    value.rules = {{u"one"_s, u"two"_s, {Tongue::Japanese, Tongue::English}}};
    value.origins = QStringList{u"https:"_s};
    value.tongue = Tongue::English;
    value.expiry = days(30);
    return value;
}

QJsonObject asRequest(const Nested &value)
{
    return fieldsToJson(value, JsonUse::Request);
}

Errors readRequest(const QJsonObject &json, Nested &into)
{
    Errors errors;
    fromJson(json, into, JsonReading{JsonUse::Request, errors});
    if (errors.isEmpty())
        validate(into, errors);
    return errors;
}

QStringList fieldsAndCodes(const Errors &errors)
{
    QStringList list;
    for (const Error &error : errors)
        list << error.field + u' ' + QString::fromLatin1(error.message->code);
    return list;
}

QJsonValue parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(QByteArray(json).replace('\'', '"')).object();
}

}

class TestNestedFields : public QObject {
    Q_OBJECT

private slots:
    void readsWhatItWrote_data();
    void readsWhatItWrote();
    void countsEachDurationInItsOwnUnit();
    void namesThePlaceOfEveryMistake_data();
    void namesThePlaceOfEveryMistake();
    void keepsASecretInAnOptionalStruct();
    void findsSecretsInOptionalStructs();
    void takesOnlyTheDigestOfABlobFromARequest();
    void comparesAnOptionalStructFieldByField();
    void describesTextsThatLookLikeItsOwnSigns();
    void describesLimitsWithinLists();
    void stopsAtAHundredMistakes();
};

void TestNestedFields::readsWhatItWrote_data()
{
    QTest::addColumn<JsonUse>("use");
    QTest::newRow("request") << JsonUse::Request;
    QTest::newRow("answer") << JsonUse::Answer;
    QTest::newRow("storage") << JsonUse::Storage;
}

void TestNestedFields::readsWhatItWrote()
{
    QFETCH(const JsonUse, use);
    for (const Nested &value : {Nested(), filled()}) {
        Errors errors;
        Nested read;
        fromJson(fieldsToJson(value, use), read, JsonReading{use, errors});
        QCOMPARE(errors, Errors());
        validate(read, errors);
        QCOMPARE(errors, Errors());
        QVERIFY(read == value);
    }
}

void TestNestedFields::countsEachDurationInItsOwnUnit()
{
    const QJsonObject json = fieldsToJson(filled(), JsonUse::Answer);
    QCOMPARE(json["expiry"_L1].toInt(), 30);
    QCOMPARE(json["idle"_L1].toInt(), 1440);
    QCOMPARE(json["pause"_L1].toInt(), 30);
    QCOMPARE(json["window"_L1].toInt(), 1);
    QCOMPARE(limitsOf<Nested>("idle"_L1).maximum, 7 * 24 * 60);
    QCOMPARE(limitsOf<Nested>("expiry"_L1).choices, QList<qint64>({30, 365}));
    QCOMPARE(limitsOf<Mailing>("digest"_L1).choices, QList<qint64>({5, 60}));
}

void TestNestedFields::namesThePlaceOfEveryMistake_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &key, const QJsonValue &value, const QStringList &expected) {
        QTest::newRow(name) << key << value << expected;
    };
    row("text in a list", u"origins"_s, QJsonArray{u"https:"_s, u"too long a text"_s}, {u"origins[1] text.long"_s});
    row("two texts in a list", u"origins"_s, QJsonArray{QString(), QString()},
        {u"origins[0] text.short"_s, u"origins[1] text.short"_s});
    row("number in a list of texts", u"origins"_s, QJsonArray{u"https:"_s, 1}, {u"origins[1] json.text"_s});
    row("list too long", u"origins"_s, QJsonArray{u"a"_s, u"b"_s, u"c"_s}, {u"origins list.long"_s});
    row("text in a map", u"texts"_s, QJsonObject{{u"ja"_s, u"too long"_s}}, {u"texts.ja text.long"_s});
    row("number in a map of texts", u"texts"_s, QJsonObject{{u"ja"_s, 1}}, {u"texts.ja json.text"_s});
    row("unknown name in a map", u"texts"_s, QJsonObject{{u"tlh"_s, u"x"_s}}, {u"texts.tlh json.unknown"_s});
    row("list in place of a map", u"texts"_s, QJsonArray(), {u"texts json.object"_s});
    row("unknown name in a list", u"rules"_s, QJsonArray{parsed("{'name':'a','filter':'b','tongues':['en','tlh']}")},
        {u"rules[0].tongues[1] json.name"_s});
    row("own rule of an element", u"rules"_s, QJsonArray{parsed("{'name':'a','filter':'a','tongues':[]}")},
        {u"rules[0].filter test.sameName"_s});
    row("inside an optional struct", u"mailing"_s, parsed("{'addresses':['a@b','x'],'digest':6}"),
        {u"mailing.addresses[1] text.short"_s, u"mailing.digest range.choice"_s});
    row("missing in an optional struct", u"mailing"_s, parsed("{'digest':5}"), {u"mailing.addresses json.missing"_s});
    row("inside a struct in a map", u"mailings"_s, parsed("{'ja':{'addresses':['x'],'digest':null}}"),
        {u"mailings.ja.addresses[0] text.short"_s});
    row("days as text", u"expiry"_s, u"30"_s, {u"expiry json.days"_s});
    row("days between the choices", u"expiry"_s, 31, {u"expiry range.choice"_s});
    row("minutes one too few", u"idle"_s, 14, {u"idle range.below"_s});
    row("minutes one too many", u"idle"_s, 10081, {u"idle range.above"_s});
    row("more minutes than there are", u"idle"_s, 9.2e18, {u"idle range.above"_s});
    row("half a second", u"pause"_s, 0.5, {u"pause json.seconds"_s});
    row("hours as a list", u"window"_s, QJsonArray(), {u"window json.hours"_s});
    row("null where minutes are needed", u"idle"_s, QJsonValue::Null, {u"idle json.minutes"_s});
}

void TestNestedFields::namesThePlaceOfEveryMistake()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QJsonObject json = asRequest(filled());
    json.insert(key, value);
    Nested into;
    QTEST(fieldsAndCodes(readRequest(json, into)), "expected");
}

void TestNestedFields::keepsASecretInAnOptionalStruct()
{
    Nested value = filled();
    value.mailing->password = {.isSet = true, .changedAt = {}, .sealed = "digest", .entered = {}};
    Nested again = value;
    QCOMPARE(readRequest(asRequest(filled()), again), Errors());
    QCOMPARE(again.mailing->password.sealed, QByteArray("digest"));
}

void TestNestedFields::findsSecretsInOptionalStructs()
{
    Nested value = filled();
    QStringList paths;
    forEachSecretIn(value, u"nested"_s, [&](const QString &path, Secret &) { paths << path; });
    QCOMPARE(paths, QStringList(u"nested.mailing.password"_s));
}

void TestNestedFields::takesOnlyTheDigestOfABlobFromARequest()
{
    const QString digest(64, u'a');
    const QJsonObject claimed{{u"sha256"_s, digest}, {u"size"_s, 1e15}, {u"mediaType"_s, u"text/html"_s}};
    Errors errors;
    Blob blob;
    fromJson(claimed, blob, JsonReading{JsonUse::Request, errors});
    QCOMPARE(blob, (Blob{digest.toLatin1(), 0, {}}));

    const Blob known{digest.toLatin1(), 12, u"image/png"_s};
    blob = known;
    fromJson(claimed, blob, JsonReading{JsonUse::Request, errors});
    QCOMPARE(blob, known);
    QCOMPARE(errors, Errors());
}

void TestNestedFields::comparesAnOptionalStructFieldByField()
{
    const Nested before = filled();
    Nested after = before;
    after.mailing->digest = std::nullopt;
    after.mailing->password.entered = u"geheim"_s;
    QCOMPARE(describe(changesBetween(before, after)), u"mailing.digest: 5 -> none; mailing.password: changed"_s);

    after.mailing.reset();
    const FieldChanges removed = changesBetween(before, after);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().field, u"mailing"_s);
    QVERIFY(removed.first().after.isNull());
}

void TestNestedFields::describesTextsThatLookLikeItsOwnSigns()
{
    const Nested before;
    Nested after;
    after.rules = {{u"a), -b (c"_s, u"one\ntwo\u2028three"_s, {}}};
    QCOMPARE(describe(changesBetween(before, after)), u"rules: +\"a), -b (c\" (\"one\\ntwo\ufffdthree\", [])"_s);

    after.rules = {{u"endless"_s, QString(100'000, u'x'), {}}};
    QVERIFY(describe(changesBetween(before, after)).size() < 1'100);
}

void TestNestedFields::describesLimitsWithinLists()
{
    QCOMPARE(limitsOf<Mailing>("addresses"_L1).maximum, 2);
    QCOMPARE(limitsOf<Mailing>("addresses"_L1).ofEach.value(0).maximum, 8);
    const QJsonValue schema = schemaOf<Nested>()["properties"_L1];
    QCOMPARE(schema["origins"_L1],
        parsed("{'type':['array','null'],'maxItems':2,'items':{'type':'string','minLength':1,'maxLength':8}}"));
    QCOMPARE(schema["texts"_L1],
        parsed("{'type':'object','propertyNames':{'enum':['en','ja']},"
               "'additionalProperties':{'type':'string','minLength':0,'maxLength':5}}"));
    QCOMPARE(schema["tongue"_L1], parsed("{'type':['string','null'],'enum':['en','ja',null]}"));
    QCOMPARE(schema["expiry"_L1], parsed("{'type':['integer','null'],'x-unit':'days','enum':[30,365,null]}"));
    QCOMPARE(schema["mailing"_L1]["type"_L1], QJsonValue(QJsonArray{u"object"_s, u"null"_s}));
}

void TestNestedFields::stopsAtAHundredMistakes()
{
    QJsonArray rules;
    for (int i = 0; i < 100'000; ++i)
        rules.append(QJsonObject());
    QJsonObject json = asRequest(filled());
    json.insert(u"rules"_s, rules);
    Nested into;
    const Errors errors = readRequest(json, into);
    QCOMPARE(errors.size(), maxToldErrors + 1);
    QCOMPARE(errors.first().field, u"rules[0].name"_s);
    QVERIFY(errors.last().is(MoreErrors));

    Nested filledWrong = filled();
    filledWrong.rules = QList<Rule>(10'000, Rule{u"same"_s, u"same"_s, {}});
    Errors found;
    validate(filledWrong, found);
    QCOMPARE(found.size(), maxToldErrors + 1);
    QCOMPARE(found.first().field, u"rules"_s);
    QCOMPARE(found.at(1).field, u"rules[0].filter"_s);
    QVERIFY(found.last().is(MoreErrors));
}

QTEST_GUILESS_MAIN(TestNestedFields)
#include "tst_nestedfields.moc"
