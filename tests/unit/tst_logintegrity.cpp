// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeproof.h"
#include "items/logintegrity.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = platform::Integrity::State;

class TestLogIntegrity : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void asksAgainWhileACheckRuns();
    void asksOnAfterAFailure();
    void asksNoMoreWhenItIsSentAway();
    void startsOneCheckAtATime();
    void saysWhyACheckCouldNotBegin();
    void keepsWhatItKnowsWhenThePlatformFails();

private:
    bool m_fails = false;
    bool m_isSentAway = false;
    fake::Proof m_proof;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::IntegrityClient> m_client;
    std::unique_ptr<LogIntegrity> m_integrity;
};

void TestLogIntegrity::init()
{
    m_fails = false;
    m_isSentAway = false;
    m_proof = {};
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        if (m_isSentAway)
            return fake::problem(401, u"session.needed"_s);
        return m_fails ? fake::problem(503, u"internal"_s) : m_proof.answer(request).value_or(fake::Reply{});
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::IntegrityClient>(*m_connection);
    m_integrity = std::make_unique<LogIntegrity>(*m_client);
    m_integrity->setPace(1ms);
    m_integrity->refresh();
    QTRY_VERIFY(m_integrity->state());
}

void TestLogIntegrity::cleanup()
{
    m_integrity.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestLogIntegrity::asksAgainWhileACheckRuns()
{
    m_proof.integrity.insert(u"state"_s, u"checking"_s);
    m_integrity->check();
    QVERIFY(m_integrity->isChecking());
    const auto asked = m_platform->seen().size();
    QTRY_VERIFY(m_platform->seen().size() > asked + 4);
    QVERIFY(m_integrity->isChecking());
    m_proof.breakAt(9);
    QTRY_COMPARE(m_integrity->state()->state, State::Broken);
    QVERIFY(!m_integrity->isChecking());
}

/// The check goes on without us, and comes to its end.
void TestLogIntegrity::asksOnAfterAFailure()
{
    m_proof.integrity.insert(u"state"_s, u"checking"_s);
    m_integrity->refresh();
    QTRY_VERIFY(m_integrity->isChecking());
    m_fails = true;
    QTRY_VERIFY(m_integrity->failure());
    m_proof.integrity.insert(u"state"_s, u"intact"_s);
    m_fails = false;
    QTRY_VERIFY(!m_integrity->isChecking());
    QVERIFY(!m_integrity->failure());
}

void TestLogIntegrity::asksNoMoreWhenItIsSentAway()
{
    m_proof.integrity.insert(u"state"_s, u"checking"_s);
    m_integrity->refresh();
    QTRY_VERIFY(m_integrity->isChecking());
    m_isSentAway = true;
    QTRY_VERIFY(m_integrity->failure());
    const auto asked = m_platform->seen().size();
    QTest::qWait(50); // fifty times its pace
    QCOMPARE(m_platform->seen().size(), asked);
}

void TestLogIntegrity::startsOneCheckAtATime()
{
    m_proof.integrity.insert(u"state"_s, u"checking"_s);
    m_integrity->check();
    m_integrity->check();
    QTRY_COMPARE(m_integrity->state()->state, State::Checking);
    m_integrity->check();
    m_proof.integrity.insert(u"state"_s, u"intact"_s);
    QTRY_VERIFY(!m_integrity->isChecking());
    QCOMPARE(m_proof.checks, 1);
}

void TestLogIntegrity::saysWhyACheckCouldNotBegin()
{
    m_fails = true;
    m_integrity->check();
    QTRY_VERIFY(m_integrity->failure());
    QVERIFY(!m_integrity->isChecking());
    QCOMPARE(m_integrity->state()->state, State::Intact);
}

void TestLogIntegrity::keepsWhatItKnowsWhenThePlatformFails()
{
    m_fails = true;
    m_integrity->refresh();
    QTRY_VERIFY(m_integrity->failure());
    QVERIFY(m_integrity->state());
}

QTEST_GUILESS_MAIN(TestLogIntegrity)
#include "tst_logintegrity.moc"
