// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/userevents.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

audit::Event userEvent(const Author &by, const QString &action, const QString &complement, audit::EventTime now)
{
    return {
        .time = by.at.value_or(now),
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"User administration"_s,
        .action = action,
        .level = audit::Level::Notice,
        .complement = complement,
    };
}

QString words(bool isSo)
{
    return isSo ? u"yes"_s : u"no"_s;
}

/// ` -> new` behind the old one, where it is another.
QString changed(const QString &name, const QString &before, const QString &after)
{
    return before == after ? QString() : u"; %1: %2 -> %3"_s.arg(name, before, after);
}

}

audit::Event userAdded(const NewUser &user, const Author &by, audit::EventTime now)
{
    return userEvent(by, u"add"_s, u"login name: %1; role: %2"_s.arg(user.loginName, policy::nameOf(user.role)), now);
}

QList<audit::Event> userChanged(const User &before, const User &after, const Author &by, audit::EventTime now)
{
    QList<audit::Event> events;
    const QString updated = changed(u"login name"_s, before.loginName, after.loginName)
        + changed(u"display name"_s, before.displayName, after.displayName)
        + changed(u"must change the password"_s, words(before.mustChangePassword), words(after.mustChangePassword));
    const QString who = u"login name: "_s + after.loginName;
    if (before.loginName != after.loginName)
        events << userEvent(by, u"update"_s, updated.sliced(2), now);
    else if (!updated.isEmpty())
        events << userEvent(by, u"update"_s, who + updated, now);
    if (before.role != after.role)
        events << userEvent(
            by, u"set role"_s, who + changed(u"role"_s, policy::nameOf(before.role), policy::nameOf(after.role)), now);
    if (before.isCertificatePermitted != after.isCertificatePermitted)
        events << userEvent(by, u"permit certificate"_s,
            who + changed(u"permitted"_s, words(before.isCertificatePermitted), words(after.isCertificatePermitted)),
            now);
    return events;
}

audit::Event userDeleted(const User &user, const Author &by, audit::EventTime now)
{
    return userEvent(
        by, u"delete"_s, u"login name: %1; role: %2"_s.arg(user.loginName, policy::nameOf(user.role)), now);
}

audit::Event usersImported(const QString &counts, const Author &by, audit::EventTime now)
{
    return userEvent(by, u"import"_s, counts, now);
}

audit::Event usersExported(qint64 count, const Author &by, audit::EventTime now)
{
    return userEvent(by, u"export"_s, u"users: %1"_s.arg(count), now);
}

}
