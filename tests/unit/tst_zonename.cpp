// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/zonename.h"

#include <QDateTime>
#include <QTest>

using namespace sekimori;
using namespace Qt::StringLiterals;

class TestZoneName : public QObject {
    Q_OBJECT

private slots:
    void knowsZones_data();
    void knowsZones();
    void refusesEverythingElse_data();
    void refusesEverythingElse();
};

void TestZoneName::knowsZones_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("ahead"); // in minutes, in winter
    const auto add = [](const QString &name, const QByteArray &id, int ahead) {
        QTest::newRow(qPrintable(name)) << name << id << ahead;
    };
    add(u"Asia/Tokyo"_s, "Asia/Tokyo", 540);
    add(u"asia/tokyo"_s, "Asia/Tokyo", 540);
    add(u"America/New_York"_s, "America/New_York", -300);
    add(u"Etc/GMT+9"_s, "Etc/GMT+9", -540);
    add(u"UTC"_s, "UTC", 0);
    add(u"utc"_s, "UTC", 0);
    add(u"z"_s, "UTC", 0);
    add(u"+0"_s, "UTC", 0);
    add(u"+09:00"_s, "UTC+09:00", 540);
    add(u"-330"_s, "UTC-03:30", -210);
    add(u"+0545"_s, "UTC+05:45", 345);
    add(u"UTC+9"_s, "UTC+09:00", 540);
    add(u"utc+9"_s, "UTC+09:00", 540);
    add(u"utc-03:30"_s, "UTC-03:30", -210);
}

void TestZoneName::knowsZones()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, id);
    QFETCH(const int, ahead);
    const auto zone = audit::zoneFromName(name);
    QVERIFY(zone && zone->isValid());
    QCOMPARE(zone->id(), id);
    QCOMPARE(zone->offsetFromUtc(QDateTime(QDate(2026, 1, 5), QTime(), QTimeZone::UTC)), ahead * 60);
}

void TestZoneName::refusesEverythingElse_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
        {"", " ", "JST+9", "JST-9", "EST5EDT,M3.2.0/2,M11.1.0/2", "<+09>-9", "GMT+25", "Mars/Olympus", "UTC+", "+", "9",
            "+15", "+14:30", "+9:60", "+9:5", "+09:00:00", "UTC +9", "+９", ":Asia/Tokyo", "../Asia/Tokyo"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

void TestZoneName::refusesEverythingElse()
{
    QFETCH(const QString, name);
    QVERIFY(!audit::zoneFromName(name));
}

QTEST_GUILESS_MAIN(TestZoneName)
#include "tst_zonename.moc"
