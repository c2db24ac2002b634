// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sessions.h"
#include "store/stayrows.h"

namespace sekimori::platformd {

/// Automatic sign-in: for as long as the policy says after a password was typed, a browser is signed in again by a
/// token in place of it. Each use exchanges the token for the next one of its family. One that was exchanged already is
/// somebody's copy: it ends the family and the sessions that came of it. But of several tabs that come with the same
/// one within a few seconds, each gets the same next one. Safe to use from many threads.
class Stays {
public:
    static constexpr std::chrono::seconds grace{10};
    static constexpr int mostPerUser = 50;

    Stays(Tenants &tenants, Sessions &sessions)
        : m_tenants(tenants)
        , m_sessions(sessions)
    {
    }

    struct Token {
        QByteArray text; ///< looks like that of a session
        std::chrono::seconds lifetime{};

        QByteArray family() const { return familyOf(text); }
    };

    /// For @p user, who has just typed his password, under the policy of @p tenant.
    Result<Token> begin(const TenantState &tenant, const User &user);

    struct Renewal {
        User user;
        Token next;
    };
    enum class NotRenewed {
        Void, ///< the browser may forget the token
        NotNow, ///< it may be good for something later
    };
    using Admission = std::function<bool(const User &)>;

    /// Exchanges the token, where @p admits the user. @p address is told where it proves to be a copy.
    std::expected<Renewal, NotRenewed> renew(
        const TenantState &tenant, const QByteArray &token, const QString &address, const Admission &admits);

    /// The family of @p token and all of its sessions, because the user of this browser signs out.
    Result<void> end(TenantId tenant, const QByteArray &token, const QString &address);

private:
    using Outcome = std::expected<Renewal, NotRenewed>;

    static QByteArray familyOf(const QByteArray &token);
    QByteArray successorOf(const QByteArray &token) const;
    Result<Outcome> renewIn(Transaction &transaction, const TenantState &tenant, const QByteArray &token,
        const QString &address, const Admission &admits);
    Result<Outcome> refuseCopy(
        Transaction &transaction, const TenantState &tenant, const StayRow &row, const QString &address);

    Tenants &m_tenants;
    Sessions &m_sessions;
};

}
