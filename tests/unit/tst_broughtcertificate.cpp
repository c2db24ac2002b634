// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/clientauthority.h"
#include "fakecertificates.h"
#include "items/broughtcertificate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace sekimori;
using namespace sekimori::items;
using platform::CertificateState;
using Standing = BroughtCertificate::Standing;

namespace {

const QString password = u"right password"_s;

sys_seconds dayAfter(int fromToday)
{
    return floor<seconds>(system_clock::now()) + days(fromToday);
}

crypto::KeyAndCertificate makeAuthority()
{
    return crypto::makeClientAuthority(u"Demo authority"_s, u"Demo"_s, dayAfter(-100), dayAfter(1000)).value();
}

}

class TestBroughtCertificate : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void tellsAWrongPassword();
    void tellsWhatIsNoSuchFile();
    void showsWhatIsInTheFile();
    void knowsHowItStandsHere_data();
    void knowsHowItStandsHere();
    void findsItsPersonAmongManyWithSuchNames();
    void knowsAnotherAuthoritysForForeign();
    void knowsThatThereIsNoAuthorityYet();
    void missesWhoIsNoUserAnyMore();
    void saysWhyThePlatformDoesNotKnow();

private:
    QByteArray fileOf(const QString &loginName, const crypto::KeyAndCertificate &authority);
    void bring(const QByteArray &file, const QString &typed = password);

    crypto::KeyAndCertificate m_server;
    crypto::KeyAndCertificate m_tenant;
    QString m_serial; ///< of the last file
    fake::Certificates m_certificates;
    bool m_fails = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::CertificatesClient> m_client;
    std::unique_ptr<BroughtCertificate> m_brought;
};

void TestBroughtCertificate::initTestCase()
{
    m_server = fake::authority();
    m_tenant = makeAuthority();
}

void TestBroughtCertificate::init()
{
    m_certificates = {};
    m_certificates.authorityPem = m_tenant.certificatePem;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_fails ? fake::problem(503, u"internal"_s)
                       : m_certificates.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_server));
    m_client = std::make_unique<platform::CertificatesClient>(*m_connection);
    m_brought = std::make_unique<BroughtCertificate>(*m_client);
}

void TestBroughtCertificate::cleanup()
{
    m_brought.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

QByteArray TestBroughtCertificate::fileOf(const QString &loginName, const crypto::KeyAndCertificate &authority)
{
    const auto issued
        = crypto::issueClientCertificate(authority, {loginName, u"Demo"_s}, dayAfter(-1), dayAfter(300)).value();
    m_serial = issued.serial;
    return crypto::makePkcs12(issued.pair, authority.certificatePem, loginName, password, crypto::Pkcs12Profile::Modern)
        .value();
}

void TestBroughtCertificate::bring(const QByteArray &file, const QString &typed)
{
    m_brought->open(file, typed);
    QTRY_VERIFY(!m_brought->isReading());
    QTRY_VERIFY(!m_brought->content() || m_brought->standing() != Standing::Asking);
}

void TestBroughtCertificate::tellsAWrongPassword()
{
    const QByteArray file = fileOf(u"sato"_s, m_tenant);
    bring(file, u"wrong"_s);
    QVERIFY(m_brought->error() && m_brought->error()->is(crypto::pkcs12WrongPassword));
    QVERIFY(!m_brought->content());
    QVERIFY(m_platform->seen().isEmpty());
    bring(file);
    QVERIFY(!m_brought->error());
    QVERIFY(m_brought->content());
}

void TestBroughtCertificate::tellsWhatIsNoSuchFile()
{
    bring("PK\x03\x04 a ZIP");
    QVERIFY(m_brought->error() && m_brought->error()->is(crypto::pkcs12Malformed));
}

void TestBroughtCertificate::showsWhatIsInTheFile()
{
    bring(fileOf(u"sato"_s, m_tenant));
    const auto &certificate = m_brought->content()->certificate;
    QVERIFY2(certificate.subject.contains(u"CN=sato"_s), qPrintable(certificate.subject));
    QCOMPARE(m_brought->content()->userId, u"sato"_s);
    QVERIFY(certificate.issuer.contains(u"Demo authority"_s));
    QVERIFY(!m_brought->content()->algorithms.isEmpty());
}

void TestBroughtCertificate::knowsHowItStandsHere_data()
{
    QTest::addColumn<CertificateState>("told");
    QTest::addColumn<int>("days");
    QTest::addColumn<CertificateState>("state");
    QTest::newRow("valid") << CertificateState::Valid << 300 << CertificateState::Valid;
    QTest::newRow("ends soon") << CertificateState::Expiring << 12 << CertificateState::Valid;
    QTest::newRow("expired") << CertificateState::Expired << -1 << CertificateState::Expired;
    QTest::newRow("revoked") << CertificateState::Revoked << 300 << CertificateState::Revoked;
}

void TestBroughtCertificate::knowsHowItStandsHere()
{
    QFETCH(CertificateState, told);
    QFETCH(int, days);
    QFETCH(CertificateState, state);
    const QByteArray file = fileOf(u"sato"_s, m_tenant);
    m_certificates.add(u"sato"_s, told, days);
    m_certificates.holder(u"sato"_s).certificate->serial = u"00"_s + m_serial.toLower();
    bring(file);
    QCOMPARE(m_brought->standing(), Standing::Known);
    QCOMPARE(m_brought->holder().loginName, u"sato"_s);
    QCOMPARE(m_brought->state(), state);
}

void TestBroughtCertificate::findsItsPersonAmongManyWithSuchNames()
{
    const QByteArray file = fileOf(u"user"_s, m_tenant);
    m_certificates.addMany(250);
    m_certificates.add(u"user"_s, CertificateState::Valid);
    m_certificates.holder(u"user"_s).certificate->serial = m_serial;
    m_certificates.holders.move(250, 220);
    bring(file);
    QCOMPARE(m_brought->standing(), Standing::Known);
    QCOMPARE(m_brought->holder().loginName, u"user"_s);
}

void TestBroughtCertificate::knowsAnotherAuthoritysForForeign()
{
    const QByteArray file = fileOf(u"sato"_s, makeAuthority());
    m_certificates.add(u"sato"_s, CertificateState::Valid);
    m_certificates.holder(u"sato"_s).certificate->serial = m_serial;
    bring(file);
    QCOMPARE(m_brought->standing(), Standing::Foreign);
}

void TestBroughtCertificate::knowsThatThereIsNoAuthorityYet()
{
    m_certificates.authorityPem.clear();
    bring(fileOf(u"sato"_s, m_tenant));
    QCOMPARE(m_brought->standing(), Standing::Foreign);
}

void TestBroughtCertificate::missesWhoIsNoUserAnyMore()
{
    m_certificates.add(u"sato2"_s, CertificateState::Valid);
    bring(fileOf(u"sato"_s, m_tenant));
    QCOMPARE(m_brought->standing(), Standing::Unknown);
}

void TestBroughtCertificate::saysWhyThePlatformDoesNotKnow()
{
    m_fails = true;
    bring(fileOf(u"sato"_s, m_tenant));
    QCOMPARE(m_brought->standing(), Standing::Unanswered);
    QVERIFY(m_brought->failure());
    m_fails = false;
    m_brought->askAgain();
    QTRY_COMPARE(m_brought->standing(), Standing::Unknown);
}

QTEST_GUILESS_MAIN(TestBroughtCertificate)
#include "tst_broughtcertificate.moc"
