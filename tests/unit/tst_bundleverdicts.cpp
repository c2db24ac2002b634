// SPDX-License-Identifier: GPL-3.0-or-later
#include "builtbundle.h"
#include "items/bundleverdicts.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;
using audit::bundle::Verdict;

class TestBundleVerdicts : public QObject {
    Q_OBJECT

private slots:
    void init();

    void knowsNoKeyAtFirst();
    void isIntactByTheKeyThatWasSeenAtAConnection();
    void isIntactByAKeyFile();
    void refusesAFileThatHoldsNoKey();
    void isHeldAgainstCheckpointsFromOutside();
    void findsWhatTheKeysHolderRewrote();
    void saysThatNoCheckpointCouldBeHeldAgainstIt();
    void saysWhyItCouldNotBeJudged();
    void refusesFilesThatHoldNoCheckpoint();
    void namesTheEventThatWasAltered();
    void namesWhereEventsAreMissing();
    void namesNobodysKeyWhereTheManifestIsNotSigned();
    void saysWhatCannotBeRead();
    void judgesSeveral();
    void judgesAnewWhatWasReadAnew();
    void canBeStoppedAndBegunAgain();

private:
    QString put(const QString &name, const QByteArray &content) const;
    const BundleVerdict &judged(const QString &path, quint64 reading = 1);
    void seeKey(const QString &name);
    QByteArray mailed(qint64 number) const { return lineOf(m_log.checkpointAt(number)); }
    /// Waits until the first bundle is judged by so many checkpoints from outside.
    bool isJudgedBy(qint64 checkpoints) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<BundleVerdicts> m_verdicts;
    audit::bundle::ChainedLog m_log{40};
};

void TestBundleVerdicts::init()
{
    m_verdicts.reset();
    m_settings.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_verdicts = std::make_unique<BundleVerdicts>(*m_settings);
}

QString TestBundleVerdicts::put(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s could not be written", qPrintable(name));
    return file.fileName();
}

const BundleVerdict &TestBundleVerdicts::judged(const QString &path, quint64 reading)
{
    m_verdicts->judge({path}, reading);
    if (!QTest::qWaitFor([this] { return !m_verdicts->isUnderWay(); }, std::chrono::minutes(1)))
        qFatal("The bundle was not judged in time.");
    return m_verdicts->all().first();
}

bool TestBundleVerdicts::isJudgedBy(qint64 checkpoints) const
{
    return QTest::qWaitFor(
        [&] {
            const BundleVerdict &first = m_verdicts->all().first();
            return first.state == BundleVerdict::State::Judged && first.verdict.outsideGiven == checkpoints
                && !m_verdicts->isUnderWay();
        },
        std::chrono::minutes(1));
}

void TestBundleVerdicts::seeKey(const QString &name)
{
    const auto &key = m_log.key.verifyingKey();
    SeenLogKeys(*m_settings)
        .keep({.connection = name,
            .name = name,
            .logId = m_log.id,
            .id = key.id(),
            .publicKey = key.toPem(),
            .seenAt = QDateTime::currentDateTimeUtc()});
}

void TestBundleVerdicts::knowsNoKeyAtFirst()
{
    const auto &bundle = judged(put(u"log.zip"_s, bundleOf(m_log)));
    QCOMPARE(bundle.state, BundleVerdict::State::Judged);
    QCOMPARE(bundle.verdict.state, Verdict::State::KeyUnknown);
    QVERIFY(verdictText(bundle).contains(u"Choose a key file"_s));
    QCOMPARE(verdictWord(bundle), u"Key unknown"_s);
}

void TestBundleVerdicts::isIntactByTheKeyThatWasSeenAtAConnection()
{
    seeKey(u"Head office"_s);
    const auto &bundle = judged(put(u"log.zip"_s, bundleOf(m_log)));
    QCOMPARE(bundle.verdict.state, Verdict::State::Intact);
    QCOMPARE(bundle.keyName, u"Head office"_s);
    QVERIFY(bundle.verdict.isSealed);
    QVERIFY(verdictText(bundle).contains(u"“Head office” vouches"_s));
    QVERIFY(!failingEvent(bundle));
    QCOMPARE(m_verdicts->done(), 1.0);
}

void TestBundleVerdicts::isIntactByAKeyFile()
{
    QCOMPARE(judged(put(u"log.zip"_s, bundleOf(m_log))).verdict.state, Verdict::State::KeyUnknown);
    m_verdicts->addKeyFile(put(u"key.pem"_s, m_log.key.verifyingKey().toPem()));
    QTRY_COMPARE(m_verdicts->all().first().verdict.state, Verdict::State::Intact);
    QCOMPARE(m_verdicts->all().first().keyName, u"key.pem"_s);
}

void TestBundleVerdicts::refusesAFileThatHoldsNoKey()
{
    judged(put(u"log.zip"_s, bundleOf(m_log)));
    const QSignalSpy refused(m_verdicts.get(), &BundleVerdicts::refused);
    m_verdicts->addKeyFile(put(u"key.pem"_s, "no key"));
    QTRY_COMPARE(refused.size(), 1);
    m_verdicts->addKeyFile(m_folder->filePath(u"gone.pem"_s));
    QTRY_COMPARE(refused.size(), 2);
    QCOMPARE(m_verdicts->all().first().verdict.state, Verdict::State::KeyUnknown);
}

void TestBundleVerdicts::isHeldAgainstCheckpointsFromOutside()
{
    seeKey(u"Head office"_s);
    QCOMPARE(judged(put(u"log.zip"_s, bundleOf(m_log))).verdict.outsideGiven, 0);
    const QByteArray mail = "Subject: 15\nContent-Transfer-Encoding: base64\n\n" + mailed(15).toBase64() + '\n';
    m_verdicts->addCheckpointFiles({put(u"mail.eml"_s, mail), put(u"lines.ndjson"_s, mailed(25) + '\n' + mailed(15))});
    QVERIFY(isJudgedBy(2));
    const BundleVerdict &bundle = m_verdicts->all().first();
    QCOMPARE(bundle.verdict.outsideChecked, 2);
    QCOMPARE(bundle.verdict.state, Verdict::State::Intact);
    QVERIFY2(verdictText(bundle).endsWith(u"2 checkpoints from outside fit it."_s), qPrintable(verdictText(bundle)));
    QVERIFY(m_verdicts->hasCheckpoints());
    m_verdicts->forgetCheckpoints();
    QVERIFY(!m_verdicts->hasCheckpoints());
    QVERIFY(isJudgedBy(0));
}

/// Whoever has the key can seal what he likes, and only what he has sent by mail tells of it.
void TestBundleVerdicts::findsWhatTheKeysHolderRewrote()
{
    seeKey(u"Head office"_s);
    auto files = audit::bundle::BundleFiles::of(bundleOf(m_log));
    QByteArray line = files.line("events.ndjson", 17);
    files.setLine("events.ndjson", 17, line.replace("\"complement\":\"", "\"complement\":\"not "));
    files.rehash();
    files["checkpoints.ndjson"].clear();
    files.remake(&m_log.key);
    QCOMPARE(judged(put(u"log.zip"_s, files.zip())).verdict.state, Verdict::State::Intact);
    m_verdicts->addCheckpointFiles({put(u"mailed"_s, mailed(15) + '\n' + mailed(25))});
    QVERIFY(isJudgedBy(2));
    const BundleVerdict &bundle = m_verdicts->all().first();
    QCOMPARE(bundle.verdict.state, Verdict::State::Altered);
    QCOMPARE(failingEvent(bundle), (BundleEvent{16, 15}));
}

void TestBundleVerdicts::saysThatNoCheckpointCouldBeHeldAgainstIt()
{
    seeKey(u"Head office"_s);
    judged(put(u"log.zip"_s, bundleOf(m_log, 1, 20)));
    m_verdicts->addCheckpointFiles({put(u"mailed"_s, mailed(30))});
    QVERIFY(isJudgedBy(1));
    const QString text = verdictText(m_verdicts->all().first());
    QVERIFY2(text.startsWith(u"Intact: "_s) && text.endsWith(u"take a bundle that has the event number 30."_s),
        qPrintable(text));
}

void TestBundleVerdicts::saysWhyItCouldNotBeJudged()
{
    judged(put(u"log.zip"_s, bundleOf(m_log)));
    const auto other = audit::chain::signedBy(crypto::SigningKey::make(), m_log.checkpointAt(15).checkpoint);
    m_verdicts->addCheckpointFiles({put(u"mailed"_s, lineOf(other))});
    QTRY_COMPARE(m_verdicts->all().first().state, BundleVerdict::State::Failed);
    const BundleVerdict &bundle = m_verdicts->all().first();
    QVERIFY2(verdictText(bundle).startsWith(u"Not judged: The checkpoint of event number 15"_s),
        qPrintable(verdictText(bundle)));
    QCOMPARE(verdictWord(bundle), u"Not judged"_s);
}

void TestBundleVerdicts::refusesFilesThatHoldNoCheckpoint()
{
    judged(put(u"log.zip"_s, bundleOf(m_log)));
    const QSignalSpy refused(m_verdicts.get(), &BundleVerdicts::refused);
    m_verdicts->addCheckpointFiles(
        {put(u"good.eml"_s, mailed(15)), put(u"other.eml"_s, "Subject: Lunch\n\nAt noon?\n")});
    QTRY_COMPARE(refused.size(), 1);
    QVERIFY(refused.last().first().toString().contains(u"“other.eml”"_s));
    m_verdicts->addCheckpointFiles({m_folder->filePath(u"gone.eml"_s)});
    QTRY_COMPARE(refused.size(), 2);
    QVERIFY(refused.last().first().toString().contains(u"gone.eml"_s));
    QVERIFY(!m_verdicts->hasCheckpoints());
}

void TestBundleVerdicts::namesTheEventThatWasAltered()
{
    seeKey(u"Head office"_s);
    auto files = audit::bundle::BundleFiles::of(bundleOf(m_log, 11, 30));
    QByteArray line = files.line("events.ndjson", 5);
    files.setLine("events.ndjson", 5, line.replace("\"level\":\"", "\"level\": \""));
    const auto &bundle = judged(put(u"log.zip"_s, files.zip()));
    QCOMPARE(bundle.verdict.state, Verdict::State::Altered);
    QCOMPARE(failingEvent(bundle), (BundleEvent{15, 4}));
    QVERIFY(verdictText(bundle).startsWith(u"Altered at number 15"_s));
}

void TestBundleVerdicts::namesWhereEventsAreMissing()
{
    seeKey(u"Head office"_s);
    auto files = audit::bundle::BundleFiles::of(bundleOf(m_log, 11, 30));
    files.removeLines("events.ndjson", 5, 7);
    const auto &bundle = judged(put(u"log.zip"_s, files.zip()));
    QCOMPARE(bundle.verdict.state, Verdict::State::Missing);
    QCOMPARE(failingEvent(bundle), (BundleEvent{14, 3}));
}

void TestBundleVerdicts::namesNobodysKeyWhereTheManifestIsNotSigned()
{
    seeKey(u"Head office"_s);
    auto files = audit::bundle::BundleFiles::of(bundleOf(m_log));
    auto manifest = files.manifest();
    manifest.tenant = u"Somebody else"_s;
    files.setManifest(manifest);
    const auto &bundle = judged(put(u"log.zip"_s, files.zip()));
    QCOMPARE(bundle.verdict.state, Verdict::State::Altered);
    QVERIFY(!bundle.verdict.isSealed);
    QVERIFY(bundle.keyName.isEmpty());
}

void TestBundleVerdicts::saysWhatCannotBeRead()
{
    const auto &torn = judged(put(u"torn.zip"_s, bundleOf(m_log).first(300)));
    QVERIFY(verdictText(torn).startsWith(u"Not readable: "_s));
    const auto &gone = judged(m_folder->filePath(u"gone.zip"_s));
    QVERIFY(verdictText(gone).startsWith(u"Not readable: "_s));
    QVERIFY(!failingEvent(gone));
}

void TestBundleVerdicts::judgesSeveral()
{
    seeKey(u"Head office"_s);
    const audit::bundle::ChainedLog other(7, QByteArray(32, 'b'));
    m_verdicts->judge({put(u"one.zip"_s, bundleOf(m_log)), put(u"two.zip"_s, bundleOf(other))}, 1);
    QTRY_VERIFY(!m_verdicts->isUnderWay());
    QCOMPARE(m_verdicts->all().at(0).verdict.state, Verdict::State::Intact);
    QCOMPARE(m_verdicts->all().at(1).verdict.state, Verdict::State::KeyUnknown);
    QVERIFY(m_verdicts->all().at(1).verdict.hasOtherKey);
}

void TestBundleVerdicts::judgesAnewWhatWasReadAnew()
{
    seeKey(u"Head office"_s);
    const QString path = put(u"log.zip"_s, bundleOf(m_log, 11, 30));
    QCOMPARE(judged(path, 1).verdict.state, Verdict::State::Intact);
    auto files = audit::bundle::BundleFiles::of(bundleOf(m_log, 11, 30));
    QByteArray line = files.line("events.ndjson", 5);
    files.setLine("events.ndjson", 5, line.replace("\"level\":\"", "\"level\": \""));
    put(u"log.zip"_s, files.zip());
    QCOMPARE(judged(path, 1).verdict.state, Verdict::State::Intact);
    QCOMPARE(judged(path, 2).verdict.state, Verdict::State::Altered);
}

void TestBundleVerdicts::canBeStoppedAndBegunAgain()
{
    m_verdicts->judge({put(u"log.zip"_s, bundleOf(m_log))}, 1);
    m_verdicts->stop();
    QVERIFY(!m_verdicts->isUnderWay());
    QCOMPARE(m_verdicts->all().first().state, BundleVerdict::State::Waiting);
    m_verdicts->judgeAgain();
    QTRY_COMPARE(m_verdicts->all().first().state, BundleVerdict::State::Judged);
}

QTEST_GUILESS_MAIN(TestBundleVerdicts)
#include "tst_bundleverdicts.moc"
