// SPDX-License-Identifier: GPL-3.0-or-later
// How long a change of page takes until it is painted, and how long the event loop is away at most: while pages load,
// and with a full list of addresses. The real window against the real service on loopback.
#include "controls/dialogasker.h"
#include "logwindow/logwindows.h"
#include "looppulse.h"
#include "platform/settingsclient.h"
#include "shell/mainwindow.h"
#include "shell/pagetable.h"
#include "translations.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <random>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace {

constexpr double goal = 16; // milliseconds: one frame
constexpr int rounds = 40;

[[noreturn]] void giveUp(const QString &why)
{
    std::fprintf(stderr, "bench_console: %s\n", qUtf8Printable(why));
    std::exit(1);
}

void waitFor(const std::function<bool()> &condition, const QString &what)
{
    if (!QTest::qWaitFor(condition, QDeadlineTimer(std::chrono::seconds(90))))
        giveUp(what + u" did not come about"_s);
}

/// As full as it may be, from a fixed seed, with some that others contain.
QList<policy::IpEntry> fullList()
{
    std::mt19937 random(20260305);
    QList<policy::IpEntry> entries;
    for (qsizetype i = 0; i < policy::maxEntries; ++i) {
        const bool isWide = i % 10 == 0;
        const auto address = IpAddress::v4(quint32(random()));
        entries.append({IpNetwork{address, isWide ? 20 : 32}, u"Branch %1"_s.arg(random() % 3000)});
    }
    return entries;
}

std::shared_ptr<Entrance> enterLocal()
{
    auto entrance = std::make_shared<Entrance>();
    entrance->lease = std::make_unique<platform::LocalPlatform>(platform::LocalPlatformPlaces::standard());
    platform::Pending pending;
    bool isOpen = false;
    QObject context;
    QObject::connect(entrance->lease.get(), &platform::LocalPlatform::failed, &context,
        [](const platform::LocalFailure &failure) { giveUp(toText(failure)); });
    QObject::connect(
        entrance->lease.get(), &platform::LocalPlatform::joined, &context, [&](const platform::LocalAccess &access) {
            entrance->connection = std::make_unique<platform::Connection>(access.profile);
            pending = platform::SessionClient(*entrance->connection)
                          .signInWithOneTimeToken(
                              access.oneTimeToken, [&](const platform::Answer<platform::Session> &answer) {
                                  if (!answer)
                                      giveUp(toText(answer.error()));
                                  entrance->session = *answer;
                                  isOpen = true;
                              });
        });
    entrance->lease->join();
    waitFor([&] { return isOpen; }, u"The session"_s);
    return entrance;
}

void saveFullList(platform::Connection &connection)
{
    platform::SettingsClient client(connection);
    bool isSaved = false;
    QObject context;
    auto pending = client.load([&](const platform::Answer<platform::SettingsState> &answer) {
        if (!answer)
            giveUp(toText(answer.error()));
        policy::Settings edited = answer->settings;
        edited.ipRestriction.entries = fullList();
        client.save(platform::SettingsDraft::of(*answer, edited), {}, &context,
            [&](const platform::Answer<platform::SavedSettings> &saved) {
                if (!saved)
                    giveUp(toText(saved.error()));
                isSaved = true;
            });
    });
    waitFor([&] { return isSaved; }, u"The full list"_s);
}

class Measuring {
public:
    explicit Measuring(MainWindow &window)
        : m_window(window)
    {
    }

    void changePages()
    {
        std::vector<double> times;
        std::vector<double> first;
        for (int round = 0; round < rounds; ++round) {
            for (std::size_t index = 0; index < pageTable().size(); ++index) {
                QElapsedTimer time;
                time.start();
                m_window.showPage(index);
                QCoreApplication::sendPostedEvents(); // lays out and paints
                (round == 0 ? first : times).push_back(double(time.nsecsElapsed()) / 1e6);
                QTest::qWait(20);
            }
        }
        report("change of page, made before", times);
        report("change of page, the first time", first);
    }

    /// What the loop is away for from @p act on until it has been quiet for a while.
    void gap(const char *what, const std::function<void()> &act)
    {
        QTest::qWait(300);
        m_pulse.begin();
        QTimer::singleShot(0, &m_window, act);
        QTest::qWait(700);
        const double longest = m_pulse.longest().count();
        std::printf("event loop, %s: longest gap %.1f ms (%.2f of the goal), 99.9 of 100: %.1f ms\n", what, longest,
            longest / goal, m_pulse.quantile(0.999).count());
        std::fflush(stdout);
    }

private:
    static void report(const char *what, std::vector<double> &times)
    {
        std::ranges::sort(times);
        const double late = times[times.size() * 99 / 100];
        std::printf("%s, %zu times: median %.1f ms, 99th of 100 %.1f ms (%.2f of the goal of 16 ms), longest %.1f ms\n",
            what, times.size(), times[times.size() / 2], late, late / goal, times.back());
        std::fflush(stdout);
    }

    MainWindow &m_window;
    LoopPulse m_pulse;
};

template<typename W>
W *find(const MainWindow &window, const QString &name)
{
    const auto found = window.findChildren<W *>(name);
    const auto visible = std::ranges::find_if(found, &QWidget::isVisible);
    if (visible == found.end())
        giveUp(name + u" is not there"_s);
    return *visible;
}

void measureFullList(Measuring &measuring, MainWindow &window, Preferences &preferences)
{
    window.showPage("ipRestriction"_L1);
    QTest::qWait(500);
    auto *table = find<QTableView>(window, u"entries"_s);
    measuring.gap("10,000 entries loaded anew", [&] { QTest::keyClick(&window, Qt::Key_F5); });
    const std::array columns{"place", "network", "memo", "remark"};
    for (int column = 1; column <= 4; ++column) {
        const auto name = QByteArray("10,000 entries sorted by ") + columns.at(std::size_t(column % 4));
        measuring.gap(name.constData(), [&] { table->sortByColumn(column % 4, Qt::DescendingOrder); });
    }
    for (const auto &[name, text] :
        {std::pair{"searched for a letter", u"b"_s}, {"searched for a word", u"Branch 17"_s},
            {"searched for an address", u"10.1.2.3"_s}, {"no more searched", QString()}}) {
        const auto what = QByteArray("10,000 entries ") + name;
        measuring.gap(what.constData(), [&, text] { find<QLineEdit>(window, u"search"_s)->setText(text); });
    }
    measuring.gap("one of 10,000 entries edited",
        [&] { table->model()->setData(table->model()->index(17, 2), u"Head office"_s); });
    measuring.gap("100 of 10,000 entries deleted", [&] {
        table->selectionModel()->select(QItemSelection(table->model()->index(0, 0), table->model()->index(99, 0)),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        find<QPushButton>(window, u"delete"_s)->click();
    });
    measuring.gap("one entry added", [&] {
        find<QLineEdit>(window, u"newNetwork"_s)->setText(u"192.0.2.7"_s);
        find<QPushButton>(window, u"add"_s)->click();
    });
    measuring.gap("10,000 entries cleaned up", [&] {
        const auto banners = window.findChildren<QWidget *>(u"remarks"_s);
        banners.first()->findChild<QPushButton *>()->click();
    });
    measuring.gap("undone", [&] {
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
    });
    measuring.gap("applied", [&] { find<QPushButton>(window, u"apply"_s)->click(); });
    measuring.gap("colours switched", [&] { preferences.setTheme(Theme::Dark); });
    measuring.gap("language switched", [&] { preferences.setLanguage(u"ja"_s); });
}

}

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    qputenv("SEKIMORI_LOCAL_DATA", QFile::encodeName(folder.filePath(u"local"_s)));
    QSettings settings(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
    Translations translations(u"en"_s);
    Look look(application, Theme::Light);
    Preferences preferences(settings, look, translations);
    DialogAsker asker;
    const auto entrance = enterLocal();
    LogWindows logs({.asker = asker, .settings = settings, .preferences = preferences});
    MainWindow window(entrance, {.asker = asker, .settings = settings, .preferences = preferences, .logs = logs});
    window.show();
    waitFor([&] { return window.findChild<Page *>() != nullptr; }, u"The first page"_s);
    Measuring measuring(window);
    for (std::size_t index = 0; index < pageTable().size(); ++index) {
        const auto name = QByteArray("page ") + pageTable()[index].key.data() + " made and loaded";
        measuring.gap(name.constData(), [&, index] { window.showPage(index); });
    }
    measuring.changePages();
    saveFullList(*entrance->connection);
    measuring.gap("loading 10,000 entries", [&] { QTest::keyClick(&window, Qt::Key_F5); });
    measureFullList(measuring, window, preferences);
    return 0;
}
