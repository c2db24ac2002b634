// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"
#include "store/wayin.h"

namespace sekimori::platformd {

inline constexpr Message SessionEnded{
    "session.ended", QT_TRANSLATE_NOOP("Messages", "Your session has ended. Sign in again to go on.")};
inline constexpr Message RoleMissing{
    "session.roleMissing", QT_TRANSLATE_NOOP("Messages", "“%1” is not allowed to do this; it takes the role %2.")};

/// Why somebody called @p name in @p role may not use what takes one of @p roles; nothing: he may.
std::optional<Error> objectionTo(Role role, const QString &name, const QList<Role> &roles);
/// Why @p session may not use what takes one of @p roles, with @p tenant as it is at @p now; nothing: it may.
std::optional<Error> objectionTo(
    const Session &session, const QList<Role> &roles, const TenantState &tenant, const QDateTime &now);

/// The answer to whoever has as many streams open as he may.
Response tooManyStreams(const Call &call, const Error &error);

/// By what right an answer was begun that goes on for long. Asked again and again, it judges that right by what holds
/// then, from the gate to the role. Being asked is no use of the session. Safe from several threads.
class Standing {
public:
    /// Of @p call, which was let in and is for one of its endpoint's roles.
    Standing(const Call &call, const ApiParts &parts);

    /// Why it must not go on; nothing: it may.
    std::optional<Error> objection() const;

    TenantId tenant() const { return m_tenant; }
    /// Identifies the session; its token it is not.
    const QByteArray &sessionDigest() const { return m_sessionDigest; }
    const QTranslator *translator() const { return m_translator; }

private:
    const Tenants &m_tenants;
    const Sessions &m_sessions;
    const TenantId m_tenant;
    const QByteArray m_subdomain; ///< that it was begun at
    const QByteArray m_hostName;
    const WayIn m_way;
    const QString m_client;
    const QByteArray m_sessionDigest;
    const Role m_role; ///< that it was begun in
    const QList<Role> m_roles;
    const QTranslator *const m_translator;
};

}
