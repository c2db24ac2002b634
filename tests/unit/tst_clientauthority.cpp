// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/certificatesummary.h"
#include "crypto/clientauthority.h"
#include "crypto/revocationlist.h"
#include "otherprogram.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::crypto;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

namespace {

constexpr sys_seconds start = sys_days(2026y / 3 / 1);
constexpr sys_seconds end = sys_days(2046y / 3 / 1);
constexpr sys_seconds leafEnd = sys_days(2027y / 3 / 1) - 1s;

QString attime(sys_seconds at)
{
    return QString::number(at.time_since_epoch().count());
}

}

/// A tenant's authority, what it issues and revokes, judged by the program `openssl`.
class TestClientAuthority : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void makesAnAuthorityForCertificatesAndLists();
    void issuesForClientsOnly();
    void saysWhomACertificateIsFor_data();
    void saysWhomACertificateIsFor();
    void givesEachItsOwnSerial();
    void knowsItsOwn();
    void refusesToOutliveItself();
    void listsWhatIsRevoked();
    void isBelievedWhenItRevokes();

private:
    QByteArray verify(const QByteArray &leaf, sys_seconds at, const QStringList &more = {});

    KeyAndCertificate m_authority;
    ClientCertificate m_leaf;
    OtherProgram m_other;
};

void TestClientAuthority::initTestCase()
{
    m_authority = makeClientAuthority(u"alpha secure access"_s, u"Alpha & Co"_s, start, end).value();
    m_leaf = issueClientCertificate(m_authority, {u"tanaka.k"_s, u"Alpha & Co"_s}, start, leafEnd).value();
    m_other.put(u"authority.pem"_s, m_authority.certificatePem);
}

QByteArray TestClientAuthority::verify(const QByteArray &leaf, sys_seconds at, const QStringList &more)
{
    m_other.put(u"leaf.pem"_s, leaf);
    return m_other.openssl(QStringList{u"verify"_s, u"-x509_strict"_s, u"-CAfile"_s, u"authority.pem"_s, u"-attime"_s,
                               attime(at), u"-purpose"_s, u"sslclient"_s}
        + more + QStringList{u"leaf.pem"_s});
}

void TestClientAuthority::makesAnAuthorityForCertificatesAndLists()
{
    const auto summary = readCertificate(m_authority.certificatePem);
    QCOMPARE(summary->subject, u"CN=alpha secure access,O=Alpha & Co"_s);
    QCOMPARE(summary->issuer, summary->subject);
    QVERIFY(summary->isAuthority);
    QCOMPARE(summary->notAfter, end);
    const QByteArray text = m_other.openssl({u"x509"_s, u"-in"_s, u"authority.pem"_s, u"-noout"_s, u"-text"_s});
    QVERIFY(text.contains("CA:TRUE, pathlen:0"));
    QVERIFY(text.contains("Certificate Sign, CRL Sign"));
    QVERIFY(text.contains("prime256v1"));
    QCOMPARE(makeClientAuthority({}, {}, start, end).error().message, &commonNameRefused);
    QCOMPARE(makeClientAuthority(u"a"_s, {}, end, start).error().message, &validityRefused);
}

void TestClientAuthority::issuesForClientsOnly()
{
    QCOMPARE(verify(m_leaf.pair.certificatePem, start + 1h), "leaf.pem: OK\n");
    QVERIFY(verify(m_leaf.pair.certificatePem, leafEnd + 1s).contains("certificate has expired"));
    QVERIFY(verify(m_leaf.pair.certificatePem, start - 1s).contains("not yet valid"));
    QVERIFY(verify(m_leaf.pair.certificatePem, start + 1h, {u"-purpose"_s, u"sslserver"_s}).contains("purpose"));
}

void TestClientAuthority::saysWhomACertificateIsFor_data()
{
    QTest::addColumn<QString>("loginName");
    QTest::addColumn<QString>("organisation");
    QTest::addColumn<QString>("subject");
    QTest::newRow("plain") << u"tanaka.k"_s << u"Demo"_s << u"CN=tanaka.k,UID=tanaka.k,O=Demo"_s;
    QTest::newRow("Japanese") << u"田中"_s << u"株式会社デモ"_s << u"CN=田中,UID=田中,O=株式会社デモ"_s;
    QTest::newRow("no organisation") << u"a"_s << u" "_s << u"CN=a,UID=a"_s;
    const QString tall = u"𠮷"_s.repeated(100);
    QTest::newRow("longer than a name may be")
        << tall << tall << u"CN=%1,UID=%2,O=%1"_s.arg(u"𠮷"_s.repeated(64), tall);
    QTest::newRow("no injection") << u"a,O=b+CN=c"_s << u"d\"e"_s << u"CN=a\\,O=b\\+CN=c,UID=a\\,O=b\\+CN=c,O=d\\\"e"_s;
}

void TestClientAuthority::saysWhomACertificateIsFor()
{
    QFETCH(QString, loginName);
    QFETCH(QString, organisation);
    const auto issued = issueClientCertificate(m_authority, {loginName, organisation}, start, leafEnd);
    QVERIFY(issued);
    const auto summary = readCertificate(issued->pair.certificatePem);
    QTEST(summary->subject, "subject");
    QCOMPARE(summary->issuer, readCertificate(m_authority.certificatePem)->subject);
    QCOMPARE(verify(issued->pair.certificatePem, start + 1h), "leaf.pem: OK\n");
}

void TestClientAuthority::givesEachItsOwnSerial()
{
    QSet<QString> serials;
    for (int i = 0; i < 200; ++i) {
        const auto issued = issueClientCertificate(m_authority, {u"a"_s, {}}, start, leafEnd).value();
        QCOMPARE(issued.serial.size(), 32);
        QCOMPARE(readCertificate(issued.pair.certificatePem)->serial, issued.serial);
        serials.insert(issued.serial);
    }
    QCOMPARE(serials.size(), 200);
    m_other.put(u"leaf.pem"_s, m_leaf.pair.certificatePem);
    QCOMPARE(m_other.openssl({u"x509"_s, u"-in"_s, u"leaf.pem"_s, u"-noout"_s, u"-serial"_s}),
        "serial=" + m_leaf.serial.toLatin1() + '\n');
}

void TestClientAuthority::knowsItsOwn()
{
    QVERIFY(isSignedBy(m_leaf.der, m_authority.certificatePem));
    // The same name, another key.
    const auto other = makeClientAuthority(u"alpha secure access"_s, u"Alpha & Co"_s, start, end).value();
    QVERIFY(!isSignedBy(m_leaf.der, other.certificatePem));
    QByteArray changed = m_leaf.der;
    changed[changed.size() / 2] = char(changed[changed.size() / 2] ^ 1);
    QVERIFY(!isSignedBy(changed, m_authority.certificatePem));
    QVERIFY(!isSignedBy(m_leaf.der + '\0', m_authority.certificatePem));
    QVERIFY(!isSignedBy("nothing", m_authority.certificatePem));
    QVERIFY(!isSignedBy({}, {}));
}

void TestClientAuthority::refusesToOutliveItself()
{
    const auto issued = issueClientCertificate(m_authority, {u"a"_s, {}}, start, end + 1s);
    QCOMPARE(issued.error().message, &outlivesAuthority);
    const auto early = issueClientCertificate(m_authority, {u"a"_s, {}}, start - 1s, leafEnd);
    QCOMPARE(early.error().message, &outlivesAuthority);
    const auto leafOfLeaf = issueClientCertificate(m_leaf.pair, {u"a"_s, {}}, start, leafEnd);
    QCOMPARE(leafOfLeaf.error().message, &authorityRefused);
}

void TestClientAuthority::listsWhatIsRevoked()
{
    using enum RevocationReason;
    QList<RevokedCertificate> revoked;
    for (const auto reason : {Unspecified, KeyCompromise, AffiliationChanged, Superseded, CessationOfOperation})
        revoked.append({issueClientCertificate(m_authority, {u"a"_s, {}}, start, leafEnd)->serial, start + 2h, reason});
    const auto list = makeRevocationList(m_authority, revoked, {258, start + 3h, start + 171h});
    QVERIFY(list);
    m_other.put(u"list.crl"_s, *list);
    const QByteArray text = m_other.openssl({u"crl"_s, u"-inform"_s, u"DER"_s, u"-in"_s, u"list.crl"_s, u"-noout"_s,
        u"-text"_s, u"-CAfile"_s, u"authority.pem"_s});
    QVERIFY2(text.contains("verify OK"), text.constData());
    QVERIFY(text.contains("Last Update: Mar  1 03:00:00 2026 GMT"));
    QVERIFY(text.contains("Next Update: Mar  8 03:00:00 2026 GMT"));
    QVERIFY(text.contains("X509v3 CRL Number: \n                258") || text.contains("0x102"));
    for (const RevokedCertificate &each : revoked)
        QVERIFY(text.contains("Serial Number: " + each.serial.toLatin1()));
    QCOMPARE(text.count("CRL Reason Code"), 4); // none where no reason is given
    for (const char *reason : {"Key Compromise", "Affiliation Changed", "Superseded", "Cessation Of Operation"})
        QVERIFY2(text.contains(reason), reason);
}

void TestClientAuthority::isBelievedWhenItRevokes()
{
    const auto good = issueClientCertificate(m_authority, {u"b"_s, {}}, start, leafEnd).value();
    const auto list = makeRevocationList(
        m_authority, {{m_leaf.serial, start + 2h, RevocationReason::KeyCompromise}}, {1, start + 2h, start + 170h});
    m_other.put(u"list.crl"_s, *list);
    const QStringList crl{u"-crl_check"_s, u"-CRLfile"_s, u"list.crl"_s};
    QVERIFY(verify(m_leaf.pair.certificatePem, start + 3h, crl).contains("certificate revoked"));
    QCOMPARE(verify(good.pair.certificatePem, start + 3h, crl), "leaf.pem: OK\n");
    QVERIFY(verify(good.pair.certificatePem, start + 171h, crl).contains("CRL has expired"));
}

QTEST_GUILESS_MAIN(TestClientAuthority)
#include "tst_clientauthority.moc"
