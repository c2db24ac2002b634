// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/settings.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;

namespace {

/// The section @p key with its defaults, and @p changes over them.
QJsonObject changed(QAnyStringView key, const QJsonObject &changes)
{
    QJsonObject json = sectionToJson(Settings(), key, JsonUse::Answer);
    for (auto field = changes.begin(); field != changes.end(); ++field)
        json.insert(field.key(), *field);
    return json;
}

QJsonObject object(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

QString longText(int length)
{
    return QString(length, u'x');
}

/// What is said of 51 rules of one name: that they are too many, and of which the name is taken.
QString tooManyRules()
{
    QStringList wrong{u"rules list.long"_s};
    for (int i = 1; i <= 50; ++i)
        wrong << u"rules[%1].name alerts.ruleNameTwice"_s.arg(i);
    return wrong.join(u", ");
}

}

/// The sections that have no test of their own: what they take, and what they refuse with which field's name.
class TestSections : public QObject {
    Q_OBJECT

private slots:
    void hasTheDefaultsOfTheSpecification();
    void takesAndRefuses_data();
    void takesAndRefuses();
    void comesBackFromStorageAsItWas_data();
    void comesBackFromStorageAsItWas();
    void comesFromAStorageThatKnewLess();
    void knowsOrigins_data();
    void knowsOrigins();
    void knowsMailAddresses_data();
    void knowsMailAddresses();
    void endsSupportToTheMoment();
};

void TestSections::hasTheDefaultsOfTheSpecification()
{
    const Settings settings;
    QCOMPARE(sectionToJson(settings, ClientCertificates::key, JsonUse::Answer),
        object(R"({"enabled":false,"allowOtherUser":false,"selfService":true,"reminderAddresses":[]})"));
    QCOMPARE(sectionToJson(settings, PasswordPolicy::key, JsonUse::Answer),
        object(R"({"minimumLengthUsers":8,"minimumLengthAdministrators":12,"complexity":"lettersNumbers",
            "loginNameAllowed":false,"reuseLimit":3,"expiresAfter":null,"usersMayChange":true,
            "mustChangeAfterReset":true})"));
    QCOMPARE(sectionToJson(settings, AccountLockout::key, JsonUse::Answer), object(R"({"attempts":10,"duration":30})"));
    QCOMPARE(sectionToJson(settings, SignIn::key, JsonUse::Answer),
        object(R"({"loginNameCompletion":false,"automaticSignIn":null,"idleEnd":1440})"));
    QCOMPARE(sectionToJson(settings, Embedding::key, JsonUse::Answer),
        object(R"({"protection":"sameOrigin","origins":[]})"));
    QCOMPARE(sectionToJson(settings, Support::key, JsonUse::Answer), object(R"({"until":null})"));
    const QJsonObject off = object(R"({"addresses":[],"pace":"atOnce","mailsPerHour":60})");
    QCOMPARE(sectionToJson(settings, AuditAlerts::key, JsonUse::Answer),
        (QJsonObject{{u"information"_s, off}, {u"notice"_s, off}, {u"warning"_s, off}, {u"error"_s, off},
            {u"critical"_s, off}, {u"rules"_s, QJsonArray()}, {u"checkpointAddresses"_s, QJsonArray()}}));
    QCOMPARE(sectionToJson(settings, AuditRetention::key, JsonUse::Answer), object(R"({"keepFor":"threeYears"})"));
}

void TestSections::takesAndRefuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonObject>("changes");
    QTest::addColumn<QString>("wrong"); // the field and the code; empty: it is taken
    const auto row = [](const char *name, QLatin1StringView key, const char *changes, const QString &wrong = {}) {
        QTest::newRow(name) << QString(key) << object(changes) << wrong;
    };
    row("lengths at their ends", PasswordPolicy::key, R"({"minimumLengthUsers":3,"minimumLengthAdministrators":15})");
    row("too short a length", PasswordPolicy::key, R"({"minimumLengthUsers":2})", u"minimumLengthUsers range.below"_s);
    row("too long a length", PasswordPolicy::key, R"({"minimumLengthAdministrators":16})",
        u"minimumLengthAdministrators range.above"_s);
    row("a year", PasswordPolicy::key, R"({"expiresAfter":365})");
    row("a span not offered", PasswordPolicy::key, R"({"expiresAfter":31})", u"expiresAfter range.choice"_s);
    row("a complexity nobody knows", PasswordPolicy::key, R"({"complexity":"emoji"})", u"complexity json.name"_s);
    row("no reuse limit", PasswordPolicy::key, R"({"reuseLimit":0})", u"reuseLimit range.below"_s);
    row("never locked", AccountLockout::key, R"({"attempts":null,"duration":null})");
    row("two attempts", AccountLockout::key, R"({"attempts":2})", u"attempts range.below"_s);
    row("ten minutes", AccountLockout::key, R"({"duration":10})", u"duration range.choice"_s);
    row("a month", SignIn::key, R"({"automaticSignIn":30,"idleEnd":10080})");
    row("five minutes idle", SignIn::key, R"({"idleEnd":5})", u"idleEnd range.below"_s);
    row("eight days idle", SignIn::key, R"({"idleEnd":11520})", u"idleEnd range.above"_s);
    row("a name", Subdomain::key, R"({"name":"sekimori-1"})");
    row("a name with a dot", Subdomain::key, R"({"name":"a.b.c"})", u"name subdomain.character"_s);
    row("a reserved name", Subdomain::key, R"({"name":"www"})", u"name subdomain.reserved"_s);
    row("words for two languages", LoginPage::key, R"({"failureMessage":{"ja":"違います","zh-Hant":"不對"}})");
    row("a language nobody speaks here", LoginPage::key, R"({"failureMessage":{"la":"falsum"}})",
        u"failureMessage.la json.unknown"_s);
    row("a title of two lines", LoginPage::key, R"({"title":"a\nb"})", u"title text.control"_s);
    row("a zone", Tenant::key, R"({"timeZone":"Asia/Tokyo","language":"ja"})");
    row("a zone nobody knows", Tenant::key, R"({"timeZone":"Asia/Edo"})", u"timeZone tenant.timeZoneUnknown"_s);
    row("an offset for a zone", Tenant::key, R"({"timeZone":"UTC+09:00"})", u"timeZone tenant.timeZoneUnknown"_s);
    row("a rule for a zone", Tenant::key, R"({"timeZone":"EST5EDT,M3.2.0/2,M11.1.0/2"})",
        u"timeZone tenant.timeZoneUnknown"_s);
    row("no name", Tenant::key, R"({"displayName":""})", u"displayName text.short"_s);
    row("two origins", Embedding::key,
        R"({"protection":"listed","origins":["https://a.example","http://b.example:8080"]})");
    row("listed, and none", Embedding::key, R"({"protection":"listed"})", u"origins embedding.originsNeeded"_s);
    row("an origin with a path", Embedding::key, R"({"origins":["https://a.example/x"]})",
        u"origins[0] embedding.originMalformed"_s);
    row("an origin twice", Embedding::key, R"({"origins":["https://a.example","https://a.example"]})",
        u"origins[1] embedding.originTwice"_s);
    const auto level = [&](const char *name, const char *value, const QString &wrong = {}) {
        const QByteArray changes = R"({"notice":)" + QByteArray(value) + '}';
        row(name, AuditAlerts::key, changes.constData(), wrong);
    };
    level("mail for one level", R"({"addresses":["mori@example.com"],"pace":"day","mailsPerHour":1000})");
    level("an address without a host", R"({"addresses":["a@example.com","mori"],"pace":"hour","mailsPerHour":1})",
        u"notice.addresses[1] alerts.addressMalformed"_s);
    level("an address twice",
        R"({"addresses":["a@example.com","b@example.com","a@example.com"],"pace":"hour","mailsPerHour":1})",
        u"notice.addresses[2] alerts.addressTwice"_s);
    level("an address twice in another case",
        R"({"addresses":["a@example.com","A@Example.com"],"pace":"hour","mailsPerHour":1})",
        u"notice.addresses[1] alerts.addressTwice"_s);
    level("a pace nobody knows", R"({"addresses":[],"pace":"week","mailsPerHour":1})", u"notice.pace json.name"_s);
    level("no mail in an hour", R"({"addresses":[],"pace":"hour","mailsPerHour":0})",
        u"notice.mailsPerHour range.below"_s);
    level("a level as it was once", R"({"addresses":[]})",
        u"notice.pace json.missing, notice.mailsPerHour json.missing"_s);
    const auto rules = [&](const char *name, const QList<QJsonObject> &differences, const QString &wrong = {}) {
        const QJsonObject usual = object(R"({"name":"Exports","enabled":true,"filter":"action:export",
            "addresses":["mori@example.com"],"pace":"atOnce","mailsPerHour":60})");
        QJsonArray list;
        for (const QJsonObject &difference : differences) {
            QJsonObject rule = usual;
            for (auto field = difference.begin(); field != difference.end(); ++field)
                rule.insert(field.key(), *field);
            list.append(rule);
        }
        QTest::newRow(name) << QString(AuditAlerts::key) << QJsonObject{{u"rules"_s, list}} << wrong;
    };
    rules("a rule", {{}});
    rules("a rule that waits for its day", {object(R"({"name":"持ち出し","enabled":false,"pace":"day"})")});
    rules("a rule without a name", {object(R"({"name":""})")}, u"rules[0].name text.short"_s);
    rules("a rule with a long name", {{{u"name"_s, longText(65)}}}, u"rules[0].name text.long"_s);
    rules("a name of two lines", {object(R"({"name":"a\nb"})")}, u"rules[0].name text.control"_s);
    rules("a name twice", {{}, object(R"({"name":"Logins"})"), object(R"({"name":"exPORTS"})")},
        u"rules[2].name alerts.ruleNameTwice"_s);
    rules("a rule without a filter", {object(R"({"filter":""})")}, u"rules[0].filter text.short"_s);
    rules("the longest filter", {{{u"filter"_s, longText(2000)}}});
    rules("a filter that is too long", {{{u"filter"_s, longText(2001)}}}, u"rules[0].filter text.long"_s);
    rules("a rule for nobody", {object(R"({"addresses":[]})")}, u"rules[0].addresses alerts.ruleWithoutAddress"_s);
    rules("a rule for no address", {object(R"({"addresses":["mori"]})")},
        u"rules[0].addresses[0] alerts.addressMalformed"_s);
    rules("a thousand mails and one", {object(R"({"mailsPerHour":1001})")}, u"rules[0].mailsPerHour range.above"_s);
    rules("too many rules", QList<QJsonObject>(51, QJsonObject()), tooManyRules());
    row("proof for outside", AuditAlerts::key, R"({"checkpointAddresses":["notary@example.com"]})");
    row("proof for nowhere", AuditAlerts::key, R"({"checkpointAddresses":["notary"]})",
        u"checkpointAddresses[0] alerts.addressMalformed"_s);
    row("reminders", ClientCertificates::key, R"({"reminderAddresses":["mori@example.com"]})");
    row("reminders for nowhere", ClientCertificates::key, R"({"reminderAddresses":["mori@"]})",
        u"reminderAddresses[0] alerts.addressMalformed"_s);
    row("a span of retention nobody offers", AuditRetention::key, R"({"keepFor":"forever"})", u"keepFor json.name"_s);
    row("support until a time", Support::key, R"({"until":"2026-12-01T09:00:00.000Z"})");
    row("support until whenever", Support::key, R"({"until":"tomorrow"})", u"until json.time"_s);
}

void TestSections::takesAndRefuses()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonObject, changes);
    Settings settings;
    QStringList wrong;
    const Errors errors = readSection(settings, key, changed(key, changes), JsonUse::Request);
    for (const Error &error : errors)
        wrong << error.field + u' ' + QString::fromLatin1(error.message->code);
    QTEST(wrong.join(u", "), "wrong");
    if (errors.isEmpty())
        QCOMPARE(sectionToJson(settings, key, JsonUse::Answer), changed(key, changes));
}

void TestSections::comesBackFromStorageAsItWas_data()
{
    QTest::addColumn<QString>("key");
    const auto keys = sectionKeys();
    for (const QString &key : keys)
        QTest::newRow(qPrintable(key)) << key;
}

void TestSections::comesBackFromStorageAsItWas()
{
    QFETCH(const QString, key);
    Settings settings;
    settings.accountLockout.attempts.reset();
    settings.loginPage.failureMessage.insert(Language::Japanese, u"違います"_s);
    settings.auditAlerts.error = {{u"mori@example.com"_s}, AlertPace::Day, 3};
    settings.auditAlerts.rules = {{u"Exports"_s, false, u"action:export"_s, {u"mori@example.com"_s}}};
    settings.embedding.origins = {u"https://a.example"_s};
    Settings read;
    QCOMPARE(readSection(read, key, sectionToJson(settings, key, JsonUse::Storage), JsonUse::Storage), Errors());
    QVERIFY(sectionChanges(settings, read, key).isEmpty());
}

void TestSections::comesFromAStorageThatKnewLess()
{
    Settings read;
    const auto stored = object(R"({"information":{"addresses":[]},"notice":{"addresses":[]},"warning":{"addresses":[]},
        "error":{"addresses":["mori@example.com"]},"critical":{"addresses":[]}})");
    QCOMPARE(readSection(read, AuditAlerts::key, stored, JsonUse::Storage), Errors());
    AuditAlerts alerts;
    alerts.error.addresses = {u"mori@example.com"_s};
    QCOMPARE(read.auditAlerts, alerts);
    const auto certificates = object(R"({"enabled":true,"allowOtherUser":false,"selfService":false})");
    QCOMPARE(readSection(read, ClientCertificates::key, certificates, JsonUse::Storage), Errors());
    QVERIFY(read.clientCertificates.enabled);
    QCOMPARE(read.clientCertificates.reminderAddresses, QStringList());
}

void TestSections::knowsOrigins_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("is");
    QTest::newRow("a host") << u"https://portal.example.com"_s << true;
    QTest::newRow("a host and a port") << u"http://portal:8080"_s << true;
    QTest::newRow("an IPv6 address") << u"https://[2001:db8::1]:8443"_s << true;
    QTest::newRow("the usual port") << u"https://portal.example.com:443"_s << false;
    QTest::newRow("a slash at the end") << u"https://portal.example.com/"_s << false;
    QTest::newRow("capitals") << u"https://Portal.example.com"_s << false;
    QTest::newRow("another scheme") << u"ftp://portal.example.com"_s << false;
    QTest::newRow("a wildcard") << u"https://*.example.com"_s << false;
    QTest::newRow("two directives") << u"https://a.example; script-src *"_s << false;
    QTest::newRow("a line break behind") << u"https://a.example\n"_s << false;
    QTest::newRow("a port too large") << u"https://a.example:70000"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestSections::knowsOrigins()
{
    QFETCH(const QString, text);
    QTEST(isOrigin(text), "is");
}

void TestSections::knowsMailAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("is");
    QTest::newRow("plain") << u"mori@example.com"_s << true;
    QTest::newRow("with a tag") << u"mori+alerts@mail.example.co.jp"_s << true;
    QTest::newRow("no host") << u"mori@"_s << false;
    QTest::newRow("two at signs") << u"a@b@example.com"_s << false;
    QTest::newRow("a header behind it") << u"mori@example.com\r\nBcc: all@example.com"_s << false;
    QTest::newRow("a name before it") << u"Mori <mori@example.com>"_s << false;
    QTest::newRow("dots in a row") << u"mo..ri@example.com"_s << false;
    QTest::newRow("64 before the sign") << QString(longText(64) + u"@example.com"_s) << true;
    QTest::newRow("65 before the sign") << QString(longText(65) + u"@example.com"_s) << false;
}

void TestSections::knowsMailAddresses()
{
    QFETCH(const QString, text);
    QTEST(isMailAddress(text), "is");
}

void TestSections::endsSupportToTheMoment()
{
    const QDateTime end = QDateTime::fromString(u"2026-12-01T09:00:00Z"_s, Qt::ISODate);
    QVERIFY(!Support().isAllowedAt(end));
    QVERIFY(Support{.until = end}.isAllowedAt(end.addMSecs(-1)));
    QVERIFY(!Support{.until = end}.isAllowedAt(end));
}

QTEST_GUILESS_MAIN(TestSections)
#include "tst_sections.moc"
