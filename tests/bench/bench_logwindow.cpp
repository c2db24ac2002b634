// SPDX-License-Identifier: GPL-3.0-or-later
// A log file in its window: how long until the first row can be seen and until all of it is there, and how long the
// event loop is away at most while it is read, filtered and put in order. bench_logwindow FILE, of any kind; measured
// with the big log that make_biglog writes.
#include "controls/dialogasker.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "logwindow/logwindow.h"
#include "logwindow/logwindows.h"
#include "look/preferences.h"
#include "looppulse.h"
#include "translations.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace {

constexpr double goal = 16; // milliseconds: one frame

class Measuring {
public:
    explicit Measuring(LogWindow &window)
        : m_window(window)
        , m_panel(*window.findChild<LogPanel *>())
    {
    }

    void open(const QString &path)
    {
        m_pulse.begin();
        QElapsedTimer time;
        time.start();
        m_window.open({path});
        waitFor([this] { return m_panel.view().rows().rowCount() > 0; });
        std::printf("first rows: %lld ms\n", static_cast<long long>(time.elapsed()));
        waitFor([this] { return isSettled(); });
        std::printf("all of %lld rows: %lld ms\n", static_cast<long long>(m_window.source().state().all),
            static_cast<long long>(time.elapsed()));
        report("while reading");
    }

    void measure(const char *what, const std::function<void()> &act)
    {
        QTest::qWait(200);
        m_pulse.begin();
        QElapsedTimer time;
        time.start();
        act();
        waitFor([this] { return isSettled(); });
        std::printf("%s: %lld rows after %lld ms\n", what, static_cast<long long>(m_window.source().state().shown),
            static_cast<long long>(time.elapsed()));
        QTest::qWait(500);
        report(what);
    }

    LogPanel &panel() { return m_panel; }

private:
    bool isSettled() const
    {
        const items::LogState &state = m_window.source().state();
        return state.isShownFinal && state.progress == items::LogState::Progress::Idle;
    }

    static void waitFor(const std::function<bool()> &condition)
    {
        if (QTest::qWaitFor(condition, QDeadlineTimer(std::chrono::minutes(5))))
            return;
        std::fprintf(stderr, "bench_logwindow: it did not come about\n");
        std::exit(1);
    }

    void report(const char *what)
    {
        const double longest = m_pulse.longest().count();
        std::printf("event loop, %s: longest gap %.1f ms (%.2f of the goal), 99.9 of 100: %.1f ms\n", what, longest,
            longest / goal, m_pulse.quantile(0.999).count());
        std::fflush(stdout);
    }

    LogWindow &m_window;
    LogPanel &m_panel;
    LoopPulse m_pulse;
};

}

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QString path = application.arguments().value(1, qEnvironmentVariable("SEKIMORI_BIG_LOG"));
    if (!QFile::exists(path)) {
        std::printf("bench_logwindow: no log file was named; nothing is measured\n");
        return 0;
    }
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
    Translations translations(u"en"_s);
    Look look(application, Theme::Light);
    Preferences preferences(settings, look, translations);
    DialogAsker asker;
    LogWindows windows({.asker = asker, .settings = settings, .preferences = preferences});
    LogWindow window({.asker = asker, .settings = settings, .preferences = preferences, .windows = windows});
    window.show();
    if (!QTest::qWaitForWindowExposed(&window))
        return 1;
    Measuring measuring(window);
    measuring.open(path);
    LogPanel &panel = measuring.panel();
    measuring.measure("filtered by level", [&] { panel.setFilterText(u"level>=warning"_s); });
    measuring.measure("filtered by a word", [&] { panel.setFilterText(u"password"_s); });
    measuring.measure("no longer filtered", [&] { panel.setFilterText({}); });
    measuring.measure("ordered by user", [&] { panel.setOrder(audit::Field::User, false); });
    measuring.measure("ordered by time", [&] { panel.setOrder(audit::Field::Time, true); });
    QElapsedTimer closing;
    closing.start();
    window.close();
    std::printf("closed after %lld ms\n", static_cast<long long>(closing.elapsed()));
    return 0;
}
