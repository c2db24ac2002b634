// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/alertwords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using platform::Delivery;
using platform::DeliveryState;
using platform::MailKind;
using platform::TestMail;

namespace {

Delivery to(const QList<DeliveryState> &states)
{
    Delivery delivery;
    for (const DeliveryState state : states)
        delivery.recipients.emplace_back(u"a@example.com"_s, state);
    return delivery;
}

}

class TestAlertWords : public QObject {
    Q_OBJECT

private slots:
    void tellsAForecast_data();
    void tellsAForecast();
    void saysForWhatAMailWasSent_data();
    void saysForWhatAMailWasSent();
    void tellsHowFarTheRecipientsAre();
    void namesTheEventsOfAMail();
    void comparesATestWithARealEvent_data();
    void comparesATestWithARealEvent();
};

void TestAlertWords::tellsAForecast_data()
{
    QTest::addColumn<platform::AlertForecast::Count>("count");
    QTest::addColumn<bool>("isPartial");
    QTest::addColumn<QString>("text");
    using Count = platform::AlertForecast::Count;
    QTest::newRow("none") << Count() << false << u"In the last 7 days this would have been no mail."_s;
    QTest::newRow("some") << Count{40, 12, 0} << false
                          << u"In the last 7 days this would have been 12 mails (about 40 events)."_s;
    QTest::newRow("held back") << Count{40, 12, 3} << false
                               << u"In the last 7 days this would have been 12 mails (about 40 events, 3 held back)."_s;
    QTest::newRow("partial") << Count{40, 12, 0} << true
                             << u"In the last 7 days this would have been at least 12 mails (about 40 events)."_s;
}

void TestAlertWords::tellsAForecast()
{
    QFETCH(const platform::AlertForecast::Count, count);
    QFETCH(const bool, isPartial);
    QTEST(forecastText(count, isPartial), "text");
}

void TestAlertWords::saysForWhatAMailWasSent_data()
{
    QTest::addColumn<MailKind>("kind");
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QString>("text");
    QTest::newRow("level") << MailKind::Alert << u"critical"_s << u"Critical"_s;
    QTest::newRow("rule") << MailKind::Alert << u"rule: Night"_s << u"Rule “Night”"_s;
    QTest::newRow("test of a rule") << MailKind::Test << u"rule: Night"_s << u"Rule “Night” (test)"_s;
    QTest::newRow("reminder") << MailKind::Reminder << QString() << u"Reminder of what ends"_s;
    QTest::newRow("checkpoint") << MailKind::Checkpoint << QString() << u"Daily checkpoint"_s;
    QTest::newRow("topic that nobody knows") << MailKind::Alert << u"weather"_s << u"weather"_s;
}

void TestAlertWords::saysForWhatAMailWasSent()
{
    QFETCH(const MailKind, kind);
    QFETCH(const QString, topic);
    Delivery delivery;
    delivery.kind = kind;
    delivery.topic = topic;
    QTEST(topicText(delivery), "text");
}

void TestAlertWords::tellsHowFarTheRecipientsAre()
{
    using enum DeliveryState;
    QCOMPARE(recipientsText(to({Sent})), u"a@example.com: Sent"_s);
    QCOMPARE(recipientsText(to({Sent, GivenUp, Sent, Waiting})), u"1 given up, 1 waiting, 2 sent"_s);
    QCOMPARE(stateOf(to({Sent, Waiting})), Waiting);
    QCOMPARE(stateOf(to({Sent, Refused, Waiting})), Refused);
    QCOMPARE(outcomeText(u"givenUp"_s), u"Given up"_s);
    QCOMPARE(outcomeText(u"unknown"_s), u"Not known whether it was taken: will be tried again"_s);
    QCOMPARE(outcomeText(u"eaten"_s), u"eaten"_s);
    QVERIFY(to({Sent, Refused, GivenUp}).isSettled());
    QVERIFY(!to({Sent, Sending}).isSettled());
}

void TestAlertWords::namesTheEventsOfAMail()
{
    Delivery delivery;
    QCOMPARE(eventsText(delivery), QString());
    delivery.firstEvent = delivery.lastEvent = 17;
    delivery.eventCount = 1;
    QCOMPARE(eventsText(delivery), u"Number 17"_s);
    delivery.lastEvent = 40;
    delivery.eventCount = 12;
    QCOMPARE(eventsText(delivery), u"12 events, numbers 17 to 40"_s);
}

void TestAlertWords::comparesATestWithARealEvent_data()
{
    using enum TestMail::InForce;
    QTest::addColumn<TestMail>("mail");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, TestMail::InForce inForce, const QStringList &real, bool isSameFilter,
                         const char *text) {
        QTest::newRow(name) << TestMail{9, real, inForce, isSameFilter} << QString::fromLatin1(text);
    };
    row("same", Same, {u"a@x.org"_s, u"b@x.org"_s}, true, "A real event would now go to the same people.");
    row("off", Off, {}, true, "Off by the settings in force: a real event would now go to nobody.");
    row("no such rule", None, {}, false, "Not applied yet: a real event would now go to nobody by this rule.");
    row("others", Other, {u"a@x.org"_s, u"c@x.org"_s}, true,
        "Not applied yet: a real event would now go not to b@x.org, but to c@x.org.");
    row("more", Other, {u"A@x.org"_s}, true, "Not applied yet: a real event would now go not to b@x.org.");
    row("another filter", Other, {u"B@x.org"_s, u"a@x.org"_s}, false,
        "Not applied yet: a real event would now go to the same people, but by another filter.");
    row("others by another filter", Other, {u"a@x.org"_s, u"c@x.org"_s}, false,
        "Not applied yet: a real event would now go not to b@x.org, but to c@x.org, by another filter.");
}

void TestAlertWords::comparesATestWithARealEvent()
{
    QFETCH(const TestMail, mail);
    QTEST(comparedText(mail, {u"a@x.org"_s, u"b@x.org"_s}), "text");
}

QTEST_GUILESS_MAIN(TestAlertWords)
#include "tst_alertwords.moc"
