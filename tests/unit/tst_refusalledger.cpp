// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/refusalledger.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const audit::EventTime start = std::chrono::sys_days(std::chrono::year(2026) / 3 / 5) + 14h;

Refusal refusal(const QString &from, RefusalKind kind = RefusalKind::AccessDenied)
{
    return {.tenant = {1}, .kind = kind, .client = IpAddress::parse(from).value()};
}

Refusal signIn(const QString &name, bool exists)
{
    return {.tenant = {1},
        .kind = RefusalKind::LoginFailed,
        .client = IpAddress::parse(u"192.0.2.7").value(),
        .name = name,
        .nameExists = exists};
}

Refusal fromNumber(quint32 number)
{
    return {.tenant = {1}, .kind = RefusalKind::AccessDenied, .client = IpAddress::v4(number)};
}

}

class TestRefusalLedger : public QObject {
    Q_OBJECT

private slots:
    void tellsTheFirstAtOnceAndTheRestOfItsMinuteTogether();
    void forgetsAnAddressThatHasKeptQuietForAMinute();
    void tellsKindsAndAddressesApart();
    void takesASixtyFourForOneAddress();
    void namesTheUserWhereAllTriesWereForOne();
    void countsTheNamesUpToABound();
    void tellsNoNameThatDoesNotExist();
    void makesOneRowOfWhatIsBeyondItsAddresses();
    void makesNoMoreRowsThanItMayInAnyMinute();
    void takesNoNewAddressWithoutRoom();
    void keepsCountsForTheStoreWhenTheyChange();
    void tellsAllAtTheEnd();
    void waitsForNobodyWhenTheClockWasSetBack();
};

void TestRefusalLedger::tellsTheFirstAtOnceAndTheRestOfItsMinuteTogether()
{
    RefusalLedger ledger;
    ledger.note(refusal(u"192.0.2.7"_s), start);
    const auto first = ledger.takeDue(start).rows;
    QCOMPARE(first.size(), 1);
    QCOMPARE(eventOf(first[0]).complement, u"count: 1"_s);
    QCOMPARE(eventOf(first[0]).source, u"192.0.2.7"_s);
    QCOMPARE(eventOf(first[0]).action, u"access denied"_s);
    QCOMPARE(eventOf(first[0]).result, audit::EventResult::Failed);
    QCOMPARE(eventOf(first[0]).level, audit::Level::Notice);
    QCOMPARE(eventOf(first[0]).user, u"nobody"_s);
    for (int second = 1; second < 60; ++second) {
        ledger.note(refusal(u"192.0.2.7"_s), start + std::chrono::seconds(second));
        QVERIFY(ledger.takeDue(start + std::chrono::seconds(second)).rows.isEmpty());
    }
    const auto others = ledger.takeDue(start + 60s).rows;
    QCOMPARE(others.size(), 1);
    QCOMPARE(eventOf(others[0]).complement, u"count: 59; since: 2026-03-05T14:00:01.000000Z"_s);
    QCOMPARE(eventOf(others[0]).time, start + 59s);
    // What comes right behind it waits for the next minute.
    ledger.note(refusal(u"192.0.2.7"_s), start + 61s);
    QVERIFY(ledger.takeDue(start + 119s).rows.isEmpty());
    QCOMPARE(ledger.takeDue(start + 120s).rows.size(), 1);
}

void TestRefusalLedger::forgetsAnAddressThatHasKeptQuietForAMinute()
{
    RefusalLedger ledger;
    ledger.note(refusal(u"192.0.2.7"_s), start);
    (void)ledger.takeDue(start);
    QCOMPARE(ledger.size(), size_t(1));
    QVERIFY(ledger.takeDue(start + 60s).isEmpty());
    QCOMPARE(ledger.size(), size_t(0));
}

void TestRefusalLedger::tellsKindsAndAddressesApart()
{
    RefusalLedger ledger;
    ledger.note(refusal(u"192.0.2.7"_s), start);
    ledger.note(refusal(u"192.0.2.8"_s), start);
    ledger.note(refusal(u"192.0.2.7"_s, RefusalKind::BasicFailed), start);
    ledger.note(refusal(u"192.0.2.7"_s, RefusalKind::CertificateRefused), start);
    ledger.note({.tenant = {1}, .kind = RefusalKind::AccessDenied, .client = {}}, start);
    const auto events = eventsOf(ledger.takeDue(start).rows);
    QStringList told;
    for (const audit::Event &event : events)
        told << event.source + u' ' + event.action;
    told.sort();
    QCOMPARE(told,
        (QStringList{u"192.0.2.7 Basic authentication"_s, u"192.0.2.7 access denied"_s,
            u"192.0.2.7 certificate refused"_s, u"192.0.2.8 access denied"_s, u"unknown access denied"_s}));
}

void TestRefusalLedger::takesASixtyFourForOneAddress()
{
    RefusalLedger ledger;
    ledger.note(refusal(u"2001:db8::1"_s), start);
    QCOMPARE(ledger.takeDue(start).rows.first().source, u"2001:db8::1"_s);
    for (int i = 0; i < 3; ++i)
        ledger.note(refusal(u"2001:db8::2"_s), start + 1s);
    RefusalLedger same = ledger;
    QCOMPARE(same.takeDue(start + 60s).rows.first().source, u"2001:db8::2"_s);
    ledger.note(refusal(u"2001:db8::9:3"_s), start + 2s);
    ledger.note(refusal(u"2001:db8::2"_s), start + 3s);
    const auto merged = ledger.takeDue(start + 60s).rows;
    QCOMPARE(merged.size(), 1);
    QCOMPARE(merged[0].source, u"2001:db8::/64"_s);
    QCOMPARE(merged[0].count, 5);
    ledger.note(refusal(u"2001:db8:0:1::1"_s), start + 61s);
    QCOMPARE(ledger.takeDue(start + 61s).rows.size(), 1);
}

void TestRefusalLedger::namesTheUserWhereAllTriesWereForOne()
{
    RefusalLedger ledger;
    ledger.note(signIn(u"Chief"_s, true), start);
    ledger.note(signIn(u"Chief"_s, true), start);
    const audit::Event one = eventOf(ledger.takeDue(start).rows.first());
    QCOMPARE(one.user, u"Chief"_s);
    QCOMPARE(one.action, u"login"_s);
    QCOMPARE(one.complement, u"count: 2; since: 2026-03-05T14:00:00.000000Z"_s);
    ledger.note(signIn(u"Chief"_s, true), start);
    ledger.note(signIn(u"reader"_s, true), start);
    ledger.note(signIn(u"Chief"_s, true), start);
    const audit::Event two = eventOf(ledger.takeDue(start + 60s).rows.first());
    QCOMPARE(two.user, u"nobody"_s);
    QVERIFY(two.complement.endsWith("; names: 2"_L1));
}

void TestRefusalLedger::countsTheNamesUpToABound()
{
    RefusalLedger ledger;
    for (int i = 0; i < 5000; ++i)
        ledger.note(signIn(u"name %1"_s.arg(i), false), start);
    const audit::Event event = eventOf(ledger.takeDue(start).rows.first());
    QVERIFY(event.complement.startsWith("count: 5000;"_L1));
    QVERIFY(event.complement.endsWith("; names: more than 16"_L1));
}

void TestRefusalLedger::tellsNoNameThatDoesNotExist()
{
    RefusalLedger ledger;
    ledger.note(signIn(u"river-stone-4711"_s, false), start);
    const RefusalTally tally = ledger.takeDue(start).rows.first();
    QCOMPARE(tally.user, QString());
    const audit::Event event = eventOf(tally);
    QCOMPARE(event.user, u"nobody"_s);
    QVERIFY(!event.complement.contains("stone"_L1));
}

void TestRefusalLedger::makesOneRowOfWhatIsBeyondItsAddresses()
{
    RefusalLedger ledger;
    for (quint32 i = 0; i < 5000; ++i)
        ledger.note(fromNumber(0x0a000000 + i), start);
    for (int i = 0; i < 7; ++i)
        ledger.note({.tenant = {1}, .kind = RefusalKind::BasicFailed, .client = IpAddress::v4(1)}, start + 1s);
    QCOMPARE(ledger.takeDue(start + 1s).rows.size(), qsizetype(RefusalLedger::mostRows));
    QVERIFY(ledger.size() <= RefusalLedger::mostRows + 4);
    const auto events = eventsOf(ledger.takeDue(start + 60s).rows);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].action, u"refusals, the rest"_s);
    QCOMPARE(events[0].source, QString());
    QCOMPARE(events[0].complement,
        u"count: 4007; since: 2026-03-05T14:00:00.000000Z; access denied: 4000; Basic authentication FAILED: 7"_s);
}

void TestRefusalLedger::makesNoMoreRowsThanItMayInAnyMinute()
{
    RefusalLedger ledger;
    QList<audit::EventTime> rows;
    qint64 told = 0;
    quint32 next = 0;
    constexpr int perSecond = 97;
    constexpr int seconds = 300;
    for (int second = 0; second < seconds; ++second) {
        const auto now = start + std::chrono::seconds(second);
        for (int i = 0; i < perSecond; ++i)
            ledger.note(fromNumber(next++ % 1500), now);
        for (const auto due = ledger.takeDue(now).rows; const RefusalTally &tally : due) {
            told += tally.count;
            if (!tally.key.isRest())
                rows << now;
        }
        QVERIFY(ledger.size() <= RefusalLedger::mostRows + 4);
    }
    for (const RefusalTally &tally : ledger.takeAll().rows)
        told += tally.count;
    QCOMPARE(told, perSecond * seconds);
    for (qsizetype i = RefusalLedger::mostRows; i < rows.size(); ++i)
        QVERIFY(rows[i] - rows[i - qsizetype(RefusalLedger::mostRows)] >= 60s);
}

void TestRefusalLedger::takesNoNewAddressWithoutRoom()
{
    RefusalLedger ledger;
    ledger.note(refusal(u"192.0.2.7"_s), start);
    ledger.note(refusal(u"192.0.2.8"_s), start, false);
    ledger.note(refusal(u"192.0.2.7"_s), start, false);
    const auto rows = ledger.takeAll().rows;
    QCOMPARE(rows.size(), 2);
    QVERIFY(rows[0].key.isRest());
    QCOMPARE(rows[0].count, 1);
    QCOMPARE(rows[1].count, 2);
}

void TestRefusalLedger::keepsCountsForTheStoreWhenTheyChange()
{
    RefusalLedger ledger;
    ledger.note(refusal(u"192.0.2.7"_s), start);
    QVERIFY(ledger.takeDue(start).counts.isEmpty()); // It made a row; nothing is left to be kept.
    ledger.note(refusal(u"192.0.2.7"_s), start + 1s);
    const auto due = ledger.takeDue(start + 1s);
    QCOMPARE(due.counts.size(), 1);
    QCOMPARE(due.counts[0].count, 1);
    QVERIFY(ledger.takeDue(start + 2s).isEmpty());
    const auto last = ledger.takeDue(start + 60s);
    QCOMPARE(last.rows.size(), 1);
    QCOMPARE(last.forgotten, QList<RefusalKey>{last.rows[0].key});
}

void TestRefusalLedger::tellsAllAtTheEnd()
{
    RefusalLedger ledger;
    ledger.note(refusal(u"192.0.2.7"_s), start);
    (void)ledger.takeDue(start);
    ledger.note(refusal(u"192.0.2.7"_s), start);
    ledger.note(refusal(u"192.0.2.8"_s), start);
    QCOMPARE(ledger.takeAll().rows.size(), 2);
    QCOMPARE(ledger.size(), size_t(0));
}

void TestRefusalLedger::waitsForNobodyWhenTheClockWasSetBack()
{
    RefusalLedger ledger;
    ledger.note(refusal(u"192.0.2.7"_s), start);
    (void)ledger.takeDue(start);
    ledger.note(refusal(u"192.0.2.7"_s), start - 24h);
    QCOMPARE(ledger.takeDue(start - 24h).rows.size(), 1);
}

QTEST_GUILESS_MAIN(TestRefusalLedger)
#include "tst_refusalledger.moc"
