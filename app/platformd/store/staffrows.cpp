// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/staffrows.h"

#include "store/columns.h"
#include "store/user.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message StaffNameTaken{
    "staff.taken", QT_TRANSLATE_NOOP("Messages", "There is somebody called “%1” among the staff already.")};
}

namespace {

StaffMember memberIn(const QSqlQuery &row)
{
    return {row.value(0).toString(), row.value(1).toByteArray(), timeColumn(row.value(2))};
}

}

Result<QList<StaffMember>> allStaff(Database &database)
{
    return database.select(u"SELECT name, password_hash, added_at FROM staff ORDER BY name_key"_s, {}, memberIn);
}

Result<std::optional<StaffMember>> staffNamed(Database &database, const QString &name)
{
    return database.first(
        u"SELECT name, password_hash, added_at FROM staff WHERE name_key = ?"_s, {loginKey(name)}, memberIn);
}

Result<void> insertStaff(Database &database, const StaffMember &member)
{
    const auto inserted = database.run(u"INSERT INTO staff (name_key, name, password_hash, added_at)"
                                       " VALUES (?, ?, ?, ?) ON CONFLICT (name_key) DO NOTHING"_s,
        {loginKey(member.name), member.name, member.passwordHash, toColumn(member.addedAt)});
    if (!inserted)
        return std::unexpected(inserted.error());
    if (*inserted == 0)
        return std::unexpected(Error(ErrorKind::Conflict, messages::StaffNameTaken, {member.name}, u"name"_s));
    return {};
}

Result<bool> removeStaff(Database &database, const QString &name)
{
    return database.run(u"DELETE FROM staff WHERE name_key = ?"_s, {loginKey(name)}).transform([](qint64 count) {
        return count > 0;
    });
}

}
