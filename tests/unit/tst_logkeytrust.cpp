// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeproof.h"
#include "items/logkeytrust.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;
using Standing = LogKeyTrust::Standing;

class TestLogKeyTrust : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void trustsTheFirstKeyThatItSees();
    void knowsTheKeyTheNextTime();
    void neverTakesAnotherKeyForTheFirst();
    void takesAnotherKeyWhenThePersonSaysSo();
    void noticesThatThereIsNoKeyAnyMore();
    void saysWhereThereNeverWasAKey();
    void forgetsAndDoesNotLearnBehindThePersonsBack();
    void keepsTheKeysOfConnectionsApart();
    void staysAsItWasWhenThePlatformFails();
    void groupsDigits();

private:
    void connectAs(const QString &connection = u"head-office"_s);
    void settle();

    bool m_fails = false;
    fake::Proof m_proof;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::IntegrityClient> m_client;
    std::unique_ptr<LogKeyTrust> m_trust;
};

void TestLogKeyTrust::init()
{
    m_fails = false;
    m_proof = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        return m_fails ? fake::problem(503, u"internal"_s) : m_proof.answer(request).value_or(fake::Reply{});
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::IntegrityClient>(*m_connection);
}

void TestLogKeyTrust::cleanup()
{
    m_trust.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
    m_settings.reset();
}

void TestLogKeyTrust::connectAs(const QString &connection)
{
    m_trust = std::make_unique<LogKeyTrust>(*m_client, *m_settings, connection, u"Head office"_s);
    settle();
}

void TestLogKeyTrust::settle()
{
    m_trust->refresh();
    QTRY_VERIFY(!m_trust->isAsking());
}

void TestLogKeyTrust::trustsTheFirstKeyThatItSees()
{
    connectAs();
    QCOMPARE(m_trust->standing(), Standing::SeenFirst);
    QVERIFY(!m_trust->isAlarming());
    const auto seen = m_trust->seen();
    QVERIFY(seen);
    QCOMPARE(seen->id, fake::keyIdOf('a'));
    QCOMPARE(seen->name, u"Head office"_s);
    QCOMPARE(seen->logId, QByteArray(32, '1'));
    QVERIFY(seen->publicKey.startsWith("-----BEGIN PUBLIC KEY-----\n"));
    QVERIFY(seen->seenAt.isValid());
    settle();
    QCOMPARE(m_trust->standing(), Standing::SeenFirst); // in this session
}

void TestLogKeyTrust::knowsTheKeyTheNextTime()
{
    connectAs();
    const auto first = m_trust->seen();
    connectAs();
    QCOMPARE(m_trust->standing(), Standing::AsBefore);
    QCOMPARE(m_trust->seen(), first);
}

void TestLogKeyTrust::neverTakesAnotherKeyForTheFirst()
{
    connectAs();
    m_proof.setKey('b');
    for (int time = 0; time < 2; ++time) {
        connectAs();
        QCOMPARE(m_trust->standing(), Standing::Changed);
        QVERIFY(m_trust->isAlarming());
        QCOMPARE(m_trust->seen()->id, fake::keyIdOf('a'));
    }
    m_proof.setKey('a');
    settle();
    QCOMPARE(m_trust->standing(), Standing::AsBefore);
}

void TestLogKeyTrust::takesAnotherKeyWhenThePersonSaysSo()
{
    connectAs();
    m_proof.setKey('b');
    settle();
    QCOMPARE(m_trust->standing(), Standing::Changed);
    m_trust->trust();
    QCOMPARE(m_trust->standing(), Standing::AsBefore);
    QCOMPARE(m_trust->seen()->id, fake::keyIdOf('b'));
}

void TestLogKeyTrust::noticesThatThereIsNoKeyAnyMore()
{
    connectAs();
    m_proof.key.insert(u"key"_s, QJsonValue());
    settle();
    QCOMPARE(m_trust->standing(), Standing::Missing);
    QVERIFY(m_trust->isAlarming());
    QVERIFY(m_trust->seen());
}

void TestLogKeyTrust::saysWhereThereNeverWasAKey()
{
    m_proof.key.insert(u"key"_s, QJsonValue());
    connectAs();
    QCOMPARE(m_trust->standing(), Standing::NoKey);
    QVERIFY(!m_trust->isAlarming());
}

void TestLogKeyTrust::forgetsAndDoesNotLearnBehindThePersonsBack()
{
    connectAs();
    m_trust->forget();
    QCOMPARE(m_trust->standing(), Standing::Forgotten);
    settle();
    QCOMPARE(m_trust->standing(), Standing::Forgotten);
    QVERIFY(!m_trust->seen());
    m_trust->trust();
    QCOMPARE(m_trust->standing(), Standing::AsBefore);
    QVERIFY(m_trust->seen());
}

void TestLogKeyTrust::keepsTheKeysOfConnectionsApart()
{
    connectAs();
    m_proof.setKey('b');
    connectAs({}); // the platform of this computer
    QCOMPARE(m_trust->standing(), Standing::SeenFirst);
    SeenLogKeys keys(*m_settings);
    QCOMPARE(keys.all().size(), 2);
    keys.forget(u"head-office"_s);
    QCOMPARE(keys.all().size(), 1);
    QVERIFY(keys.all().first().connection.isEmpty());
}

void TestLogKeyTrust::staysAsItWasWhenThePlatformFails()
{
    connectAs();
    m_fails = true;
    settle();
    QVERIFY(m_trust->failure());
    QCOMPARE(m_trust->standing(), Standing::SeenFirst);
}

void TestLogKeyTrust::groupsDigits()
{
    QCOMPARE(groupedDigits("0123456789abcdef"), u"0123 4567 89ab cdef"_s);
    QCOMPARE(groupedDigits(QByteArray(64, 'a')).count(u'\n'), 1);
}

QTEST_GUILESS_MAIN(TestLogKeyTrust)
#include "tst_logkeytrust.moc"
