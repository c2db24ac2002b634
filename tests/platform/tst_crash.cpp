// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QJsonArray>
#include <QTest>

#include <random>
#include <thread>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// What was answered is on disk, whatever happens next; and what was not answered is there whole or not at all.
class TestCrash : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryAnsweredChangeAndItsEvent();

private:
    bool changeOnce(ApiClient &chief);
    void compareWithStore(ApiClient &chief);

    qint64 m_answered = 0; ///< the last revision that was answered
    qint64 m_tried = 0; ///< the last that was asked for
};

/// A change that says by its memo which revision it makes.
bool TestCrash::changeOnce(ApiClient &chief)
{
    m_tried = m_answered + 1;
    QJsonObject value = ipRestriction(u"allowAll"_s, {u"192.0.2.%1"_s.arg(m_tried % 250)});
    value["entries"_L1] = QJsonArray{
        QJsonObject{{u"network"_s, u"192.0.2.%1"_s.arg(m_tried % 250)}, {u"memo"_s, u"change %1"_s.arg(m_tried)}}};
    const ApiAnswer answer = chief.put(
        "/api/v1/settings/ipRestriction", value, {{"If-Match", '"' + QByteArray::number(m_answered) + '"'}});
    if (answer.status != 200)
        return false;
    m_answered = m_tried;
    return true;
}

void TestCrash::compareWithStore(ApiClient &chief)
{
    const QJsonObject section = chief.get("/api/v1/settings/ipRestriction").json();
    const qint64 revision = section["revision"_L1].toInteger(-1);
    QVERIFY2(revision == m_answered || revision == m_tried,
        qPrintable(u"answered %1, tried %2, found %3"_s.arg(m_answered).arg(m_tried).arg(revision)));
    if (revision > 0)
        QCOMPARE(section["value"_L1]["entries"_L1][0]["memo"_L1].toString(), u"change %1"_s.arg(revision));

    // An event for each revision, no more and no fewer, and numbers without a gap.
    qint64 changes = 0;
    qint64 expected = 0;
    QJsonValue after;
    do {
        const QByteArray more = after.isDouble() ? "&after=" + QByteArray::number(after.toInteger()) : QByteArray();
        const QJsonObject page = chief.get("/api/v1/audit/events?limit=1000" + more).json();
        for (const QJsonValue &event : page["events"_L1].toArray()) {
            const qint64 number = event["number"_L1].toInteger();
            QVERIFY(expected == 0 || number == expected);
            expected = number - 1;
            if (event["action"_L1].toString() == "change ipRestriction"_L1) {
                QVERIFY(event["complement"_L1].toString().contains(u"change %1"_s.arg(revision - changes)));
                ++changes;
            }
        }
        after = page["next"_L1];
    } while (after.isDouble());
    QCOMPARE(changes, revision);

    // The chain of what is there is whole, wherever the crash was.
    QCOMPARE(checkedIntegrity(chief)["state"_L1].toString(), u"intact"_s);
    m_answered = revision;
}

void TestCrash::keepsEveryAnsweredChangeAndItsEvent()
{
    RunningService service;
    QVERIFY(service.start());
    QVERIFY(service.createTenant(u"alpha"_s));
    ApiClient chief = service.administrator("alpha");
    std::mt19937 dice(20261121);
    int crashes = 0;
    // On a fast machine 200 changes are made within a few lives, and that would be few moments to have tried; on a slow
    // disk a life is over within a change or two.
    while (crashes < 10 || (m_answered < 200 && crashes < 30)) {
        // The moment is random: somewhere within the next few changes, in the middle of one as likely as not.
        const std::chrono::microseconds life(2'000 + dice() % 150'000);
        std::jthread killer([&service, life] {
            std::this_thread::sleep_for(life);
            service.killFromAnyThread();
        });
        while (changeOnce(chief)) { }
        killer.join();
        service.kill();
        ++crashes;
        QVERIFY(service.start());
        chief.setPort(service.port()); // The session has outlived the crash.
        compareWithStore(chief);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(service.stop());
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
