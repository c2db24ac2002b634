// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/jsontext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestJsonText : public QObject {
    Q_OBJECT

private slots:
    void readsAnObject();
    void namesThePlace_data();
    void namesThePlace();
    void tellsKeysApartByObject();
    void isQuickWithManyKeys();
};

void TestJsonText::readsAnObject()
{
    const auto json = readJsonObject(R"({"a": [1, {"b": "}\"{"}], "c": null})");
    QVERIFY(json);
    QCOMPARE(json->value("a"_L1)[1]["b"_L1].toString(), u"}\"{"_s);
}

void TestJsonText::namesThePlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QStringList>("place"); // Line, column, byte; none where it does not matter.
    QTest::newRow("empty") << QByteArray() << QByteArray("json.malformed") << QStringList();
    QTest::newRow("blank") << QByteArray("  ") << QByteArray("json.malformed") << QStringList();
    QTest::newRow("key twice") << QByteArray("{\"a\":1,\n  \"a\":2}") << QByteArray("json.keyTwice")
                               << QStringList{u"2"_s, u"3"_s, u"10"_s};
    QTest::newRow("key twice, escaped") << QByteArray(R"({"a":1,"\u0061":2})") << QByteArray("json.keyTwice")
                                        << QStringList{u"1"_s, u"8"_s, u"7"_s};
    QTest::newRow("behind wide characters")
        << QByteArray("{\"森\":1,\"森\":2}") << QByteArray("json.keyTwice") << QStringList{u"1"_s, u"8"_s, u"9"_s};
    QTest::newRow("deep in a list") << QByteArray(R"({"a":[[{"b":1,"c":{},"b":2}]]})") << QByteArray("json.keyTwice")
                                    << QStringList();
    QTest::newRow("too deep") << QByteArray("{\"a\":" + QByteArray(16, '[') + QByteArray(16, ']') + "}")
                              << QByteArray("json.tooDeep") << QStringList{u"1"_s, u"21"_s, u"20"_s};
    QTest::newRow("number") << QByteArray("5") << QByteArray("json.malformed") << QStringList();
    QTest::newRow("list") << QByteArray("[{}]") << QByteArray("json.notAnObject") << QStringList();
    QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xc3\"}") << QByteArray("json.malformed") << QStringList();
    QTest::newRow("NaN") << QByteArray(R"({"a":NaN})") << QByteArray("json.malformed") << QStringList();
    QTest::newRow("leading zero") << QByteArray(R"({"a":01})") << QByteArray("json.malformed") << QStringList();
    QTest::newRow("remark") << QByteArray("{} // done") << QByteArray("json.malformed") << QStringList();
}

void TestJsonText::namesThePlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    QFETCH(QStringList, place);
    const auto json = readJsonObject(text);
    QVERIFY(!json);
    QCOMPARE(json.error().message->code, code);
    QCOMPARE(json.error().kind, ErrorKind::Malformed);
    if (!place.isEmpty())
        QCOMPARE(json.error().arguments.last(3), place);
}

void TestJsonText::tellsKeysApartByObject()
{
    QVERIFY(readJsonObject(R"({"a":{"a":1},"b":[{"a":1},{"a":"a"}],"c":"a"})"));
}

void TestJsonText::isQuickWithManyKeys()
{
    QByteArray text = "{";
    for (int i = 0; i < 100'000; ++i)
        text += "\"key" + QByteArray::number(i) + "\":1,";
    text += "\"key7\":1}";
    const auto json = readJsonObject(text);
    QVERIFY(!json);
    QVERIFY(json.error().is(JsonKeyTwice));
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
