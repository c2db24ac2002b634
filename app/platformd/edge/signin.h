// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/passwordhash.h"
#include "edge/guessthrottle.h"
#include "edge/passage.h"
#include "store/lockouts.h"
#include "store/refusal.h"
#include "store/staff.h"

#include <expected>

namespace sekimori::platformd {

inline constexpr Message SessionRefused{
    "session.refused", QT_TRANSLATE_NOOP("Messages", "The login name or the password is not right. Type both again.")};
inline constexpr Message SessionTooManyTries{"session.tooManyTries",
    QT_TRANSLATE_NOOP("Messages", "Too many wrong passwords came from %1. Wait %2 seconds before you try again.")};
inline constexpr Message SessionOtherUser{"session.otherUser",
    QT_TRANSLATE_NOOP("Messages",
        "The client certificate belongs to somebody else. At this address you can sign in only as its user.")};

inline constexpr Message SessionNotHere{"session.notHere",
    QT_TRANSLATE_NOOP("Messages",
        "From your address, %1, the platform's operator lets in one administrator for an hour, and nobody else.")};

inline constexpr Message SupportNotAllowed{"session.supportNotAllowed",
    QT_TRANSLATE_NOOP(
        "Messages", "The tenant does not let the platform's staff look at it now. Ask its administrator to allow it.")};

inline constexpr Message PasswordNotRight{
    "password.notRight", QT_TRANSLATE_NOOP("Messages", "This is not the password that you have now. Type it again.")};

inline constexpr qsizetype longestLoginText = 256; ///< of a login name or a password, as typed

inline bool isLoginText(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestLoginText;
}

struct SignInRefusal {
    Error error;
    std::optional<std::chrono::seconds> wait = {}; ///< set when too many wrong passwords came
};

/// Finds out who somebody is by login name and password, for the API and for the pages alike: slows whoever guesses,
/// locks what is guessed at, answers wrong passwords, locked accounts and unknown names alike after the same work, and
/// reports each. The platform's staff are found among their own. It knows no sessions.
class SignIn {
public:
    SignIn(
        Tenants &tenants, Lockouts &lockouts, Staff &staff, const crypto::PasswordHasher &hasher, RefusalReport report)
        : m_tenants(tenants)
        , m_lockouts(lockouts)
        , m_staff(staff)
        , m_hasher(hasher)
        , m_report(std::move(report))
    {
    }

    /// A wrong password is reported as @p failure.
    std::expected<User, SignInRefusal> byPassword(const Passage &passage, const QString &loginName,
        const QString &password, RefusalKind failure = RefusalKind::LoginFailed);

    /// @p user, proven in whatever way, if this host lets anybody sign in as him.
    std::expected<User, SignInRefusal> admitted(const Passage &passage, const User &user) const;

    /// For proofs of other kinds: whether this address may try now, and that its try was wrong.
    std::expected<void, SignInRefusal> mayTry(const Passage &passage) const;
    void noteWrong(const Passage &passage) { m_throttle.noteWrong(passage.client); }

private:
    bool isRight(const Guess &guess, const QString &password) const;
    std::expected<User, SignInRefusal> staffByPassword(
        const Passage &passage, const QString &loginName, const QString &password);
    void report(RefusalKind kind, const Passage &passage, const QString &name, bool nameExists) const;

    Tenants &m_tenants;
    Lockouts &m_lockouts;
    Staff &m_staff;
    const crypto::PasswordHasher &m_hasher;
    RefusalReport m_report;
    GuessThrottle m_throttle;
};

}
