// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakemails.h"
#include "items/testmailing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using namespace std::chrono_literals;
using State = TestMailing::State;

class TestTestMailing : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void followsAMailUntilItIsSent();
    void saysThatNobodyWouldBeTold();
    void tellsWhatTheServerAnswered();
    void saysWhyThereIsNoTest();
    void goesOnAskingAfterAFailure();
    void beginsAnewWithTheNextTest();

private:
    void send() const { m_mailing->send(platform::AlertTopic::of(audit::Level::Critical), {u"a@example.com"_s}); }

    fake::Mails m_mails;
    bool m_isAway = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AlertsClient> m_client;
    std::unique_ptr<TestMailing> m_mailing;
};

void TestTestMailing::init()
{
    m_mails = {};
    m_isAway = false;
    m_mails.inForce = QStringList{u"a@example.com"_s};
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        return m_isAway ? fake::problem(503, u"internal"_s) : m_mails.answer(request).value();
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::AlertsClient>(*m_connection);
    m_mailing = std::make_unique<TestMailing>(*m_client, nullptr, 20ms);
}

void TestTestMailing::cleanup()
{
    m_mailing.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestTestMailing::followsAMailUntilItIsSent()
{
    send();
    QCOMPARE(m_mailing->state(), State::Sending);
    QTRY_VERIFY(m_mailing->delivery());
    QCOMPARE(m_mailing->state(), State::Following);
    QCOMPARE(m_mailing->text(), u"a@example.com: Waiting\nA real event would now go to the same people."_s);
    m_mails.setRecipients(1, {fake::Mails::recipient(u"a@example.com"_s, u"sent"_s, u"250 OK"_s)});
    QTRY_COMPARE(m_mailing->state(), State::Done);
    QCOMPARE(m_mailing->text(), u"a@example.com: Sent (250 OK)\nA real event would now go to the same people."_s);
    QCOMPARE(m_mailing->mail(), 1);
}

void TestTestMailing::saysThatNobodyWouldBeTold()
{
    m_mails.inForce = QStringList();
    send();
    QTRY_VERIFY(m_mailing->delivery());
    QVERIFY(m_mailing->text().endsWith(u"Off by the settings in force: a real event would now go to nobody."_s));
}

void TestTestMailing::tellsWhatTheServerAnswered()
{
    send();
    QTRY_COMPARE(m_mailing->state(), State::Following);
    m_mails.setRecipients(1,
        {fake::Mails::recipient(u"a@example.com"_s, u"refused"_s, u"550 no such user"_s),
            fake::Mails::recipient(u"b@example.com"_s, u"sent"_s, u"250 OK"_s)});
    QTRY_COMPARE(m_mailing->state(), State::Done);
    QVERIFY(
        m_mailing->text().startsWith(u"Test mail: 1 refused, 1 sent\na@example.com: Refused (550 no such user)\n"_s));
}

void TestTestMailing::saysWhyThereIsNoTest()
{
    m_isAway = true;
    send();
    QTRY_COMPARE(m_mailing->state(), State::Failed);
    QCOMPARE(m_mailing->text(), platform::toText(*m_mailing->failure()));
    QCOMPARE(m_mailing->mail(), 0);
}

void TestTestMailing::goesOnAskingAfterAFailure()
{
    send();
    QTRY_VERIFY(m_mailing->delivery());
    m_isAway = true;
    QTRY_VERIFY(m_mailing->failure());
    m_isAway = false;
    m_mails.setRecipients(1, {fake::Mails::recipient(u"a@example.com"_s, u"sent"_s)});
    QTRY_COMPARE(m_mailing->state(), State::Done);
}

void TestTestMailing::beginsAnewWithTheNextTest()
{
    send();
    QTRY_COMPARE(m_mailing->mail(), 1);
    send(); // What becomes of the first counts no more.
    QTRY_COMPARE(m_mailing->mail(), 2);
    m_mailing->clear();
    QCOMPARE(m_mailing->state(), State::Idle);
    QVERIFY(m_mailing->text().isEmpty());
}

QTEST_GUILESS_MAIN(TestTestMailing)
#include "tst_testmailing.moc"
