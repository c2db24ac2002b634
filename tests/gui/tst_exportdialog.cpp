// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/parser.h"
#include "controls/banner.h"
#include "driver.h"
#include "fakelogsource.h"
#include "items/filelogsource.h"
#include "log/exportdialog.h"
#include "reach.h"
#include "readyanswers.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestExportDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void writesAllThatTheFilterLetsThrough();
    void writesOnlyWhatIsChosen();
    void waitsUntilAllIsKnown();
    void offersANameByTheForm();
    void saysWhatWentWrong();
    void guardsCsvOnly();
    void offersNoBundleOfFiles();
    void sealsTheSpanOfTheView();
    void sealsByNumbers();
    void isWithinReach();

private:
    void open(const QList<items::LogRowRange> &chosen = {});
    void openPlatforms();
    QByteArray written(const QString &name) const;
    template<typename W>
    W *find(const QString &name) const
    {
        return driver::find<W>(m_dialog.get(), name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<items::FileLogSource> m_source;
    std::unique_ptr<fake::LogSource> m_platform;
    ReadyAnswers m_answers;
    std::unique_ptr<ExportDialog> m_dialog;
};

void TestExportDialog::init()
{
    m_answers = {};
    m_folder = std::make_unique<QTemporaryDir>();
    QFile file(m_folder->filePath(u"a.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "time,user,action\n"
        "2026-03-05T10:00:00Z,sato,=1+1\n2026-03-05T11:00:00Z,mori,sign in\n2026-03-05T12:00:00Z,abe,sign out\n");
    file.close();
    m_source = std::make_unique<items::FileLogSource>();
    m_source->open({file.fileName()});
    QTRY_VERIFY(m_source->state().isShownFinal);
    QCOMPARE(m_source->state().shown, 3);
}

void TestExportDialog::cleanup()
{
    m_dialog.reset();
    m_platform.reset();
    m_source.reset();
}

void TestExportDialog::open(const QList<items::LogRowRange> &chosen)
{
    m_dialog = std::make_unique<ExportDialog>(*m_source, chosen, m_answers, nullptr);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

QByteArray TestExportDialog::written(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestExportDialog::writesAllThatTheFilterLetsThrough()
{
    open();
    m_answers.path = m_folder->filePath(u"out.csv"_s);
    driver::click(find<QPushButton>(u"export"_s));
    QTRY_VERIFY(find<Banner>(u"result"_s));
    QCOMPARE(find<Banner>(u"result"_s)->tone(), Tone::Good);
    QCOMPARE(written(u"out.csv"_s).count('\n'), 4);
    QVERIFY(written(u"out.csv"_s).contains("'=1+1"));
}

void TestExportDialog::writesOnlyWhatIsChosen()
{
    open({{0, 0}});
    find<QRadioButton>(u"onlyChosen"_s)->click();
    m_answers.path = m_folder->filePath(u"out.csv"_s);
    driver::click(find<QPushButton>(u"export"_s));
    QTRY_VERIFY(find<Banner>(u"result"_s));
    QVERIFY(written(u"out.csv"_s).contains("abe")); // the newest first
    QVERIFY(!written(u"out.csv"_s).contains("mori"));
}

void TestExportDialog::waitsUntilAllIsKnown()
{
    open({{0, 0}});
    audit::filter::Reading reading;
    m_source->setQuery(
        {.filter = audit::filter::parse(u"user:sato"_s, reading).value(), .zone = m_source->query().zone});
    const auto *write = find<QPushButton>(u"export"_s);
    QVERIFY(!write->isEnabled());
    QCOMPARE(write->toolTip(), m_source->whyNotExported());
    find<QRadioButton>(u"onlyChosen"_s)->click();
    QVERIFY(write->isEnabled());
    find<QRadioButton>(u"all"_s)->click();
    QTRY_VERIFY(write->isEnabled());
    m_answers.path = m_folder->filePath(u"out.csv"_s);
    driver::click(find<QPushButton>(u"export"_s));
    QTRY_VERIFY(find<Banner>(u"result"_s));
    QCOMPARE(written(u"out.csv"_s).count('\n'), 2);
}

void TestExportDialog::offersANameByTheForm()
{
    open();
    m_dialog->setSuggestedName(u"march"_s);
    QVERIFY(!find<QRadioButton>(u"onlyChosen"_s)); // nothing is
    find<QComboBox>(u"format"_s)->setCurrentIndex(1);
    find<QComboBox>(u"packing"_s)->setCurrentIndex(2);
    driver::click(find<QPushButton>(u"export"_s));
    QCOMPARE(m_answers.fileQuestions.size(), 1);
    QCOMPARE(m_answers.fileQuestions.first().suggestedName, u"march.ndjson.gz"_s);
}

void TestExportDialog::saysWhatWentWrong()
{
    open();
    m_answers.path = m_folder->filePath(u"no/such/folder/out.csv"_s);
    driver::click(find<QPushButton>(u"export"_s));
    QTRY_VERIFY(find<Banner>(u"result"_s));
    QCOMPARE(find<Banner>(u"result"_s)->tone(), Tone::Error);
    QVERIFY(find<QPushButton>(u"export"_s)->isEnabled());
}

void TestExportDialog::guardsCsvOnly()
{
    open();
    QVERIFY(find<QCheckBox>(u"apostrophes"_s)->isChecked());
    find<QComboBox>(u"format"_s)->setCurrentIndex(1);
    QVERIFY(!find<QCheckBox>(u"apostrophes"_s)->isEnabled());
}

void TestExportDialog::offersNoBundleOfFiles()
{
    open();
    QCOMPARE(find<QComboBox>(u"format"_s)->count(), 2);
}

void TestExportDialog::openPlatforms()
{
    m_platform = std::make_unique<fake::LogSource>();
    m_platform->seals = true;
    audit::filter::Reading reading;
    m_platform->setQuery(
        {.filter = audit::filter::parse(u"user:sato since:2026-03-01 until:2026-03-08T12:00:00Z"_s, reading).value(),
            .zone = QTimeZone::utc()});
    m_dialog = std::make_unique<ExportDialog>(*m_platform, QList<items::LogRowRange>(), m_answers, nullptr);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    find<QComboBox>(u"format"_s)->setCurrentIndex(2);
}

void TestExportDialog::sealsTheSpanOfTheView()
{
    openPlatforms();
    QVERIFY(!find<QComboBox>(u"packing"_s));
    QVERIFY(!find<QRadioButton>(u"all"_s));
    QVERIFY(find<QRadioButton>(u"byTime"_s)->text().contains(u"from 2026-03-01 00:00 (UTC)"_s));
    m_answers.path = m_folder->filePath(u"out.zip"_s);
    driver::click(find<QPushButton>(u"export"_s));
    QCOMPARE(m_answers.fileQuestions.first().suggestedName, u"audit-log.zip"_s);
    QCOMPARE(m_platform->sealed.size(), 1);
    const auto span = std::get<platform::TimeSpan>(m_platform->sealed.first().second);
    QCOMPARE(audit::toText(*span.since), u"2026-03-01T00:00:00.000000Z"_s);
    QVERIFY(span.until);
    QVERIFY(m_dialog->isWriting());
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isWriting());
    QVERIFY(!m_platform->exporting);
}

void TestExportDialog::sealsByNumbers()
{
    openPlatforms();
    driver::tick(find<QRadioButton>(u"byNumber"_s));
    QVERIFY(!find<QPushButton>(u"export"_s)->isEnabled());
    QVERIFY(!find<QPushButton>(u"export"_s)->toolTip().isEmpty());
    driver::type(find<QLineEdit>(u"firstNumber"_s), u"12"_s);
    driver::type(find<QLineEdit>(u"lastNumber"_s), u"9"_s);
    QVERIFY(find<QLabel>(u"spanProblem"_s));
    driver::type(find<QLineEdit>(u"lastNumber"_s), u"400"_s);
    m_answers.path = m_folder->filePath(u"out.zip"_s);
    driver::click(find<QPushButton>(u"export"_s));
    const platform::NumberSpan expected{12, 400};
    QCOMPARE(std::get<platform::NumberSpan>(m_platform->sealed.first().second), expected);
}

void TestExportDialog::isWithinReach()
{
    open({{0, 1}});
    QCOMPARE(reach::all(*m_dialog), QStringList());
    openPlatforms();
    QCOMPARE(reach::all(*m_dialog), QStringList());
}

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
