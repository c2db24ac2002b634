// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verdict.h"
#include "bundleattacks.h"
#include "otherprogram.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::audit;
using namespace sekimori::audit::bundle;

using State = Verdict::State;

/// What `sekimori-log verify` says of bundles, and what a stranger's program says, which knows their description only.
class TestBundleVerifiers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void findTheAttack_data();
    void findTheAttack();
    void wantTheKeyFromOutside();
    void sayWhatABundleIs();
    void takeTheWorstOfSeveral();
    void holdCheckpointsAgainstIt();
    void sayWhereNoCheckpointCouldBeHeldAgainstIt();
    void tellWhatTheyCannotRead_data();
    void tellWhatTheyCannotRead();
    void writeNothingWhenAskedToBeQuiet();
    void useNothingButTheDescription();

private:
    struct Ran {
        int code = -1;
        QString said;
    };

    Ran ours(const QStringList &arguments);
    QString strangers(const QStringList &arguments);

    const ChainedLog m_log{95};
    const QByteArray m_bundle = bundleOf(m_log);
    OtherProgram m_other;
};

namespace {

/// As the stranger's program says it.
QString inShort(const BundleAttack &attack)
{
    switch (attack.state) {
    case State::Intact:
        return u"intact"_s;
    case State::KeyUnknown:
        return u"key unknown"_s;
    case State::Missing:
        return u"missing between %1 and %2"_s.arg(attack.from).arg(attack.to);
    case State::CutOff:
        return u"cut off after %1"_s.arg(attack.from);
    case State::Altered:
        if (!attack.entry.isEmpty())
            return u"altered: %1"_s.arg(attack.entry);
        return attack.from == attack.to ? u"altered at %1"_s.arg(attack.from)
                                        : u"altered between %1 and %2"_s.arg(attack.from).arg(attack.to);
    default:
        return u"no bundle"_s;
    }
}

int exitCodeOf(State state)
{
    return state == State::Intact ? 0 : state == State::KeyUnknown ? 3 : 1;
}

}

TestBundleVerifiers::Ran TestBundleVerifiers::ours(const QStringList &arguments)
{
    const QString program = QCoreApplication::applicationDirPath() + u"/sekimori-log"_s;
    const QByteArray said = m_other.run(program, QStringList{u"verify"_s} + arguments);
    return {m_other.code(), QString::fromUtf8(said)};
}

QString TestBundleVerifiers::strangers(const QStringList &arguments)
{
    return QString::fromUtf8(m_other.run(u"python3"_s, QStringList{QStringLiteral(STRANGERS_VERIFIER)} + arguments))
        .trimmed();
}

void TestBundleVerifiers::initTestCase()
{
    m_other.put(u"bundle.zip"_s, m_bundle);
    m_other.put(u"key.pem"_s, m_log.key.verifyingKey().toPem());
}

void TestBundleVerifiers::findTheAttack_data()
{
    QTest::addColumn<BundleAttack>("attack");
    for (const BundleAttack &attack : bundleAttacks())
        QTest::newRow(attack.name) << attack;
}

void TestBundleVerifiers::findTheAttack()
{
    QFETCH(BundleAttack, attack);
    BundleFiles files = BundleFiles::of(m_bundle);
    attack.change(files, m_log);
    m_other.put(u"changed.zip"_s, files.zip());
    QCOMPARE(strangers({u"changed.zip"_s, u"key.pem"_s}), inShort(attack));
    const Ran ran = ours({u"-k"_s, u"key.pem"_s, u"changed.zip"_s});
    QVERIFY2(ran.said.startsWith(u"changed.zip: "_s), qPrintable(ran.said));
    QCOMPARE(ran.code, exitCodeOf(attack.state));
}

void TestBundleVerifiers::wantTheKeyFromOutside()
{
    QCOMPARE(strangers({u"bundle.zip"_s, u"key.pem"_s}), u"intact"_s);
    QCOMPARE(strangers({u"bundle.zip"_s}), u"key unknown"_s);
    QCOMPARE(ours({u"bundle.zip"_s}).code, 3);
    m_other.put(u"other.pem"_s, sekimori::crypto::SigningKey::make().verifyingKey().toPem());
    QCOMPARE(ours({u"-k"_s, u"other.pem"_s, u"bundle.zip"_s}).code, 3);
    QCOMPARE(ours({u"-k"_s, u"other.pem"_s, u"-k"_s, u"key.pem"_s, u"bundle.zip"_s}).code, 0);
}

void TestBundleVerifiers::sayWhatABundleIs()
{
    const Ran ran = ours({u"--key"_s, u"key.pem"_s, u"bundle.zip"_s});
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.said,
        u"bundle.zip: Intact: the events from number 1 to 95 are as they were exported.\n"
        "  log:           Demo & 関守, id %1\n"
        "  events:        number 1 to 95; the log went to 95\n"
        "  begins:        with the log’s first event\n"
        "  exported:      2026-04-16T06:00:00.000000Z\n"
        "  signed by key: %2\n"
        "  checkpoints:   11 in it fit; none was given from outside\n"_s.arg(
            QString::fromLatin1(m_log.id), QString::fromLatin1(m_log.key.verifyingKey().id())));
}

void TestBundleVerifiers::takeTheWorstOfSeveral()
{
    BundleFiles files = BundleFiles::of(m_bundle);
    files.removeLines(chain::entries::events, 10, 20);
    m_other.put(u"changed.zip"_s, files.zip());
    const QStringList key{u"-k"_s, u"key.pem"_s};
    m_other.put(u"unknown.zip"_s, bundleOf(ChainedLog(5)));
    QCOMPARE(ours(key + QStringList{u"bundle.zip"_s, u"bundle.zip"_s}).code, 0);
    QCOMPARE(ours(key + QStringList{u"bundle.zip"_s, u"unknown.zip"_s}).code, 3);
    QCOMPARE(ours(key + QStringList{u"unknown.zip"_s, u"missing.zip"_s}).code, 2);
    const Ran all = ours(key + QStringList{u"missing.zip"_s, u"changed.zip"_s, u"unknown.zip"_s, u"bundle.zip"_s});
    QCOMPARE(all.code, 1);
    QVERIFY2(all.said.contains(u"changed.zip: Missing: there are no events between number 9 and 21"_s),
        qPrintable(all.said));
}

void TestBundleVerifiers::holdCheckpointsAgainstIt()
{
    BundleFiles files = BundleFiles::of(m_bundle);
    files.setLine(chain::entries::events, 57, forged(m_log, 57));
    files.rehash();
    files[chain::entries::checkpoints].clear();
    files.remake(&m_log.key);
    m_other.put(u"rewritten.zip"_s, files.zip());
    m_other.put(u"mailed"_s, lineOf(m_log.checkpointAt(40)) + "\r\n" + lineOf(m_log.checkpointAt(70)) + "\r\n");
    const QStringList key{u"-k"_s, u"key.pem"_s};
    QCOMPARE(ours(key + QStringList{u"rewritten.zip"_s}).code, 0);
    const Ran ran = ours(key + QStringList{u"--checkpoint"_s, u"mailed"_s, u"rewritten.zip"_s});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.said.contains(u"Altered between number 41 and 70"_s), qPrintable(ran.said));
    const Ran fits = ours(key + QStringList{u"-C"_s, u"mailed"_s, u"bundle.zip"_s});
    QVERIFY2(fits.code == 0 && fits.said.contains(u"of 2 from outside, 2 fit"_s), qPrintable(fits.said));
    m_other.put(u"elsewhere"_s, lineOf(ChainedLog(9, QByteArray(32, 'b')).checkpointAt(9)));
    const Ran other = ours(key + QStringList{u"-C"_s, u"elsewhere"_s, u"bundle.zip"_s});
    QCOMPARE(other.code, 1);
    QVERIFY2(other.said.contains(u"Another log"_s), qPrintable(other.said));
}

/// A mail that says how far the log went proves nothing about a bundle that ends before.
void TestBundleVerifiers::sayWhereNoCheckpointCouldBeHeldAgainstIt()
{
    m_other.put(u"beginning.zip"_s, bundleOf(m_log, 1, 50));
    m_other.put(u"mailed"_s, lineOf(m_log.checkpointAt(60)) + '\n' + lineOf(m_log.checkpointAt(70)) + '\n');
    const QStringList checkpoint{u"-C"_s, u"mailed"_s};
    const QStringList known = checkpoint + QStringList{u"-k"_s, u"key.pem"_s};
    const Ran ran = ours(known + QStringList{u"beginning.zip"_s});
    QCOMPARE(ran.code, 4);
    QVERIFY2(ran.said.startsWith(u"beginning.zip: Intact: "_s), qPrintable(ran.said));
    QVERIFY2(ran.said.contains(u"take a bundle that has the event number 70."_s), qPrintable(ran.said));
    QVERIFY2(ran.said.contains(u"of 2 from outside, 0 fit"_s), qPrintable(ran.said));
    QCOMPARE(ours(checkpoint + QStringList{u"beginning.zip"_s}).code, 3);
    QCOMPARE(ours(known + QStringList{u"bundle.zip"_s}).code, 0);
    QCOMPARE(ours(known + QStringList{u"bundle.zip"_s, u"beginning.zip"_s}).code, 4);
}

void TestBundleVerifiers::tellWhatTheyCannotRead_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("no bundle") << QStringList{} << u"needs a bundle"_s;
    QTest::newRow("standard input") << QStringList{u"-"_s} << u"reads files only"_s;
    QTest::newRow("no such file") << QStringList{u"nowhere.zip"_s} << u"nowhere.zip"_s;
    QTest::newRow("another file") << QStringList{u"key.pem"_s} << u"This is no sealed bundle"_s;
    QTest::newRow("no such key") << QStringList{u"-k"_s, u"nowhere.pem"_s, u"bundle.zip"_s} << u"nowhere.pem"_s;
    QTest::newRow("no key") << QStringList{u"-k"_s, u"bundle.zip"_s, u"bundle.zip"_s} << u"no public key"_s;
    QTest::newRow("no checkpoint") << QStringList{u"-C"_s, u"key.pem"_s, u"bundle.zip"_s} << u"no checkpoint"_s;
    QTest::newRow("a filter") << QStringList{u"-f"_s, u"a"_s, u"bundle.zip"_s} << u"takes no --filter"_s;
    QTest::newRow("a zone") << QStringList{u"-z"_s, u"UTC"_s, u"bundle.zip"_s} << u"takes no --zone"_s;
}

void TestBundleVerifiers::tellWhatTheyCannotRead()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, complaint);
    const Ran ran = ours(arguments);
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.said.startsWith(u"sekimori-log: "_s) && ran.said.contains(complaint), qPrintable(ran.said));
}

void TestBundleVerifiers::writeNothingWhenAskedToBeQuiet()
{
    const Ran ran = ours({u"-q"_s, u"-k"_s, u"key.pem"_s, u"bundle.zip"_s});
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.said, QString());
    QCOMPARE(ours({u"-q"_s, u"bundle.zip"_s}).said, QString());
}

/// Both say the same names and formats.
void TestBundleVerifiers::useNothingButTheDescription()
{
    const auto content = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray description = content(QStringLiteral(BUNDLE_DESCRIPTION));
    for (const QByteArrayView name : chain::entries::listed)
        QVERIFY(description.contains(name));
    for (const QByteArrayView word : {QByteArrayView("Sekimori audit log 1"), chain::bundleFormat,
             QByteArrayView("Sekimori audit checkpoint 1"), QByteArrayView("deleted by retention up to here")})
        QVERIFY(description.contains(word));
    BundleFiles files = BundleFiles::of(m_bundle);
    const auto members = QJsonDocument::fromJson(files[chain::entries::manifest]).object().keys();
    for (const QString &member : members)
        QVERIFY2(description.contains("| `" + member.toUtf8() + '`'), qPrintable(member));
}

QTEST_GUILESS_MAIN(TestBundleVerifiers)
#include "tst_bundleverifiers.moc"
