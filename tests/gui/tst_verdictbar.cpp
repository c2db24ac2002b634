// SPDX-License-Identifier: GPL-3.0-or-later
#include "builtbundle.h"
#include "controls/banner.h"
#include "driver.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "logwindow/logwindow.h"
#include "logwindow/logwindows.h"
#include "logwindow/verdictbar.h"
#include "logwindow/verdictdialog.h"
#include "look/preferences.h"
#include "reach.h"
#include "readyanswers.h"
#include "translations.h"

#include <QClipboard>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;

/// Sealed bundles in the window of log files.
class TestVerdictBar : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void showsNothingForOtherFiles();
    void showsTheRowsOfABundleAndItsVerdict();
    void takesAKeyFile();
    void saysWhyAKeyFileIsNone();
    void takesCheckpointFilesAndLeavesThemOut();
    void warnsWhereNoCheckpointCouldBeHeldAgainstIt();
    void saysWhyACheckpointFileIsNone();
    void goesToTheEventThatWasAltered();
    void goesThereWhateverTheFilterSays();
    void judgesAnewWhatIsReadAgain();
    void listsSeveral();
    void tellsAllFacts();
    void tellsClaimsAsClaims();
    void isWithinReach();

private:
    QString put(const QString &name, const QByteArray &content) const;
    void open(const QStringList &paths);
    QByteArray alteredAt(int line) const;
    void seeKey();
    VerdictDialog *details();
    QString copiedFacts();
    LogWindow *window() const { return m_windows->windows().last(); }
    LogPanel &panel() const { return *window()->findChild<LogPanel *>(); }
    VerdictBar &bar() const { return *window()->findChild<VerdictBar *>(); }
    Banner &verdict() const { return *bar().findChild<Banner *>(u"verdict"_s); }
    qint64 chosenNumber() const;
    const items::BundleVerdict &first() const { return window()->verdicts().all().first(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    ReadyAnswers m_answers;
    std::unique_ptr<Look> m_look;
    Translations m_translations{u"en"_s};
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<LogWindows> m_windows;
    audit::bundle::ChainedLog m_log{40};
};

void TestVerdictBar::initTestCase()
{
    m_look = std::make_unique<Look>(*qApp, Theme::Light);
    QApplication::setQuitOnLastWindowClosed(false);
}

void TestVerdictBar::init()
{
    m_answers = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_preferences = std::make_unique<Preferences>(*m_settings, *m_look, m_translations);
    m_windows = std::make_unique<LogWindows>(LogWindows::Needs{m_answers, *m_settings, *m_preferences});
}

void TestVerdictBar::cleanup()
{
    m_windows.reset();
}

QString TestVerdictBar::put(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s could not be written", qPrintable(name));
    return file.fileName();
}

void TestVerdictBar::seeKey()
{
    const auto &key = m_log.key.verifyingKey();
    items::SeenLogKeys(*m_settings)
        .keep({.connection = u"office"_s,
            .name = u"Head office"_s,
            .logId = m_log.id,
            .id = key.id(),
            .publicKey = key.toPem(),
            .seenAt = QDateTime::currentDateTimeUtc()});
}

void TestVerdictBar::open(const QStringList &paths)
{
    m_windows->open(paths);
    QTRY_VERIFY(window()->source().state().isShownFinal);
    QTRY_VERIFY(!window()->verdicts().isUnderWay());
}

QByteArray TestVerdictBar::alteredAt(int line) const
{
    auto files = audit::bundle::BundleFiles::of(bundleOf(m_log, 11, 30));
    QByteArray text = files.line("events.ndjson", line);
    files.setLine("events.ndjson", line, text.replace("\"level\":\"", "\"level\": \""));
    return files.zip();
}

qint64 TestVerdictBar::chosenNumber() const
{
    const auto ranges = panel().view().chosen().ranges();
    if (ranges.isEmpty())
        return 0;
    const auto record = window()->source().rows().recordAt(ranges.first().first);
    return record ? record->number : 0;
}

void TestVerdictBar::showsNothingForOtherFiles()
{
    open({put(u"log.csv"_s, "time,user,action\n2026-03-05T10:00:00Z,sato,sign in\n")});
    QVERIFY(!bar().isVisible());
}

void TestVerdictBar::showsTheRowsOfABundleAndItsVerdict()
{
    seeKey();
    open({put(u"log.zip"_s, bundleOf(m_log))});
    QCOMPARE(panel().view().rows().rowCount(), 40);
    QTRY_VERIFY(bar().isVisible());
    QCOMPARE(verdict().tone(), Tone::Good);
    QVERIFY(verdict().text().startsWith(u"Intact: "_s));
    QVERIFY(verdict().text().contains(u"“Head office”"_s));
    QVERIFY(!verdict().button()->isVisible());
}

void TestVerdictBar::takesAKeyFile()
{
    open({put(u"log.zip"_s, bundleOf(m_log))});
    QTRY_COMPARE(verdict().tone(), Tone::Warning);
    QVERIFY(verdict().text().startsWith(u"Key unknown: "_s));
    m_answers.path = put(u"key.pem"_s, m_log.key.verifyingKey().toPem());
    driver::click(verdict().button());
    QTRY_COMPARE(verdict().tone(), Tone::Good);
    QVERIFY(verdict().text().contains(u"“key.pem”"_s));
}

void TestVerdictBar::saysWhyAKeyFileIsNone()
{
    open({put(u"log.zip"_s, bundleOf(m_log))});
    QTRY_COMPARE(verdict().tone(), Tone::Warning);
    m_answers.path = put(u"key.pem"_s, "no key");
    driver::click(verdict().button());
    QTRY_VERIFY(driver::find<Banner>(&bar(), u"keyRefusal"_s));
    QCOMPARE(driver::find<Banner>(&bar(), u"keyRefusal"_s)->tone(), Tone::Error);
    QCOMPARE(verdict().tone(), Tone::Warning);
}

VerdictDialog *TestVerdictBar::details()
{
    if (!driver::dialogOver<VerdictDialog>(window()))
        driver::click(driver::find<QPushButton>(&bar(), u"verdictDetails"_s));
    return driver::dialogOver<VerdictDialog>(window());
}

QString TestVerdictBar::copiedFacts()
{
    driver::click(driver::find<QPushButton>(details(), u"copyFacts"_s));
    return QGuiApplication::clipboard()->text();
}

void TestVerdictBar::takesCheckpointFilesAndLeavesThemOut()
{
    seeKey();
    open({put(u"log.zip"_s, bundleOf(m_log))});
    QTRY_COMPARE(verdict().tone(), Tone::Good);
    QVERIFY(details());
    auto *without = driver::find<QPushButton>(details(), u"withoutCheckpoints"_s);
    QVERIFY(!without->isEnabled() && !without->toolTip().isEmpty());
    QVERIFY(copiedFacts().contains(u"Checkpoints from outside\tnone of this log was chosen"_s));
    m_answers.path = put(u"mail.eml"_s,
        "Content-Transfer-Encoding: base64\r\n\r\n" + lineOf(m_log.checkpointAt(15)).toBase64() + "\r\n");
    driver::click(driver::find<QPushButton>(details(), u"chooseCheckpoints"_s));
    QTRY_VERIFY(verdict().text().contains(u" from outside fit"_s));
    QCOMPARE(verdict().tone(), Tone::Good);
    QVERIFY(copiedFacts().contains(u"Checkpoints from outside\t1 of 1 fit"_s));
    QVERIFY(without->isEnabled());
    driver::click(without);
    QTRY_VERIFY(verdict().text().endsWith(u"“Head office” vouches for it."_s));
    QVERIFY(!without->isEnabled());
}

void TestVerdictBar::warnsWhereNoCheckpointCouldBeHeldAgainstIt()
{
    seeKey();
    open({put(u"log.zip"_s, bundleOf(m_log, 1, 20))});
    QTRY_COMPARE(verdict().tone(), Tone::Good);
    m_answers.path = put(u"mailed.ndjson"_s, lineOf(m_log.checkpointAt(30)));
    driver::click(driver::find<QPushButton>(details(), u"chooseCheckpoints"_s));
    QTRY_COMPARE(verdict().tone(), Tone::Warning);
    QVERIFY2(verdict().text().endsWith(u"the event number 30."_s), qPrintable(verdict().text()));
    QVERIFY(copiedFacts().contains(u"Checkpoints from outside\t0 of 1 fit"_s));
}

void TestVerdictBar::saysWhyACheckpointFileIsNone()
{
    open({put(u"log.zip"_s, bundleOf(m_log))});
    QTRY_COMPARE(verdict().tone(), Tone::Warning);
    m_answers.path = put(u"lunch.eml"_s, "Subject: Lunch\n\nAt noon?\n");
    driver::click(driver::find<QPushButton>(details(), u"chooseCheckpoints"_s));
    QTRY_VERIFY(driver::find<Banner>(&bar(), u"keyRefusal"_s));
    QVERIFY(driver::find<Banner>(&bar(), u"keyRefusal"_s)->text().contains(u"“lunch.eml”"_s));
}

void TestVerdictBar::goesToTheEventThatWasAltered()
{
    seeKey();
    open({put(u"log.zip"_s, alteredAt(5))});
    QTRY_COMPARE(verdict().tone(), Tone::Error);
    QVERIFY(verdict().text().startsWith(u"Altered at number 15"_s));
    QVERIFY(verdict().button()->text().contains(u"15"_s));
    driver::click(verdict().button());
    QCOMPARE(chosenNumber(), 15);
}

void TestVerdictBar::goesThereWhateverTheFilterSays()
{
    seeKey();
    open({put(u"log.zip"_s, alteredAt(5))});
    QTRY_COMPARE(verdict().tone(), Tone::Error);
    panel().setFilterText(u"user:nobody-of-this-name"_s);
    QTRY_COMPARE(panel().view().rows().rowCount(), 0);
    driver::click(verdict().button());
    QTRY_COMPARE(chosenNumber(), 15);
    QVERIFY(panel().filterText().isEmpty());
}

void TestVerdictBar::judgesAnewWhatIsReadAgain()
{
    seeKey();
    open({put(u"log.zip"_s, bundleOf(m_log, 11, 30))});
    QTRY_COMPARE(verdict().tone(), Tone::Good);
    put(u"log.zip"_s, alteredAt(5));
    window()->open(window()->paths());
    QTRY_COMPARE(verdict().tone(), Tone::Error);
}

void TestVerdictBar::listsSeveral()
{
    seeKey();
    open({put(u"good.zip"_s, bundleOf(m_log, 1, 10)), put(u"bad.zip"_s, alteredAt(5))});
    QTRY_COMPARE(verdict().tone(), Tone::Error);
    QVERIFY(verdict().text().startsWith(u"2 sealed bundles: "_s));
    QVERIFY(verdict().text().contains(u"1 × Intact"_s));
    QVERIFY(verdict().text().contains(u"1 × Altered"_s));
    QVERIFY(verdict().text().contains(u"bad.zip"_s));
    driver::click(driver::find<QPushButton>(&bar(), u"verdictDetails"_s));
    auto *dialog = driver::dialogOver<VerdictDialog>(window());
    QVERIFY(dialog);
    auto *list = driver::find<QListWidget>(dialog, u"bundles"_s);
    QCOMPARE(list->count(), 2);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(dialog->findChild<Banner *>(u"verdict"_s)->tone(), Tone::Error);
}

void TestVerdictBar::tellsAllFacts()
{
    seeKey();
    open({put(u"log.zip"_s, bundleOf(m_log, 11, 30))});
    QTRY_COMPARE(verdict().tone(), Tone::Good);
    driver::click(driver::find<QPushButton>(&bar(), u"verdictDetails"_s));
    auto *dialog = driver::dialogOver<VerdictDialog>(window());
    QVERIFY(dialog);
    driver::click(driver::find<QPushButton>(dialog, u"copyFacts"_s));
    const QString facts = QGuiApplication::clipboard()->text();
    QVERIFY2(facts.contains(u"First event\t11\n"_s), qPrintable(facts));
    QVERIFY(facts.contains(u"Last event\t30\n"_s));
    QVERIFY(facts.contains(u"Events\t20\n"_s));
    QVERIFY(facts.contains(u"That key is\tHead office"_s));
    const QString id = items::groupedDigits(m_log.key.verifyingKey().id()).replace(u'\n', u' ');
    QVERIFY(facts.contains(u"Signed by the key\t"_s + id));
}

void TestVerdictBar::tellsClaimsAsClaims()
{
    seeKey();
    auto files = audit::bundle::BundleFiles::of(bundleOf(m_log, 11, 30));
    auto manifest = files.manifest();
    manifest.tenant = u"Somebody else"_s;
    files.setManifest(manifest);
    open({put(u"log.zip"_s, files.zip())});
    QTRY_COMPARE(verdict().tone(), Tone::Error);
    driver::click(driver::find<QPushButton>(&bar(), u"verdictDetails"_s));
    auto *dialog = driver::dialogOver<VerdictDialog>(window());
    QVERIFY(dialog);
    driver::click(driver::find<QPushButton>(dialog, u"copyFacts"_s));
    const QString facts = QGuiApplication::clipboard()->text();
    QVERIFY2(facts.contains(u"Says it is signed by the key\t"_s), qPrintable(facts));
    QVERIFY(!facts.contains(u"That key is\t"_s));
}

void TestVerdictBar::isWithinReach()
{
    open({put(u"log.zip"_s, bundleOf(m_log))});
    QTRY_COMPARE(verdict().tone(), Tone::Warning);
    const QStringList faults = reach::all(*window());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    driver::click(driver::find<QPushButton>(&bar(), u"verdictDetails"_s));
    auto *dialog = driver::dialogOver<VerdictDialog>(window());
    QVERIFY(dialog);
    const QStringList inDialog = reach::all(*dialog);
    QVERIFY2(inDialog.isEmpty(), qPrintable(inDialog.join(u'\n')));
}

QTEST_MAIN(TestVerdictBar)
#include "tst_verdictbar.moc"
