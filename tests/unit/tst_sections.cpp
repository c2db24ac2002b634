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
        object(R"({"enabled":false,"allowOtherUser":false,"selfService":true})"));
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
    row("no name", Tenant::key, R"({"displayName":""})", u"displayName text.short"_s);
    row("two origins", Embedding::key,
        R"({"protection":"listed","origins":["https://a.example","http://b.example:8080"]})");
    row("listed, and none", Embedding::key, R"({"protection":"listed"})", u"origins embedding.originsNeeded"_s);
    row("an origin with a path", Embedding::key, R"({"origins":["https://a.example/x"]})",
        u"origins[0] embedding.originMalformed"_s);
    row("an origin twice", Embedding::key, R"({"origins":["https://a.example","https://a.example"]})",
        u"origins[1] embedding.originTwice"_s);
    row("mail for one level", AuditAlerts::key, R"({"critical":{"addresses":["mori@example.com"]}})");
    row("an address without a host", AuditAlerts::key, R"({"notice":{"addresses":["a@example.com","mori"]}})",
        u"notice.addresses[1] alerts.addressMalformed"_s);
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
    settings.auditAlerts.error.addresses = {u"mori@example.com"_s};
    settings.embedding.origins = {u"https://a.example"_s};
    Settings read;
    QCOMPARE(readSection(read, key, sectionToJson(settings, key, JsonUse::Storage), JsonUse::Storage), Errors());
    QVERIFY(sectionChanges(settings, read, key).isEmpty());
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
