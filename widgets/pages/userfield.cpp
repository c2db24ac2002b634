// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userfield.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::UsersModel;

UserField::UserField(platform::UsersClient &client, QWidget *parent)
    : QWidget(parent)
    , m_found(client, this)
    , m_edit(new QLineEdit(this))
    , m_completer(new QCompleter(&m_found, this))
{
    m_edit->setObjectName("user"_L1);
    m_edit->setPlaceholderText(tr("Type a part of a name"));
    m_edit->setClearButtonEnabled(true);
    // What the platform has found is right as it is, by login name or display name.
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setCompletionColumn(UsersModel::LoginColumn);
    m_completer->setWidget(m_edit);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &UserField::search);
    connect(&m_found, &QAbstractItemModel::modelReset, this, &UserField::offer);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), m_edit, &QLineEdit::setText);
}

void UserField::search(const QString &text)
{
    const QString name = text.trimmed();
    if (m_user && m_user->values.loginName == name)
        return;
    choose({});
    if (name.isEmpty())
        return m_completer->popup()->hide();
    if (m_found.filter().search == name)
        return offer();
    m_found.setFilter({.search = name});
}

void UserField::offer()
{
    const QString name = m_edit->text().trimmed();
    for (int row = 0; row < m_found.rowCount(); ++row) {
        if (m_found.userAt(row).values.loginName.compare(name, Qt::CaseInsensitive) == 0) {
            m_completer->popup()->hide();
            return choose(m_found.userAt(row));
        }
    }
    if (m_edit->hasFocus() && m_found.rowCount() > 0)
        m_completer->complete();
}

void UserField::choose(const std::optional<platform::User> &user)
{
    if (user == m_user)
        return;
    m_user = user;
    emit chosen();
}

}
