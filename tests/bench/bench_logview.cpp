// SPDX-License-Identifier: GPL-3.0-or-later
// How long the event loop is away at most while somebody goes through ten million rows.
#include "../gui/manyrows.h"
#include "../gui/readyanswers.h"
#include "log/logactions.h"
#include "log/logview.h"
#include "look/look.h"
#include "looppulse.h"

#include <QApplication>
#include <QScrollBar>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace {

constexpr double goal = 16; // milliseconds: one frame
constexpr int rows = 10'000'000;
constexpr int turns = 50;

/// What the loop is away for while @p act is done again and again, and for what it leads to.
void measure(const char *what, const std::function<void()> &act)
{
    LoopPulse pulse;
    QTest::qWait(100);
    pulse.begin();
    for (int turn = 0; turn < turns; ++turn) {
        QTimer::singleShot(0, qApp, act);
        QTest::qWait(20);
    }
    const double longest = pulse.longest().count();
    std::printf("%s: longest gap %.1f ms (%.2f of the goal), 99 of 100: %.1f ms\n", what, longest, longest / goal,
        pulse.quantile(0.99).count());
    std::fflush(stdout);
}

}

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const Look look(application, Theme::Light);
    fake::ManyRows log(rows);
    LogView view(log);
    ReadyAnswers nobody;
    LogActions actions(view, nobody);
    view.resize(1600, 1000);
    view.show();
    view.setFocus();
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        return [&view, key, modifiers] { QTest::keyClick(&view, key, modifiers); };
    };
    measure("a page down", press(Qt::Key_PageDown));
    measure("the last row", press(Qt::Key_End, Qt::ControlModifier));
    measure("dragging the scroll bar", [&] {
        QScrollBar &bar = *view.verticalScrollBar();
        bar.setValue((bar.value() + 1'234'567) % rows);
    });
    measure("all chosen", press(Qt::Key_A, Qt::ControlModifier));
    measure("a row more below all that are chosen", press(Qt::Key_Down, Qt::ShiftModifier));
    measure("100 rows coming in above", [&] { log.insert(0, 100); });
    measure("other rows", [&] { log.reset(rows); });
    measure("another zone",
        [&] { log.setZone(log.zone() == QTimeZone::utc() ? QTimeZone("Asia/Tokyo") : QTimeZone::utc()); });
    view.chooseAll();
    nobody.choice = 1;
    measure("100,000 of them copied", [&] {
        if (!actions.isCopying())
            press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier)();
    });
    return 0;
}
