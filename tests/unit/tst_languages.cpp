// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/languages.h"
#include "error/messages.h"
#include "policy/settings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestLanguages : public QObject {
    Q_OBJECT

private slots:
    void choosesTheBest_data();
    void choosesTheBest();
    void fallsBackToTheTenants();
    void speaksEachOfThem_data();
    void speaksEachOfThem();
};

void TestLanguages::choosesTheBest_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("tag");
    QTest::newRow("nothing") << QByteArray() << QByteArray("en");
    QTest::newRow("Japanese") << QByteArray("ja") << QByteArray("ja");
    QTest::newRow("of Japan") << QByteArray("ja-JP,ja;q=0.9,en;q=0.8") << QByteArray("ja");
    QTest::newRow("Taiwan") << QByteArray("zh-TW") << QByteArray("zh-TW");
    QTest::newRow("traditional script") << QByteArray("zh-Hant-HK") << QByteArray("zh-TW");
    QTest::newRow("any Chinese") << QByteArray("zh-CN") << QByteArray("zh-TW");
    QTest::newRow("by weight") << QByteArray("en;q=0.2, ja;q=0.7, zh-TW;q=0.5") << QByteArray("ja");
    QTest::newRow("first of equals") << QByteArray("fr, zh-TW, ja") << QByteArray("zh-TW");
    QTest::newRow("refused") << QByteArray("ja;q=0, en;q=0.1") << QByteArray("en");
    QTest::newRow("unknown") << QByteArray("fr, de") << QByteArray("en");
    QTest::newRow("any") << QByteArray("*") << QByteArray("en");
    QTest::newRow("case") << QByteArray("JA-jp") << QByteArray("ja");
    QTest::newRow("malformed weight") << QByteArray("ja;q=high, zh-TW") << QByteArray("zh-TW");
    QTest::newRow("nonsense") << QByteArray(";;;,,q=1,-,--ja") << QByteArray("en");
    QTest::newRow("very long") << QByteArray("fr,").repeated(10'000) << QByteArray("en");
}

void TestLanguages::choosesTheBest()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, tag);
    QCOMPARE(Languages().preferredBy(header).tag, tag);
}

void TestLanguages::fallsBackToTheTenants()
{
    const Languages languages;
    QCOMPARE(languages.preferredBy("", policy::Language::Japanese).tag, "ja");
    QCOMPARE(languages.preferredBy("fr, de", policy::Language::TraditionalChinese).tag, "zh-TW");
    QCOMPARE(languages.preferredBy("en", policy::Language::Japanese).tag, "en");
}

void TestLanguages::speaksEachOfThem_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("word");
    QTest::newRow("English") << QByteArray("en") << u"allow all"_s;
    QTest::newRow("Japanese") << QByteArray("ja") << u"すべて許可"_s;
    QTest::newRow("Traditional Chinese") << QByteArray("zh-TW") << u"全部允許"_s;
}

void TestLanguages::speaksEachOfThem()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, word);
    const Error error(ErrorKind::Invalid, policy::messages::BasicNeedsRestriction);
    const QString sentence = renderMessage(error, Languages().preferredBy(header).translator);
    QVERIFY2(sentence.contains(word), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(TestLanguages)
#include "tst_languages.moc"
