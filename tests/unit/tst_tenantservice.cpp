// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tenantservice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestTenantService : public QObject {
    Q_OBJECT

private slots:
    void judgesNames_data();
    void judgesNames();
    void judgesAddresses_data();
    void judgesAddresses();
    void tellsEveryMistake();
    void takesNamesForTheSameThatLookTheSame();
};

void TestTenantService::judgesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    const QString fine;
    QTest::newRow("plain") << u"Groupware"_s << fine;
    QTest::newRow("Japanese") << u"グループウェア"_s << fine;
    QTest::newRow("joined") << u"دفتر\u200cها"_s << fine;
    QTest::newRow("64 characters beyond the basic plane") << u"𠮷"_s.repeated(64) << fine;
    QTest::newRow("65") << u"x"_s.repeated(65) << u"text.long"_s;
    QTest::newRow("empty") << QString() << u"text.short"_s;
    QTest::newRow("blank at its end") << u"Files "_s << u"service.blankAtEnd"_s;
    QTest::newRow("two lines") << u"Files\nCommon"_s << u"text.control"_s;
    QTest::newRow("turned around") << u"Files\u202esec"_s << u"service.nameHidden"_s;
    QTest::newRow("nothing to be seen") << u"\u200b"_s << u"service.nameHidden"_s;
    QTest::newRow("the platform's") << u"Common"_s << u"service.nameReserved"_s;
    QTest::newRow("the platform's in small letters") << u"common"_s << u"service.nameReserved"_s;
    QTest::newRow("the platform's in wide letters") << u"ＣＯＭＭＯＮ"_s << u"service.nameReserved"_s;
    QTest::newRow("the platform's with a joiner in it") << u"Com\u200dmon"_s << u"service.nameReserved"_s;
    QTest::newRow("begins like the platform's") << u"Common files"_s << fine;
}

void TestTenantService::judgesNames()
{
    QFETCH(QString, name);
    QFETCH(QString, code);
    const Errors errors = problemsOf({name, u"https://files.example/"_s, {}});
    QCOMPARE(errors.isEmpty() ? QString() : QString::fromLatin1(errors[0].message->code), code);
    if (!errors.isEmpty())
        QCOMPARE(errors[0].field, u"name"_s);
}

void TestTenantService::judgesAddresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("fits");
    QTest::newRow("https") << u"https://files.example/a?b=c#d"_s << true;
    QTest::newRow("http with a port") << u"http://192.0.2.7:8080"_s << true;
    QTest::newRow("IPv6") << u"https://[2001:db8::1]/"_s << true;
    QTest::newRow("other script") << u"https://例え.example/森"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("relative") << u"/files"_s << false;
    QTest::newRow("without a scheme") << u"//files.example/"_s << false;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("data") << u"data:text/html,x"_s << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("no host") << u"https:///files"_s << false;
    QTest::newRow("no host but a path") << u"https:files.example"_s << false;
    QTest::newRow("credentials") << u"https://me:secret@files.example/"_s << false;
    QTest::newRow("a name") << u"https://me@files.example/"_s << false;
    QTest::newRow("an empty name") << u"https://@files.example/"_s << false;
    QTest::newRow("a blank") << u"https://files.example/a b"_s << false;
    QTest::newRow("a line break") << u"https://files.example/\nx"_s << false;
    QTest::newRow("too long") << u"https://files.example/"_s + u"x"_s.repeated(2000) << false;
}

void TestTenantService::judgesAddresses()
{
    QFETCH(QString, url);
    QFETCH(bool, fits);
    const Errors errors = problemsOf({u"Files"_s, url, {}});
    QCOMPARE(errors.isEmpty(), fits);
    if (!fits)
        QCOMPARE(errors[0].field, u"url"_s);
}

void TestTenantService::tellsEveryMistake()
{
    QCOMPARE(problemsOf({{}, {}, u"x"_s.repeated(201)}).size(), 3);
}

void TestTenantService::takesNamesForTheSameThatLookTheSame()
{
    QCOMPARE(serviceKey(u"Ｆｉｌｅｓ"_s), serviceKey(u"files"_s));
    QCOMPARE(serviceKey(u"ﾌｧｲﾙ"_s), serviceKey(u"ファイル"_s));
    QCOMPARE(serviceKey(u"Fi\u200dles"_s), serviceKey(u"Files"_s));
    QVERIFY(serviceKey(u"Files 2"_s) != serviceKey(u"Files"_s));
}

QTEST_GUILESS_MAIN(TestTenantService)
#include "tst_tenantservice.moc"
