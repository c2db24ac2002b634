// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/connection.h"

#include <QSslCertificate>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::platform;
using sekimori::crypto::KeyAndCertificate;
using Kind = Failure::Kind;

namespace {
Answer<QJsonObject> asItIs(const QJsonObject &json)
{
    return json;
}

QString fingerprint(const KeyAndCertificate &of)
{
    return fingerprintOf(QSslCertificate::fromData(of.certificatePem).first());
}
}

class TestCertificatePin : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void showsTheRootOfAnUnknownAuthority();
    void showsTheServersOwnCertificateWhereNoRootCame();
    void connectsOnceTheShownOneIsPinned_data();
    void connectsOnceTheShownOneIsPinned();
    void stopsHardAtAnotherAuthority();
    void stopsHardAtAnotherServerCertificate();
    void isNotFooledByTheTrustedRootInAForeignChain();
    void acceptsNoExpiredCertificate_data();
    void acceptsNoExpiredCertificate();
    void acceptsNoCertificateForAnotherHost_data();
    void acceptsNoCertificateForAnotherHost();
    void trustsNobodyWhenThePinIsUnreadable();

private:
    /// What comes back to a request, to a server that presents @p server and @p further, from one who pinned @p pin.
    Answer<QJsonObject> ask(const KeyAndCertificate &server, const QByteArrayList &further, const QByteArray &pin);

    KeyAndCertificate m_authority;
    KeyAndCertificate m_otherAuthority;
    KeyAndCertificate m_server;
    KeyAndCertificate m_otherServer;
};

void TestCertificatePin::initTestCase()
{
    m_authority = fake::authority();
    m_otherAuthority = fake::authority(u"Another authority"_s);
    m_server = fake::serverCertificate(m_authority);
    m_otherServer = fake::serverCertificate(m_otherAuthority);
}

Answer<QJsonObject> TestCertificatePin::ask(
    const KeyAndCertificate &server, const QByteArrayList &further, const QByteArray &pin)
{
    fake::Platform platform([](const auto &) { return fake::Reply{}; });
    platform.present(server, further);
    platform.listen();
    ConnectionProfile profile = platform.profile();
    profile.pinnedAuthority = pin;
    Connection connection(profile);
    connection.setToken("the-token");
    std::optional<Answer<QJsonObject>> answer;
    const Pending pending
        = connection.read<QJsonObject>({.path = u"/x"_s}, asItIs, [&](const Answer<QJsonObject> &a) { answer = a; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    if (!answer)
        return std::unexpected(Failure{});
    // Whoever is not trusted gets no byte of a request.
    if (!*answer && !platform.seen().isEmpty())
        QTest::qFail("A request was sent to a server that was not trusted.", __FILE__, __LINE__);
    return *answer;
}

void TestCertificatePin::showsTheRootOfAnUnknownAuthority()
{
    const auto answer = ask(m_server, {m_authority.certificatePem}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::UnknownAuthority);
    const PresentedCertificate shown = answer.error().certificate.value();
    QCOMPARE(shown.fingerprint, fingerprint(m_authority));
    QCOMPARE(shown.subject, u"Test authority"_s);
    QCOMPARE(shown.issuer, u"Test authority"_s);
    QVERIFY(shown.isAuthority);
    QVERIFY(shown.validFrom < QDateTime::currentDateTimeUtc());
    QVERIFY(shown.validUntil > QDateTime::currentDateTimeUtc());
    QVERIFY(!answer.error().canTryAgain());
}

void TestCertificatePin::showsTheServersOwnCertificateWhereNoRootCame()
{
    const auto answer = ask(m_server, {}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::UnknownAuthority);
    QCOMPARE(answer.error().certificate->fingerprint, fingerprint(m_server));
    QVERIFY(!answer.error().certificate->isAuthority);
}

void TestCertificatePin::connectsOnceTheShownOneIsPinned_data()
{
    QTest::addColumn<QByteArrayList>("further");
    QTest::newRow("its root") << QByteArrayList{m_authority.certificatePem};
    QTest::newRow("itself") << QByteArrayList();
}

void TestCertificatePin::connectsOnceTheShownOneIsPinned()
{
    QFETCH(QByteArrayList, further);
    const auto unknown = ask(m_server, further, {});
    QVERIFY(!unknown);
    const auto known = ask(m_server, further, unknown.error().certificate->pem);
    QVERIFY2(known, known ? "" : qPrintable(toText(known.error())));
}

void TestCertificatePin::stopsHardAtAnotherAuthority()
{
    const auto answer = ask(m_otherServer, {m_otherAuthority.certificatePem}, m_authority.certificatePem);
    QVERIFY(!answer);
    const Failure &failure = answer.error();
    QCOMPARE(failure.kind, Kind::ChangedCertificate);
    QCOMPARE(failure.pinnedFingerprint, fingerprint(m_authority));
    QCOMPARE(failure.certificate->fingerprint, fingerprint(m_otherAuthority));
    QVERIFY(toText(failure).contains(failure.pinnedFingerprint));
    QVERIFY(toText(failure).contains(failure.certificate->fingerprint));
    QVERIFY(!failure.canTryAgain());
}

void TestCertificatePin::stopsHardAtAnotherServerCertificate()
{
    const auto answer = ask(fake::serverCertificate(m_authority), {}, m_server.certificatePem);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::ChangedCertificate);
}

void TestCertificatePin::isNotFooledByTheTrustedRootInAForeignChain()
{
    const auto answer = ask(m_otherServer, {m_authority.certificatePem}, m_authority.certificatePem);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::OtherCertificateProblem);
}

void TestCertificatePin::acceptsNoExpiredCertificate_data()
{
    QTest::addColumn<bool>("isPinned");
    QTest::newRow("pinned") << true;
    QTest::newRow("not pinned") << false;
}

void TestCertificatePin::acceptsNoExpiredCertificate()
{
    QFETCH(bool, isPinned);
    const auto expired = fake::serverCertificate(m_authority, fake::hostName, {.fromDay = -20, .untilDay = -1});
    const auto answer
        = ask(expired, {m_authority.certificatePem}, isPinned ? m_authority.certificatePem : QByteArray());
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::OtherCertificateProblem);
    QVERIFY(answer.error().detail.contains(u"expired"));
}

void TestCertificatePin::acceptsNoCertificateForAnotherHost_data()
{
    QTest::addColumn<QByteArrayList>("further");
    QTest::addColumn<bool>("isItself");
    QTest::newRow("root pinned and sent") << QByteArrayList{m_authority.certificatePem} << false;
    QTest::newRow("root pinned, not sent") << QByteArrayList() << false;
    QTest::newRow("itself pinned") << QByteArrayList() << true;
}

void TestCertificatePin::acceptsNoCertificateForAnotherHost()
{
    QFETCH(QByteArrayList, further);
    QFETCH(bool, isItself);
    const auto elsewhere = fake::serverCertificate(m_authority, u"other.example.org"_s);
    const auto answer = ask(elsewhere, further, isItself ? elsewhere.certificatePem : m_authority.certificatePem);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::OtherCertificateProblem);
}

void TestCertificatePin::trustsNobodyWhenThePinIsUnreadable()
{
    const auto answer = ask(m_server, {m_authority.certificatePem}, "not a certificate");
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::ChangedCertificate);
}

QTEST_GUILESS_MAIN(TestCertificatePin)

#include "tst_certificatepin.moc"
