// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivenconsole.h"

#include "controls/banner.h"
#include "shell/applybar.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>
#include <QWindow>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace sekimori::test {

using namespace widgets;

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 120s; // with sanitizers, on a busy machine

bool isCalled(QWidget *widget, const QString &name)
{
    if (widget->objectName() == name)
        return true;
    const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
    return interface && interface->text(QAccessible::Name) == name;
}

/// Where a person would click: on the text of what can be ticked, which need not reach to its middle.
QPoint placeToClick(const QWidget &widget)
{
    return {std::min(10, widget.width() / 2), widget.height() / 2};
}

}

DrivenConsole::DrivenConsole(Look &look)
    : m_settings(m_folder.filePath(u"console.ini"_s), QSettings::IniFormat)
    , m_preferences(m_settings, look, m_translations)
    , m_profiles(m_folder.filePath(u"profiles.json"_s))
    , m_logs({.asker = m_asker, .settings = m_settings, .preferences = m_preferences})
    , m_console({.profiles = m_profiles,
                    .keyring = m_keyring,
                    .asker = m_asker,
                    .settings = m_settings,
                    .preferences = m_preferences,
                    .logs = m_logs},
          {.asker = m_asker, .settings = m_settings, .preferences = m_preferences, .logs = m_logs})
{
}

void DrivenConsole::enter(const Destination &destination)
{
    m_console.start();
    click(find<QPushButton>(u"Add a connection…"_s));
    type(find<QLineEdit>(u"Name"_s), u"Driven"_s);
    type(find<QLineEdit>(u"Host name"_s), destination.hostName);
    type(find<QLineEdit>(u"Address (if not the host name)"_s), u"127.0.0.1"_s);
    type(find<QLineEdit>(u"Port"_s), QString::number(destination.port));
    type(find<QLineEdit>(u"User name"_s), destination.userName);
    click(find<QPushButton>(u"Save"_s));
    type(find<QLineEdit>(u"Password"_s), destination.password);
    click(find<QPushButton>(u"Connect"_s));
    click(find<QPushButton>(u"Trust for this connection"_s));
    goTo(u"IP address restriction"_s);
    find<QWidget>(u"newNetwork"_s);
}

QWidget &DrivenConsole::openWindow()
{
    if (auto *window = m_console.mainWindow())
        return *window;
    return m_console.connectionWindow();
}

QList<QWidget *> DrivenConsole::visibleWidgets()
{
    QList<QWidget *> all = openWindow().findChildren<QWidget *>();
    all.removeIf([](const QWidget *widget) { return !widget->isVisible(); });
    return all;
}

QWidget &DrivenConsole::waitFor(const QString &name, const std::function<bool(const QWidget *)> &isWanted)
{
    QWidget *found = nullptr;
    const bool isThere = QTest::qWaitFor(
        [&] {
            const QList<QWidget *> all = visibleWidgets();
            const auto match = std::ranges::find_if(
                all, [&](QWidget *widget) { return isWanted(widget) && isCalled(widget, name); });
            found = match == all.end() ? nullptr : *match;
            return found != nullptr;
        },
        patience);
    if (!isThere)
        qFatal("Nothing is shown that is called “%s”.", qPrintable(name));
    return *found;
}

void DrivenConsole::click(QWidget &widget)
{
    if (!QTest::qWaitFor([&] { return widget.isEnabled(); }, patience))
        qFatal("“%s” stays disabled.", qPrintable(widget.accessibleName()));
    clickAt(widget, placeToClick(widget));
}

void DrivenConsole::click(QAbstractItemView &view, const QModelIndex &index)
{
    view.scrollTo(index);
    clickAt(*view.viewport(), view.visualRect(index).center());
}

void DrivenConsole::clickAt(QWidget &widget, QPoint point)
{
    QWidget *window = widget.window();
    bringToFront(*window);
    const QPoint place = widget.mapTo(window, point);
    if (!widget.visibleRegion().contains(point) || window->childAt(place) != &widget)
        qFatal("Something lies over “%s”, or it is scrolled away.", qPrintable(widget.accessibleName()));
    QTest::mouseClick(window->windowHandle(), Qt::LeftButton, {}, place);
}

void DrivenConsole::bringToFront(QWidget &window)
{
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window, int(std::chrono::milliseconds(patience).count())))
        qFatal("The window “%s” does not come to the front.", qPrintable(window.windowTitle()));
}

void DrivenConsole::type(QLineEdit &edit, const QString &text)
{
    click(edit);
    press(Qt::Key_A, Qt::ControlModifier);
    for (const QChar character : text)
        QTest::keyClick(edit.window()->windowHandle(), character.toLatin1());
    if (edit.text() != text)
        qFatal("“%s” does not take what is typed.", qPrintable(edit.accessibleName()));
}

void DrivenConsole::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *dialog = shown<QDialog>();
    QWidget &window = dialog ? *dialog : openWindow();
    bringToFront(window);
    QTest::keyClick(window.windowHandle(), key, modifiers);
}

void DrivenConsole::goTo(const QString &page)
{
    auto &pages = find<QTreeWidget>(u"Pages"_s);
    const auto found = pages.findItems(page, Qt::MatchExactly | Qt::MatchRecursive);
    if (found.size() != 1)
        qFatal("There is no page “%s”.", qPrintable(page));
    click(pages, pages.indexFromItem(found.first()));
}

QString DrivenConsole::result()
{
    const auto *bar = shown<ApplyBar>();
    return bar ? bar->text() : QString();
}

bool DrivenConsole::isUndisturbed()
{
    return std::ranges::none_of(visibleWidgets(), [](const QWidget *widget) {
        const auto *banner = qobject_cast<const Banner *>(widget);
        const bool isProblem = banner && (banner->tone() == Tone::Error || banner->tone() == Tone::Warning);
        return isProblem || qobject_cast<const QDialog *>(widget);
    });
}

QStringList column(const QAbstractItemView &view, int column)
{
    QStringList texts;
    for (int row = 0; row < view.model()->rowCount(); ++row)
        texts += view.model()->index(row, column).data().toString();
    return texts;
}

}
