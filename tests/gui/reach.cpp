// SPDX-License-Identifier: GPL-3.0-or-later
#include "reach.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRadioButton>
#include <QScrollArea>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reach {
namespace {

QString called(const QWidget *widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    QStringList parts{QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
        button ? button->text() : widget->accessibleName()};
    parts.removeAll(QString());
    return parts.join(u' ');
}

QWidgetList visibleIn(const QWidget &window)
{
    QWidgetList visible = window.findChildren<QWidget *>();
    visible.removeIf(
        [&](const QWidget *widget) { return !widget->isVisible() || widget->window() != window.window(); });
    return visible;
}

/// Of radio buttons that belong together only the chosen one is; the arrow keys lead to the others.
bool isBesideTheChosen(const QWidget *widget)
{
    const auto *button = qobject_cast<const QRadioButton *>(widget);
    if (!button || button->isChecked())
        return false;
    const auto others
        = button->group() ? button->group()->buttons() : button->parentWidget()->findChildren<QAbstractButton *>();
    return std::ranges::any_of(others, [&](const QAbstractButton *other) {
        return other->isChecked() && other->group() == button->group() && qobject_cast<const QRadioButton *>(other);
    });
}

/// What only holds others is known by what it holds.
bool isStop(const QWidget *widget)
{
    return widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy()
        && !qobject_cast<const QScrollArea *>(widget) && !isBesideTheChosen(widget);
}

QPoint placeOf(const QWidget *widget)
{
    return widget->mapTo(widget->window(), QPoint());
}

QWidgetList stopsIn(const QWidget &window)
{
    QWidgetList stops = visibleIn(window);
    stops.removeIf([](const QWidget *widget) { return !isStop(widget); });
    return stops;
}

QString letterIn(const QString &text)
{
    return QKeySequence::mnemonic(text).toString();
}

/// Upwards, and not into a column that stands to the right.
bool goesBack(const QWidget *from, const QWidget *to)
{
    const QRect before(placeOf(from), from->size());
    const QRect after(placeOf(to), to->size());
    return after.bottom() < before.top() && after.left() < before.right();
}

QList<QAction *> actionsOf(const QWidget &window)
{
    QList<QAction *> actions;
    const auto widgets = visibleIn(window) << const_cast<QWidget *>(&window);
    for (const QWidget *widget : widgets)
        actions += widget->actions();
    for (qsizetype i = 0; i < actions.size(); ++i) {
        if (const QMenu *menu = actions.at(i)->menu())
            actions += menu->actions();
    }
    actions.removeIf([](const QAction *action) { return action->isSeparator(); });
    return QSet<QAction *>(actions.begin(), actions.end()).values();
}

void addClashes(const QMultiMap<QString, QString> &claims, const QString &what, QStringList &faults)
{
    const QStringList keys = claims.uniqueKeys();
    for (const QString &key : keys) {
        if (!key.isEmpty() && claims.count(key) > 1)
            faults << u"%1 %2 is claimed by %3"_s.arg(what, key, claims.values(key).join(u" and "));
    }
}

}

QStringList nameless(const QWidget &window)
{
    QStringList faults;
    const auto stops = stopsIn(window);
    for (QWidget *stop : stops) {
        const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(stop);
        if (!accessible || accessible->text(QAccessible::Name).isEmpty())
            faults << u"no name: "_s + called(stop);
    }
    return faults;
}

QStringList offTheWay(QWidget &window)
{
    QWidgetList unseen = stopsIn(window);
    if (unseen.isEmpty())
        return {};
    QWidget *first = *std::ranges::min_element(unseen, {}, [](const QWidget *widget) {
        const QPoint place = placeOf(widget);
        return std::pair(place.y(), place.x());
    });
    first->setFocus(Qt::TabFocusReason);
    QStringList faults;
    QWidgetList way;
    for (qsizetype steps = 8 + 4 * unseen.size(); steps > 0; --steps) {
        QWidget *now = window.focusWidget();
        if (now == first && !way.isEmpty())
            break;
        // A date has several parts, each of which Tab stops at.
        if (way.count(now) > 8)
            return faults << u"Tab does not leave "_s + called(now);
        if (!way.isEmpty() && goesBack(way.last(), now))
            faults << u"Tab goes back from %1 to %2"_s.arg(called(way.last()), called(now));
        way << now;
        unseen.removeAll(now);
        QTest::keyClick(now, Qt::Key_Tab);
    }
    if (window.focusWidget() != first)
        faults << u"Tab does not come back to "_s + called(first);
    for (const QWidget *stop : std::as_const(unseen))
        faults << u"Tab does not come to "_s + called(stop);
    return faults;
}

QStringList ambiguous(const QWidget &window)
{
    QMultiMap<QString, QString> claims;
    const auto widgets = visibleIn(window);
    for (const QWidget *widget : widgets) {
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            claims.insert(letterIn(button->text()), button->text());
        else if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->buddy())
            claims.insert(letterIn(label->text()), label->text());
        else if (const auto *bar = qobject_cast<const QMenuBar *>(widget)) {
            const auto menus = bar->actions();
            for (const QAction *menu : menus)
                claims.insert(letterIn(menu->text()), menu->text());
        }
    }
    QStringList faults;
    addClashes(claims, u"the letter"_s, faults);
    const auto actions = actionsOf(window);
    for (const QAction *action : actions) {
        QMultiMap<QString, QString> inMenu;
        const auto entries = action->menu() ? action->menu()->actions() : QList<QAction *>();
        for (const QAction *entry : entries)
            inMenu.insert(letterIn(entry->text()), entry->text());
        addClashes(inMenu, u"in the menu %1, the letter"_s.arg(action->text()), faults);
    }
    return faults;
}

QStringList mute(const QWidget &window)
{
    QStringList faults;
    const auto widgets = visibleIn(window);
    for (const QWidget *widget : widgets) {
        const bool isPressed = qobject_cast<const QAbstractButton *>(widget) && !widget->isEnabled();
        const bool isOwn = !widget->objectName().startsWith("qt_"_L1);
        if (isPressed && isOwn && widget->toolTip().isEmpty() && widget->accessibleDescription().isEmpty())
            faults << u"cannot be pressed and does not say why: "_s + called(widget);
    }
    return faults;
}

QStringList unclear(const QWidget &window)
{
    QStringList faults;
    QMultiMap<QString, QString> claims;
    const auto actions = actionsOf(window);
    for (const QAction *action : actions) {
        if (action->text().isEmpty() && action->objectName() != "_q_qlineeditclearaction"_L1
            && !qobject_cast<const QLineEdit *>(action->parent()))
            faults << u"an action has no text: "_s + action->objectName();
        const auto sequences = action->shortcuts();
        for (const QKeySequence &keys : sequences) {
            // What holds only within one widget cannot meet another's.
            if (action->shortcutContext() >= Qt::WindowShortcut
                && action->shortcutContext() != Qt::WidgetWithChildrenShortcut)
                claims.insert(keys.toString(), action->text());
        }
    }
    addClashes(claims, u"the shortcut"_s, faults);
    return faults;
}

QStringList all(QWidget &window)
{
    return nameless(window) + ambiguous(window) + mute(window) + unclear(window) + offTheWay(window);
}

}
