// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/timezonedialog.h"
#include "driver.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "logwindow/damagedialog.h"
#include "logwindow/filesdialog.h"
#include "logwindow/headerdialog.h"
#include "logwindow/logwindow.h"
#include "logwindow/logwindows.h"
#include "look/command.h"
#include "look/preferences.h"
#include "reach.h"
#include "readyanswers.h"
#include "translations.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestLogWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void showsTheRowsOfAFile();
    void opensTheSameFilesOnce();
    void filters();
    void goesToATimeFromAnotherOrder();
    void listsWhatCouldNotBeRead();
    void asksWhichColumnIsWhichAndRemembersIt();
    void saysInWhichZoneTimesWereRead();
    void saysWhyAFileCannotBeOpened();
    void addsFiles();
    void offersTheRestOfWhatWasStopped();
    void callsNoGrowthStopped();
    void offersToReadAFileAgainThatHasGrown();
    void takesFilesThatAreDropped();
    void opensWhatIsChosenInTheMenu();
    void speaksAnotherLanguage();
    void tellsWhenTheLastOneIsClosed();
    void isWithinReach();

private:
    QString put(const QString &name, const QByteArray &content) const;
    void open(const QStringList &paths);
    /// The one that was opened last.
    LogWindow *window() const;
    LogPanel &panel() const { return *window()->findChild<LogPanel *>(); }
    int rows() const { return panel().view().rows().rowCount(); }
    QAction *action(const QString &english) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    ReadyAnswers m_answers;
    std::unique_ptr<Look> m_look;
    Translations m_translations{u"en"_s};
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<LogWindows> m_windows;
    mutable QList<QPointer<LogWindow>> m_seen; ///< the oldest first
};

namespace {

const QByteArray good = "time,user,action\n2026-03-05T10:00:00Z,sato,sign in\n2026-03-05T11:00:00Z,mori,sign out\n";

}

void TestLogWindow::initTestCase()
{
    m_look = std::make_unique<Look>(*qApp, Theme::Light);
    QApplication::setQuitOnLastWindowClosed(false);
}

void TestLogWindow::init()
{
    m_answers = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_preferences = std::make_unique<Preferences>(*m_settings, *m_look, m_translations);
    m_windows = std::make_unique<LogWindows>(LogWindows::Needs{m_answers, *m_settings, *m_preferences});
}

void TestLogWindow::cleanup()
{
    m_windows.reset();
    m_translations.choose(u"en"_s);
}

QString TestLogWindow::put(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s could not be written", qPrintable(name));
    return file.fileName();
}

LogWindow *TestLogWindow::window() const
{
    const auto all = QApplication::topLevelWidgets(); // in no order
    for (QWidget *each : all) {
        auto *window = qobject_cast<LogWindow *>(each);
        if (window && window->isVisible() && !m_seen.contains(window))
            m_seen += window;
    }
    m_seen.removeIf([](const QPointer<LogWindow> &each) { return !each || !each->isVisible(); });
    return m_seen.isEmpty() ? nullptr : m_seen.last().get();
}

void TestLogWindow::open(const QStringList &paths)
{
    m_windows->open(paths);
    QVERIFY(window());
    QTRY_COMPARE(window()->source().state().progress, items::LogState::Progress::Idle);
    QTRY_VERIFY(window()->source().state().isShownFinal);
}

QAction *TestLogWindow::action(const QString &english) const
{
    const auto actions = window()->findChildren<QAction *>();
    const auto found = std::ranges::find(actions, english, [](const QAction *each) { return englishNameOf(*each); });
    return found == actions.end() ? nullptr : *found;
}

void TestLogWindow::showsTheRowsOfAFile()
{
    open({put(u"march.csv"_s, good)});
    QCOMPARE(rows(), 2);
    QCOMPARE(window()->windowTitle(), u"march.csv – Sekimori"_s);
    QVERIFY(!driver::find<Banner>(window(), u"damages"_s));
    QVERIFY(!driver::find<Banner>(window(), u"zone"_s));
    QVERIFY(!driver::find<QPushButton>(window(), u"stopReading"_s));
    const int ordering = panel().view().header().sortIndicatorSection();
    QCOMPARE(panel().view().rows().columns().value(ordering).key, u"time"_s);
}

void TestLogWindow::opensTheSameFilesOnce()
{
    const QString path = put(u"march.csv"_s, good);
    open({path});
    const LogWindow *first = window();
    m_windows->open({path});
    QCOMPARE(window(), first);
    m_windows->open({put(u"april.csv"_s, good)});
    QVERIFY(window() != first);
}

void TestLogWindow::filters()
{
    open({put(u"march.csv"_s, good)});
    panel().setFilterText(u"user:mori"_s);
    QTRY_COMPARE(rows(), 1);
    panel().setFilterText({});
    QTRY_COMPARE(rows(), 2);
}

void TestLogWindow::goesToATimeFromAnotherOrder()
{
    open({put(u"march.csv"_s, good)});
    const auto user = [this] {
        const auto record = panel().view().currentRecord();
        return record ? (*record)[audit::Field::User] : QString();
    };
    for (const auto &[time, wanted] :
        {std::pair{u"2026-03-05T10:01:00Z"_s, u"sato"_s}, std::pair{u"2026-03-05T11:01:00Z"_s, u"mori"_s}}) {
        panel().setOrder({.field = audit::Field::User}, false);
        QTRY_VERIFY(window()->source().state().isShownFinal);
        panel().goToTime(*audit::timeFromText(time));
        QTRY_COMPARE(user(), wanted);
        QVERIFY(window()->source().query().isByTime());
    }
}

void TestLogWindow::listsWhatCouldNotBeRead()
{
    open({put(u"march.csv"_s, good + "2026-03-05T12:00:00Z,abe\n" + "\"never closed")});
    auto *banner = driver::find<Banner>(window(), u"damages"_s);
    QVERIFY(banner);
    driver::click(banner->button());
    auto *dialog = driver::dialogOver<DamageDialog>(window());
    QVERIFY(dialog);
    const auto *table = driver::find<QTableView>(dialog, u"damages"_s);
    QVERIFY(table->model()->rowCount() > 0);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"march.csv"_s);
    driver::click(driver::find<QPushButton>(dialog, u"copyAll"_s));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"march.csv"_s));
    QCOMPARE(reach::all(*dialog), QStringList());
}

void TestLogWindow::asksWhichColumnIsWhichAndRemembersIt()
{
    const QByteArray strange = "aaa,bbb\nred,sato\nblue,mori\n";
    m_windows->open({put(u"strange.csv"_s, strange)});
    QTRY_VERIFY(driver::dialogOver<HeaderDialog>(window()));
    auto *dialog = driver::dialogOver<HeaderDialog>(window());
    QCOMPARE(reach::all(*dialog), QStringList());
    auto *meaning = driver::find<QComboBox>(dialog, u"column1"_s);
    meaning->setCurrentIndex(meaning->findData(int(audit::Field::User)));
    driver::click(driver::find<QPushButton>(dialog, u"accept"_s));
    const auto user = [this] { return (*panel().view().rows().recordAt(0))[audit::Field::User]; };
    QTRY_VERIFY(rows() == 2 && user() == u"mori"_s); // the last one first
    QTRY_VERIFY(!driver::find<Banner>(window(), u"columns"_s));
    window()->close();
    open({put(u"strange too.csv"_s, strange)});
    QVERIFY(!driver::dialogOver<HeaderDialog>(window()));
    QCOMPARE(user(), u"mori"_s);
}

void TestLogWindow::saysInWhichZoneTimesWereRead()
{
    open({put(u"march.csv"_s, "time,user\n2026-03-05 10:00:00,sato\n")});
    auto *banner = driver::find<Banner>(window(), u"zone"_s);
    QVERIFY(banner);
    panel().setZone(QTimeZone("Asia/Tokyo"));
    QTRY_VERIFY(banner->text().contains(u"Asia/Tokyo"_s));
    const auto hourOf = [this] {
        return std::chrono::hh_mm_ss(panel().view().rows().recordAt(0)->time->time_since_epoch() % std::chrono::days(1))
            .hours()
            .count();
    };
    QTRY_COMPARE(hourOf(), 1);
    driver::click(banner->button());
    QVERIFY(driver::dialogOver<TimeZoneDialog>(window()));
}

void TestLogWindow::saysWhyAFileCannotBeOpened()
{
    open({m_folder->filePath(u"gone.csv"_s)});
    QVERIFY(window()->source().state().failure.contains(u"gone.csv"_s));
    QCOMPARE(rows(), 0);
}

void TestLogWindow::addsFiles()
{
    open({put(u"march.csv"_s, good)});
    m_answers.path = put(u"april.csv"_s, "time,user\n2026-04-01T10:00:00Z,abe\n");
    action(u"Add files to this log…"_s)->trigger();
    QTRY_COMPARE(rows(), 3);
    QVERIFY(window()->windowTitle().contains(u"march.csv"_s));
    action(u"Files of this log…"_s)->trigger();
    const auto *dialog = driver::dialogOver<FilesDialog>(window());
    QVERIFY(dialog);
    QCOMPARE(driver::find<QTableWidget>(dialog, u"files"_s)->rowCount(), 2);
}

void TestLogWindow::offersTheRestOfWhatWasStopped()
{
    const QString path = m_folder->filePath(u"march.csv"_s);
    QCOMPARE(QProcess::execute(u"mkfifo"_s, {path}), 0);
    m_windows->open({path});
    QFile pipe(path);
    QVERIFY(pipe.open(QIODevice::WriteOnly)); // when it is being read
    QTRY_VERIFY(driver::find<QPushButton>(window(), u"stopReading"_s));
    const auto isStopped = [this] { return driver::find<Banner>(window(), u"stopped"_s) != nullptr; };
    QVERIFY(!isStopped());
    driver::click(driver::find<QPushButton>(window(), u"stopReading"_s));
    QTRY_VERIFY(isStopped());
    const LogPanel *before = &panel();
    m_translations.choose(u"ja"_s);
    QTRY_VERIFY(&panel() != before);
    QTRY_VERIFY(isStopped());
    pipe.close();
    QVERIFY(QFile::remove(path));
    put(u"march.csv"_s, good);
    window()->source().answer({}); // as the question about columns does
    QTRY_COMPARE(rows(), 2);
    QTRY_VERIFY(!isStopped());
}

void TestLogWindow::callsNoGrowthStopped()
{
    class Shown : public QObject {
    public:
        int count = 0;

    protected:
        bool eventFilter(QObject *, QEvent *event) override
        {
            count += event->type() == QEvent::Show ? 1 : 0;
            return false;
        }
    };
    const QString path = put(u"march.csv"_s, good);
    open({path});
    window()->source().setFollowing(true);
    QTRY_COMPARE(window()->source().state().progress, items::LogState::Progress::Idle);
    Shown shown;
    window()->findChild<Banner *>(u"stopped"_s)->installEventFilter(&shown);
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write("2026-03-05T12:00:00Z,abe,sign in\n");
    file.close();
    QTRY_COMPARE(rows(), 3);
    QCOMPARE(shown.count, 0);
}

void TestLogWindow::offersToReadAFileAgainThatHasGrown()
{
    const QString path = put(u"march.csv"_s, good);
    open({path});
    QVERIFY(!driver::find<Banner>(window(), u"news"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write("2026-03-05T12:00:00Z,abe,sign in\n");
    file.close();
    QTRY_VERIFY(driver::find<Banner>(window(), u"news"_s));
    auto *banner = driver::find<Banner>(window(), u"news"_s);
    QVERIFY(banner->text().contains(u"march.csv"_s));
    QCOMPARE(rows(), 2);
    driver::click(banner->button());
    QTRY_COMPARE(rows(), 3);
    QTRY_VERIFY(!driver::find<Banner>(window(), u"news"_s));
    QVERIFY(QFile::remove(path));
    QTRY_VERIFY(driver::find<Banner>(window(), u"news"_s));
    QVERIFY(!banner->button()->isVisible());
    QCOMPARE(rows(), 3);
}

void TestLogWindow::takesFilesThatAreDropped()
{
    open({put(u"march.csv"_s, good)});
    const LogWindow *first = window();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(put(u"dropped.csv"_s, good))});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window(), &drop);
    QTRY_VERIFY(window() != first);
    QCOMPARE(window()->paths(), QStringList{m_folder->filePath(u"dropped.csv"_s)});
    QMimeData text;
    text.setText(u"words"_s);
    QDragEnterEvent other({10, 10}, Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    other.ignore();
    QApplication::sendEvent(window(), &other);
    QVERIFY(!other.isAccepted());
}

void TestLogWindow::opensWhatIsChosenInTheMenu()
{
    open({put(u"march.csv"_s, good)});
    m_answers.path = put(u"april.csv"_s, good);
    action(u"Open log files…"_s)->trigger();
    QTRY_VERIFY(window()->windowTitle().contains(u"april.csv"_s));
    QCOMPARE(RecentFiles(*m_settings).paths().size(), 2);
}

void TestLogWindow::speaksAnotherLanguage()
{
    open({put(u"march.csv"_s, good)});
    panel().setFilterText(u"user:mori"_s);
    QTRY_COMPARE(rows(), 1);
    const LogPanel *before = &panel();
    m_translations.choose(u"ja"_s);
    QTRY_VERIFY(&panel() != before);
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(panel().filterText(), u"user:mori"_s);
}

void TestLogWindow::tellsWhenTheLastOneIsClosed()
{
    QSignalSpy closed(m_windows.get(), &LogWindows::closed);
    open({put(u"march.csv"_s, good)});
    m_windows->open({put(u"april.csv"_s, good)});
    window()->close();
    QCOMPARE(closed.size(), 0);
    QVERIFY(m_windows->isAnyOpen());
    window()->close();
    QCOMPARE(closed.size(), 1);
    QVERIFY(!m_windows->isAnyOpen());
}

void TestLogWindow::isWithinReach()
{
    open({put(u"march.csv"_s, good)});
    QVERIFY(driver::waitForActive(window()));
    QCOMPARE(reach::all(*window()).join(u'\n'), QString());
}

QTEST_MAIN(TestLogWindow)
#include "tst_logwindow.moc"
