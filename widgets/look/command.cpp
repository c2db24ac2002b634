// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/command.h"

#include <QCoreApplication>

namespace sekimori::widgets {
namespace {

constexpr const char *englishName = "englishName";

QString translated(const char *source)
{
    return QCoreApplication::translate("Commands", source);
}

}

QAction *addCommand(QMenu &menu, const char *source, const QKeySequence &keys)
{
    QAction *action = menu.addAction(translated(source));
    action->setShortcut(keys);
    action->setProperty(englishName, QString::fromUtf8(source).remove(u'&'));
    return action;
}

QString englishNameOf(const QAction &action)
{
    return action.property(englishName).toString();
}

QMenu *makeMenu(const char *source, QWidget *parent)
{
    auto *menu = new QMenu(translated(source), parent);
    menu->menuAction()->setProperty(englishName, QString::fromUtf8(source).remove(u'&'));
    menu->setToolTipsVisible(true);
    return menu;
}

}
