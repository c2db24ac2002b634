// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/linkrows.h"
#include "driver.h"
#include "fakelog.h"
#include "faketenant.h"
#include "items/archivesmodel.h"
#include "pages/retentionpage.h"
#include "platform/clients.h"
#include "readyanswers.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using Span = policy::AuditRetention::Span;

class TestRetentionPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysWhatAShorterTimeWouldDelete();
    void saysWhenNothingWouldBeDeleted();
    void saysWhyItIsNotKnownWhatGoes();
    void goesBackByRevert();
    void marksWhatThePlatformRefuses();
    void listsTheMonths();
    void ordersTheMonthsByWhatIsClicked();
    void explainsWhenTheFirstMonthIsClosed();
    void saysWhereTheLogBeginsLater_data();
    void saysWhereTheLogBeginsLater();
    void savesOneMonth();
    void savesSeveralMonthsIntoAFolder();
    void opensAMonth();
    void leavesNothingOfASaveThatFails();
    void saysHowTheCheckWent();
    void leadsToTheEventThatWasAltered();
    void listsAllPlacesThatWereAltered();
    void accusesNobodyWhereOnlyTheProofIsMissing();
    void copiesNoCheckpointThatNobodyCouldVerify();
    void hasTheLogCheckedNow();
    void copiesTheCheckpointAndTheKey();
    void savesTheKey();
    void saysThatTheKeyWasSeenFirst();
    void trustsAnotherKeyOnlyWhenAsked();
    void saysWhyThereIsNoKey();
    void letsAnAuditorOnlyLook();

private:
    void open(platform::Role role = platform::Role::Administrator);
    bool choose(Span span) const;
    Span collected() const;
    void lose(int events);
    void select(int row, Qt::KeyboardModifiers keys = Qt::NoModifier) const;
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    QTableView *table() const { return driver::find<QTableView>(m_page.get(), u"archives"_s); }
    QPushButton *button(const QString &name) const { return driver::find<QPushButton>(m_page.get(), name); }
    Banner &banner(const QString &name) const { return *m_page->findChild<Banner *>(name); }
    QString text(const QString &name) const { return m_page->findChild<QLabel *>(name)->text(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<fake::Tenant> m_tenant;
    fake::Log m_log;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::Clients> m_clients;
    std::unique_ptr<items::LogKeyTrust> m_trust;
    ReadyAnswers m_answers;
    QString m_opened;
    std::unique_ptr<RetentionPage> m_page;
};

void TestRetentionPage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_tenant = std::make_unique<fake::Tenant>();
    m_tenant->proof.addMonth(u"2026-01"_s, 1, 2000);
    m_tenant->proof.addMonth(u"2026-02"_s, 2001, 2100, u"damaged"_s);
    m_tenant->proof.addMonth(u"2026-03"_s, 2101, 2345, u"open"_s);
    m_log = {.newest = 2345};
    m_tenant->instead = [this](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target.startsWith("/api/v1/audit/events"))
            return m_log.answer(request);
        return std::nullopt;
    };
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return m_tenant->answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_clients = std::make_unique<platform::Clients>(*m_connection);
    m_trust = std::make_unique<items::LogKeyTrust>(m_clients->integrity, *m_settings, u"office"_s, u"Head office"_s);
    m_answers = {};
    m_opened.clear();
}

void TestRetentionPage::cleanup()
{
    m_page.reset();
    m_trust.reset();
    m_clients.reset();
    m_connection.reset();
    m_platform.reset();
    m_settings.reset();
}

void TestRetentionPage::open(platform::Role role)
{
    m_page = std::make_unique<RetentionPage>(RetentionPage::Needs{.retention = m_clients->retention,
        .audit = m_clients->audit,
        .archives = m_clients->archives,
        .integrity = m_clients->integrity,
        .logKey = *m_trust,
        .asker = m_answers,
        .openLogFile = [this](const QString &path) { m_opened = path; }});
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
    m_page->load({});
    m_page->resize(1100, 900);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_VERIFY(text(u"checkState"_s).contains(u"as of"_s) || banner(u"proofFailure"_s).isVisible());
    QTRY_VERIFY(!m_trust->isAsking());
    QTRY_VERIFY(table() || m_tenant->proof.archives.isEmpty());
}

bool TestRetentionPage::choose(Span span) const
{
    auto *box = driver::find<QComboBox>(m_page.get(), u"keepFor"_s);
    if (!box)
        return false;
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int step = 0; step < int(span); ++step)
        QTest::keyClick(box, Qt::Key_Down);
    return collected() == span;
}

Span TestRetentionPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.auditRetention.keepFor;
}

void TestRetentionPage::lose(int events)
{
    m_tenant->proof.retention = {{u"events"_s, events}, {u"first"_s, 1}, {u"last"_s, events},
        {u"before"_s, u"2026-03-05T14:20:00.000000Z"_s}, {u"oldestKept"_s, events + 1}};
}

void TestRetentionPage::select(int row, Qt::KeyboardModifiers keys) const
{
    const QRect place = table()->visualRect(table()->model()->index(row, 0));
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, keys, place.center());
}

void TestRetentionPage::saysWhatAShorterTimeWouldDelete()
{
    open();
    QVERIFY(banner(u"effect"_s).text().startsWith(u"Events are kept for 3 years"_s));
    lose(1200);
    const QSignalSpy changed(m_page.get(), &Page::changed);
    QVERIFY(choose(Span::OneYear));
    QVERIFY(!changed.isEmpty());
    QTRY_COMPARE(banner(u"effect"_s).tone(), Tone::Warning);
    QVERIFY(banner(u"effect"_s).text().contains(u"1,200 events, number 1 to 1,200, from 2026-03-05"_s));
    QVERIFY(m_page->isChanged());
    QVERIFY(choose(Span::TenYears));
    QCOMPARE(banner(u"effect"_s).tone(), Tone::Hint);
}

void TestRetentionPage::saysWhenNothingWouldBeDeleted()
{
    open();
    QVERIFY(choose(Span::SixWeeks));
    QTRY_COMPARE(banner(u"effect"_s).tone(), Tone::Good);
}

void TestRetentionPage::saysWhyItIsNotKnownWhatGoes()
{
    open();
    m_tenant->instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        return request.target.contains("/audit/retention") ? std::optional(fake::problem(503, u"internal"_s))
                                                           : std::nullopt;
    };
    QVERIFY(choose(Span::SixWeeks));
    QTRY_COMPARE(banner(u"effect"_s).tone(), Tone::Warning);
    m_tenant->instead = {};
    driver::click(banner(u"effect"_s).button());
    QTRY_COMPARE(banner(u"effect"_s).tone(), Tone::Good);
}

void TestRetentionPage::goesBackByRevert()
{
    open();
    QVERIFY(choose(Span::SixWeeks));
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QCOMPARE(collected(), Span::ThreeYears);
    QVERIFY(banner(u"effect"_s).text().startsWith(u"Events are kept for 3 years"_s));
}

void TestRetentionPage::marksWhatThePlatformRefuses()
{
    open();
    const QList<platform::FieldProblem> problems{
        {u"auditRetention.keepFor"_s, u"x"_s, u"Too short."_s}, {u"signIn.idleEnd"_s, u"x"_s, u"Elsewhere."_s}};
    QCOMPARE(m_page->showProblems(problems), problems.sliced(1));
    const auto *box = driver::find<QComboBox>(m_page.get(), u"keepFor"_s);
    QVERIFY(box->accessibleDescription().startsWith(u"Too short."_s));
    QVERIFY(box->hasFocus());
}

void TestRetentionPage::listsTheMonths()
{
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QCOMPARE(cell(0, 0), u"March 2026"_s);
    QCOMPARE(cell(0, 1), u"Open"_s);
    QCOMPARE(cell(1, 1), u"Damaged"_s);
    QCOMPARE(cell(2, 2), u"2,000"_s);
    QVERIFY(!button(u"saveArchives"_s)->isEnabled());
    QVERIFY(!button(u"saveArchives"_s)->toolTip().isEmpty());
}

void TestRetentionPage::ordersTheMonthsByWhatIsClicked()
{
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    table()->sortByColumn(items::ArchivesModel::EventsColumn, Qt::AscendingOrder);
    QCOMPARE(cell(0, 2), u"100"_s);
    QCOMPARE(cell(2, 2), u"2,000"_s);
}

void TestRetentionPage::explainsWhenTheFirstMonthIsClosed()
{
    m_tenant->proof.archives = {m_tenant->proof.archives.first()};
    open();
    QTRY_VERIFY(text(u"archivesNote"_s).contains(u"The first, March 2026, is closed soon after"_s));
    m_tenant->proof.archives = {};
    m_page->refresh();
    QTRY_VERIFY(driver::find<EmptyState>(m_page.get()));
    QVERIFY(!driver::find<EmptyState>(m_page.get())->headline().isEmpty());
}

void TestRetentionPage::saysWhereTheLogBeginsLater_data()
{
    QTest::addColumn<qint64>("checkedFirst");
    QTest::addColumn<QJsonValue>("beginsAt");
    QTest::addColumn<QString>("note");
    QTest::addColumn<QString>("check");
    const auto deleted = u"Deleted by retention: all events up to number %1."_s;
    const auto intact = u"number %1 to 2,345. What came before was deleted by retention, and that is signed."_s;
    QTest::newRow("checked since") << qint64(1201) << QJsonValue(1201) << deleted.arg(u"1,200") << intact.arg(u"1,201");
    QTest::newRow("checked before") << qint64(1) << QJsonValue(1201) << deleted.arg(u"1,200") << intact.arg(u"1,201");
    QTest::newRow("deleted again since") << qint64(1201) << QJsonValue(2001) << deleted.arg(u"2,000")
                                         << intact.arg(u"2,001");
    QTest::newRow("all of what was checked is gone")
        << qint64(1) << QJsonValue(2346) << deleted.arg(u"2,345") << u"Retention has deleted all of that since"_s;
    QTest::newRow("older platform, checked since")
        << qint64(1201) << QJsonValue() << deleted.arg(u"1,200") << intact.arg(u"1,201");
    QTest::newRow("older platform, checked before")
        << qint64(1) << QJsonValue() << QString() << u"up to number 2,345. The oldest events are deleted"_s;
}

void TestRetentionPage::saysWhereTheLogBeginsLater()
{
    QFETCH(const qint64, checkedFirst);
    QFETCH(const QJsonValue, beginsAt);
    QFETCH(const QString, note);
    QFETCH(const QString, check);
    m_tenant->proof.integrity.insert(u"start"_s, u"deletedByRetention"_s);
    m_tenant->proof.integrity.insert(u"first"_s, checkedFirst);
    m_tenant->proof.integrity.insert(u"beginsAt"_s, beginsAt);
    open();
    QVERIFY2(text(u"checkState"_s).contains(check), qPrintable(text(u"checkState"_s)));
    QVERIFY(!text(u"checkState"_s).contains(u"number 1 to"_s));
    QTRY_VERIFY(text(u"archivesNote"_s).contains(u"Each month can be saved"_s));
    QVERIFY2(text(u"archivesNote"_s).contains(note), qPrintable(text(u"archivesNote"_s)));
    QCOMPARE(text(u"archivesNote"_s).contains(u"Deleted by retention"_s), !note.isEmpty());
}

void TestRetentionPage::savesOneMonth()
{
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    select(2);
    const QString path = m_folder->filePath(u"january.zip"_s);
    m_answers.path = path;
    driver::click(button(u"saveArchives"_s));
    QCOMPARE(m_answers.fileQuestions.last().suggestedName, u"audit-log-2026-01.zip"_s);
    QTRY_COMPARE(banner(u"archivesNews"_s).tone(), Tone::Good);
    QVERIFY(QFile::exists(path));
    QVERIFY(m_opened.isEmpty());
}

void TestRetentionPage::savesSeveralMonthsIntoAFolder()
{
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QFile before(m_folder->filePath(u"audit-log-2026-01.zip"_s));
    QVERIFY(before.open(QIODevice::WriteOnly));
    before.close();
    select(2);
    select(1, Qt::ControlModifier);
    m_answers.path = m_folder->path();
    QVERIFY(!button(u"openArchive"_s)->isEnabled());
    driver::click(button(u"saveArchives"_s));
    QTRY_VERIFY(banner(u"archivesNews"_s).text().startsWith(u"2 archives"_s));
    QVERIFY(QFile::exists(m_folder->filePath(u"audit-log-2026-02.zip"_s)));
    QVERIFY(QFile::exists(m_folder->filePath(u"audit-log-2026-01-2.zip"_s))); // Nothing is written over.
    QCOMPARE(QFileInfo(before).size(), 0);
}

void TestRetentionPage::opensAMonth()
{
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    select(1);
    const QString path = m_folder->filePath(u"february.zip"_s);
    m_answers.path = path;
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_COMPARE(m_opened, path);
    QCOMPARE(m_platform->seen().last().target, "/api/v1/audit/archives/2026-02");
}

void TestRetentionPage::leavesNothingOfASaveThatFails()
{
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    m_tenant->proof.bundleWay = fake::Reply::Way::Half;
    select(0);
    const QString path = m_folder->filePath(u"march.zip"_s);
    m_answers.path = path;
    driver::click(button(u"openArchive"_s));
    QTRY_COMPARE(banner(u"archivesNews"_s).tone(), Tone::Error);
    QVERIFY(!QFile::exists(path));
    QVERIFY(m_opened.isEmpty());
}

void TestRetentionPage::saysHowTheCheckWent()
{
    open();
    QVERIFY(text(u"checkState"_s).startsWith(u"Intact, as of 2026-03-05"_s));
    QVERIFY(text(u"checkState"_s).contains(u"number 1 to 2,345"_s));
    QVERIFY(text(u"checkpoint"_s).startsWith(u"Number 2,345, signed 2026-03-05"_s));
    QVERIFY(!banner(u"broken"_s).isVisible());
}

void TestRetentionPage::leadsToTheEventThatWasAltered()
{
    m_tenant->proof.breakAt(17);
    open();
    QTRY_VERIFY(banner(u"broken"_s).isVisible());
    QVERIFY(banner(u"broken"_s).text().contains(u"number 17"_s));
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    driver::click(banner(u"broken"_s).button());
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(0).toString(), u"auditLog"_s);
    QCOMPARE(wanted.first().at(1).toString(), u"17"_s);
}

void TestRetentionPage::listsAllPlacesThatWereAltered()
{
    m_tenant->proof.breakAt(17);
    m_tenant->proof.addFinding(40, 60, u"These are missing."_s);
    open();
    QTRY_VERIFY(banner(u"broken"_s).isVisible());
    QVERIFY(banner(u"broken"_s).text().contains(u"in several places, first at number 17"_s));
    QVERIFY(!banner(u"broken"_s).button()->isVisible());
    const auto *rows = driver::find<LinkRows>(m_page.get(), u"findings"_s);
    QVERIFY(rows);
    QCOMPARE(rows->rows().size(), 2);
    QCOMPARE(rows->rows().last()->content().title, u"Number 40 to 60"_s);
    QCOMPARE(rows->rows().last()->content().text, u"These are missing."_s);
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    rows->rows().last()->setFocus();
    QTest::keyClick(rows->rows().last(), Qt::Key_Space);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(1).toString(), u"40"_s);
}

void TestRetentionPage::accusesNobodyWhereOnlyTheProofIsMissing()
{
    m_tenant->proof.breakAt(17);
    m_tenant->proof.integrity.insert(u"findings"_s, QJsonArray());
    m_tenant->proof.addFinding(17, 60, u"Nothing proves these."_s, u"unsigned"_s);
    open();
    QTRY_VERIFY(banner(u"broken"_s).isVisible());
    QVERIFY(banner(u"broken"_s).text().startsWith(u"Nothing proves these. Save"_s));
    QVERIFY(banner(u"broken"_s).button()->isVisible());
    QVERIFY(text(u"checkState"_s).startsWith(u"Not proven from number 17 on, as of"_s));
}

void TestRetentionPage::copiesNoCheckpointThatNobodyCouldVerify()
{
    QJsonObject checkpoint = m_tenant->proof.integrity.value(u"lastCheckpoint"_s).toObject();
    checkpoint.remove(u"signedLine"_s);
    m_tenant->proof.integrity.insert(u"lastCheckpoint"_s, checkpoint);
    open();
    QTRY_VERIFY(button(u"copyCheckpoint"_s));
    QVERIFY(!button(u"copyCheckpoint"_s)->isEnabled());
    QVERIFY(!button(u"copyCheckpoint"_s)->toolTip().isEmpty());
}

void TestRetentionPage::hasTheLogCheckedNow()
{
    open();
    QTRY_VERIFY(button(u"checkNow"_s)->isEnabled());
    m_tenant->proof.integrity.insert(u"state"_s, u"checking"_s);
    driver::click(button(u"checkNow"_s));
    QVERIFY(!button(u"checkNow"_s)->isEnabled());
    QTRY_COMPARE(text(u"checkState"_s), u"Checking…"_s);
    QTRY_COMPARE(m_tenant->proof.checks, 1);
    m_tenant->proof.integrity.insert(u"state"_s, u"intact"_s);
    QTRY_VERIFY(text(u"checkState"_s).startsWith(u"Intact"_s));
}

void TestRetentionPage::copiesTheCheckpointAndTheKey()
{
    open();
    QTRY_VERIFY(button(u"copyCheckpoint"_s));
    driver::click(button(u"copyCheckpoint"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(lineOf(fake::checkpoint())));
    driver::click(button(u"copyKey"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromLatin1(fake::keyIdOf('a')));
    QVERIFY(text(u"logKey"_s).startsWith(QString::fromLatin1(fake::keyIdOf('a')).first(4) + u' '));
}

void TestRetentionPage::savesTheKey()
{
    open();
    QTRY_VERIFY(button(u"saveKey"_s));
    const QString path = m_folder->filePath(u"key.pem"_s);
    m_answers.path = path;
    driver::click(button(u"saveKey"_s));
    QTRY_COMPARE(banner(u"proofNews"_s).tone(), Tone::Good);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), m_trust->log()->key->publicKey);
}

void TestRetentionPage::saysThatTheKeyWasSeenFirst()
{
    open();
    QTRY_VERIFY(text(u"keyTrust"_s).startsWith(u"Seen for the first time on"_s));
    m_answers.choice = 0;
    driver::click(button(u"forgetKey"_s));
    QCOMPARE(m_answers.questions.size(), 1);
    QVERIFY(!m_trust->seen());
    QVERIFY(button(u"trustKey"_s));
    driver::click(button(u"trustKey"_s));
    QVERIFY(m_trust->seen());
}

void TestRetentionPage::trustsAnotherKeyOnlyWhenAsked()
{
    open();
    QTRY_VERIFY(m_trust->seen());
    m_tenant->proof.setKey('b');
    m_page->refresh();
    QTRY_VERIFY(text(u"keyTrust"_s).startsWith(u"This is another key"_s));
    QVERIFY(text(u"keyTrust"_s).contains(QString::fromLatin1(fake::keyIdOf('a')).first(4) + u' '));
    driver::click(button(u"trustKey"_s)); // and thinks better of it
    QCOMPARE(m_trust->seen()->id, fake::keyIdOf('a'));
    m_answers.choice = 0;
    driver::click(button(u"trustKey"_s));
    QCOMPARE(m_trust->seen()->id, fake::keyIdOf('b'));
    QCOMPARE(m_answers.questions.size(), 2);
}

void TestRetentionPage::saysWhyThereIsNoKey()
{
    m_tenant->proof.key.insert(u"key"_s, QJsonValue());
    m_tenant->proof.key.insert(u"why"_s, u"The operator has set no key."_s);
    open();
    QTRY_COMPARE(text(u"logKey"_s), u"The operator has set no key."_s);
    QVERIFY(!button(u"saveKey"_s));
}

void TestRetentionPage::letsAnAuditorOnlyLook()
{
    open(platform::Role::Auditor);
    QVERIFY(!driver::find<QComboBox>(m_page.get(), u"keepFor"_s));
    QCOMPARE(driver::find<QLineEdit>(m_page.get(), u"keepFor"_s)->text(), u"3 years"_s);
    QVERIFY(!button(u"checkNow"_s));
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    select(0);
    QVERIFY(button(u"saveArchives"_s)->isEnabled());
}

QTEST_MAIN(TestRetentionPage)
#include "tst_retentionpage.moc"
