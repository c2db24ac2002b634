// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/tokens.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::crypto;

/// Random values and the digests that stand for them.
class TokensTest : public QObject {
    Q_OBJECT

private slots:
    void givesAsManyBytesAsAsked();
    void neverGivesTheSameTokenTwice();
    void writesTokensThatFitAHeader();
    void digestsAsSha256Does_data();
    void digestsAsSha256Does();
    void digestsPartsBehindTheirLengths();
    void keepsPartsApart();
    void comparesSecrets_data();
    void comparesSecrets();
    void makesReadablePasswords_data();
    void makesReadablePasswords();
    void favoursNoLetter();
};

void TokensTest::givesAsManyBytesAsAsked()
{
    QCOMPARE(randomBytes(0), QByteArray());
    QCOMPARE(randomBytes(1).size(), 1);
    QCOMPARE(randomBytes(100'000).size(), 100'000);
    QVERIFY(randomBytes(16) != randomBytes(16));
}

void TokensTest::neverGivesTheSameTokenTwice()
{
    QSet<QByteArray> tokens;
    for (int i = 0; i < 10'000; ++i)
        tokens.insert(newToken());
    QCOMPARE(tokens.size(), 10'000);
}

void TokensTest::writesTokensThatFitAHeader()
{
    static const QRegularExpression expected(u"^[A-Za-z0-9_-]{43}$"_s);
    for (int i = 0; i < 200; ++i)
        QVERIFY(expected.match(QString::fromLatin1(newToken())).hasMatch());
}

void TokensTest::digestsAsSha256Does_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("empty") << QByteArray() << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_ba;
    QTest::newRow("abc") << "abc"_ba << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_ba;
    QTest::newRow("two blocks") << "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"_ba
                                << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"_ba;
}

void TokensTest::digestsAsSha256Does()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, digest);
    QCOMPARE(tokenDigest(text).toHex(), digest);
    QCOMPARE(fingerprintSha256(text).toHex(), digest);
}

void TokensTest::digestsPartsBehindTheirLengths()
{
    // Keys and messages of RFC 4231, cases 2 and 6; the digests were computed with Python's hmac.
    QCOMPARE(keyedDigest("Jefe", {"what do ya want for nothing?"}).toHex(),
        "f80838b2e599dfbe7a38f7a7a17809946762357529df986b87919b732a79be43"_ba);
    QCOMPARE(
        keyedDigest(QByteArray(131, char(0xaa)), {"Test Using Larger Than Block-Size Key - Hash Key First"}).toHex(),
        "89b7722a94d5e6bd2ea45844714b7e1c67bd6f830adc148c508f6ad1855c0c2a"_ba);
}

void TokensTest::keepsPartsApart()
{
    const QByteArray key = randomBytes(32);
    const QSet<QByteArray> digests{
        keyedDigest(key, {}),
        keyedDigest(key, {""}),
        keyedDigest(key, {"", ""}),
        keyedDigest(key, {"abc"}),
        keyedDigest(key, {"ab", "c"}),
        keyedDigest(key, {"a", "bc"}),
        keyedDigest(key, {"abc", ""}),
        keyedDigest(key, {"", "abc"}),
        keyedDigest(QByteArray(), {"abc"}),
    };
    QCOMPARE(digests.size(), 9);
    QCOMPARE(keyedDigest(key, {"ab", "c"}), keyedDigest(key, {"ab", "c"}));
    QCOMPARE(keyedDigest(key, {"ab", "c"}).size(), 32);
}

void TokensTest::comparesSecrets_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("same") << "abc"_ba << "abc"_ba << true;
    QTest::newRow("first byte") << "abc"_ba << "Abc"_ba << false;
    QTest::newRow("last byte") << "abc"_ba << "abC"_ba << false;
    QTest::newRow("shorter") << "abc"_ba << "ab"_ba << false;
    QTest::newRow("longer") << "abc"_ba << "abcd"_ba << false;
    QTest::newRow("behind a NUL") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3) << false;
    QTest::newRow("both empty") << QByteArray() << ""_ba << true;
    QTest::newRow("one empty") << QByteArray() << "a"_ba << false;
}

void TokensTest::comparesSecrets()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QTEST(sameSecret(one, other), "same");
    QTEST(sameSecret(other, one), "same");
}

void TokensTest::makesReadablePasswords_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {3, 8, 16, 64})
        QTest::addRow("%d", length) << length;
}

void TokensTest::makesReadablePasswords()
{
    QFETCH(int, length);
    static const QRegularExpression readable(u"^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])[A-HJ-NP-Za-kmnp-z2-9]+$"_s);
    QSet<QString> passwords;
    for (int i = 0; i < 500; ++i) {
        const QString password = newPassword(length);
        QCOMPARE(password.size(), length);
        QVERIFY2(readable.match(password).hasMatch(), qPrintable(password));
        passwords.insert(password);
    }
    if (length >= 8)
        QCOMPARE(passwords.size(), 500);
}

void TokensTest::favoursNoLetter()
{
    constexpr int letters = 56;
    constexpr int expected = 4000;
    QHash<QChar, int> counts;
    for (const QChar c : newPassword(letters * expected))
        ++counts[c];
    QCOMPARE(counts.size(), letters);
    double chiSquare = 0;
    for (const int count : std::as_const(counts))
        chiSquare += double(count - expected) * (count - expected) / expected;
    // 55 degrees of freedom: a fair generator exceeds 145 once in a billion runs; taking the remainder of a byte,
    // which favours the first 32 letters by a quarter, would give some 2,600.
    QVERIFY2(chiSquare < 145, qPrintable(QString::number(chiSquare)));
}

QTEST_GUILESS_MAIN(TokensTest)
#include "tst_tokens.moc"
