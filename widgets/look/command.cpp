// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/command.h"

#include <QCoreApplication>

namespace sekimori::widgets {
namespace {

constexpr const char *englishName = "englishName";

}

QAction *addCommand(QMenu &menu, const char *source, const QKeySequence &keys)
{
    QAction *action = menu.addAction(QString());
    nameCommand(*action, source);
    action->setShortcut(keys);
    return action;
}

void nameCommand(QAction &action, const char *source)
{
    action.setText(QCoreApplication::translate("Commands", source));
    action.setProperty(englishName, QString::fromUtf8(source).remove(u'&'));
}

QString englishNameOf(const QAction &action)
{
    return action.property(englishName).toString();
}

QMenu *makeMenu(const char *source, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    nameCommand(*menu->menuAction(), source);
    menu->setToolTipsVisible(true);
    return menu;
}

}
