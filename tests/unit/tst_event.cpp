// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/event.h"

#include <QTest>

using namespace sekimori::audit;
using namespace Qt::StringLiterals;
using namespace std::chrono;

class TestEvent : public QObject {
    Q_OBJECT

private slots:
    void namesEveryLevelAndResult();
    void knowsNoOtherNames();
    void writesSixDigitsOfASecond();
    void readsTimes_data();
    void readsTimes();
    void refusesOtherTimes_data();
    void refusesOtherTimes();
    void comesBackFromJsonAsItWas();
    void refusesJsonThatLacksSomething_data();
    void refusesJsonThatLacksSomething();
};

namespace {

EventTime someTime()
{
    return sys_days(2026y / March / 5) + 14h + 7min + 9s + 42us;
}

Event someEvent()
{
    return {
        .number = 7,
        .time = someTime(),
        .source = u"2001:db8::1"_s,
        .user = u"花子"_s,
        .service = u"Common"_s,
        .module = u"Security settings"_s,
        .action = u"change ipRestriction"_s,
        .result = EventResult::ValidationError,
        .level = Level::Warning,
        .complement = u"line one\nline “two”"_s,
    };
}

}

void TestEvent::namesEveryLevelAndResult()
{
    for (const Level level : {Level::Information, Level::Notice, Level::Warning, Level::Error, Level::Critical})
        QCOMPARE(levelNamed(QString(nameOf(level))), level);
    for (const auto result :
        {EventResult::Success, EventResult::Failed, EventResult::ValidationError, EventResult::Error})
        QCOMPARE(resultNamed(QString(nameOf(result))), result);
    QCOMPARE(nameOf(EventResult::ValidationError), "VALIDATION ERROR"_L1);
    QCOMPARE(nameOf(Level::Information), "information"_L1);
}

void TestEvent::knowsNoOtherNames()
{
    QVERIFY(!levelNamed(u"Warning"));
    QVERIFY(!levelNamed(u""));
    QVERIFY(!resultNamed(u"success"));
}

void TestEvent::writesSixDigitsOfASecond()
{
    QCOMPARE(toText(someTime()), u"2026-03-05T14:07:09.000042Z"_s);
    QCOMPARE(toText(EventTime()), u"1970-01-01T00:00:00.000000Z"_s);
    QCOMPARE(toText(EventTime(-1us)), u"1969-12-31T23:59:59.999999Z"_s);
}

void TestEvent::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normal");
    QTest::newRow("as written") << u"2026-03-05T14:07:09.000042Z"_s << u"2026-03-05T14:07:09.000042Z"_s;
    QTest::newRow("no fraction") << u"2026-03-05T14:07:09Z"_s << u"2026-03-05T14:07:09.000000Z"_s;
    QTest::newRow("short fraction") << u"2026-03-05T14:07:09.5Z"_s << u"2026-03-05T14:07:09.500000Z"_s;
    QTest::newRow("east") << u"2026-03-05T00:30:00+09:00"_s << u"2026-03-04T15:30:00.000000Z"_s;
    QTest::newRow("west") << u"2026-03-05T23:30:00-03:30"_s << u"2026-03-06T03:00:00.000000Z"_s;
    QTest::newRow("leap day") << u"2028-02-29T00:00:00Z"_s << u"2028-02-29T00:00:00.000000Z"_s;
}

void TestEvent::readsTimes()
{
    QFETCH(QString, text);
    const auto time = timeFromText(text);
    QVERIFY(time);
    QTEST(toText(*time), "normal");
}

void TestEvent::refusesOtherTimes_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "2026-03-05", "2026-03-05T14:07:09", "2026-03-05 14:07:09Z", "2026-02-29T00:00:00Z",
             "2026-13-01T00:00:00Z", "2026-03-05T24:00:00Z", "2026-03-05T14:60:09Z", "2026-03-05T14:07:60Z",
             "2026-03-05T14:07:09.Z", "2026-03-05T14:07:09.1234567Z", "2026-03-05T14:07:09Zx",
             "2026-03-05T14:07:09+9:00", "2026-03-05T14:07:09+24:00", "+026-03-05T14:07:09Z", "２026-03-05T14:07:09Z"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestEvent::refusesOtherTimes()
{
    QFETCH(QString, text);
    QVERIFY(!timeFromText(text));
}

void TestEvent::comesBackFromJsonAsItWas()
{
    QCOMPARE(eventFromJson(toJson(someEvent())), someEvent());
}

void TestEvent::refusesJsonThatLacksSomething_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    const auto fields = toJson(someEvent()).keys();
    for (const QString &field : fields)
        QTest::newRow(qPrintable(u"no "_s + field)) << field << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("fraction of a number") << u"number"_s << QJsonValue(1.5);
    QTest::newRow("negative number") << u"number"_s << QJsonValue(-1);
    QTest::newRow("number as user") << u"user"_s << QJsonValue(1);
    QTest::newRow("strange level") << u"level"_s << QJsonValue(u"loud"_s);
    QTest::newRow("strange result") << u"result"_s << QJsonValue(u"MAYBE"_s);
    QTest::newRow("strange time") << u"time"_s << QJsonValue(u"now"_s);
}

void TestEvent::refusesJsonThatLacksSomething()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject json = toJson(someEvent());
    json.insert(field, value);
    QVERIFY(!eventFromJson(json));
}

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
