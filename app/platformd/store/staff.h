// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sessions.h"
#include "store/staffrows.h"

namespace sekimori::platformd {

/// The platform's staff, whom its operator keeps. At a tenant that lets them look they sign in as `NAME@support` and
/// become one of its people in the role `support`, whom no list of users shows. Whether the tenant lets them is not
/// known here. Safe to use from many threads.
class Staff {
public:
    Staff(Tenants &tenants, Sessions &sessions)
        : m_tenants(tenants)
        , m_sessions(sessions)
    {
    }

    Result<QList<StaffMember>> list();
    Result<void> add(const QString &name, const QByteArray &passwordHash);
    /// His sessions end, in all tenants, and their logs say so.
    Result<void> remove(const QString &name);

    /// Who signs in as @p loginName, which ends in the staff's suffix; nothing where nobody is called so.
    Result<std::optional<StaffMember>> find(const QString &loginName);
    /// Who @p member is in @p tenant.
    Result<User> enter(TenantId tenant, const StaffMember &member);

private:
    Tenants &m_tenants;
    Sessions &m_sessions;
};

/// What the operator may call somebody; the field is `name`.
std::optional<Error> problemOfStaffName(const QString &name);

namespace messages {
extern const Message StaffNameCharacters;
extern const Message StaffUnknown;
}

}
