// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/commands.h"

#include "items/pageways.h"
#include "look/command.h"
#include "shell/mainmenu.h"
#include "shell/pagetable.h"

#include <QMenuBar>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr const char *placeProperty = "leadsToPlace";

QString joined(const QString &place, const QString &name)
{
    return place.isEmpty() ? name : u"%1 › %2"_s.arg(place, name);
}

/// "&Open" and "開く(&O)" without what is there for the keyboard only.
QString withoutMnemonic(QString text)
{
    static const QRegularExpression inBrackets(uR"(\s*\(&\w\))"_s);
    return text.remove(inBrackets).remove(u'&').remove(u'…');
}

void addFrom(const QList<QAction *> &actions, const QString &place, QList<items::Command> &commands)
{
    for (QAction *action : actions) {
        if (action->isSeparator() || action->property(placeProperty).toBool())
            continue;
        const QString title = withoutMnemonic(action->text());
        if (action->menu()) {
            addFrom(action->menu()->actions(), joined(place, title), commands);
            continue;
        }
        const QString english = englishNameOf(*action);
        commands.append({.title = title,
            .english = english.isEmpty() ? title : withoutMnemonic(english),
            .place = place,
            .icon = action->isChecked() ? u"checkmark"_s : QString(),
            .shortcut = action->shortcut().toString(QKeySequence::NativeText),
            .whyNot = action->isEnabled() ? QString() : action->toolTip(),
            .act = [action = QPointer(action)] {
                if (action)
                    action->trigger();
            }});
    }
}

}

QList<items::Command> placesToGo(const std::function<void(std::size_t page)> &showPage,
    const std::function<void(std::size_t page, const QString &field)> &showSetting)
{
    QList<items::Command> pages;
    QList<items::Command> settings;
    for (std::size_t index = 0; index < pageTable().size(); ++index) {
        const PageEntry &entry = pageTable()[index];
        pages.append({.title = entry.titleText(),
            .english = QString::fromUtf8(entry.title),
            .place = entry.groupText(),
            .icon = entry.icon,
            .shortcut = pageShortcut(index).toString(QKeySequence::NativeText),
            .act = [showPage, index] { showPage(index); }});
        const QList<items::SettingName> names = items::waysOn(entry.key) + items::settingNames(entry.key);
        for (const items::SettingName &name : names)
            settings.append({.title = name.title,
                .english = name.english,
                .place = joined(entry.groupText(), entry.titleText()),
                .act = [showSetting, index, field = name.field] { showSetting(index, field); }});
    }
    return pages + settings;
}

QList<items::Command> commandsIn(const QMenuBar &bar)
{
    QList<items::Command> commands;
    addFrom(bar.actions(), {}, commands);
    return commands;
}

void markAsPlace(QAction &action)
{
    action.setProperty(placeProperty, true);
}

}
