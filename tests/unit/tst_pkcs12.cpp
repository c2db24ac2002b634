// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/clientauthority.h"
#include "crypto/pkcs12.h"
#include "otherprogram.h"

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
const QString ownPassword = u"Kv7mPq2rXw9tYb4c"_s;

}

/// The files that carry certificates: ours in other programs, and other programs' here.
class TestPkcs12 : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void isReadByOthers_data();
    void isReadByOthers();
    void isReadBack_data();
    void isReadBack();
    void readsWhatOthersMake_data();
    void readsWhatOthersMake();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();

private:
    QByteArray exported(const QStringList &arguments);

    KeyAndCertificate m_authority;
    ClientCertificate m_leaf;
    OtherProgram m_other;
};

void TestPkcs12::initTestCase()
{
    m_authority = makeClientAuthority(u"alpha secure access"_s, u"Alpha"_s, start, end).value();
    m_leaf = issueClientCertificate(m_authority, {u"tanaka.k"_s, u"Alpha"_s}, start, end - 1s).value();
    m_other.put(u"authority.pem"_s, m_authority.certificatePem);
    m_other.put(u"leaf.pem"_s, m_leaf.pair.certificatePem);
    m_other.put(u"key.pem"_s, m_leaf.pair.keyPem);
}

void TestPkcs12::isReadByOthers_data()
{
    QTest::addColumn<Pkcs12Profile>("profile");
    QTest::addColumn<QByteArrayList>("told"); // by openssl, without its legacy provider
    QTest::newRow("modern") << Pkcs12Profile::Modern
                            << QByteArrayList{"MAC: sha256, Iteration 10000",
                                   "PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256"};
    QTest::newRow("compatible") << Pkcs12Profile::Compatible
                                << QByteArrayList{
                                       "MAC: sha1, Iteration 2048", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048"};
}

void TestPkcs12::isReadByOthers()
{
    QFETCH(Pkcs12Profile, profile);
    QFETCH(QByteArrayList, told);
    const auto file = makePkcs12(m_leaf.pair, m_authority.certificatePem, u"tanaka.k – Alpha"_s, ownPassword, profile);
    QVERIFY(file);
    m_other.put(u"own.p12"_s, *file);
    const QByteArray text = m_other.openssl(
        {u"pkcs12"_s, u"-in"_s, u"own.p12"_s, u"-passin"_s, u"pass:"_s + ownPassword, u"-info"_s, u"-nodes"_s});
    QCOMPARE(m_other.code(), 0);
    for (const QByteArray &line : told)
        QVERIFY2(text.contains(line), text.constData());
    QCOMPARE(text.count("BEGIN CERTIFICATE"), 2);
    QCOMPARE(text.count("BEGIN PRIVATE KEY"), 1);

    const QString database = u"sql:"_s + m_other.path(u"nss-"_s + QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(QDir().mkpath(database.sliced(4)));
    m_other.run(u"certutil"_s, {u"-N"_s, u"-d"_s, database, u"--empty-password"_s});
    QCOMPARE(m_other.code(), 0);
    const QByteArray imported
        = m_other.run(u"pk12util"_s, {u"-i"_s, u"own.p12"_s, u"-d"_s, database, u"-W"_s, ownPassword});
    QVERIFY2(imported.contains("IMPORT SUCCESSFUL"), imported.constData());
    QVERIFY(m_other.run(u"certutil"_s, {u"-K"_s, u"-d"_s, database}).contains("tanaka.k"));
    m_other.run(u"pk12util"_s, {u"-i"_s, u"own.p12"_s, u"-d"_s, database, u"-W"_s, u"wrong"_s});
    QVERIFY(m_other.code() != 0);
}

void TestPkcs12::isReadBack_data()
{
    QTest::addColumn<Pkcs12Profile>("profile");
    QTest::addColumn<QStringList>("algorithms");
    QTest::newRow("modern") << Pkcs12Profile::Modern << QStringList{u"SHA256"_s, u"AES-256-CBC"_s};
    QTest::newRow("compatible") << Pkcs12Profile::Compatible << QStringList{u"SHA1"_s, u"PBE-SHA1-3DES"_s};
}

void TestPkcs12::isReadBack()
{
    QFETCH(Pkcs12Profile, profile);
    const auto file = makePkcs12(m_leaf.pair, m_authority.certificatePem, u"tanaka.k"_s, ownPassword, profile).value();
    const auto content = readPkcs12(file, ownPassword);
    QVERIFY(content);
    QCOMPARE(content->certificate, readCertificate(m_leaf.pair.certificatePem).value());
    QCOMPARE(content->certificate.serial, m_leaf.serial);
    QCOMPARE(content->further, QList{readCertificate(m_authority.certificatePem).value()});
    QTEST(content->algorithms, "algorithms");
    QCOMPARE(readPkcs12(file, u"wrong"_s).error().message, &pkcs12WrongPassword);
    QCOMPARE(readPkcs12(file, {}).error().message, &pkcs12WrongPassword);
    QCOMPARE(readPkcs12(file.chopped(1), ownPassword).error().message, &pkcs12Malformed);
}

/// What the program openssl makes of our key.
QByteArray TestPkcs12::exported(const QStringList &arguments)
{
    m_other.openssl(QStringList{u"pkcs12"_s, u"-export"_s, u"-out"_s, u"other.p12"_s} + arguments);
    QFile file(m_other.path(u"other.p12"_s));
    return m_other.code() == 0 && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestPkcs12::readsWhatOthersMake_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("password");
    const QStringList both{u"-in"_s, u"leaf.pem"_s, u"-inkey"_s, u"key.pem"_s};
    QTest::newRow("as today") << both + QStringList{u"-passout"_s, u"pass:secret"_s} << u"secret"_s;
    QTest::newRow("PBMAC1") << both + QStringList{u"-passout"_s, u"pass:secret"_s, u"-pbmac1_pbkdf2"_s} << u"secret"_s;
    QTest::newRow("3DES") << both
            + QStringList{u"-passout"_s, u"pass:secret"_s, u"-keypbe"_s, u"PBE-SHA1-3DES"_s, u"-certpbe"_s,
                u"PBE-SHA1-3DES"_s, u"-macalg"_s, u"sha1"_s}
                          << u"secret"_s;
    QTest::newRow("no MAC") << both + QStringList{u"-passout"_s, u"pass:secret"_s, u"-nomac"_s} << u"secret"_s;
    QTest::newRow("no password") << both + QStringList{u"-passout"_s, u"pass:"_s} << QString();
    QTest::newRow("letters beyond ASCII") << both + QStringList{u"-passout"_s, u"pass:鍵ß"_s} << u"鍵ß"_s;
}

void TestPkcs12::readsWhatOthersMake()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, password);
    const QByteArray file = exported(arguments);
    QVERIFY(!file.isEmpty());
    const auto content = readPkcs12(file, password);
    QVERIFY2(content, content ? "" : content.error().message->code);
    QCOMPARE(content->certificate.serial, m_leaf.serial);
    QCOMPARE(readPkcs12(file, u"wrong"_s).error().message, &pkcs12WrongPassword);
}

void TestPkcs12::tellsWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("algorithm");
    const QStringList both{u"-in"_s, u"leaf.pem"_s, u"-inkey"_s, u"key.pem"_s, u"-passout"_s, u"pass:secret"_s};
    const QStringList old = both + QStringList{u"-legacy"_s};
    const auto unsupported = QString::fromLatin1(pkcs12Unsupported.code);
    const auto wrong = QString::fromLatin1(pkcs12WrongPassword.code);
    QTest::newRow("RC2, right password") << old << u"secret"_s << unsupported << u"PBE-SHA1-RC2-40"_s;
    QTest::newRow("RC2, wrong password") << old << u"wrong"_s << wrong << QString();
    QTest::newRow("RC2 and no MAC") << old + QStringList{u"-nomac"_s, u"-certpbe"_s, u"PBE-SHA1-RC2-40"_s}
                                    << u"secret"_s << unsupported << u"PBE-SHA1-RC2-40"_s;
    QTest::newRow("RC4 for the key") << old + QStringList{u"-keypbe"_s, u"PBE-SHA1-RC4-128"_s, u"-certpbe"_s, u"NONE"_s}
                                     << u"secret"_s << unsupported << u"PBE-SHA1-RC4-128"_s;
    QTest::newRow("MAC of another time") << old + QStringList{u"-macalg"_s, u"md4"_s} << u"secret"_s << unsupported
                                         << u"MD4"_s;
    QTest::newRow("no key") << QStringList{u"-in"_s, u"leaf.pem"_s, u"-nokeys"_s, u"-passout"_s, u"pass:secret"_s}
                            << u"secret"_s << QString::fromLatin1(pkcs12Incomplete.code) << QString();
}

void TestPkcs12::tellsWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, password);
    QFETCH(QString, algorithm);
    const QByteArray file = exported(arguments);
    QVERIFY(!file.isEmpty());
    const auto content = readPkcs12(file, password);
    QVERIFY(!content);
    QTEST(QString::fromLatin1(content.error().message->code), "code");
    QCOMPARE(content.error().arguments, algorithm.isEmpty() ? QStringList() : QStringList{algorithm});
}

QTEST_GUILESS_MAIN(TestPkcs12)
#include "tst_pkcs12.moc"
