// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/secrets.h"
#include "policy/settings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;

namespace {

QJsonObject ipRestriction(const QJsonArray &entries, const QString &mode = u"allowListed"_s)
{
    return {{u"mode"_s, mode}, {u"entries"_s, entries}};
}

QJsonObject entry(const QString &network, const QString &memo = {})
{
    return {{u"network"_s, network}, {u"memo"_s, memo}};
}

QJsonObject withSecond(QJsonObject basic, const QString &user, const QJsonValue &password, const QJsonValue &endsAt)
{
    const QJsonObject second{{u"userName"_s, user}, {u"password"_s, password}, {u"endsAt"_s, endsAt}};
    basic.insert(u"second"_s, second);
    return basic;
}

QJsonObject basicAuth(const QString &user, const QJsonValue &password, bool enabled = true)
{
    const QJsonObject pair{{u"userName"_s, user}, {u"password"_s, password}};
    const QJsonObject second{{u"userName"_s, QString()}, {u"endsAt"_s, QJsonValue::Null}};
    return {{u"enabled"_s, enabled}, {u"pair"_s, pair}, {u"second"_s, second}};
}

QStringList fieldsAndCodes(const Errors &errors)
{
    QStringList list;
    for (const Error &error : errors)
        list << error.field + u' ' + QString::fromLatin1(error.message->code);
    return list;
}

Errors readBasic(const QJsonObject &json)
{
    Settings settings;
    return readSection(settings, BasicAuth::key, json, JsonUse::Request);
}

}

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void hasTheDefaultsOfTheSpecification();
    void refusesAnUnknownSection();
    void takesARangeApart();
    void keepsHostBitsAndOrderAsWritten();
    void namesTheBadEntry();
    void acceptsTenThousandEntriesAndNotOneMore();
    void refusesARangeThatBecomesTooMany();
    void tellsOneMistakeOnceAndAHundredAtMost();
    void judgesBasicPairs_data();
    void judgesBasicPairs();
    void judgesTheSecondPair_data();
    void judgesTheSecondPair();
    void endsTheSecondPairToTheMillisecond();
    void needsARestrictionForBasic();
    void leavesTheSectionAloneWhenThereAreErrors();
    void findsEverySecret();
    void listsTheChangesOfOneSection();
};

void TestSettings::hasTheDefaultsOfTheSpecification()
{
    const Settings settings;
    QCOMPARE(settings.ipRestriction.mode, IpRestriction::Mode::AllowAll);
    QVERIFY(!settings.basicAuth.enabled);
    QCOMPARE(validateWhole(settings), Errors());
    QCOMPARE(sectionKeys().first(2), QStringList({u"ipRestriction"_s, u"basicAuth"_s}));
    QCOMPARE(sectionKeys().size(), 13);
}

void TestSettings::refusesAnUnknownSection()
{
    Settings settings;
    const Errors errors = readSection(settings, u"passwordPolice", QJsonObject(), JsonUse::Request);
    QCOMPARE(fieldsAndCodes(errors), QStringList(u" settings.unknownSection"_s));
    QCOMPARE(errors.first().kind, ErrorKind::NotFound);
}

void TestSettings::takesARangeApart()
{
    Settings settings;
    const QJsonObject json = ipRestriction({entry(u"10.0.0.1-10.0.0.4"_s, u"printers"_s), entry(u"::1"_s)});
    QCOMPARE(readSection(settings, IpRestriction::key, json, JsonUse::Request), Errors());
    QStringList networks;
    for (const IpEntry &entry : settings.ipRestriction.entries)
        networks << entry.network.toString() + u' ' + entry.memo;
    QCOMPARE(
        networks, QStringList({u"10.0.0.1 printers"_s, u"10.0.0.2/31 printers"_s, u"10.0.0.4 printers"_s, u"::1 "_s}));
}

void TestSettings::keepsHostBitsAndOrderAsWritten()
{
    Settings settings;
    const QJsonObject json = ipRestriction({entry(u"10.9.8.7/8"_s), entry(u"10.0.0.0/8"_s), entry(u"10.0.0.0/8"_s)});
    QCOMPARE(readSection(settings, IpRestriction::key, json, JsonUse::Request), Errors());
    QCOMPARE(sectionToJson(settings, IpRestriction::key, JsonUse::Answer), json);
}

void TestSettings::namesTheBadEntry()
{
    Settings settings;
    const QJsonObject json
        = ipRestriction({entry(u"10.0.0.1"_s), entry(u"10.0.0.256"_s), entry(u"10.0.0.2"_s, u"a\nb"_s)});
    const Errors errors = readSection(settings, IpRestriction::key, json, JsonUse::Request);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors.first().field, u"entries[1].network"_s);

    const QJsonObject memo = ipRestriction({entry(u"10.0.0.1"_s, QString(101, u'm'))});
    QCOMPARE(fieldsAndCodes(readSection(settings, IpRestriction::key, memo, JsonUse::Request)),
        QStringList(u"entries[0].memo text.long"_s));
    const QJsonObject missing = ipRestriction({QJsonObject{{u"memo"_s, QString()}}});
    QCOMPARE(fieldsAndCodes(readSection(settings, IpRestriction::key, missing, JsonUse::Request)),
        QStringList(u"entries[0].network json.missing"_s));
}

void TestSettings::acceptsTenThousandEntriesAndNotOneMore()
{
    QJsonArray entries;
    for (int i = 0; i < maxEntries; ++i)
        entries.append(entry(u"10.%1.%2.1"_s.arg(i / 250).arg(i % 250)));
    Settings settings;
    QCOMPARE(readSection(settings, IpRestriction::key, ipRestriction(entries), JsonUse::Request), Errors());
    entries.append(entry(u"11.0.0.1"_s));
    QCOMPARE(fieldsAndCodes(readSection(settings, IpRestriction::key, ipRestriction(entries), JsonUse::Request)),
        QStringList(u"entries list.long"_s));
    QCOMPARE(settings.ipRestriction.entries.size(), maxEntries);
}

void TestSettings::refusesARangeThatBecomesTooMany()
{
    QJsonArray entries;
    for (int i = 0; i < 400; ++i)
        entries.append(entry(u"10.%1.0.1-10.%1.255.254"_s.arg(i % 250)));
    Settings settings;
    QCOMPARE(fieldsAndCodes(readSection(settings, IpRestriction::key, ipRestriction(entries), JsonUse::Request)),
        QStringList(u"entries entries.tooMany"_s));

    QJsonArray widest;
    for (int i = 0; i < maxEntries; ++i)
        widest.append(entry(u"::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"_s));
    QCOMPARE(fieldsAndCodes(readSection(settings, IpRestriction::key, ipRestriction(widest), JsonUse::Request)),
        QStringList(u"entries entries.tooMany"_s));
    QVERIFY(settings.ipRestriction.entries.isEmpty());
}

void TestSettings::tellsOneMistakeOnceAndAHundredAtMost()
{
    Settings settings;
    const auto read = [&](const QJsonArray &entries, JsonUse use = JsonUse::Request) {
        return fieldsAndCodes(readSection(settings, IpRestriction::key, ipRestriction(entries), use));
    };
    const QJsonObject number{{u"network"_s, 7}, {u"memo"_s, QString()}};
    QCOMPARE(read({number}), QStringList(u"entries[0].network json.text"_s));
    QCOMPARE(read({u"10.0.0.1"_s}), QStringList(u"entries[0] json.object"_s));
    QCOMPARE(read({entry(QString())}), QStringList(u"entries[0].network address.empty"_s));
    QCOMPARE(read({QJsonObject()}, JsonUse::Storage), QStringList(u"entries[0].network address.empty"_s));

    QJsonArray bad;
    for (int i = 0; i < maxEntries; ++i)
        bad.append(entry(u"10.0.0.256"_s));
    const QStringList told = read(bad);
    QCOMPARE(told.size(), maxToldErrors + 1);
    QCOMPARE(told.at(maxToldErrors - 1), u"entries[99].network address.ipv4.range"_s);
    QCOMPARE(told.last(), u" errors.more"_s);

    QJsonArray memos;
    for (int i = 0; i < maxEntries; ++i)
        memos.append(entry(u"10.0.0.1"_s, u"a\nb"_s));
    QCOMPARE(read(memos).size(), maxToldErrors + 1);
}

void TestSettings::judgesBasicPairs_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QJsonValue>("password");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &user, const QJsonValue &password,
                         const QStringList &expected) { QTest::newRow(name) << user << password << expected; };
    const QString word = u"pass-word"_s;
    row("shortest", u"a"_s, u"12345"_s, {});
    row("longest", QString(127, u'u'), QString(64, u'~'), {});
    row("all characters", u"AZaz09-_"_s, u" !\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"_s, {});
    row("no name", QString(), word, {u"pair.userName basic.nameNeeded"_s});
    row("name one too long", QString(128, u'u'), word, {u"pair.userName text.long"_s});
    row("name with a blank", u"a b"_s, word, {u"pair.userName basic.nameCharacters"_s});
    row("name with a colon", u"a:b"_s, word, {u"pair.userName basic.nameCharacters"_s});
    row("name in full width", u"ａｂ"_s, word, {u"pair.userName basic.nameCharacters"_s});
    row("no password", u"a"_s, QJsonValue::Null, {u"pair.password basic.passwordNeeded"_s});
    row("password one too short", u"a"_s, u"1234"_s, {u"pair.password text.short"_s});
    row("password one too long", u"a"_s, QString(65, u'p'), {u"pair.password text.long"_s});
    row("password not ASCII", u"a"_s, u"パスワード"_s, {u"pair.password basic.passwordCharacters"_s});
    row("password with a tab", u"a"_s, u"12\t45"_s, {u"pair.password basic.passwordCharacters"_s});
    row("password of nothing", u"a"_s, QString(), {u"pair.password json.secret"_s});
    row("name with half a character", u"a"_s + QChar(0xd83d), word, {u"pair.userName json.notUnicode"_s});
    row("line break behind half a character", u"a"_s, QString(QChar(0xd83d)) + u"1234\n"_s,
        {u"pair.password json.notUnicode"_s});
}

void TestSettings::judgesBasicPairs()
{
    QFETCH(const QString, user);
    QFETCH(const QJsonValue, password);
    QFETCH(const QStringList, expected);
    QCOMPARE(fieldsAndCodes(readBasic(basicAuth(user, password))), expected);
}

void TestSettings::judgesTheSecondPair_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QJsonValue>("password");
    QTest::addColumn<QJsonValue>("endsAt");
    QTest::addColumn<QStringList>("expected");
    const auto row
        = [](const char *name, const QString &user, const QJsonValue &password, const QJsonValue &endsAt,
              const QStringList &expected) { QTest::newRow(name) << user << password << endsAt << expected; };
    const QString end = u"2026-03-05T14:00:00Z"_s;
    const QJsonValue null = QJsonValue::Null;
    row("none", QString(), null, null, {});
    row("complete", u"gate"_s, u"other-word"_s, end, {});
    row("another name, the same password", u"door"_s, u"pass-word"_s, end, {});
    row("the same again", u"gate"_s, u"pass-word"_s, end, {u"second.password basic.sameTwice"_s});
    row("without end", u"gate"_s, u"other-word"_s, null, {u"second.endsAt basic.endNeeded"_s});
    row("an end without zone", u"gate"_s, u"other-word"_s, u"2026-03-05T14:00:00"_s, {u"second.endsAt json.time"_s});
    row("without password", u"gate"_s, null, end, {u"second.password basic.passwordNeeded"_s});
    row("without name", QString(), u"other-word"_s, end, {u"second.userName basic.nameNeeded"_s});
    row("only an end", QString(), null, end,
        {u"second.userName basic.nameNeeded"_s, u"second.password basic.passwordNeeded"_s});
    row("password too short", u"gate"_s, u"1234"_s, end, {u"second.password text.short"_s});
}

void TestSettings::judgesTheSecondPair()
{
    QFETCH(const QString, user);
    QFETCH(const QJsonValue, password);
    QFETCH(const QJsonValue, endsAt);
    const QJsonObject json = withSecond(basicAuth(u"gate"_s, u"pass-word"_s), user, password, endsAt);
    QTEST(fieldsAndCodes(readBasic(json)), "expected");
}

void TestSettings::endsTheSecondPairToTheMillisecond()
{
    EndingPair pair;
    const QDateTime end(QDate(2026, 3, 5), QTime(14, 0), QTimeZone::UTC);
    pair.endsAt = end;
    QVERIFY(!pair.isValidAt(end.addMSecs(-1))); // there is no password
    pair.password.isSet = true;
    QVERIFY(pair.isValidAt(end.addMSecs(-1)));
    QVERIFY(!pair.isValidAt(end));
    pair.endsAt = {};
    QVERIFY(!pair.isValidAt(end));
}

void TestSettings::needsARestrictionForBasic()
{
    Settings settings;
    QCOMPARE(readSection(settings, BasicAuth::key, basicAuth(u"gate"_s, u"pass-word"_s), JsonUse::Request), Errors());
    QCOMPARE(fieldsAndCodes(validateWhole(settings)), QStringList(u"basicAuth.enabled basic.needsRestriction"_s));
    settings.ipRestriction.mode = IpRestriction::Mode::DenyAll;
    QCOMPARE(validateWhole(settings), Errors());
}

void TestSettings::leavesTheSectionAloneWhenThereAreErrors()
{
    Settings settings;
    settings.basicAuth.pair.userName = u"before"_s;
    const Settings before = settings;
    QVERIFY(!readSection(settings, BasicAuth::key, basicAuth(u"a b"_s, u"pass-word"_s), JsonUse::Request).isEmpty());
    QVERIFY(settings == before);
}

void TestSettings::findsEverySecret()
{
    Settings settings;
    QStringList paths;
    forEachSecret(settings, [&](const QString &path, Secret &) { paths << path; });
    QCOMPARE(paths, QStringList({u"basicAuth.pair.password"_s, u"basicAuth.second.password"_s}));
}

void TestSettings::listsTheChangesOfOneSection()
{
    const Settings before;
    Settings after;
    after.basicAuth.pair.userName = u"gate"_s;
    after.basicAuth.pair.password.entered = u"pass-word"_s;
    after.ipRestriction.mode = IpRestriction::Mode::DenyAll;
    QCOMPARE(describe(sectionChanges(before, after, BasicAuth::key)),
        u"pair.userName: \"\" -> gate; pair.password: changed"_s);
    QCOMPARE(describe(sectionChanges(before, after, IpRestriction::key)), u"mode: allowAll -> denyAll"_s);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
