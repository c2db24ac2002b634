// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::crypto;

namespace {

constexpr Argon2Parameters cheap{.memoryKib = 64, .passes = 1, .lanes = 1};

/// What @p hash looks like with one part put in place of another.
QByteArray with(QByteArray hash, QByteArrayView part, QByteArrayView replacement)
{
    return hash.replace(part, replacement);
}

}

/// Argon2id, the stored string and what a hostile or damaged one leads to.
class PasswordHashTest : public QObject {
    Q_OBJECT

private slots:
    void computesTheVectorOfRfc9106();
    void refusesWorkBeyondTheLimits_data();
    void refusesWorkBeyondTheLimits();
    void writesTheParametersIntoTheString();
    void saltsEachHashAnew();
    void verifiesHashesOfOtherProgramsAndParameters_data();
    void verifiesHashesOfOtherProgramsAndParameters();
    void tellsRightFromWrong_data();
    void tellsRightFromWrong();
    void takesBothSpellingsOfAnAccentForOne();
    void takesUtf8AndUtf16ForOne();
    void refusesTextThatIsNotUnicode();
    void acceptsNoDamagedHash_data();
    void acceptsNoDamagedHash();
    void neverTriesHostileParameters_data();
    void neverTriesHostileParameters();
    void worksAsMuchForANameThatDoesNotExist();
    void saysWhyItsOwnParametersAreRefused();
    void servesManyThreads();
};

void PasswordHashTest::computesTheVectorOfRfc9106()
{
    const QByteArray password(32, 0x01);
    const QByteArray salt(16, 0x02);
    const QByteArray secret(8, 0x03);
    const QByteArray associatedData(12, 0x04);
    const auto tag = argon2id({password, salt, secret, associatedData}, {.memoryKib = 32, .passes = 3, .lanes = 4}, 32);
    QVERIFY(tag);
    QCOMPARE(tag->toHex(), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"_ba);
}

void PasswordHashTest::refusesWorkBeyondTheLimits_data()
{
    QTest::addColumn<quint32>("memoryKib");
    QTest::addColumn<quint32>("passes");
    QTest::addColumn<quint32>("lanes");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("most memory") << mostArgon2Work.memoryKib << 1U << 1U << true;
    QTest::newRow("one KiB more") << mostArgon2Work.memoryKib + 1 << 1U << 1U << false;
    QTest::newRow("4 GiB") << 4U * 1024 * 1024 << 1U << 1U << false;
    QTest::newRow("all that fits the number") << 0xffffffffU << 1U << 1U << false;
    QTest::newRow("least memory of one lane") << 8U << 1U << 1U << true;
    QTest::newRow("less than eight blocks") << 7U << 1U << 1U << false;
    QTest::newRow("less than eight blocks a lane") << 31U << 1U << 4U << false;
    QTest::newRow("no memory") << 0U << 1U << 1U << false;
    QTest::newRow("no pass") << 64U << 0U << 1U << false;
    QTest::newRow("most passes") << 64U << mostArgon2Work.passes << 1U << true;
    QTest::newRow("one pass more") << 64U << mostArgon2Work.passes + 1 << 1U << false;
    QTest::newRow("no lane") << 64U << 1U << 0U << false;
    QTest::newRow("most lanes") << 8 * mostArgon2Work.lanes << 1U << mostArgon2Work.lanes << true;
    QTest::newRow("one lane more") << 1024U << 1U << mostArgon2Work.lanes + 1 << false;
    QTest::newRow("lanes whose eightfold overflows") << 64U << 1U << 0x20000001U << false;
}

void PasswordHashTest::refusesWorkBeyondTheLimits()
{
    QFETCH(quint32, memoryKib);
    QFETCH(quint32, passes);
    QFETCH(quint32, lanes);
    QFETCH(bool, accepted);
    const auto hash = argon2id({.password = "x", .salt = "saltsalt"}, {memoryKib, passes, lanes}, 32);
    QCOMPARE(hash.has_value(), accepted);
    if (!accepted) {
        QCOMPARE(hash.error().kind, ErrorKind::Invalid);
        QVERIFY(hash.error().is(argon2ParametersRefused));
        QCOMPARE(hash.error().arguments.first(), QString::number(memoryKib));
    }
}

void PasswordHashTest::writesTheParametersIntoTheString()
{
    const auto hash = PasswordHasher().hash(u"correct horse");
    QVERIFY(hash);
    QVERIFY2(hash->startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash->constData());
    const QList<QByteArray> parts = hash->split('$');
    QCOMPARE(parts.size(), 6);
    QCOMPARE(QByteArray::fromBase64(parts[4]).size(), 16);
    QCOMPARE(QByteArray::fromBase64(parts[5]).size(), 32);
    QVERIFY(!parts[4].contains('=') && !parts[5].contains('='));
}

void PasswordHashTest::saltsEachHashAnew()
{
    const PasswordHasher hasher(cheap);
    const auto one = hasher.hash(u"same");
    const auto other = hasher.hash(u"same");
    QVERIFY(one && other);
    QVERIFY(*one != *other);
}

void PasswordHashTest::verifiesHashesOfOtherProgramsAndParameters_data()
{
    QTest::addColumn<QByteArray>("stored");
    // From the test file of the reference implementation, phc-winner-argon2, for "password" with the salt "somesalt".
    QTest::newRow("64 MiB, two passes")
        << "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"_ba;
    QTest::newRow("256 KiB, two passes")
        << "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"_ba;
    QTest::newRow("256 KiB, two lanes")
        << "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"_ba;
}

void PasswordHashTest::verifiesHashesOfOtherProgramsAndParameters()
{
    QFETCH(QByteArray, stored);
    const PasswordHasher hasher(cheap);
    QVERIFY(hasher.verify(u"password", stored));
    QVERIFY(!hasher.verify(u"differentpassword", stored));
}

void PasswordHashTest::tellsRightFromWrong_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("tried");
    QTest::addColumn<bool>("right");
    QTest::newRow("the same") << u"Tr0ub4dor&3"_s << u"Tr0ub4dor&3"_s << true;
    QTest::newRow("one letter's case") << u"Tr0ub4dor&3"_s << u"tr0ub4dor&3"_s << false;
    QTest::newRow("a blank behind") << u"secret"_s << u"secret "_s << false;
    QTest::newRow("blanks count") << u" secret "_s << u" secret "_s << true;
    QTest::newRow("the beginning only") << u"secret"_s << u"secre"_s << false;
    QTest::newRow("nothing") << u"secret"_s << QString() << false;
    QTest::newRow("empty is a password too") << QString() << u""_s << true;
    QTest::newRow("behind a NUL") << u"secret\0a"_s << u"secret\0b"_s << false;
    QTest::newRow("Japanese") << u"関所を守る人"_s << u"関所を守る人"_s << true;
    QTest::newRow("outside the first plane") << u"🔑🏯"_s << u"🔑🏯"_s << true;
    QTest::newRow("another of them") << u"🔑🏯"_s << u"🔑🏰"_s << false;
    QTest::newRow("full width is another letter") << u"abc"_s << u"ａｂｃ"_s << false;
    QTest::newRow("long") << QString(64, u'長') << QString(64, u'長') << true;
    QTest::newRow("beyond 72 bytes, where lesser hashes stop")
        << QString(80, u'a') + u'b' << QString(80, u'a') + u'c' << false;
}

void PasswordHashTest::tellsRightFromWrong()
{
    QFETCH(QString, password);
    QFETCH(QString, tried);
    const PasswordHasher hasher(cheap);
    const auto stored = hasher.hash(password);
    QVERIFY(stored);
    QTEST(hasher.verify(tried, *stored), "right");
}

void PasswordHashTest::takesBothSpellingsOfAnAccentForOne()
{
    const PasswordHasher hasher(cheap);
    const auto composed = hasher.hash(u"caf\u00e9 \u30ac");
    QVERIFY(composed);
    QVERIFY(hasher.verify(u"cafe\u0301 \u30ab\u3099", *composed));
    QVERIFY(!hasher.verify(u"cafe \u30ab", *composed));
}

void PasswordHashTest::takesUtf8AndUtf16ForOne()
{
    const PasswordHasher hasher(cheap);
    const auto stored = hasher.hash(QByteArrayView("cafe\u0301 関守"));
    QVERIFY(stored);
    QVERIFY(hasher.verify(u"caf\u00e9 関守", *stored));
    QVERIFY(hasher.verify(QByteArrayView("caf\u00e9 関守"), *stored));
}

void PasswordHashTest::refusesTextThatIsNotUnicode()
{
    const PasswordHasher hasher(cheap);
    const QString halfPair(QChar(0xd83d));
    QVERIFY(hasher.hash(halfPair).error().is(passwordNotText));
    QVERIFY(hasher.hash(QByteArrayView("caf\xe9")).error().is(passwordNotText));
    QVERIFY(hasher.hash(QByteArrayView("\xc0\xaf")).error().is(passwordNotText));
    QCOMPARE(hasher.hashesMade(), 0ULL);

    const auto empty = hasher.hash(u"");
    QVERIFY(empty);
    QVERIFY(!hasher.verify(halfPair, *empty));
    QVERIFY(!hasher.verify(QByteArrayView("\xff"), *empty));
    QCOMPARE(hasher.hashesMade(), 3ULL);
}

void PasswordHashTest::acceptsNoDamagedHash_data()
{
    QTest::addColumn<QByteArray>("stored");
    const auto good = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"_ba;
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("dollars only") << "$$$$$"_ba;
    QTest::newRow("another algorithm") << with(good, "argon2id", "argon2i");
    QTest::newRow("capital letters") << with(good, "argon2id", "ARGON2ID");
    QTest::newRow("older version") << with(good, "v=19", "v=16");
    QTest::newRow("no version") << with(good, "$v=19", "");
    QTest::newRow("other order") << with(good, "m=256,t=2", "t=2,m=256");
    QTest::newRow("parameter missing") << with(good, ",p=1", "");
    QTest::newRow("parameter twice") << with(good, ",p=1", ",p=1,p=1");
    QTest::newRow("key id") << with(good, ",p=1", ",p=1,keyid=YQ");
    QTest::newRow("leading zero") << with(good, "m=256", "m=0256");
    QTest::newRow("sign") << with(good, "t=2", "t=+2");
    QTest::newRow("negative") << with(good, "t=2", "t=-2");
    QTest::newRow("hexadecimal") << with(good, "m=256", "m=0x100");
    QTest::newRow("no number") << with(good, "m=256", "m=");
    QTest::newRow("blank") << with(good, "m=256", "m= 256");
    QTest::newRow("beyond 32 bits, right modulo") << with(good, "m=256", "m=4294967552");
    QTest::newRow("padded salt") << with(good, "c29tZXNhbHQ", "c29tZXNhbHQ=");
    QTest::newRow("stray bits in the salt") << with(good, "c29tZXNhbHQ", "c29tZXNhbHR");
    QTest::newRow("base64url") << with(good, "/", "_");
    QTest::newRow("letter outside base64") << with(good, "c29tZXNhbHQ", "c29t*ZXNhbHQ");
    QTest::newRow("salt too short") << with(good, "c29tZXNhbHQ", "c29tZQ");
    QTest::newRow("no salt") << with(good, "c29tZXNhbHQ", "");
    QTest::newRow("no hash") << good.first(good.lastIndexOf('$') + 1);
    QTest::newRow("hash cut short") << good.first(good.lastIndexOf('$') + 5);
    QTest::newRow("hash too long") << good + QByteArray(400, 'A');
    QTest::newRow("one bit of the hash") << with(good, "$nf65", "$nf64");
    QTest::newRow("more behind") << good + "$x";
    QTest::newRow("line break behind") << good + '\n';
    QTest::newRow("something before") << ' ' + good;
    QTest::newRow("NUL inside") << with(good, "v=19", QByteArrayView("v=19\0", 5));
    QTest::newRow("the password itself") << "password"_ba;
    QTest::newRow("a megabyte") << QByteArray(1 << 20, '$');
}

void PasswordHashTest::acceptsNoDamagedHash()
{
    QFETCH(QByteArray, stored);
    const PasswordHasher hasher(cheap);
    QVERIFY(!hasher.verify(u"password", stored));
    QCOMPARE(hasher.hashesMade(), 1ULL);
}

void PasswordHashTest::neverTriesHostileParameters_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::newRow("4 GiB") << "m=4194304,t=1,p=1"_ba;
    QTest::newRow("4 TiB less one") << "m=4294967295,t=1,p=1"_ba;
    QTest::newRow("endless passes") << "m=64,t=4294967295,p=1"_ba;
    QTest::newRow("lanes without end") << "m=262144,t=1,p=16777215"_ba;
    QTest::newRow("nothing at all") << "m=0,t=0,p=0"_ba;
}

void PasswordHashTest::neverTriesHostileParameters()
{
    QFETCH(QByteArray, parameters);
    const PasswordHasher hasher(cheap);
    const QByteArray stored
        = "$argon2id$v=19$" + parameters + "$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    QVERIFY(!hasher.verify(u"password", stored));
    QCOMPARE(hasher.hashesMade(), 1ULL); // the decoy's, so that the answer takes as long as any other
}

void PasswordHashTest::worksAsMuchForANameThatDoesNotExist()
{
    const PasswordHasher hasher(cheap);
    const auto stored = hasher.hash(u"secret");
    QVERIFY(stored);
    QCOMPARE(hasher.hashesMade(), 1ULL);
    QVERIFY(!hasher.verify(u"wrong", *stored));
    QCOMPARE(hasher.hashesMade(), 2ULL);
    hasher.verifyNothing(u"wrong");
    QCOMPARE(hasher.hashesMade(), 3ULL);
    hasher.verifyNothing(QByteArrayView("\xff"));
    QCOMPARE(hasher.hashesMade(), 4ULL);
}

void PasswordHashTest::saysWhyItsOwnParametersAreRefused()
{
    const PasswordHasher hasher({.memoryKib = 4U * 1024 * 1024, .passes = 1, .lanes = 1});
    QVERIFY(hasher.hash(u"secret").error().is(argon2ParametersRefused));
    QVERIFY(!hasher.verify(u"secret", "nonsense"));
    hasher.verifyNothing(u"secret");
    QCOMPARE(hasher.hashesMade(), 0ULL);
}

void PasswordHashTest::servesManyThreads()
{
    const PasswordHasher hasher(cheap, 2);
    const auto stored = hasher.hash(u"secret");
    QVERIFY(stored);
    constexpr int threads = 8;
    constexpr int times = 20;
    std::atomic<int> right = 0;
    std::latch start(threads);
    {
        std::vector<std::jthread> crowd;
        crowd.reserve(threads);
        for (int i = 0; i < threads; ++i)
            crowd.emplace_back([&] {
                start.arrive_and_wait();
                for (int n = 0; n < times; ++n)
                    right += hasher.verify(u"secret", *stored) ? 1 : 0;
            });
    }
    QCOMPARE(right.load(), threads * times);
    QCOMPARE(hasher.hashesMade(), quint64(1 + threads * times));
}

QTEST_GUILESS_MAIN(PasswordHashTest)
#include "tst_passwordhash.moc"
