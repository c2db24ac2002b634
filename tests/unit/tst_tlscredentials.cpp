// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/pem.h"
#include "crypto/serverauthority.h"
#include "http/tlscredentials.h"

#include <QTest>
#include <QTimeZone>

#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

constexpr auto start = std::chrono::sys_seconds(std::chrono::sys_days(std::chrono::January / 1 / 2020));
constexpr auto end = start + std::chrono::days(300);

const crypto::KeyAndCertificate &authority()
{
    static const auto made = crypto::makeAuthority(u"Authority"_s, start, end).value();
    return made;
}

TlsIdentity identityFor(const QStringList &hostNames, const QStringList &addresses = {})
{
    const auto issued = crypto::issueServerCertificate(authority(), hostNames, addresses, start, end).value();
    return {.certificateChainPem = issued.certificatePem, .privateKeyPem = issued.keyPem};
}

QByteArray encryptedKey(const QByteArray &keyPem)
{
    const auto key = crypto::privateKeyFromPem(keyPem);
    const crypto::BioPointer writer(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(writer.get(), key->get(), EVP_aes_256_cbc(), "secret", 6, nullptr, nullptr);
    const char *text = nullptr;
    const long size = BIO_get_mem_data(writer.get(), &text);
    return QByteArray(text, size);
}

/// A self-signed certificate of a key that TLS no longer takes.
TlsIdentity weakIdentity()
{
    const crypto::KeyPointer key(EVP_RSA_gen(1024));
    const crypto::X509Pointer certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_EXTENSION *names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:weak.test");
    X509_add_ext(certificate.get(), names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    return {.certificateChainPem = crypto::toPem(*certificate), .privateKeyPem = crypto::toPem(*key)};
}

}

class TestTlsCredentials : public QObject {
    Q_OBJECT

private slots:
    void knowsItsHostNamesAndItsEnd();
    void coversHosts_data();
    void coversHosts();
    void takesAChainOfSeveral();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
};

void TestTlsCredentials::knowsItsHostNamesAndItsEnd()
{
    const auto loaded = ServerCredentials::load(identityFor({u"demo.example.test"_s, u"*.s.example.test"_s}));
    QVERIFY(loaded);
    QCOMPARE((*loaded)->hostNames(), (QStringList{u"demo.example.test"_s, u"*.s.example.test"_s}));
    QCOMPARE((*loaded)->expiresAt(), QDateTime(QDate(2020, 10, 27), QTime(0, 0), QTimeZone::UTC));
}

void TestTlsCredentials::coversHosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isCovered");
    QTest::newRow("named") << u"demo.example.test"_s << true;
    QTest::newRow("another case") << u"Demo.Example.TEST"_s << true;
    QTest::newRow("one label for the wildcard") << u"a.s.example.test"_s << true;
    QTest::newRow("two labels for the wildcard") << u"a.b.s.example.test"_s << false;
    QTest::newRow("no label for the wildcard") << u"s.example.test"_s << false;
    QTest::newRow("an empty label") << u".s.example.test"_s << false;
    QTest::newRow("the wildcard's tail inside another") << u"a.xs.example.test"_s << false;
    QTest::newRow("the name inside another") << u"xdemo.example.test"_s << false;
    QTest::newRow("longer") << u"demo.example.test.org"_s << false;
    QTest::newRow("unrelated") << u"example.org"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestTlsCredentials::coversHosts()
{
    QFETCH(const QString, host);
    QFETCH(const bool, isCovered);
    const auto loaded = ServerCredentials::load(identityFor({u"demo.example.test"_s, u"*.s.example.test"_s}));
    QVERIFY(loaded);
    QCOMPARE((*loaded)->covers(host), isCovered);
}

void TestTlsCredentials::takesAChainOfSeveral()
{
    TlsIdentity identity = identityFor({u"demo.example.test"_s});
    identity.certificateChainPem += '\n' + authority().certificatePem;
    QVERIFY(ServerCredentials::load(identity));
}

void TestTlsCredentials::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<QByteArray>("chain");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("code");
    const TlsIdentity good = identityFor({u"demo.example.test"_s});
    const TlsIdentity other = identityFor({u"other.example.test"_s});
    const TlsIdentity nameless = identityFor({}, {u"192.0.2.1"_s});
    const TlsIdentity weak = weakIdentity();
    const auto row = [](const char *name, const QByteArray &chain, const QByteArray &key, const Message &message) {
        QTest::newRow(name) << chain << key << QByteArray(message.code);
    };
    row("no chain", {}, good.privateKeyPem, crypto::certificateMalformed);
    row("not PEM", "nonsense", good.privateKeyPem, crypto::certificateMalformed);
    row("the key as chain", good.privateKeyPem, good.privateKeyPem, crypto::certificateMalformed);
    row("a cut-off chain", good.certificateChainPem + authority().certificatePem.chopped(40), good.privateKeyPem,
        crypto::certificateMalformed);
    row("no key", good.certificateChainPem, {}, crypto::keyMalformed);
    row("a key with a passphrase", good.certificateChainPem, encryptedKey(good.privateKeyPem), crypto::keyMalformed);
    row("another's key", good.certificateChainPem, other.privateKeyPem, crypto::keyDiffers);
    row("the authority first", authority().certificatePem + good.certificateChainPem, good.privateKeyPem,
        crypto::keyDiffers);
    row("no host name", nameless.certificateChainPem, nameless.privateKeyPem, CertificateNamesNoHost);
    row("a weak key", weak.certificateChainPem, weak.privateKeyPem, CredentialsRefused);
}

void TestTlsCredentials::refusesWhatDoesNotFit()
{
    QFETCH(const QByteArray, chain);
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, code);
    const auto loaded = ServerCredentials::load({.certificateChainPem = chain, .privateKeyPem = key});
    QVERIFY(!loaded);
    QCOMPARE(QByteArray(loaded.error().message->code), code);
    QVERIFY(!loaded.error().arguments.join(u' ').contains(u"PRIVATE"));
}

QTEST_GUILESS_MAIN(TestTlsCredentials)
#include "tst_tlscredentials.moc"
