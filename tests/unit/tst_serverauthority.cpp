// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/opensslpointers.h"
#include "crypto/pem.h"
#include "crypto/serverauthority.h"
#include "crypto/subjectnames.h"
#include "crypto/tokens.h"

#include <QSet>
#include <QTest>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::crypto;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

namespace {

using StorePointer = std::unique_ptr<X509_STORE, FreedBy<X509_STORE_free>>;
using StoreContextPointer = std::unique_ptr<X509_STORE_CTX, FreedBy<X509_STORE_CTX_free>>;

constexpr sys_seconds start = sys_days(2026y / 3 / 1);
constexpr sys_seconds end = sys_days(2036y / 3 / 1);
constexpr sys_seconds leafEnd = start + std::chrono::days(397);

struct Peer {
    QString host = {};
    QString address = {};
    sys_seconds at = start + 1h;
    int purpose = X509_PURPOSE_SSL_SERVER;
};

/// What a client that trusts @p authority says of @p leaf: X509_V_OK or why not.
int verdict(const QByteArray &authority, const QByteArray &leaf, const Peer &peer)
{
    const auto root = certificateFromPem(authority);
    const auto certificate = certificateFromPem(leaf);
    const StorePointer store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), root->get());
    const StoreContextPointer context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), certificate->get(), nullptr);
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_X509_STRICT);
    X509_VERIFY_PARAM_set_purpose(rules, peer.purpose);
    X509_VERIFY_PARAM_set_time(rules, peer.at.time_since_epoch().count());
    if (!peer.host.isEmpty())
        X509_VERIFY_PARAM_set1_host(rules, peer.host.toLatin1().constData(), 0);
    if (!peer.address.isEmpty())
        X509_VERIFY_PARAM_set1_ip_asc(rules, peer.address.toLatin1().constData());
    X509_verify_cert(context.get());
    return X509_STORE_CTX_get_error(context.get());
}

/// The same certificate in a key with a password, as some tools write it.
QByteArray encrypted(const QByteArray &keyPem)
{
    const auto key = privateKeyFromPem(keyPem);
    const BioPointer writer(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(writer.get(), key->get(), EVP_aes_256_cbc(), "secret", 6, nullptr, nullptr);
    const char *begin = nullptr;
    const long size = BIO_get_mem_data(writer.get(), &begin);
    return QByteArray(begin, size);
}

}

/// The authority of a local platform and what it issues, judged by OpenSSL as a client would.
class ServerAuthorityTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void makesAnAuthorityThatSaysWhatItIs();
    void givesTheAuthorityItsLimits() const;
    void refusesAnAuthorityWithoutAProperName_data();
    void refusesAnAuthorityWithoutAProperName();
    void refusesTimesInTheWrongOrder_data();
    void refusesTimesInTheWrongOrder();
    void issuesWhatClientsAccept_data();
    void issuesWhatClientsAccept();
    void issuesForServersOnly();
    void isTrustedByItsOwnAuthorityOnly();
    void cannotIssueItself();
    void staysWithinTheAuthoritysTime();
    void namesTheFirstHostAsSubject();
    void issuesForANameTooLongForASubject();
    void givesEachCertificateItsOwnKeyAndSerial();
    void refusesNamesNoClientWouldAccept_data();
    void refusesNamesNoClientWouldAccept();
    void refusesAddressesThatAreNone_data();
    void refusesAddressesThatAreNone();
    void refusesToIssueForNobody();
    void refusesAKeyOfAnotherAuthority();
    void refusesAnEncryptedKeyWithoutAsking();
    void readsNoCertificateFromAnythingElse_data();
    void readsNoCertificateFromAnythingElse();
    void showsAddressesTheShortWay_data();
    void showsAddressesTheShortWay();

private:
    Result<KeyAndCertificate> issue(const QStringList &dnsNames, const QStringList &ipAddresses = {}) const
    {
        return issueServerCertificate(m_authority, dnsNames, ipAddresses, start, leafEnd);
    }

    KeyAndCertificate m_authority;
};

void ServerAuthorityTest::initTestCase()
{
    const auto authority = makeAuthority(u"Sekimori local authority"_s, start, end);
    QVERIFY(authority);
    m_authority = *authority;
}

void ServerAuthorityTest::cleanup()
{
    QCOMPARE(ERR_peek_error(), 0UL); // left over, it would be blamed on whatever this thread does next
}

void ServerAuthorityTest::makesAnAuthorityThatSaysWhatItIs()
{
    const auto authority = makeAuthority(u"関守 Ä, \"x\""_s, start, end);
    QVERIFY(authority);
    QVERIFY(authority->keyPem.startsWith("-----BEGIN PRIVATE KEY-----\n"));
    const auto summary = readCertificate(authority->certificatePem);
    QVERIFY(summary);
    QCOMPARE(summary->subject, u"CN=関守 Ä\\, \\\"x\\\""_s);
    QCOMPARE(summary->issuer, summary->subject);
    QCOMPARE(summary->names, QStringList());
    QCOMPARE(summary->notBefore, start);
    QCOMPARE(summary->notAfter, end);
    QVERIFY(summary->isAuthority);
    QCOMPARE(summary->fingerprint.size(), 32);
}

void ServerAuthorityTest::givesTheAuthorityItsLimits() const
{
    const auto certificate = certificateFromPem(m_authority.certificatePem);
    QVERIFY(certificate);
    X509 *authority = certificate->get();
    QCOMPARE(X509_get_pathlen(authority), 0L);
    QCOMPARE(X509_get_key_usage(authority), uint32_t(KU_KEY_CERT_SIGN));
    QVERIFY(X509_get0_subject_key_id(authority));
    QCOMPARE(EVP_PKEY_get_bits(X509_get0_pubkey(authority)), 256);
    QCOMPARE(X509_self_signed(authority, 1), 1);
}

void ServerAuthorityTest::refusesAnAuthorityWithoutAProperName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("blank") << u"  "_s << false;
    QTest::newRow("64 letters") << QString(64, u'a') << true;
    QTest::newRow("65 letters") << QString(65, u'a') << false;
    QTest::newRow("64 Japanese letters") << QString(64, u'関') << true;
    QTest::newRow("64 letters of two units each") << u"🏯"_s.repeated(64) << true;
    QTest::newRow("half a letter") << QString(QChar(0xd83d)) << false;
}

void ServerAuthorityTest::refusesAnAuthorityWithoutAProperName()
{
    QFETCH(QString, name);
    QFETCH(bool, accepted);
    const auto authority = makeAuthority(name, start, end);
    QCOMPARE(authority.has_value(), accepted);
    if (!accepted) {
        QVERIFY(authority.error().is(commonNameRefused));
        QCOMPARE(authority.error().kind, ErrorKind::Invalid);
        QCOMPARE(authority.error().field, u"commonName"_s);
    }
}

void ServerAuthorityTest::refusesTimesInTheWrongOrder_data()
{
    QTest::addColumn<qint64>("notBefore");
    QTest::addColumn<qint64>("notAfter");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char *name, sys_seconds from, sys_seconds until, bool accepted) {
        QTest::newRow(name) << qint64(from.time_since_epoch().count()) << qint64(until.time_since_epoch().count())
                            << accepted;
    };
    row("a second", start, start + 1s, true);
    row("no time", start, start, false);
    row("backwards", end, start, false);
    row("before 1950", sys_days(1950y / 1 / 1) - 1s, end, false);
    row("from 1950 to the last second of 9999", sys_days(1950y / 1 / 1), sys_days(10000y / 1 / 1) - 1s, true);
    row("year 10000", start, sys_days(10000y / 1 / 1), false);
    row("across 2050, where the notation changes", sys_days(2049y / 12 / 31), sys_days(2050y / 1 / 1), true);
}

void ServerAuthorityTest::refusesTimesInTheWrongOrder()
{
    QFETCH(qint64, notBefore);
    QFETCH(qint64, notAfter);
    QFETCH(bool, accepted);
    const sys_seconds from{std::chrono::seconds(notBefore)};
    const sys_seconds until{std::chrono::seconds(notAfter)};
    const auto authority = makeAuthority(u"x"_s, from, until);
    QCOMPARE(authority.has_value(), accepted);
    if (accepted) {
        const auto summary = readCertificate(authority->certificatePem);
        QVERIFY(summary);
        QCOMPARE(summary->notBefore, from);
        QCOMPARE(summary->notAfter, until);
    } else {
        QVERIFY(authority.error().is(validityRefused));
        QVERIFY(issueServerCertificate(m_authority, {u"a.test"_s}, {}, from, until).error().is(validityRefused));
    }
}

void ServerAuthorityTest::issuesWhatClientsAccept_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("expected");
    QTest::newRow("host") << u"demo.example.org"_s << QString() << X509_V_OK;
    QTest::newRow("host in capitals") << u"DEMO.EXAMPLE.ORG"_s << QString() << X509_V_OK;
    QTest::newRow("localhost") << u"localhost"_s << QString() << X509_V_OK;
    QTest::newRow("host by wildcard") << u"demo.s.example.org"_s << QString() << X509_V_OK;
    QTest::newRow("wildcard's own parent") << u"s.example.org"_s << QString() << X509_V_ERR_HOSTNAME_MISMATCH;
    QTest::newRow("two labels for the star") << u"a.demo.s.example.org"_s << QString() << X509_V_ERR_HOSTNAME_MISMATCH;
    QTest::newRow("another host") << u"other.example.org"_s << QString() << X509_V_ERR_HOSTNAME_MISMATCH;
    QTest::newRow("IPv4") << QString() << u"127.0.0.1"_s << X509_V_OK;
    QTest::newRow("IPv6") << QString() << u"::1"_s << X509_V_OK;
    QTest::newRow("IPv6 written out") << QString() << u"0:0:0:0:0:0:0:1"_s << X509_V_OK;
    QTest::newRow("another address") << QString() << u"127.0.0.2"_s << X509_V_ERR_IP_ADDRESS_MISMATCH;
}

void ServerAuthorityTest::issuesWhatClientsAccept()
{
    QFETCH(QString, host);
    QFETCH(QString, address);
    const auto issued
        = issue({u"Demo.example.org"_s, u"localhost"_s, u"*.s.example.org"_s}, {u"127.0.0.1"_s, u"::1"_s});
    QVERIFY(issued);
    QTEST(verdict(m_authority.certificatePem, issued->certificatePem, {.host = host, .address = address}), "expected");

    const auto summary = readCertificate(issued->certificatePem);
    QVERIFY(summary);
    QCOMPARE(summary->names,
        (QStringList{u"demo.example.org"_s, u"localhost"_s, u"*.s.example.org"_s, u"127.0.0.1"_s, u"::1"_s}));
    QCOMPARE(summary->issuer, u"CN=Sekimori local authority"_s);
    QVERIFY(!summary->isAuthority);
}

void ServerAuthorityTest::issuesForServersOnly()
{
    const auto issued = issue({u"demo.example.org"_s});
    QVERIFY(issued);
    const QByteArray &root = m_authority.certificatePem;
    QCOMPARE(verdict(root, issued->certificatePem, {.purpose = X509_PURPOSE_SSL_CLIENT}), X509_V_ERR_INVALID_PURPOSE);
    QCOMPARE(verdict(root, issued->certificatePem, {.at = start - 1s}), X509_V_ERR_CERT_NOT_YET_VALID);
    QCOMPARE(verdict(root, issued->certificatePem, {.at = leafEnd + 1s}), X509_V_ERR_CERT_HAS_EXPIRED);

    const auto certificate = certificateFromPem(issued->certificatePem);
    QVERIFY(certificate);
    QCOMPARE(X509_get_extended_key_usage(certificate->get()), uint32_t(XKU_SSL_SERVER));
    QCOMPARE(X509_get_key_usage(certificate->get()), uint32_t(KU_DIGITAL_SIGNATURE));
    const auto root509 = certificateFromPem(root);
    QCOMPARE(
        ASN1_OCTET_STRING_cmp(X509_get0_authority_key_id(certificate->get()), X509_get0_subject_key_id(root509->get())),
        0);
}

void ServerAuthorityTest::isTrustedByItsOwnAuthorityOnly()
{
    // The same name, another key: what an attacker would make.
    const auto other = makeAuthority(u"Sekimori local authority"_s, start, end);
    const auto issued = issue({u"demo.example.org"_s});
    QVERIFY(other && issued);
    QVERIFY(verdict(other->certificatePem, issued->certificatePem, {.host = u"demo.example.org"_s}) != X509_V_OK);
}

void ServerAuthorityTest::cannotIssueItself()
{
    const auto issued = issue({u"demo.example.org"_s});
    QVERIFY(issued);
    const auto next = issueServerCertificate(*issued, {u"a.test"_s}, {}, start, leafEnd);
    QVERIFY(!next);
    QVERIFY(next.error().is(authorityRefused));
    QCOMPARE(next.error().arguments, QStringList{u"CN=demo.example.org"_s});
}

void ServerAuthorityTest::staysWithinTheAuthoritysTime()
{
    const QStringList names{u"demo.example.org"_s};
    QVERIFY(issueServerCertificate(m_authority, names, {}, start, end));
    const auto late = issueServerCertificate(m_authority, names, {}, start, end + 1s);
    QVERIFY(late.error().is(outlivesAuthority));
    QCOMPARE(late.error().field, u"notAfter"_s);
    QCOMPARE(late.error().arguments,
        (QStringList{u"2026-03-01T00:00:00Z"_s, u"2036-03-01T00:00:01Z"_s, u"CN=Sekimori local authority"_s,
            u"2026-03-01T00:00:00Z"_s, u"2036-03-01T00:00:00Z"_s}));
    QVERIFY(issueServerCertificate(m_authority, names, {}, start - 1s, end).error().is(outlivesAuthority));
}

void ServerAuthorityTest::namesTheFirstHostAsSubject()
{
    const auto byName = issue({u"Demo.example.org"_s, u"b.test"_s}, {u"127.0.0.1"_s});
    const auto byAddress = issue({}, {u"127.0.0.1"_s});
    QVERIFY(byName && byAddress);
    QCOMPARE(readCertificate(byName->certificatePem)->subject, u"CN=demo.example.org"_s);
    QCOMPARE(readCertificate(byAddress->certificatePem)->subject, u"CN=127.0.0.1"_s);
}

void ServerAuthorityTest::issuesForANameTooLongForASubject()
{
    const QString label(63, u'a');
    const QString longest = QStringList{label, label, label, QString(61, u'b')}.join(u'.');
    QCOMPARE(longest.size(), 253);
    const auto issued = issue({longest});
    QVERIFY(issued);
    QCOMPARE(readCertificate(issued->certificatePem)->subject, QString());
    QCOMPARE(verdict(m_authority.certificatePem, issued->certificatePem, {.host = longest}), X509_V_OK);
}

void ServerAuthorityTest::givesEachCertificateItsOwnKeyAndSerial()
{
    QSet<QByteArray> serials;
    QSet<QByteArray> keys;
    for (int i = 0; i < 50; ++i) {
        const auto issued = issue({u"demo.example.org"_s});
        QVERIFY(issued);
        const auto certificate = certificateFromPem(issued->certificatePem);
        const ASN1_INTEGER *serial = X509_get0_serialNumber(certificate->get());
        const QByteArray bytes(QByteArrayView(ASN1_STRING_get0_data(serial), ASN1_STRING_length(serial)).toByteArray());
        QCOMPARE(bytes.size(), 20);
        QCOMPARE(bytes[0] & 0x80, 0); // positive, so that DER needs no 21st octet
        QVERIFY(bytes[0] != 0);
        serials.insert(bytes);
        keys.insert(issued->keyPem);
    }
    QCOMPARE(serials.size(), 50);
    QCOMPARE(keys.size(), 50);
}

void ServerAuthorityTest::refusesNamesNoClientWouldAccept_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isWildcardProblem");
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("blank") << u"a b.test"_s << false;
    QTest::newRow("empty label") << u"a..test"_s << false;
    QTest::newRow("root dot") << u"a.test."_s << false;
    QTest::newRow("leading dot") << u".test"_s << false;
    QTest::newRow("hyphen first") << u"-a.test"_s << false;
    QTest::newRow("hyphen last") << u"a-.test"_s << false;
    QTest::newRow("underscore") << u"a_b.test"_s << false;
    QTest::newRow("not ASCII") << u"関守.test"_s << false;
    QTest::newRow("full-width letters") << u"ａ.test"_s << false;
    QTest::newRow("NUL inside") << u"a.test\0.evil.test"_s << false;
    QTest::newRow("label of 64") << QString(64, u'a') + u".test"_s << false;
    QTest::newRow("254 characters") << u"a."_s.repeated(126) + u"ab"_s << false;
    QTest::newRow("an address") << u"127.0.0.1"_s << false;
    QTest::newRow("last label a number") << u"a.1"_s << false;
    QTest::newRow("port") << u"a.test:8443"_s << false;
    QTest::newRow("URL") << u"https://a.test"_s << false;
    QTest::newRow("another name smuggled in") << u"a.test,DNS:b.test"_s << false;
    QTest::newRow("star alone") << u"*"_s << true;
    QTest::newRow("star of everything") << u"*.org"_s << true;
    QTest::newRow("star inside a label") << u"a*.example.org"_s << true;
    QTest::newRow("star further right") << u"a.*.example.org"_s << true;
    QTest::newRow("two stars") << u"*.*.example.org"_s << true;
    QTest::newRow("star and nothing") << u"*."_s << true;
    QTest::newRow("star before an empty label") << u"*..org"_s << false;
}

void ServerAuthorityTest::refusesNamesNoClientWouldAccept()
{
    QFETCH(QString, name);
    QFETCH(bool, isWildcardProblem);
    const auto issued = issue({u"good.example.org"_s, name});
    QVERIFY(!issued);
    QVERIFY(issued.error().is(isWildcardProblem ? wildcardRefused : hostNameRefused));
    QCOMPARE(issued.error().kind, ErrorKind::Invalid);
    QCOMPARE(issued.error().field, u"dnsNames[1]"_s);
    QCOMPARE(issued.error().arguments, QStringList{name});
}

void ServerAuthorityTest::refusesAddressesThatAreNone_data()
{
    QTest::addColumn<QString>("address");
    for (const char *text : {"", " ", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "+1.2.3.4",
             "1.2.3.-4", "0x7f.0.0.1", "127.0.0.1/32", "127.0.0.1:443", "[::1]", "::1%lo", "1::2::3",
             "12345::", ":::", "::ffff:010.0.0.1", "::1.2.3.04", "::1.2.3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
             "g::1", "localhost", "1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void ServerAuthorityTest::refusesAddressesThatAreNone()
{
    QFETCH(QString, address);
    const auto issued = issue({}, {u"127.0.0.1"_s, u"::1"_s, address});
    QVERIFY(!issued);
    QVERIFY(issued.error().is(ipAddressRefused));
    QCOMPARE(issued.error().field, u"ipAddresses[2]"_s);
}

void ServerAuthorityTest::refusesToIssueForNobody()
{
    QVERIFY(issue({}).error().is(hostNamesMissing));
}

void ServerAuthorityTest::refusesAKeyOfAnotherAuthority()
{
    const auto other = makeAuthority(u"Other"_s, start, end);
    QVERIFY(other);
    const auto issued
        = issueServerCertificate({other->keyPem, m_authority.certificatePem}, {u"a.test"_s}, {}, start, leafEnd);
    QVERIFY(issued.error().is(keyDiffers));
}

void ServerAuthorityTest::refusesAnEncryptedKeyWithoutAsking()
{
    for (const QByteArray &key :
        {encrypted(m_authority.keyPem), QByteArray(), "no key"_ba, m_authority.certificatePem}) {
        const auto issued
            = issueServerCertificate({key, m_authority.certificatePem}, {u"a.test"_s}, {}, start, leafEnd);
        QVERIFY(!issued);
        QVERIFY(issued.error().is(keyMalformed));
        QCOMPARE(issued.error().kind, ErrorKind::Malformed);
    }
}

void ServerAuthorityTest::readsNoCertificateFromAnythingElse_data()
{
    QTest::addColumn<QByteArray>("pem");
    const auto authority = makeAuthority(u"x"_s, start, end);
    QVERIFY(authority);
    const QByteArray &good = authority->certificatePem;
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("a private key") << authority->keyPem;
    QTest::newRow("cut short") << good.first(good.size() / 2);
    QTest::newRow("without its first line") << good.sliced(good.indexOf('\n') + 1);
    QTest::newRow("another letter in front of all") << QByteArray(good).replace("\nMII", "\nNII");
    QTest::newRow("not base64") << QByteArray(good).replace("\nMII", "\n!!!");
    QTest::newRow("an empty one") << "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"_ba;
    QTest::newRow("encrypted by an old tool") << QByteArray(good).replace(
        "-\nMII", "-\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\nMII");
}

void ServerAuthorityTest::readsNoCertificateFromAnythingElse()
{
    QFETCH(QByteArray, pem);
    const auto summary = readCertificate(pem);
    QVERIFY(!summary);
    QVERIFY(summary.error().is(certificateMalformed));
    QCOMPARE(summary.error().kind, ErrorKind::Malformed);
    QVERIFY(!summary.error().arguments.first().isEmpty());
}

void ServerAuthorityTest::showsAddressesTheShortWay_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *written, const char *shown) {
        QTest::newRow(written) << QString::fromLatin1(written) << QString::fromLatin1(shown);
    };
    row("192.0.2.255", "192.0.2.255");
    row("::", "::");
    row("0:0:0:0:0:0:0:1", "::1");
    row("2001:DB8::", "2001:db8::");
    row("2001:0db8:0000:0001:0001:0001:0001:0001", "2001:db8:0:1:1:1:1:1");
    row("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1");
    row("1:0:0:2:0:0:0:3", "1:0:0:2::3");
    row("::ffff:192.0.2.1", "::ffff:c000:201");
}

void ServerAuthorityTest::showsAddressesTheShortWay()
{
    QFETCH(QString, written);
    const auto issued = issue({}, {written});
    QVERIFY(issued);
    QTEST(readCertificate(issued->certificatePem)->names.first(), "shown");
}

QTEST_GUILESS_MAIN(ServerAuthorityTest)
#include "tst_serverauthority.moc"
