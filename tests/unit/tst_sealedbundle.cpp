// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verifying.h"
#include "audit/chain/canonicalform.h"
#include "audit/files/zipdirectory.h"
#include "builtbundle.h"
#include "bundleattacks.h"
#include "error/messages.h"
#include "openedfiles.h"
#include "otherprogram.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::bundle;
namespace entries = sekimori::audit::chain::entries;

using State = Verdict::State;
using Start = Verdict::Start;
/// Bundles as they are written, and what is told of those that somebody has changed.
class TestSealedBundle : public QObject {
    Q_OBJECT

private slots:
    void isIntactByAKeyFromOutside();
    void provesNothingByTheKeyInside();
    void provesNothingByAnotherKey();
    void carriesEachEventInItsCanonicalForm();
    void carriesSpansFromAnywhere_data();
    void carriesSpansFromAnywhere();
    void carriesNoEvents();
    void tellsThatRetentionHasDeleted();
    void carriesKeysOfBefore();
    void carriesABrokenLogAsItIs();
    void refusesEventsOutOfOrder();
    void tellsThatItCannotBeWritten();

    void findsTheAttack_data();
    void findsTheAttack();
    void doesNotTakeTheBundleOfAnotherLog();
    void findsWhatTheKeysHolderRewrote();
    void holdsCheckpointsFromOutsideAgainstTheEnd_data();
    void holdsCheckpointsFromOutsideAgainstTheEnd();
    void refusesCheckpointsThatNobodySigned();

    void refusesWhatIsNoBundle_data();
    void refusesWhatIsNoBundle();
    void judgesABundleCutAnywhere();
    void stopsWhenAsked();
    void isUnpackedAndVerifiedByOthers();
    void opensAsALog();
    void saysEveryVerdict();

private:
    Verdict verdictOn(const QByteArray &bundle, const Known &known);
    Verdict verdictOn(const QByteArray &bundle) { return verdictOn(bundle, {.keys = {m_log.key.verifyingKey()}}); }

    const ChainedLog m_log{95};
    const QByteArray m_bundle = bundleOf(m_log);
    OtherProgram m_other;
};

Verdict TestSealedBundle::verdictOn(const QByteArray &bundle, const Known &known)
{
    const auto verdict = verifyBundle(m_other.put(u"bundle.zip"_s, bundle), known);
    if (!verdict)
        qFatal("%s", verdict.error().message->code);
    return *verdict;
}

void TestSealedBundle::isIntactByAKeyFromOutside()
{
    const Verdict verdict = verdictOn(m_bundle);
    QCOMPARE(verdict.state, State::Intact);
    QCOMPARE(verdict.start, Start::FirstEvent);
    QCOMPARE(verdict.manifest.tenant, u"Demo & 関守"_s);
    QCOMPARE(verdict.manifest.logId, m_log.id);
    QCOMPARE(verdict.manifest.first, 1);
    QCOMPARE(verdict.manifest.last, 95);
    QCOMPARE(verdict.manifest.count, 95);
    QCOMPARE(verdict.manifest.tip, m_log.hashes.last());
    QCOMPARE(verdict.manifest.keyId, m_log.key.verifyingKey().id());
    QCOMPARE(verdict.manifest.exported, m_log.now);
    QCOMPARE(verdict.eventsChecked, 95);
    QCOMPARE(verdict.checkpointsChecked, 11);
}

void TestSealedBundle::provesNothingByTheKeyInside()
{
    const Verdict verdict = verdictOn(m_bundle, {});
    QCOMPARE(verdict.state, State::KeyUnknown);
    QVERIFY(!verdict.hasOtherKey);
}

void TestSealedBundle::provesNothingByAnotherKey()
{
    const Verdict verdict = verdictOn(m_bundle, {.keys = {crypto::SigningKey::make().verifyingKey()}});
    QCOMPARE(verdict.state, State::KeyUnknown);
    QVERIFY(verdict.hasOtherKey);
}

void TestSealedBundle::carriesEachEventInItsCanonicalForm()
{
    BundleFiles files = BundleFiles::of(m_bundle);
    for (qint64 number = 1; number <= 95; ++number) {
        const QByteArray line = files.line(entries::events, number);
        QCOMPARE(line, chain::canonicalForm(m_log.events.at(number - 1)));
        QCOMPARE(chain::eventFromCanonicalForm(line).value(), m_log.events.at(number - 1));
        QCOMPARE(files.line(entries::hashes, number), QByteArray::number(number) + ' ' + m_log.hashOf(number).toHex());
    }
}

void TestSealedBundle::carriesSpansFromAnywhere_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<qint64>("checkpoints");
    QTest::newRow("from the start") << qint64(1) << qint64(40) << qint64(5);
    QTest::newRow("within") << qint64(11) << qint64(44) << qint64(4);
    QTest::newRow("between two checkpoints") << qint64(12) << qint64(15) << qint64(0);
    QTest::newRow("to the end") << qint64(86) << qint64(95) << qint64(2);
    QTest::newRow("one event") << qint64(50) << qint64(50) << qint64(1);
}

void TestSealedBundle::carriesSpansFromAnywhere()
{
    QFETCH(qint64, first);
    QFETCH(qint64, last);
    const Verdict verdict = verdictOn(bundleOf(m_log, first, last));
    QCOMPARE(verdict.state, State::Intact);
    QCOMPARE(verdict.start, first == 1 ? Start::FirstEvent : Start::Within);
    QCOMPARE(verdict.manifest.first, first);
    QCOMPARE(verdict.manifest.last, last);
    QTEST(verdict.checkpointsChecked, "checkpoints");
}

void TestSealedBundle::carriesNoEvents()
{
    const Verdict verdict = verdictOn(bundleOf(m_log, 41, 40));
    QCOMPARE(verdict.state, State::Intact);
    QCOMPARE(verdict.manifest.count, 0);
    QCOMPARE(verdictOn(bundleOf(ChainedLog(0), 1, 0), {}).state, State::KeyUnknown);
}

void TestSealedBundle::tellsThatRetentionHasDeleted()
{
    query::MemorySink sink;
    BundleWriter writer(sink,
        {.logId = m_log.id,
            .tenant = u"demo"_s,
            .first = 91,
            .before = m_log.hashOf(90),
            .tipNumber = 95,
            .tip = m_log.hashes.last(),
            .now = m_log.now,
            .keys = {m_log.key.verifyingKey()}},
        [&](QByteArrayView message) { return m_log.key.sign(message); });
    for (qint64 number = 91; number <= 95; ++number)
        QVERIFY(writer.add(m_log.events.at(number - 1), m_log.hashOf(number)));
    QVERIFY(writer.add(m_log.checkpointAt(90, chain::Checkpoint::Kind::NewStart)));
    QVERIFY(writer.finish());
    const Verdict verdict = verdictOn(QByteArray::fromStdString(sink.taken()));
    QCOMPARE(verdict.state, State::Intact);
    QCOMPARE(verdict.start, Start::DeletedByRetention);
}

/// The log's key was replaced one day: the first checkpoints are signed by the one of before.
void TestSealedBundle::carriesKeysOfBefore()
{
    ChainedLog log(20);
    const auto newKey = crypto::SigningKey::make();
    query::MemorySink sink;
    BundleWriter writer(sink,
        {.logId = log.id,
            .tenant = u"demo"_s,
            .before = log.hashOf(0),
            .tipNumber = 20,
            .tip = log.hashOf(20),
            .now = log.now,
            .keys = {newKey.verifyingKey(), log.key.verifyingKey()}},
        [&](QByteArrayView message) { return newKey.sign(message); });
    for (qint64 number = 1; number <= 20; ++number)
        QVERIFY(writer.add(log.events.at(number - 1), log.hashOf(number)));
    QVERIFY(writer.add(log.checkpointAt(10)));
    QVERIFY(writer.add(signedBy(newKey, log.checkpointAt(20).checkpoint)));
    QVERIFY(writer.finish());
    const auto bundle = QByteArray::fromStdString(sink.taken());
    const Verdict verdict = verdictOn(bundle, {.keys = {newKey.verifyingKey()}});
    QCOMPARE(verdict.state, State::Intact);
    QCOMPARE(verdict.checkpointsChecked, 2);
    QCOMPARE(verdictOn(bundle, {.keys = {log.key.verifyingKey()}}).state, State::KeyUnknown);
}

/// What a platform hands out of a log in which somebody has changed event 7, deleted 12 and 13, or the last ones.
void TestSealedBundle::carriesABrokenLogAsItIs()
{
    ChainedLog log(20);
    log.events[6].complement = u"changed in the database"_s;
    const auto written = [&](const QList<qint64> &deleted) {
        query::MemorySink sink;
        BundleWriter writer(sink,
            {.logId = log.id,
                .tenant = u"demo"_s,
                .last = 20,
                .before = log.hashOf(0),
                .tipNumber = 20,
                .tip = log.hashOf(20),
                .now = log.now,
                .keys = {log.key.verifyingKey()}},
            [&](QByteArrayView message) { return log.key.sign(message); });
        bool isWritten = true;
        for (qint64 number = 1; number <= 20; ++number) {
            if (!deleted.contains(number))
                isWritten = isWritten && writer.add(log.events.at(number - 1), log.hashOf(number));
        }
        return isWritten && writer.finish() ? QByteArray::fromStdString(sink.taken()) : QByteArray();
    };
    const Known known{.keys = {log.key.verifyingKey()}};
    const Verdict altered = verdictOn(written({}), known);
    QCOMPARE(altered.state, State::Altered);
    QCOMPARE(altered.from, 7);
    QCOMPARE(altered.to, 7);
    log.events[6] = eventNumbered(7);
    const Verdict missing = verdictOn(written({12, 13}), known);
    QCOMPARE(missing.state, State::Missing);
    QCOMPARE(missing.from, 11);
    QCOMPARE(missing.to, 14);
    QCOMPARE(missing.manifest.count, 18);
    const Verdict cut = verdictOn(written({18, 19, 20}), known);
    QCOMPARE(cut.state, State::CutOff);
    QCOMPARE(cut.from, 17);
    QCOMPARE(cut.to, 20);
    QList<qint64> everything;
    for (qint64 number = 1; number <= 20; ++number)
        everything << number;
    QCOMPARE(verdictOn(written(everything), known).state, State::CutOff);
}

void TestSealedBundle::refusesEventsOutOfOrder()
{
    query::MemorySink sink;
    BundleWriter writer(sink, {.logId = m_log.id, .before = m_log.hashOf(0), .keys = {m_log.key.verifyingKey()}},
        [&](QByteArrayView message) { return m_log.key.sign(message); });
    QVERIFY(writer.add(m_log.events[1], m_log.hashOf(2)));
    QVERIFY(!writer.add(m_log.events[1], m_log.hashOf(2)));
    QVERIFY(!writer.add(m_log.events[0], m_log.hashOf(1)));
    QVERIFY(writer.add(m_log.checkpointAt(10)));
    QVERIFY(!writer.add(m_log.events[2], m_log.hashOf(3)));
}

void TestSealedBundle::tellsThatItCannotBeWritten()
{
    class FullDisk : public query::Sink {
    public:
        Result<void> write(std::string_view) override
        {
            return std::unexpected(Error{ErrorKind::Unavailable, SpoolNotWritten, {u"full"_s}});
        }
    } full;
    BundleWriter writer(full, {.logId = m_log.id, .keys = {m_log.key.verifyingKey()}},
        [&](QByteArrayView message) { return m_log.key.sign(message); });
    QVERIFY(!writer.add(m_log.events[0], m_log.hashOf(1)));
}

void TestSealedBundle::findsTheAttack_data()
{
    QTest::addColumn<BundleAttack>("attack");
    for (const BundleAttack &attack : bundleAttacks())
        QTest::newRow(attack.name) << attack;
}

void TestSealedBundle::findsTheAttack()
{
    QFETCH(BundleAttack, attack);
    BundleFiles files = BundleFiles::of(m_bundle);
    attack.change(files, m_log);
    const Verdict verdict = verdictOn(files.zip());
    QCOMPARE(verdict.state, attack.state);
    QCOMPARE(verdict.from, attack.from);
    QCOMPARE(verdict.to, attack.to);
    QCOMPARE(verdict.entry, attack.entry);
    QVERIFY(verdictOn(files.zip(), {}).state != State::Intact);
}

/// By a key that both logs have, in the hands of who knows one of them from its mails.
void TestSealedBundle::doesNotTakeTheBundleOfAnotherLog()
{
    const Known known{.keys = {m_log.key.verifyingKey()}, .checkpoints = {m_log.checkpointAt(50)}};
    const ChainedLog other(95, QByteArray(32, 'b'));
    QCOMPARE(verdictOn(bundleOf(other), known).state, State::OtherLog);
    QCOMPARE(verdictOn(bundleOf(other), {.keys = known.keys}).state, State::KeyUnknown);
    // Where checkpoints of several logs lie in one file, those of this log count.
    QCOMPARE(verdictOn(m_bundle, {.keys = known.keys, .checkpoints = {m_log.checkpointAt(50), m_log.checkpointAt(90)}})
                 .outsideChecked,
        2);
    // However many mails bring it.
    QCOMPARE(verdictOn(m_bundle, {.keys = known.keys, .checkpoints = {m_log.checkpointAt(50), m_log.checkpointAt(50)}})
                 .outsideGiven,
        1);
}

/// Who has the key can seal what he likes, but not change what he has sent by mail.
void TestSealedBundle::findsWhatTheKeysHolderRewrote()
{
    BundleFiles files = BundleFiles::of(m_bundle);
    files.setLine(entries::events, 57, forged(m_log, 57));
    files.rehash();
    files[entries::checkpoints].clear();
    files.remake(&m_log.key);
    Known known{.keys = {m_log.key.verifyingKey()}};
    QCOMPARE(verdictOn(files.zip(), known).state, State::Intact);
    known.checkpoints = {m_log.checkpointAt(90), m_log.checkpointAt(40), m_log.checkpointAt(70)};
    const Verdict verdict = verdictOn(files.zip(), known);
    QCOMPARE(verdict.state, State::Altered);
    QCOMPARE(verdict.from, 41);
    QCOMPARE(verdict.to, 70);
    QCOMPARE(verdict.outsideChecked, 1);
}

void TestSealedBundle::holdsCheckpointsFromOutsideAgainstTheEnd_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<bool>("isLater"); // than the bundle
    QTest::addColumn<bool>("isOfThis");
    QTest::addColumn<State>("state");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("checked");
    QTest::newRow("at its end") << qint64(60) << false << true << State::Intact << qint64(0) << qint64(1);
    QTest::newRow("before it") << qint64(20) << false << true << State::Intact << qint64(0) << qint64(0);
    QTest::newRow("right before it") << qint64(40) << false << true << State::Intact << qint64(0) << qint64(1);
    QTest::newRow("between its end and the tip")
        << qint64(70) << false << true << State::Intact << qint64(0) << qint64(0);
    QTest::newRow("at the tip") << qint64(95) << false << true << State::Intact << qint64(0) << qint64(1);
    QTest::newRow("at another tip") << qint64(95) << false << false << State::Altered << qint64(61) << qint64(0);
    QTest::newRow("beyond the tip, of later") << qint64(99) << true << true << State::Intact << qint64(0) << qint64(0);
    QTest::newRow("beyond the tip, of before")
        << qint64(99) << false << true << State::CutOff << qint64(95) << qint64(0);
}

void TestSealedBundle::holdsCheckpointsFromOutsideAgainstTheEnd()
{
    QFETCH(qint64, number);
    QFETCH(bool, isLater);
    QFETCH(bool, isOfThis);
    chain::Checkpoint outside{.logId = m_log.id,
        .number = number,
        .tip = isOfThis && number <= 95 ? m_log.hashOf(number) : m_log.hashOf(3),
        .at = m_log.now + std::chrono::seconds(isLater ? 1 : -1)};
    const Verdict verdict = verdictOn(
        bundleOf(m_log, 41, 60), {.keys = {m_log.key.verifyingKey()}, .checkpoints = {signedBy(m_log.key, outside)}});
    QTEST(verdict.state, "state");
    QTEST(verdict.from, "from");
    QCOMPARE(verdict.outsideGiven, 1);
    QCOMPARE(verdict.outsideLast, number);
    if (verdict.state == State::Intact)
        QTEST(verdict.outsideChecked, "checked");
    QCOMPARE(isUncompared(verdict), verdict.state == State::Intact && verdict.outsideChecked == 0);
}

void TestSealedBundle::refusesCheckpointsThatNobodySigned()
{
    const QString path = m_other.put(u"bundle.zip"_s, m_bundle);
    auto checkpoint = m_log.checkpointAt(50);
    const auto verdict = [&] { return verifyBundle(path, {.keys = {}, .checkpoints = {checkpoint}}); };
    QCOMPARE(verdict()->state, State::KeyUnknown);
    checkpoint.signature[3] = char(checkpoint.signature[3] ^ 1);
    QCOMPARE(QByteArray(verdict().error().message->code), "bundle.outsideWrong");
    checkpoint = signedBy(crypto::SigningKey::make(), checkpoint.checkpoint);
    QCOMPARE(QByteArray(verdict().error().message->code), "bundle.outsideUnknown");
    // Of another log, it may be by any key.
    checkpoint.checkpoint.logId = QByteArray(32, 'b');
    QCOMPARE(verdict()->state, State::OtherLog);
}

void TestSealedBundle::refusesWhatIsNoBundle_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("nothing") << QByteArray() << QByteArray("bundle.noBundle");
    QTest::newRow("text") << QByteArray("time,user\n") << QByteArray("bundle.noBundle");
    BundleFiles files = BundleFiles::of(m_bundle);
    files.remove(entries::manifest);
    QTest::newRow("no manifest") << files.zip() << QByteArray("bundle.noBundle");
    files.add(entries::manifest, "{\"name\":\"an extension of some browser\"}");
    QTest::newRow("manifest of something else") << files.zip() << QByteArray("bundle.noBundle");
    files = BundleFiles::of(m_bundle);
    files.add(entries::events, files[entries::events]);
    QTest::newRow("a name twice") << files.zip() << QByteArray("bundle.nameTwice");
    BundleFiles many;
    for (int i = 0; i < 101; ++i)
        many.add(QByteArray::number(i), {});
    QTest::newRow("many files") << many.zip() << QByteArray("files.zipTooMany");
    files = BundleFiles::of(m_bundle);
    files[entries::events] = QByteArray(20 << 20, 'a');
    QTest::newRow("a line without end") << files.zip() << QByteArray("bundle.lineTooLong");
    QByteArray overlapping = m_bundle;
    const qsizetype directory = overlapping.indexOf("PK\x01\x02");
    const qsizetype second = overlapping.indexOf("PK\x01\x02", directory + 4);
    overlapping.replace(second + 42, 4, overlapping.mid(directory + 42, 4));
    QTest::newRow("files that share bytes") << overlapping << QByteArray("files.zipOverlaps");
    QByteArray encrypted = m_bundle;
    encrypted[directory + 8] = char(encrypted[directory + 8] | 1);
    QTest::newRow("encrypted") << encrypted << QByteArray("bundle.otherPacking");
    QByteArray damaged = m_bundle;
    const qsizetype events = damaged.indexOf("events.ndjson") + 13 + 20;
    damaged.replace(events + 200, 50, QByteArray(50, '\xff'));
    QTest::newRow("damaged") << damaged << QByteArray();
}

void TestSealedBundle::refusesWhatIsNoBundle()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, code);
    const Verdict verdict = verdictOn(bytes);
    if (code.isEmpty()) {
        QVERIFY(verdict.state != State::Intact);
        return;
    }
    QCOMPARE(verdict.state, State::Unreadable);
    QCOMPARE(QByteArray(verdict.why->message->code), code);
}

void TestSealedBundle::judgesABundleCutAnywhere()
{
    for (qsizetype size = 0; size < m_bundle.size(); size += 97)
        QCOMPARE(verdictOn(m_bundle.first(size)).state, State::Unreadable);
    QCOMPARE(verdictOn(m_bundle.chopped(30)).why->message->code, "bundle.cut");
}

void TestSealedBundle::stopsWhenAsked()
{
    std::stop_source stop;
    double done = 0;
    const QString path = m_other.put(u"bundle.zip"_s, m_bundle);
    QVERIFY(verifyBundle(path, {}, stop.get_token(), [&](double now) { done = now; }));
    QVERIFY(done > 0.5 && done <= 1);
    stop.request_stop();
    QCOMPARE(QByteArray(verifyBundle(path, {}, stop.get_token()).error().message->code), "bundle.stopped");
}

/// As README.txt says it.
void TestSealedBundle::isUnpackedAndVerifiedByOthers()
{
    const QString path = m_other.put(u"bundle.zip"_s, m_bundle);
    m_other.put(u"KEY.pem"_s, m_log.key.verifyingKey().toPem());
    QVERIFY2(m_other.run(u"unzip"_s, {u"-o"_s, path}).contains("events.ndjson"), "unzip");
    QCOMPARE(m_other.code(), 0);
    m_other.run(u"7z"_s, {u"t"_s, path});
    QCOMPARE(m_other.code(), 0);
    const QByteArray keyId
        = m_other.run(u"sh"_s, {u"-c"_s, u"openssl pkey -pubin -in KEY.pem -outform DER | sha256sum"_s});
    QVERIFY(keyId.startsWith(m_log.key.verifyingKey().id()));
    const QByteArray said = m_other.openssl({u"pkeyutl"_s, u"-verify"_s, u"-pubin"_s, u"-inkey"_s, u"KEY.pem"_s,
        u"-rawin"_s, u"-in"_s, u"manifest.json"_s, u"-sigfile"_s, u"manifest.sig"_s});
    QVERIFY2(said.contains("Signature Verified Successfully"), said.constData());
    const QByteArray sums = m_other.run(u"sha256sum"_s,
        {u"README.txt"_s, u"log-key.pem"_s, u"events.ndjson"_s, u"hashes.txt"_s, u"checkpoints.ndjson"_s});
    const auto manifest = BundleFiles::of(m_bundle).manifest();
    for (const auto &[name, digest] : manifest.digests)
        QVERIFY2(sums.contains(digest.toHex() + "  " + name), sums.constData());
}

/// Where logs are opened, only the events are one; in an archive there is no path to be judged.
void TestSealedBundle::opensAsALog()
{
    const QString path = m_other.put(u"bundle.zip"_s, m_bundle);
    const QString csv = m_other.put(u"a.csv"_s, "time,user\n2026-03-05T14:00:00Z,sato\n");
    const files::Opened opened = files::openAll({path, csv});
    QCOMPARE(opened.bundles, QStringList{path});
    QCOMPARE(files::names(opened), QStringList({u"bundle.zip › events.ndjson"_s, u"a.csv"_s}));
    QCOMPARE(files::textOf(opened.parts.front()), BundleFiles::of(m_bundle)[entries::events]);
    QVERIFY(opened.questions.empty());
    QCOMPARE(files::reasons(opened), QStringList());
    BundleFiles outer;
    outer.add("inner.zip", m_bundle);
    outer.add("manifest.json", "{}");
    const files::Opened nested = files::openAll({m_other.put(u"outer.zip"_s, outer.zip())});
    QCOMPARE(nested.bundles, QStringList());
    QCOMPARE(files::names(nested).first(), u"outer.zip › inner.zip › events.ndjson"_s);
}

void TestSealedBundle::saysEveryVerdict()
{
    for (const State state : {State::Intact, State::KeyUnknown, State::Altered, State::Missing, State::CutOff,
             State::OtherLog, State::Unreadable}) {
        const QString sentence = renderMessage(sentenceOf({.state = state, .from = 3, .to = 5}));
        QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u'%'), qPrintable(sentence));
    }
}

QTEST_GUILESS_MAIN(TestSealedBundle)
#include "tst_sealedbundle.moc"
