// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/demolog.h"
#include "local/demopeople.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

const audit::EventTime end = std::chrono::sys_days(std::chrono::year(2026) / 3 / 5) + std::chrono::hours(5);

}

class TestDemoLog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void isTheSameEverywhere();
    void differsByItsSeed();
    void liesWithinItsSpanInOrder();
    void holdsEveryKindOfEntry();
    void namesOnlyPeopleWhoExist();
    void rests();
    void claimsNothingThatTheProgramDoesNotMake();
    void makesAnyCount_data();
    void makesAnyCount();

private:
    QList<audit::Event> m_log;
};

void TestDemoLog::initTestCase()
{
    m_log = demoLog(1612, end, 100'000);
}

void TestDemoLog::isTheSameEverywhere()
{
    QCryptographicHash digest(QCryptographicHash::Sha256);
    for (const audit::Event &event : std::as_const(m_log))
        digest.addData(QJsonDocument(audit::toJson(event)).toJson(QJsonDocument::Compact));
    QCOMPARE(digest.result().toHex(), "d3e68eb833b1bc796c85d9421258243968a2c7bcccc9753575a4bd14782d6ec2");
}

void TestDemoLog::differsByItsSeed()
{
    QVERIFY(demoLog(1, end, 1000) == demoLog(1, end, 1000));
    QVERIFY(demoLog(1, end, 1000) != demoLog(2, end, 1000));
}

void TestDemoLog::liesWithinItsSpanInOrder()
{
    QCOMPARE(m_log.size(), 100'000);
    QVERIFY(m_log.first().time >= end - demoLogSpan);
    QVERIFY(m_log.last().time < end);
    QVERIFY(std::ranges::is_sorted(m_log, {}, &audit::Event::time));
}

void TestDemoLog::holdsEveryKindOfEntry()
{
    QMap<audit::Level, int> levels;
    QMap<audit::EventResult, int> results;
    QSet<QString> services;
    for (const audit::Event &event : std::as_const(m_log)) {
        ++levels[event.level];
        ++results[event.result];
        services.insert(event.service);
    }
    QCOMPARE(levels.size(), 5);
    QCOMPARE(results.size(), 4);
    QCOMPARE(services.size(), 4);
    QVERIFY(levels[audit::Level::Information] > 80'000);
    QVERIFY(levels[audit::Level::Critical] > 0 && levels[audit::Level::Critical] < 50);
}

void TestDemoLog::namesOnlyPeopleWhoExist()
{
    QSet<QString> known{u"nobody"_s};
    for (const DemoPerson &person : demoPeople())
        known.insert(QString::fromUtf8(person.loginName));
    for (const audit::Event &event : std::as_const(m_log))
        QVERIFY2(known.contains(event.user), qPrintable(event.user));
}

void TestDemoLog::rests()
{
    int weekend = 0;
    int night = 0;
    int byPeople = 0;
    for (const audit::Event &event : std::as_const(m_log)) {
        if (event.user != "suzuki.m"_L1)
            continue;
        ++byPeople;
        const auto local = event.time + std::chrono::hours(9);
        const auto day = std::chrono::floor<std::chrono::days>(local);
        const unsigned weekday = std::chrono::weekday(day).c_encoding();
        weekend += weekday == 0 || weekday == 6 ? 1 : 0;
        const auto hour = std::chrono::floor<std::chrono::hours>(local - day);
        night += hour < std::chrono::hours(7) || hour > std::chrono::hours(21) ? 1 : 0;
    }
    QVERIFY(byPeople > 1000);
    QVERIFY(weekend * 20 < byPeople);
    QCOMPARE(night, 0);
}

void TestDemoLog::claimsNothingThatTheProgramDoesNotMake()
{
    const QSet<QString> made{u"api login"_s, u"login"_s, u"logout"_s};
    for (const audit::Event &event : std::as_const(m_log)) {
        if (event.service == "Common"_L1)
            QVERIFY2(event.module == "Authentication"_L1 && made.contains(event.action), qPrintable(event.action));
    }
}

void TestDemoLog::makesAnyCount_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 10, 999, 20'000})
        QTest::addRow("%d", count) << count;
}

void TestDemoLog::makesAnyCount()
{
    QFETCH(int, count);
    QCOMPARE(demoLog(7, end, count).size(), count);
}

QTEST_GUILESS_MAIN(TestDemoLog)
#include "tst_demolog.moc"
