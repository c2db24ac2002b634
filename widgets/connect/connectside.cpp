// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/connectside.h"

#include "connect/profilelist.h"
#include "controls/themeicon.h"
#include "logwindow/logwindows.h"
#include "look/preferences.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

ConnectSide::ConnectSide(Preferences &preferences, LogWindows &logs, QWidget *parent)
    : SidePanel(parent)
    , m_list(new ProfileList(this))
    , m_add(makeButton(u"add"_s, u"list-add"_s, tr("&Add a connection…")))
    , m_logFiles(makeButton(u"logFiles"_s, u"view-list-details"_s, tr("Log &files")))
    , m_preferences(makeButton(u"preferences"_s, u"configure"_s, tr("&Language and colours")))
{
    setFixedWidth(310);
    addLogFiles(logs);
    addPreferences(preferences);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(14);
    layout->addWidget(makeHeading());
    layout->addWidget(m_list, 1);
    layout->addWidget(m_add);
    layout->addWidget(m_logFiles);
    layout->addWidget(m_preferences);
    connect(m_add, &QPushButton::clicked, this, &ConnectSide::addWanted);
}

QWidget *ConnectSide::makeHeading()
{
    auto *heading = new QWidget(this);
    auto *name = new QLabel(tr("Sekimori"), heading);
    QFont font = name->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    font.setBold(true);
    name->setFont(font);
    auto *symbol = new QLabel(heading);
    symbol->setPixmap(programIcon().pixmap(QSize(36, 36), devicePixelRatio()));
    auto *layout = new QHBoxLayout(heading);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(symbol);
    layout->addWidget(name, 1);
    return heading;
}

QPushButton *ConnectSide::makeButton(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QPushButton(themeIcon(icon), text, this);
    button->setAutoDefault(false);
    button->setObjectName(name);
    return button;
}

void ConnectSide::addLogFiles(LogWindows &logs)
{
    auto *menu = new QMenu(m_logFiles);
    menu->setToolTipsVisible(true);
    logs.addCommands(*menu, *this);
    m_logFiles->setFlat(true);
    m_logFiles->setMenu(menu);
}

void ConnectSide::addPreferences(Preferences &preferences)
{
    auto *menu = new QMenu(m_preferences);
    menu->addMenu(preferences.makeLanguageMenu(menu));
    menu->addMenu(preferences.makeThemeMenu(menu));
    m_preferences->setFlat(true);
    m_preferences->setMenu(menu);
}

void ConnectSide::focusOnPreferences()
{
    m_preferences->setFocus();
}

}
