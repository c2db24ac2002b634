// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/mailturns.h"

#include <QTest>

#include <algorithm>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

using audit::Level;

/// Whose letter goes next: nobody holds up anybody else.
class TestMailTurns : public QObject {
    Q_OBJECT

private slots:
    void sendsHigherLevelsFirst();
    void keepsTheOrderOfATenant();
    void letsTenantsTakeTurns();
    void aFloodHoldsUpNobody_data();
    void aFloodHoldsUpNobody();
    void aFloodHoldsUpNobodyWhereTheServerIsSlow_data();
    void aFloodHoldsUpNobodyWhereTheServerIsSlow();
    void aHigherLevelIsNotHeldBehindALowerOne();
    void goesOnBehindWhoeverWasLast();
    void copesWithNothing();

private:
    /// Letters of one tenant, of one level, whose mails are numbered from 1 on.
    static QList<QueuedDelivery> letters(qint64 tenant, Level level, int count);
    /// Such as "2:critical" of each.
    static QStringList named(const QList<QueuedDelivery> &deliveries);
    /// What goes in which order, one letter at a time and all the rest asked for again after it.
    static QList<QueuedDelivery> oneByOne(MailTurns::Waiting waiting, int most);
};

QList<QueuedDelivery> TestMailTurns::letters(qint64 tenant, Level level, int count)
{
    QList<QueuedDelivery> letters;
    for (int i = 1; i <= count; ++i) {
        letters.append({.tenant = {tenant},
            .mail = {i},
            .address = u"ops@example.test"_s,
            .level = level,
            .topic = {},
            .attempts = 0,
            .madeAt = {}});
    }
    return letters;
}

QStringList TestMailTurns::named(const QList<QueuedDelivery> &deliveries)
{
    QStringList names;
    for (const QueuedDelivery &delivery : deliveries)
        names << u"%1:%2"_s.arg(QString::number(delivery.tenant.value), audit::nameOf(delivery.level));
    return names;
}

QList<QueuedDelivery> TestMailTurns::oneByOne(MailTurns::Waiting waiting, int most)
{
    MailTurns turns;
    QList<QueuedDelivery> gone;
    while (gone.size() < most) {
        const QueuedDelivery next = turns.first(waiting, 1).value(0);
        turns.note(next.tenant);
        waiting[next.tenant].removeFirst();
        gone.append(next);
    }
    return gone;
}

void TestMailTurns::sendsHigherLevelsFirst()
{
    const MailTurns::Waiting waiting{
        {{1}, letters(1, Level::Notice, 1)}, {{2}, letters(2, Level::Critical, 1)}, {{3}, letters(3, Level::Error, 1)}};
    QCOMPARE(named(MailTurns().first(waiting, 50)), (QStringList{u"2:critical"_s, u"3:error"_s, u"1:notice"_s}));
}

void TestMailTurns::keepsTheOrderOfATenant()
{
    const QList<QueuedDelivery> own = letters(1, Level::Critical, 20) + letters(1, Level::Notice, 20);
    const MailTurns::Waiting waiting{{{1}, own}, {{2}, letters(2, Level::Error, 40)}};
    QList<QueuedDelivery> gone = MailTurns().first(waiting, 80);
    QCOMPARE(gone.size(), 80);
    gone.removeIf([](const QueuedDelivery &delivery) { return delivery.tenant != TenantId{1}; });
    QCOMPARE(gone, own);
}

void TestMailTurns::letsTenantsTakeTurns()
{
    MailTurns::Waiting waiting;
    for (const qint64 tenant : {1, 2, 3})
        waiting[{tenant}] = letters(tenant, Level::Warning, 100);
    const QList<QueuedDelivery> gone = MailTurns().first(waiting, 48);
    for (const qint64 tenant : {1, 2, 3})
        QCOMPARE(std::ranges::count(gone, TenantId{tenant}, &QueuedDelivery::tenant), 16);
}

void TestMailTurns::aFloodHoldsUpNobody_data()
{
    QTest::addColumn<Level>("flood");
    QTest::addColumn<Level>("single");
    QTest::addColumn<int>("before");
    QTest::newRow("of the same level") << Level::Warning << Level::Warning << 1;
    QTest::newRow("of a lower level") << Level::Notice << Level::Warning << 0;
    QTest::newRow("of a higher level") << Level::Critical << Level::Information << 7;
}

void TestMailTurns::aFloodHoldsUpNobody()
{
    QFETCH(Level, flood);
    QFETCH(Level, single);
    QFETCH(int, before);
    const MailTurns::Waiting waiting{{{1}, letters(1, flood, 10'000)}, {{2}, letters(2, single, 1)}};
    const QList<QueuedDelivery> gone = MailTurns().first(waiting, 50);
    QCOMPARE(gone.size(), 50);
    const auto place = std::ranges::find(gone, TenantId{2}, &QueuedDelivery::tenant) - gone.begin();
    QVERIFY2(place <= before, qPrintable(QString::number(place)));
}

void TestMailTurns::aFloodHoldsUpNobodyWhereTheServerIsSlow_data()
{
    aFloodHoldsUpNobody_data();
}

/// There each batch is one letter.
void TestMailTurns::aFloodHoldsUpNobodyWhereTheServerIsSlow()
{
    QFETCH(Level, flood);
    QFETCH(Level, single);
    QFETCH(int, before);
    const QList<QueuedDelivery> gone
        = oneByOne({{{1}, letters(1, flood, 10'000)}, {{2}, letters(2, single, 1)}}, before + 1);
    QVERIFY2(std::ranges::contains(gone, TenantId{2}, &QueuedDelivery::tenant), qPrintable(named(gone).join(u' ')));
}

/// Of another tenant one letter at most goes before it, that of all whose turn it is.
void TestMailTurns::aHigherLevelIsNotHeldBehindALowerOne()
{
    for (int gone = 0; gone < 8; ++gone) {
        MailTurns turns;
        for (int i = 0; i < gone; ++i)
            turns.note({1});
        const QStringList own
            = named(turns.first({{{1}, letters(1, Level::Critical, 1) + letters(1, Level::Notice, 9'999)}}, 2));
        QCOMPARE(own, (QStringList{u"1:critical"_s, u"1:notice"_s}));
        const QStringList others
            = named(turns.first({{{1}, letters(1, Level::Notice, 10'000)}, {{2}, letters(2, Level::Critical, 1)}}, 50));
        QVERIFY2(others.indexOf(u"2:critical"_s) <= 1, qPrintable(others.join(u' ')));
    }
}

void TestMailTurns::goesOnBehindWhoeverWasLast()
{
    MailTurns::Waiting waiting;
    for (qint64 tenant = 1; tenant <= 100; ++tenant)
        waiting[{tenant}] = letters(tenant, Level::Warning, 2);
    const QList<QueuedDelivery> gone = oneByOne(waiting, 200);
    QSet<TenantId> served;
    for (const QueuedDelivery &delivery : gone.first(140))
        served.insert(delivery.tenant);
    QCOMPARE(served.size(), 100);
}

void TestMailTurns::copesWithNothing()
{
    QVERIFY(MailTurns().first({}, 50).isEmpty());
    QVERIFY(MailTurns().first({{{1}, {}}}, 50).isEmpty());
    QVERIFY(MailTurns().first({{{1}, letters(1, Level::Notice, 1)}}, 0).isEmpty());
}

QTEST_APPLESS_MAIN(TestMailTurns)
#include "tst_mailturns.moc"
