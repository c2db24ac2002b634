// SPDX-License-Identifier: GPL-3.0-or-later
// The real program, started as a file manager starts it: the first console takes over what later ones are given.
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSecondStart : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void handsItsFilesToTheFirst();
    void staysApartWithOtherSettings();

private:
    QString put(const QString &name) const;
    void start(QProcess &process, const QStringList &arguments, const QString &settings = u"config"_s) const;
    QStringList opened(const QString &settings = u"config"_s) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_first;
};

namespace {

constexpr int patience = 120'000; // milliseconds; with sanitizers, on a busy machine

}

void TestSecondStart::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_first = std::make_unique<QProcess>();
}

void TestSecondStart::cleanup()
{
    m_first->terminate();
    if (!m_first->waitForFinished(patience))
        m_first->kill();
    m_first.reset();
}

QString TestSecondStart::put(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write("time,user\n2026-03-05T10:00:00Z,sato\n") < 0)
        qFatal("%s could not be written", qPrintable(name));
    return file.fileName();
}

void TestSecondStart::start(QProcess &process, const QStringList &arguments, const QString &settings) const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->filePath(settings));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder->path());
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QCoreApplication::applicationDirPath() + u"/sekimori"_s, arguments);
}

/// By what the console remembers.
QStringList TestSecondStart::opened(const QString &settings) const
{
    const QSettings console(m_folder->filePath(settings + u"/sekimori/console.ini"_s), QSettings::IniFormat);
    return console.value("logFiles/recent").toStringList();
}

void TestSecondStart::handsItsFilesToTheFirst()
{
    const QString first = put(u"first.csv"_s);
    start(*m_first, {first});
    QTRY_COMPARE_WITH_TIMEOUT(opened(), QStringList{first}, patience);
    const QString second = put(u"second 監査.csv"_s);
    QProcess later;
    start(later, {u"second 監査.csv"_s}); // as seen from its own folder
    QVERIFY(later.waitForFinished(patience));
    QCOMPARE(later.exitStatus(), QProcess::NormalExit);
    QCOMPARE(later.exitCode(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(opened(), (QStringList{second, first}), patience);
    QCOMPARE(m_first->state(), QProcess::Running);
}

void TestSecondStart::staysApartWithOtherSettings()
{
    start(*m_first, {put(u"first.csv"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(opened().size(), 1, patience);
    QProcess apart;
    start(apart, {put(u"second.csv"_s)}, u"other"_s);
    QTRY_COMPARE_WITH_TIMEOUT(opened(u"other"_s).size(), 1, patience);
    QCOMPARE(apart.state(), QProcess::Running);
    QCOMPARE(opened().size(), 1);
    apart.terminate();
    QVERIFY(apart.waitForFinished(patience));
}

QTEST_GUILESS_MAIN(TestSecondStart)
#include "tst_secondstart.moc"
