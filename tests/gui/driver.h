// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QMouseEvent>
#include <QTest>

#include <functional>

/// A person at the windows: finds what can be seen, clicks, types, and waits for what is to come.
namespace driver {

/// The visible widget of its kind below @p root, by object name; any of its kind where no name is given. Null: none.
template<typename W>
W *find(const QWidget *root, const QString &name = {})
{
    const auto candidates = root->findChildren<W *>(name);
    for (W *candidate : candidates) {
        if (candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

/// The dialog that is open over @p window.
template<typename D = QDialog>
D *dialogOver(const QWidget *window)
{
    return find<D>(window);
}

/// False when it did not come about in time.
inline bool waitFor(
    const std::function<bool()> &condition, std::chrono::milliseconds patience = std::chrono::minutes(1))
{
    return QTest::qWaitFor(condition, QDeadlineTimer(patience));
}

/// Qt's own patience for this is short on a machine with much else to do.
inline bool waitForActive(QWidget *window)
{
    return QTest::qWaitForWindowActive(window, 60'000);
}

inline void click(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton, Qt::NoModifier, widget->rect().center());
}

/// On the indicator, which is all of a box or radio button that is there for sure.
inline void tick(QWidget *button)
{
    QTest::mouseClick(button, Qt::LeftButton, Qt::NoModifier, QPoint(8, button->height() / 2));
}

/// In place of what stood there.
inline void type(QWidget *edit, const QString &text)
{
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(edit, text);
}

}
