// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userstools.h"

#include "controls/themeicon.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using Act = UsersTools::Act;
using platform::Role;
using platform::User;

bool isAboutChosen(Act act)
{
    return act != Act::Add && act != Act::Import && act != Act::Export;
}

bool isForOne(Act act)
{
    return act == Act::Edit || act == Act::SetPassword;
}

QString nameOf(Act act)
{
    switch (act) {
    case Act::Add:
        return u"add"_s;
    case Act::Edit:
        return u"edit"_s;
    case Act::SetPassword:
        return u"setPassword"_s;
    case Act::Delete:
        return u"delete"_s;
    case Act::RequireChange:
        return u"requireChange"_s;
    case Act::Permit:
        return u"permit"_s;
    case Act::Forbid:
        return u"forbid"_s;
    case Act::SignOut:
        return u"signOut"_s;
    case Act::Import:
        return u"import"_s;
    case Act::Export:
        return u"export"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

}

UsersTools::UsersTools(QWidget *parent)
    : QWidget(parent)
    , m_menu(new QMenu(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    addTool(Act::Add, u"list-add-user"_s, tr("A&dd…"), tr("Adds a user"));
    addTool(Act::Edit, u"document-edit"_s, tr("&Edit…"), tr("Names, role and permissions of the selected user"));
    addTool(
        Act::SetPassword, u"dialog-password"_s, tr("Set &password…"), tr("Gives the selected user another password"));
    addTool(Act::Delete, u"edit-delete"_s, tr("De&lete…"), tr("Deletes the selected users"));
    addTool(Act::RequireChange, u"dialog-password"_s, tr("Must &change the password"),
        tr("At the next sign-in the selected users have to choose another password"), false);
    addTool(Act::Permit, u"view-certificate"_s, tr("Permi&t client certificates"),
        tr("The selected users may have a client certificate and come in by it"), false);
    addTool(Act::Forbid, u"edit-none"_s, tr("&Withdraw the permission for client certificates"),
        tr("The selected users do not come in by a client certificate any more"), false);
    addTool(Act::SignOut, u"system-log-out"_s, tr("&Sign out everywhere…"),
        tr("Ends all that the selected users have open"), false);
    m_more = new QPushButton(tr("&More", "things to do"), this);
    m_more->setObjectName("more"_L1);
    m_more->setMenu(m_menu);
    m_menu->setTitle(tr("More that can be done about the selected users"));
    m_menu->setToolTipsVisible(true);
    layout->addWidget(m_more);
    layout->addStretch(1);
    addTool(Act::Import, u"document-import"_s, tr("&Import…"),
        tr("Reads a CSV file and shows what would be added and changed before anything is"));
    addTool(Act::Export, u"document-export"_s, tr("E&xport…"), tr("Writes all users to a CSV file"));
    show({});
}

void UsersTools::addTool(Act act, const QString &icon, const QString &text, const QString &help, bool hasButton)
{
    auto *action = new QAction(themeIcon(icon), text, this);
    connect(action, &QAction::triggered, this, [this, act] { emit wanted(act); });
    m_helps.insert(act, help);
    Tool tool{act, action};
    if (hasButton) {
        tool.button = new QPushButton(themeIcon(icon), text, this);
        tool.button->setObjectName(nameOf(act));
        connect(tool.button, &QPushButton::clicked, action, &QAction::trigger);
        layout()->addWidget(tool.button);
    } else {
        m_menu->addAction(action);
    }
    m_tools.append(tool);
}

void UsersTools::show(const Situation &situation)
{
    m_situation = situation;
    for (const Tool &tool : std::as_const(m_tools))
        showTool(tool);
    const QString reason = whyNot(Act::SignOut);
    m_more->setVisible(situation.isEditable);
    m_more->setEnabled(reason.isEmpty());
    m_more->setToolTip(reason.isEmpty() ? tr("More that can be done about the selected users") : reason);
}

void UsersTools::showTool(const Tool &tool)
{
    const QString reason = whyNot(tool.act);
    const bool isOffered = tool.act == Act::Export ? m_situation.isExportable : m_situation.isEditable;
    const QString toolTip = reason.isEmpty() ? m_helps.value(tool.act) : reason;
    tool.action->setVisible(isOffered);
    tool.action->setEnabled(isOffered && reason.isEmpty());
    tool.action->setToolTip(toolTip);
    if (!tool.button)
        return;
    tool.button->setVisible(isOffered);
    tool.button->setEnabled(reason.isEmpty());
    tool.button->setToolTip(toolTip);
}

QList<QAction *> UsersTools::actionsOnChosen() const
{
    QList<QAction *> actions;
    for (const Tool &tool : m_tools) {
        if (isAboutChosen(tool.act))
            actions << tool.action;
    }
    return actions;
}

QAction *UsersTools::action(Act act) const
{
    return std::ranges::find(m_tools, act, &Tool::act)->action;
}

QString UsersTools::whyNot(Act act) const
{
    if (!m_situation.busyWith.isEmpty())
        return m_situation.busyWith;
    if (!isAboutChosen(act))
        return {};
    if (m_situation.chosen.isEmpty())
        return tr("Select a user first.");
    if (isForOne(act) && m_situation.chosen.size() > 1)
        return tr("Select one user only.");
    return act == Act::Delete ? whyNotDelete() : QString();
}

QString UsersTools::whyNotDelete() const
{
    if (isLastAdministrator())
        return tr("Without an administrator nobody could change anything any more. Give somebody else this role "
                  "first.");
    const bool isSelf = std::ranges::any_of(m_situation.chosen,
        [this](const User &user) { return user.values.loginName.compare(m_situation.self, Qt::CaseInsensitive) == 0; });
    return isSelf ? tr("You cannot delete yourself. Another administrator can.") : QString();
}

bool UsersTools::isLastAdministrator() const
{
    const auto chosen = std::ranges::count(
        m_situation.chosen, Role::Administrator, [](const User &user) { return user.values.role; });
    return chosen > 0 && m_situation.administrators && chosen >= *m_situation.administrators;
}

QString UsersTools::whyRoleIsFixed() const
{
    return isLastAdministrator() ? tr("This is the last administrator. Give somebody else this role first.")
                                 : QString();
}

}
