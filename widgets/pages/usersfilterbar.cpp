// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/usersfilterbar.h"

#include "controls/themeicon.h"
#include "items/personwords.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::Role;
using platform::UserFilter;

UsersFilterBar::UsersFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_role(new QComboBox(this))
    , m_only(new QComboBox(this))
{
    m_search->setObjectName("search"_L1);
    m_role->setObjectName("roleFilter"_L1);
    m_only->setObjectName("onlyFilter"_L1);
    m_search->setPlaceholderText(tr("Search login names and display names"));
    m_search->setAccessibleName(tr("Search login names and display names"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themeIcon(u"search"_s), QLineEdit::LeadingPosition);
    fill();
    auto *role = new QLabel(tr("R&ole:"), this);
    role->setBuddy(m_role);
    auto *only = new QLabel(tr("&Show:"), this);
    only->setBuddy(m_only);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search, 1);
    layout->addSpacing(8);
    layout->addWidget(role);
    layout->addWidget(m_role);
    layout->addSpacing(8);
    layout->addWidget(only);
    layout->addWidget(m_only);
    connect(m_search, &QLineEdit::textChanged, this, &UsersFilterBar::changed);
    connect(m_role, &QComboBox::currentIndexChanged, this, &UsersFilterBar::changed);
    connect(m_only, &QComboBox::currentIndexChanged, this, &UsersFilterBar::changed);
}

void UsersFilterBar::fill()
{
    m_role->addItem(tr("Any role"));
    for (const Role role : {Role::Administrator, Role::Auditor, Role::User})
        m_role->addItem(items::roleText(role), int(role));
    m_only->addItem(tr("Everybody"));
    m_only->addItem(tr("Locked"), int(UserFilter::Only::Locked));
    m_only->addItem(tr("Must change the password"), int(UserFilter::Only::MustChange));
    m_only->addItem(tr("May use a client certificate"), int(UserFilter::Only::Permitted));
}

UserFilter UsersFilterBar::filter() const
{
    UserFilter filter{.search = m_search->text().trimmed()};
    if (const QVariant role = m_role->currentData(); role.isValid())
        filter.role = Role(role.toInt());
    if (const QVariant only = m_only->currentData(); only.isValid())
        filter.only = UserFilter::Only(only.toInt());
    return filter;
}

void UsersFilterBar::setSearch(const QString &text)
{
    m_search->setText(text);
}

void UsersFilterBar::clear()
{
    {
        const QSignalBlocker search(m_search);
        const QSignalBlocker role(m_role);
        const QSignalBlocker only(m_only);
        m_search->clear();
        m_role->setCurrentIndex(0);
        m_only->setCurrentIndex(0);
    }
    emit changed();
}

void UsersFilterBar::takeOver(const UsersFilterBar &before)
{
    m_search->setText(before.m_search->text());
    m_role->setCurrentIndex(before.m_role->currentIndex());
    m_only->setCurrentIndex(before.m_only->currentIndex());
}

}
