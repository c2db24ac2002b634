// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/fieldchanges.h"
#include "policy/fieldjson.h"
#include "policy/fieldschema.h"
#include "policy/fieldvalidation.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::policy {

namespace {
constexpr Message LowerOnly{"test.lower", "Character %1 is not a lower-case letter."};
}

enum class Colour { Red, Blue };

template<>
struct EnumNames<Colour> {
    static constexpr std::array names{
        std::pair{Colour::Red, QLatin1StringView("red")},
        std::pair{Colour::Blue, QLatin1StringView("blue")},
    };
};

struct Item {
    static constexpr QLatin1StringView identityField{"name"};

    QString name;
    int weight = 0;

    static void fields(auto &self, auto &&field)
    {
        field("name", self.name, length(1, 8));
        field("weight", self.weight, within(0, 9));
    }

    bool operator==(const Item &) const = default;
};

/// A section with one field of every kind, as a section to come might look.
struct Everything {
    static constexpr QLatin1StringView key{"everything"};

    bool on = false;
    std::optional<int> attempts = 10;
    std::optional<std::chrono::minutes> duration = 30min;
    QString word;
    Colour colour = Colour::Red;
    QDateTime until;
    Secret password;
    Blob image;
    QList<Item> items;

    static void fields(auto &self, auto &&field)
    {
        field("on", self.on);
        field("attempts", self.attempts, within(3, 10));
        field("duration", self.duration, oneOf(3min, 15min, 30min, 60min));
        field("word", self.word, length(0, 5), madeOf("a-z", LowerOnly));
        field("colour", self.colour);
        field("until", self.until);
        field("password", self.password, length(5, 8));
        field("image", self.image);
        field("items", self.items, atMost(3));
    }

    bool operator==(const Everything &) const = default;
};

}

using namespace sekimori;
using namespace sekimori::policy;

namespace {

QJsonObject object(const char *text)
{
    QByteArray json(text);
    json.replace('\'', '"');
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("the test's own JSON: %s", text);
    return document.object();
}

QJsonObject complete()
{
    return object("{'on':true,'attempts':4,'duration':15,'word':'abc','colour':'blue','until':null,'image':null,"
                  "'items':[{'name':'one','weight':1}]}");
}

Errors readRequest(const QJsonValue &json, Everything &into)
{
    Errors errors;
    fromJson(json, into, JsonReading{JsonUse::Request, errors});
    if (errors.isEmpty())
        validate(into, errors);
    return errors;
}

}

class TestFields : public QObject {
    Q_OBJECT

private slots:
    void readsWhatItWrote();
    void namesTheFieldOfEveryMistake_data();
    void namesTheFieldOfEveryMistake();
    void acceptsBothEndsOfEveryRange_data();
    void acceptsBothEndsOfEveryRange();
    void namesTheFirstForeignCharacter_data();
    void namesTheFirstForeignCharacter();
    void tellsNothingOfASecret();
    void leavesAnAbsentSecretAsItIs();
    void clearsASecretByNull();
    void takesASecretAsAnAnswerShowedItForUnchanged();
    void keepsASecretsDigestInStorageOnly();
    void ignoresUnknownFieldsInAnAnswer();
    void readsATimeOnlyWithItsZone_data();
    void readsATimeOnlyWithItsZone();
    void listsWhatDiffers();
    void findsChangesInEachPartOfAList_data();
    void findsChangesInEachPartOfAList();
    void pairsElementsThatAreThereTwice();
    void keepsAHundredRowsOfALargeChangeAndCountsTheRest();
    void bringsChangesBackFromTheHistory();
    void describesTheSameLimitsToFormsAndSchema();
};

void TestFields::readsWhatItWrote()
{
    Everything value;
    value.on = true;
    value.attempts = std::nullopt;
    value.duration = std::nullopt;
    value.word = u"word"_s;
    value.colour = Colour::Blue;
    value.until = QDateTime(QDate(2026, 3, 5), QTime(14, 0, 0, 123), QTimeZone::UTC);
    value.image = {QByteArray(64, 'a'), 12, u"image/png"_s};
    value.items = {{u"one"_s, 1}, {u"two"_s, 2}};
    value.password = {.isSet = true, .changedAt = value.until, .sealed = "digest", .entered = {}};

    Errors errors;
    Everything read;
    fromJson(toJson(value, JsonUse::Storage), read, JsonReading{JsonUse::Storage, errors});
    QCOMPARE(errors, Errors());
    QVERIFY(read == value);
}

void TestFields::namesTheFieldOfEveryMistake_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("code");

    const auto row = [](const char *name, const QString &key, const QJsonValue &value, const QString &field,
                         const char *code) { QTest::newRow(name) << key << value << field << QByteArray(code); };
    row("bool as text", u"on"_s, u"true"_s, u"on"_s, "json.bool");
    row("bool as number", u"on"_s, 1, u"on"_s, "json.bool");
    row("number as text", u"attempts"_s, u"4"_s, u"attempts"_s, "json.number");
    row("fraction", u"attempts"_s, 4.5, u"attempts"_s, "json.number");
    row("beyond 32 bits", u"attempts"_s, 1e15, u"attempts"_s, "json.number");
    row("beyond 64 bits", u"attempts"_s, 1e300, u"attempts"_s, "json.number");
    row("one too few", u"attempts"_s, 2, u"attempts"_s, "range.below");
    row("one too many", u"attempts"_s, 11, u"attempts"_s, "range.above");
    row("not a choice", u"duration"_s, 16, u"duration"_s, "range.choice");
    row("minutes as text", u"duration"_s, u"15"_s, u"duration"_s, "json.minutes");
    row("text as number", u"word"_s, 7, u"word"_s, "json.text");
    row("text too long", u"word"_s, u"abcdef"_s, u"word"_s, "text.long");
    row("foreign character", u"word"_s, u"abC"_s, u"word"_s, "test.lower");
    row("line break at the end", u"word"_s, u"abc\n"_s, u"word"_s, "test.lower");
    row("unknown name", u"colour"_s, u"green"_s, u"colour"_s, "json.name");
    row("name in other case", u"colour"_s, u"Blue"_s, u"colour"_s, "json.name");
    row("null where a value is needed", u"colour"_s, QJsonValue::Null, u"colour"_s, "json.text");
    row("secret too short", u"password"_s, u"abcd"_s, u"password"_s, "text.short");
    row("secret too long", u"password"_s, u"abcdefghi"_s, u"password"_s, "text.long");
    row("secret as number", u"password"_s, 12345, u"password"_s, "json.secret");
    row("secret as empty text", u"password"_s, QString(), u"password"_s, "json.secret");
    row("secret as another object", u"password"_s, QJsonObject{{u"is"_s, true}}, u"password"_s, "json.secret");
    row("secret with half a character", u"password"_s, u"abcde"_s + QChar(0xd83d), u"password"_s, "json.notUnicode");
    row("half a character", u"word"_s, QString(QChar(0xd83d)), u"word"_s, "json.notUnicode");
    row("the other half", u"word"_s, u"a"_s + QChar(0xdd11) + u"b"_s, u"word"_s, "json.notUnicode");
    row("NUL inside", u"word"_s, u"a\0b"_s, u"word"_s, "test.lower");
    row("digest in capitals", u"image"_s, QJsonObject{{u"sha256"_s, QString(64, u'A')}}, u"image.sha256"_s,
        "json.digest");
    row("list as object", u"items"_s, QJsonObject(), u"items"_s, "json.list");
    row("element as text", u"items"_s, QJsonArray{u"x"_s}, u"items[0]"_s, "json.object");
    row("unknown field", u"surprise"_s, 1, u"surprise"_s, "json.unknown");
    row("unknown field with a line break", u"a\nb"_s, 1, u"a\ufffdb"_s, "json.unknown");
    row("unknown field without end", QString(1'000, u'x'), 1, QString(64, u'x') + u'…', "json.unknown");
    row("name with a line break", u"colour"_s, u"red\n"_s, u"colour"_s, "json.name");
    const QJsonObject one{{u"name"_s, u"one"_s}, {u"weight"_s, 1}};
    row("list too long", u"items"_s, QJsonArray{one, one, one, one}, u"items"_s, "list.long");
    row("deep inside", u"items"_s, QJsonArray{one, QJsonObject{{u"name"_s, u"two"_s}, {u"weight"_s, 10}}},
        u"items[1].weight"_s, "range.above");
    row("missing inside", u"items"_s, QJsonArray{QJsonObject{{u"name"_s, u"two"_s}}}, u"items[0].weight"_s,
        "json.missing");
}

void TestFields::namesTheFieldOfEveryMistake()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, field);
    QFETCH(const QByteArray, code);

    QJsonObject json = complete();
    json.insert(key, value);
    Everything into;
    const Errors errors = readRequest(json, into);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors.first().field, field);
    QCOMPARE(QByteArray(errors.first().message->code), code);
}

void TestFields::acceptsBothEndsOfEveryRange_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("least") << u"attempts"_s << QJsonValue(3);
    QTest::newRow("most") << u"attempts"_s << QJsonValue(10);
    QTest::newRow("never") << u"attempts"_s << QJsonValue(QJsonValue::Null);
    QTest::newRow("first choice") << u"duration"_s << QJsonValue(3);
    QTest::newRow("last choice") << u"duration"_s << QJsonValue(60);
    QTest::newRow("empty text") << u"word"_s << QJsonValue(QString());
    QTest::newRow("longest text") << u"word"_s << QJsonValue(u"abcde"_s);
    QTest::newRow("shortest secret") << u"password"_s << QJsonValue(u"abcde"_s);
    QTest::newRow("longest secret") << u"password"_s << QJsonValue(u"abcdefgh"_s);
    QTest::newRow("empty list") << u"items"_s << QJsonValue(QJsonArray());
}

void TestFields::acceptsBothEndsOfEveryRange()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QJsonObject json = complete();
    json.insert(key, value);
    Everything into;
    QCOMPARE(readRequest(json, into), Errors());
}

void TestFields::namesTheFirstForeignCharacter_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place"); // empty: nothing foreign
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("ends of the ranges") << u"azAZ09"_s << QString();
    QTest::newRow("single ones, a hyphen at the end") << u"_-"_s << QString();
    QTest::newRow("right before a range") << u"a`"_s << u"2"_s;
    QTest::newRow("right behind a range") << u"az{"_s << u"3"_s;
    QTest::newRow("behind a digit") << u"9:"_s << u"2"_s;
    QTest::newRow("a comma, which lies in the range from + to /") << u"a,"_s << u"2"_s;
    QTest::newRow("a line break at the end") << u"abc\n"_s << u"4"_s;
    QTest::newRow("full width") << u"ａ"_s << u"1"_s;
    QTest::newRow("outside the first plane") << u"ab🔑"_s << u"3"_s;
    QTest::newRow("half a character, which makes the text no Unicode") << QString(u"ab"_s + QChar(0xd83d)) << u"3"_s;
    QTest::newRow("behind half a character") << QString(QChar(0xd83d) + u"!"_s) << u"1"_s;
}

void TestFields::namesTheFirstForeignCharacter()
{
    QFETCH(const QString, text);
    const auto error = madeOf("A-Za-z0-9_-", LowerOnly).check(text);
    QTEST(error ? error->arguments.value(0) : QString(), "place");
}

void TestFields::tellsNothingOfASecret()
{
    Everything value;
    value.password.sealed = "the digest";
    value.password.entered = u"the secret"_s;
    value.password.isSet = true;
    const QByteArray answer = QJsonDocument(fieldsToJson(value, JsonUse::Answer)).toJson();
    QVERIFY(!answer.contains("the digest"));
    QVERIFY(!answer.contains("the secret"));

    Everything refused;
    QJsonObject json = complete();
    json.insert(u"password"_s, u"geheim-und-viel-zu-lang"_s);
    const Errors errors = readRequest(json, refused);
    QCOMPARE(errors.size(), 1);
    for (const QString &argument : errors.first().arguments)
        QVERIFY(!argument.contains(u"geheim"));
}

void TestFields::leavesAnAbsentSecretAsItIs()
{
    Everything value;
    value.password.isSet = true;
    value.password.sealed = "digest";
    QCOMPARE(readRequest(complete(), value), Errors());
    QVERIFY(value.password.willBeSet());
    QCOMPARE(value.password.sealed, QByteArray("digest"));
    QVERIFY(!value.password.entered);
}

void TestFields::clearsASecretByNull()
{
    Everything value;
    value.password.isSet = true;
    QJsonObject json = complete();
    json.insert(u"password"_s, QJsonValue::Null);
    QCOMPARE(readRequest(json, value), Errors());
    QVERIFY(!value.password.willBeSet());
}

void TestFields::takesASecretAsAnAnswerShowedItForUnchanged()
{
    Everything value;
    value.password.isSet = true;
    const QJsonObject json = fieldsToJson(value, JsonUse::Answer);
    Everything again = value;
    QCOMPARE(readRequest(json, again), Errors());
    QVERIFY(again == value);
}

void TestFields::keepsASecretsDigestInStorageOnly()
{
    Everything value;
    value.password.sealed = "digest";
    QCOMPARE(fieldsToJson(value, JsonUse::Storage)["password"_L1]["sealed"_L1].toString(), u"digest"_s);
    QVERIFY(!fieldsToJson(value, JsonUse::Request).contains("password"_L1));
}

void TestFields::ignoresUnknownFieldsInAnAnswer()
{
    QJsonObject json = complete();
    json.insert(u"later"_s, 1);
    json.remove(u"word"_s);
    Errors errors;
    Everything value;
    value.word = u"kept"_s;
    fromJson(json, value, JsonReading{JsonUse::Answer, errors});
    QCOMPARE(errors, Errors());
    QCOMPARE(value.word, u"kept"_s);
}

void TestFields::readsATimeOnlyWithItsZone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("UTC") << u"2026-03-05T14:00:00Z"_s << true;
    QTest::newRow("milliseconds") << u"2026-03-05T14:00:00.123Z"_s << true;
    QTest::newRow("offset") << u"2026-03-05T23:00:00+09:00"_s << true;
    QTest::newRow("no zone") << u"2026-03-05T14:00:00"_s << false;
    QTest::newRow("date only") << u"2026-03-05"_s << false;
    QTest::newRow("no such day") << u"2026-02-30T14:00:00Z"_s << false;
    QTest::newRow("words") << u"tomorrow"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestFields::readsATimeOnlyWithItsZone()
{
    QFETCH(const QString, text);
    QFETCH(const bool, good);
    QJsonObject json = complete();
    json.insert(u"until"_s, text);
    Everything value;
    const Errors errors = readRequest(json, value);
    QCOMPARE(errors.isEmpty(), good);
    if (good)
        QCOMPARE(value.until.toUTC().time().hour(), 14);
    else
        QCOMPARE(errors.first().field, u"until"_s);
}

void TestFields::listsWhatDiffers()
{
    Everything before;
    before.items = {{u"one"_s, 1}, {u"two"_s, 2}, {u"three"_s, 3}};
    Everything after = before;
    after.attempts = std::nullopt;
    after.colour = Colour::Blue;
    after.password.entered = u"secret"_s;
    after.items = {{u"three"_s, 3}, {u"two"_s, 9}, {u"four"_s, 4}};

    const FieldChanges changes = changesBetween(before, after);
    QCOMPARE(describe(changes),
        u"attempts: 10 -> none; colour: red -> blue; password: changed; items: +four (4), -one (1), two (2) -> two (9)"_s);
    QVERIFY(changesBetween(before, before).isEmpty());
}

void TestFields::findsChangesInEachPartOfAList_data()
{
    QTest::addColumn<QString>("before"); // each element a letter for its name and a digit for its weight
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("described");
    const auto row = [](const char *name, const char *before, const char *after, const char *described) {
        QTest::newRow(name) << QString::fromLatin1(before) << QString::fromLatin1(after)
                            << QString::fromLatin1(described);
    };
    row("nothing", "a1 b2 c3", "a1 b2 c3", "");
    row("order only", "a1 b2 c3", "c3 b2 a1", "");
    row("first changed", "a1 b2 c3", "a9 b2 c3", "items: a (1) -> a (9)");
    row("last changed", "a1 b2 c3", "a1 b2 c9", "items: c (3) -> c (9)");
    row("added in the middle", "a1 c3", "a1 b2 c3", "items: +b (2)");
    row("added at the start", "b2", "a1 b2", "items: +a (1)");
    row("removed in the middle", "a1 b2 c3", "a1 c3", "items: -b (2)");
    row("all removed", "a1 b2", "", "items: -a (1), -b (2)");
    row("from nothing", "", "a1", "items: +a (1)");
    row("one of three equal ones removed", "a1 a1 a1", "a1 a1", "items: -a (1)");
    row("moved and changed", "a1 b2 c3", "b2 a9 c3", "items: a (1) -> a (9)");
}

void TestFields::findsChangesInEachPartOfAList()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    const auto with = [](const QString &words) {
        Everything value;
        for (const QString &word : words.split(u' ', Qt::SkipEmptyParts))
            value.items.append({word.first(1), word.sliced(1).toInt()});
        return value;
    };
    QTEST(describe(changesBetween(with(before), with(after))), "described");
}

void TestFields::pairsElementsThatAreThereTwice()
{
    Everything before;
    before.items = {{u"one"_s, 1}, {u"one"_s, 2}};
    Everything after;
    after.items = {{u"one"_s, 1}, {u"one"_s, 2}, {u"one"_s, 3}};
    const FieldChanges changes = changesBetween(before, after);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().list.addedCount, 1);
    QCOMPARE(changes.first().list.changedCount, 0);
    QCOMPARE(changes.first().list.added.first()["weight"_L1].toInt(), 3);
}

void TestFields::keepsAHundredRowsOfALargeChangeAndCountsTheRest()
{
    Everything before;
    Everything after;
    for (int i = 0; i < 250; ++i)
        after.items.append({u"n%1"_s.arg(i), i % 10});
    const FieldChanges changes = changesBetween(before, after);
    QCOMPARE(changes.first().list.added.size(), maxListedChanges);
    QCOMPARE(changes.first().list.addedCount, 250);
    QVERIFY(describe(changes).endsWith(u", +150 more"));
}

void TestFields::bringsChangesBackFromTheHistory()
{
    Everything before;
    before.items = {{u"one"_s, 1}, {u"two"_s, 2}};
    Everything after;
    after.items = {{u"two"_s, 3}, {u"four"_s, 4}};
    after.password.entered = u"secret"_s;
    after.word = u"abc"_s;
    const FieldChanges changes = changesBetween(before, after);
    QCOMPARE(fieldChangesFromJson(toJson(changes)), changes);
}

void TestFields::describesTheSameLimitsToFormsAndSchema()
{
    QCOMPARE(limitsOf<Everything>("attempts"_L1).maximum, 10);
    QCOMPARE(limitsOf<Everything>("duration"_L1).choices, QList<qint64>({3, 15, 30, 60}));
    const QJsonObject schema = schemaOf<Everything>()["properties"_L1].toObject();
    QCOMPARE(schema["attempts"_L1], QJsonValue(object("{'type':['integer','null'],'minimum':3,'maximum':10}")));
    QCOMPARE(schema["duration"_L1],
        QJsonValue(object("{'type':['integer','null'],'x-unit':'minutes','enum':[3,15,30,60,null]}")));
    QCOMPARE(
        schema["word"_L1], QJsonValue(object("{'type':'string','minLength':0,'maxLength':5,'pattern':'^[a-z]*$'}")));
    QCOMPARE(schema["colour"_L1], QJsonValue(object("{'type':'string','enum':['red','blue']}")));
    QCOMPARE(schema["items"_L1]["maxItems"_L1].toInt(), 3);
    QCOMPARE(schema["items"_L1]["items"_L1]["properties"_L1]["weight"_L1]["maximum"_L1].toInt(), 9);
    QVERIFY(!schemaOf<Everything>()["required"_L1].toArray().contains(u"password"_s));
}

QTEST_GUILESS_MAIN(TestFields)
#include "tst_fields.moc"
