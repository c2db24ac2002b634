// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/signing.h"
#include "otherprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::crypto;

/// Ed25519, as RFC 8032 and OpenSSL's own program have it.
class TestSigning : public QObject {
    Q_OBJECT

private slots:
    void signsAsTheStandardSays_data();
    void signsAsTheStandardSays();
    void verifiesNothingElse();
    void givesItsKeyToOthers();
    void takesTheKeysOfOthers();
    void refusesOtherKeys_data();
    void refusesOtherKeys();
    void refusesOtherSecrets();
    void makesAnotherKeyEachTime();
};

/// RFC 8032, 7.1.
void TestSigning::signsAsTheStandardSays_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("signature");
    const auto row
        = [](const char *name, const char *secret, const char *key, const char *message, const char *signature) {
              QTest::newRow(name) << QByteArray::fromHex(secret) << QByteArray::fromHex(key)
                                  << QByteArray::fromHex(message) << QByteArray::fromHex(signature);
          };
    row("1: empty", "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24"
        "655141438e7a100b");
    row("2: one byte", "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
        "ee"
        "b00d291612bb0c00");
    row("3: two bytes", "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed2"
        "8d"
        "c027beceea1ec40a");
    row("SHA(abc)", "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce8"
        "0e"
        "2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac1"
        "7a"
        "d9bef1177331a704");
}

void TestSigning::signsAsTheStandardSays()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, signature);
    const auto signing = SigningKey::fromSecret(SecretBytes(QByteArray(secret)));
    QVERIFY(signing);
    QCOMPARE(signing->verifyingKey().raw(), key);
    QCOMPARE(signing->sign(message), signature);
    const auto verifying = VerifyingKey::fromRaw(key);
    QVERIFY(verifying);
    QVERIFY(verifying->verifies(message, signature));
}

void TestSigning::verifiesNothingElse()
{
    const auto key = SigningKey::make();
    const QByteArray message = "how far the log went";
    const QByteArray signature = key.sign(message);
    QVERIFY(key.verifyingKey().verifies(message, signature));
    QVERIFY(!key.verifyingKey().verifies(message + '\n', signature));
    QVERIFY(!key.verifyingKey().verifies({}, signature));
    QVERIFY(!key.verifyingKey().verifies(message, {}));
    QVERIFY(!key.verifyingKey().verifies(message, signature.chopped(1)));
    QVERIFY(!key.verifyingKey().verifies(message, signature + '\0'));
    QVERIFY(!SigningKey::make().verifyingKey().verifies(message, signature));
    for (qsizetype bit = 0; bit < signature.size() * 8; ++bit) {
        QByteArray changed = signature;
        changed[bit / 8] = char(changed[bit / 8] ^ (1 << bit % 8));
        QVERIFY(!key.verifyingKey().verifies(message, changed));
    }
}

void TestSigning::givesItsKeyToOthers()
{
    OtherProgram other;
    const auto key = SigningKey::make();
    other.put(u"key.pem"_s, key.verifyingKey().toPem());
    other.put(u"message"_s, "a message");
    other.put(u"signature"_s, key.sign("a message"));
    const QByteArray said = other.openssl({u"pkeyutl"_s, u"-verify"_s, u"-pubin"_s, u"-inkey"_s, u"key.pem"_s,
        u"-rawin"_s, u"-in"_s, u"message"_s, u"-sigfile"_s, u"signature"_s});
    QVERIFY2(other.code() == 0, said.constData());
    const QByteArray id = other.run(u"sh"_s, {u"-c"_s, u"openssl pkey -pubin -in key.pem -outform DER | sha256sum"_s});
    QCOMPARE(id.first(64), key.verifyingKey().id());
}

void TestSigning::takesTheKeysOfOthers()
{
    OtherProgram other;
    other.run(u"sh"_s,
        {u"-ec"_s,
            u"openssl genpkey -algorithm ed25519 -out secret.pem; openssl pkey -in secret.pem -pubout -out key.pem;"
            "printf hello > message; openssl pkeyutl -sign -inkey secret.pem -rawin -in message -out signature"_s});
    QCOMPARE(other.code(), 0);
    const auto content = [&](const QString &name) {
        QFile file(other.path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto key = VerifyingKey::fromPem(content(u"key.pem"_s));
    QVERIFY(key);
    QVERIFY(key->verifies("hello", content(u"signature"_s)));
    QCOMPARE(key->toPem(), content(u"key.pem"_s));
    QCOMPARE(VerifyingKey::fromPem("the key:\n" + content(u"key.pem"_s) + "\n"), key);
    // Who sends the secret by mistake is not to be told that all is well.
    QVERIFY(!VerifyingKey::fromPem(content(u"secret.pem"_s)));
}

void TestSigning::refusesOtherKeys_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("no key\n");
    QByteArray pem = SigningKey::make().verifyingKey().toPem();
    QTest::newRow("cut") << pem.first(60);
    QTest::newRow("encrypted, as it says") << QByteArray(pem).replace(
        "KEY-----\nM", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00000000000000000000000000000000\n\nM");
    OtherProgram other;
    QTest::newRow("X25519") << other.run(
        u"sh"_s, {u"-c"_s, u"openssl genpkey -algorithm x25519 | openssl pkey -pubout"_s});
    QTest::newRow("P-256") << other.run(
        u"sh"_s, {u"-c"_s, u"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | openssl pkey -pubout"_s});
    QTest::newRow("long") << QByteArray(1 << 20, 'a') + pem;
}

void TestSigning::refusesOtherKeys()
{
    QFETCH(QByteArray, pem);
    const auto key = VerifyingKey::fromPem(pem);
    QVERIFY(!key);
    QCOMPARE(QByteArray(key.error().message->code), "crypto.publicKeyMalformed");
}

void TestSigning::refusesOtherSecrets()
{
    QVERIFY(!SigningKey::fromSecret(SecretBytes(QByteArray())));
    QVERIFY(!SigningKey::fromSecret(SecretBytes(QByteArray(31, 'a'))));
    QVERIFY(!SigningKey::fromSecret(SecretBytes(QByteArray(64, 'a'))));
    QVERIFY(!VerifyingKey::fromRaw(QByteArray(31, 'a')));
}

void TestSigning::makesAnotherKeyEachTime()
{
    const auto key = SigningKey::make();
    QVERIFY(key.verifyingKey() != SigningKey::make().verifyingKey());
    const auto again = SigningKey::fromSecret(SecretBytes(key.secret().toByteArray()));
    QVERIFY(again);
    QCOMPARE(again->verifyingKey(), key.verifyingKey());
    QCOMPARE(again->sign("x"), key.sign("x"));
}

QTEST_GUILESS_MAIN(TestSigning)
#include "tst_signing.moc"
