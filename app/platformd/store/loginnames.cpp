// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/loginnames.h"

#include "store/user.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<QStringList> loginNamesFrom(Database &database, TenantId tenant, const QString &start, int limit)
{
    const QString first = loginKey(start);
    const QString behind = first + QString::fromUcs4(U"\U0010ffff", 1);
    return database.select(u"SELECT login_name FROM users WHERE tenant = ? AND login_key >= ? AND login_key < ?"
                           " AND role <> ? ORDER BY login_key LIMIT ?"_s,
        {tenant.value, first, behind, QString(policy::nameOf(Role::Support)), limit},
        [](const QSqlQuery &row) { return row.value(0).toString(); });
}

}
