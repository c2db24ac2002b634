// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/checkpoint.h"
#include "audit/chain/digesting.h"
#include "audit/chain/manifest.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::chain;

/// How events are linked, and what is signed about them.
class TestCheckpoint : public QObject {
    Q_OBJECT

private slots:
    void linksByTheHashBefore();
    void digestsBitByBit();
    void writesHashesAsLowerHex();
    void writesItsText();
    void readsNoOtherText_data();
    void readsNoOtherText();
    void isSignedByOneKey();
    void travelsAsALine();
    void readsNoOtherLine_data();
    void readsNoOtherLine();
    void writesTheManifest();
    void readsNoOtherManifest_data();
    void readsNoOtherManifest();

private:
    static Checkpoint sample();
    static Manifest sampleManifest();
};

Checkpoint TestCheckpoint::sample()
{
    using namespace std::chrono;
    return {.logId = "0123456789abcdef0123456789abcdef",
        .number = 4000,
        .tip = originOf("x"),
        .at = sys_days(year(2026) / 3 / 5) + 14h};
}

Manifest TestCheckpoint::sampleManifest()
{
    Manifest manifest{.logId = sample().logId,
        .tenant = u"Demo \"&\" 関守"_s,
        .first = 3,
        .last = 9,
        .count = 7,
        .before = originOf("b"),
        .hash = originOf("h"),
        .tipNumber = 12,
        .tip = originOf("t"),
        .exported = sample().at,
        .keyId = QByteArray(64, 'e'),
        .digests = {}};
    for (const QByteArrayView name : entries::listed)
        manifest.digests[name.toByteArray()] = originOf(name);
    return manifest;
}

void TestCheckpoint::linksByTheHashBefore()
{
    const Hash origin = originOf(sample().logId);
    QCOMPARE(origin.toBytes(),
        QCryptographicHash::hash("Sekimori audit log 1\n0123456789abcdef0123456789abcdef", QCryptographicHash::Sha256));
    QCOMPARE(
        linked(origin, "{}").toBytes(), QCryptographicHash::hash(origin.toBytes() + "{}", QCryptographicHash::Sha256));
    QCOMPARE(linked(origin, {}).toBytes(), QCryptographicHash::hash(origin.toBytes(), QCryptographicHash::Sha256));
    QVERIFY(linked(linked(origin, "a"), "b") != linked(linked(origin, "b"), "a"));
}

void TestCheckpoint::digestsBitByBit()
{
    Digesting digesting;
    digesting.add("a");
    digesting.add({});
    digesting.add("bc");
    // FIPS 180-2, B.1
    QCOMPARE(digesting.finish().toHex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QCOMPARE(digesting.finish().toHex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

void TestCheckpoint::writesHashesAsLowerHex()
{
    const Hash hash = originOf("x");
    QCOMPARE(Hash::fromHex(hash.toHex()), hash);
    QCOMPARE(Hash::fromBytes(hash.toBytes()), hash);
    QVERIFY(!Hash::fromHex(hash.toHex().toUpper()));
    QVERIFY(!Hash::fromHex(hash.toHex().chopped(2)));
    QVERIFY(!Hash::fromHex(hash.toHex() + "00"));
    QVERIFY(!Hash::fromHex(' ' + hash.toHex()));
    QVERIFY(!Hash::fromHex(QByteArray(64, 'g')));
    QVERIFY(!Hash::fromBytes(QByteArray(31, 'a')));
}

void TestCheckpoint::writesItsText()
{
    QCOMPARE(textOf(sample()),
        "Sekimori audit checkpoint 1\nlog: 0123456789abcdef0123456789abcdef\nnumber: 4000\ntip: " + sample().tip.toHex()
            + "\ntime: 2026-03-05T14:00:00.000000Z\nkind: regular\n");
    Checkpoint start = sample();
    start.kind = Checkpoint::Kind::NewStart;
    QVERIFY(textOf(start).endsWith("\nkind: deleted by retention up to here\n"));
    for (const Checkpoint &checkpoint : {sample(), start})
        QCOMPARE(checkpointFromText(textOf(checkpoint)).value(), checkpoint);
}

void TestCheckpoint::readsNoOtherText_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("version") << QByteArray("checkpoint 1") << QByteArray("checkpoint 2");
    QTest::newRow("id in capitals") << QByteArray("abcdef") << QByteArray("ABCDEF");
    QTest::newRow("short id") << QByteArray("0123456789abcdef\nnumber") << QByteArray("0123\nnumber");
    QTest::newRow("negative number") << QByteArray("4000") << QByteArray("-1");
    QTest::newRow("number with a zero") << QByteArray("4000") << QByteArray("04000");
    QTest::newRow("no number") << QByteArray("4000") << QByteArray("x");
    QTest::newRow("cut time") << QByteArray(".000000Z") << QByteArray("Z");
    QTest::newRow("kind") << QByteArray("regular") << QByteArray("irregular");
    QTest::newRow("no end") << QByteArray("regular\n") << QByteArray("regular");
    QTest::newRow("line more") << QByteArray("regular\n") << QByteArray("regular\n\n");
    QTest::newRow("carriage returns") << QByteArray("\n") << QByteArray("\r\n");
}

void TestCheckpoint::readsNoOtherText()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const QByteArray text = textOf(sample()).replace(before, after);
    QVERIFY(text != textOf(sample()));
    QVERIFY(!checkpointFromText(text));
    QVERIFY(!checkpointFromText({}));
}

void TestCheckpoint::isSignedByOneKey()
{
    const auto key = crypto::SigningKey::make();
    auto checkpoint = signedBy(key, sample());
    QVERIFY(checkpoint.isSignedBy(key.verifyingKey()));
    QVERIFY(!checkpoint.isSignedBy(crypto::SigningKey::make().verifyingKey()));
    ++checkpoint.checkpoint.number;
    QVERIFY(!checkpoint.isSignedBy(key.verifyingKey()));
}

void TestCheckpoint::travelsAsALine()
{
    const auto key = crypto::SigningKey::make();
    const auto checkpoint = signedBy(key, sample());
    const QByteArray line = lineOf(checkpoint);
    QVERIFY(!line.contains('\n'));
    QVERIFY(line.startsWith("{\"key\":\"" + checkpoint.keyId + "\",\"signature\":\""));
    QCOMPARE(signedCheckpointFromLine(line).value(), checkpoint);
}

void TestCheckpoint::readsNoOtherLine_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray line = lineOf(signedBy(crypto::SigningKey::make(), sample()));
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("key");
    QTest::newRow("blank") << QByteArray(line).replace(",", ", ");
    QTest::newRow("behind") << line + ' ';
    QTest::newRow("base64 without its end") << QByteArray(line).replace("==", "");
    QTest::newRow("another member") << QByteArray(line).replace("{", "{\"a\":1,");
    QTest::newRow("other text") << QByteArray(line).replace("regular", "other");
}

void TestCheckpoint::readsNoOtherLine()
{
    QFETCH(QByteArray, line);
    QVERIFY(!signedCheckpointFromLine(line));
}

void TestCheckpoint::writesTheManifest()
{
    const QByteArray text = textOf(sampleManifest());
    QVERIFY2(
        text.startsWith("{\"before\":\"" + originOf("b").toHex() + "\",\"count\":7,\"digests\":{\"README.txt\":\""),
        text.constData());
    QVERIFY(text.contains(R"("tenant":"Demo \"&\" 関守",)"));
    QCOMPARE(manifestFromText(text).value(), sampleManifest());
    QVERIFY(looksLikeManifest(text));
    QVERIFY(!looksLikeManifest("{\"format\":\"Sekimori sealed bundle 2\"}"));
}

void TestCheckpoint::readsNoOtherManifest_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const std::function<void(Manifest &)> &change) {
        Manifest manifest = sampleManifest();
        change(manifest);
        QTest::newRow(name) << textOf(manifest);
    };
    row("first of all behind another origin", [](Manifest &manifest) {
        manifest.first = 1;
        manifest.count = 9;
    });
    row("first event 0", [](Manifest &manifest) { manifest.first = 0; });
    row("ends before it begins", [](Manifest &manifest) { manifest.last = 1; });
    row("more events than numbers", [](Manifest &manifest) { manifest.count = 8; });
    row("no events, but a last hash", [](Manifest &manifest) {
        manifest.count = 0;
        manifest.last = 2;
    });
    row("behind the tip", [](Manifest &manifest) { manifest.tipNumber = 8; });
    row("two hashes of one event", [](Manifest &manifest) { manifest.tipNumber = 9; });
    row("no log id", [](Manifest &manifest) { manifest.logId = "demo"; });
    row("a file more", [](Manifest &manifest) { manifest.digests["more.txt"] = originOf("m"); });
    row("a file less", [](Manifest &manifest) { manifest.digests.erase("README.txt"); });
    QTest::newRow("blank") << textOf(sampleManifest()).replace(",", ", ");
    QTest::newRow("line feed") << textOf(sampleManifest()) + '\n';
    QTest::newRow("empty") << QByteArray();
}

void TestCheckpoint::readsNoOtherManifest()
{
    QFETCH(QByteArray, text);
    QVERIFY(!manifestFromText(text));
}

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
