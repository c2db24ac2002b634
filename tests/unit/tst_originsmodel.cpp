// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/originsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using items::OriginsModel;

/// The origins that may frame a tenant's pages, as rows.
class TestOriginsModel : public QObject {
    Q_OBJECT

private slots:
    void readsWhatPeoplePaste_data();
    void readsWhatPeoplePaste();
    void addsEditsAndRemoves();
    void saysWhatIsWrongWithARow();
    void keepsAMarkUntilTheRowIsEdited();
    void letsNobodyEditWhoMayNot();
};

void TestOriginsModel::readsWhatPeoplePaste_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("origin");
    const auto row
        = [](const char *name, const QString &text, const QString &origin) { QTest::newRow(name) << text << origin; };
    row("an origin", u"https://portal.example.com"_s, u"https://portal.example.com"_s);
    row("with a path", u" https://portal.example.com/start?a=b#c "_s, u"https://portal.example.com"_s);
    row("capitals", u"HTTPS://Portal.Example.com"_s, u"https://portal.example.com"_s);
    row("the usual port", u"https://portal.example.com:443/"_s, u"https://portal.example.com"_s);
    row("another port", u"http://portal.example.com:8080/x"_s, u"http://portal.example.com:8080"_s);
    row("a name alone", u"portal.example.com"_s, u"https://portal.example.com"_s);
    row("letters of another script", u"https://例え.example"_s, u"https://xn--r8jz45g.example"_s);
    row("IPv6", u"https://[2001:DB8::1]/"_s, u"https://[2001:db8::1]"_s);
    row("another scheme", u"ftp://portal.example.com"_s, u"ftp://portal.example.com"_s);
    row("with a password", u"https://a:b@portal.example.com"_s, u"https://a:b@portal.example.com"_s);
    row("words", u"the portal"_s, u"the portal"_s);
    row("nothing", u"  "_s, u""_s);
}

void TestOriginsModel::readsWhatPeoplePaste()
{
    QFETCH(const QString, text);
    QTEST(policy::originIn(text), "origin");
}

void TestOriginsModel::addsEditsAndRemoves()
{
    OriginsModel model;
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy edited(&model, &OriginsModel::edited);
    model.setOrigins({u"https://a.example"_s});
    QCOMPARE(edited.size(), 0);
    QCOMPARE(model.add(u"B.example/x"_s), 1);
    QCOMPARE(model.origins(), (QStringList{u"https://a.example"_s, u"https://b.example"_s}));
    QVERIFY(model.setData(model.index(0, 0), u"c.example"_s));
    QCOMPARE(model.origins().first(), u"https://c.example"_s);
    model.add(u"d.example"_s);
    model.remove({0, 2});
    QCOMPARE(model.origins(), QStringList{u"https://b.example"_s});
    QCOMPARE(edited.size(), 4);
}

void TestOriginsModel::saysWhatIsWrongWithARow()
{
    OriginsModel model;
    const QAbstractItemModelTester tester(&model);
    model.setOrigins({u"https://a.example"_s, u"nothing of the kind"_s, u"https://a.example"_s});
    QVERIFY(model.remarkOn(0).isEmpty());
    QVERIFY2(model.remarkOn(1).contains(u"is no origin"_s), qPrintable(model.remarkOn(1)));
    QVERIFY2(model.remarkOn(2).contains(u"is listed twice"_s), qPrintable(model.remarkOn(2)));
    QCOMPARE(model.index(1, OriginsModel::RemarkColumn).data().toString(), model.remarkOn(1));
    model.remove({0});
    QVERIFY(model.remarkOn(1).isEmpty());
}

void TestOriginsModel::keepsAMarkUntilTheRowIsEdited()
{
    OriginsModel model;
    const QAbstractItemModelTester tester(&model);
    model.setOrigins({u"https://a.example"_s});
    model.mark({{0, u"Not here."_s}});
    QCOMPARE(model.remarkOn(0), u"Not here."_s);
    QVERIFY(model.setData(model.index(0, 0), u"https://b.example"_s));
    QVERIFY(model.remarkOn(0).isEmpty());
}

void TestOriginsModel::letsNobodyEditWhoMayNot()
{
    OriginsModel model;
    model.setOrigins({u"https://a.example"_s});
    QVERIFY(model.flags(model.index(0, OriginsModel::OriginColumn)) & Qt::ItemIsEditable);
    QVERIFY(!(model.flags(model.index(0, OriginsModel::RemarkColumn)) & Qt::ItemIsEditable));
    model.setEditable(false);
    QVERIFY(!(model.flags(model.index(0, OriginsModel::OriginColumn)) & Qt::ItemIsEditable));
    QVERIFY(!model.setData(model.index(0, 0), u"https://b.example"_s));
}

QTEST_GUILESS_MAIN(TestOriginsModel)
#include "tst_originsmodel.moc"
