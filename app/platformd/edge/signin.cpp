// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/signin.h"

namespace sekimori::platformd {
namespace {

std::unexpected<SignInRefusal> refusal(const Error &error)
{
    return std::unexpected(SignInRefusal{error});
}

std::unexpected<SignInRefusal> tooManyTries(const Passage &passage, std::chrono::seconds wait)
{
    const QStringList arguments{passage.clientText(), QString::number(wait.count())};
    return std::unexpected(SignInRefusal{Error{ErrorKind::TooMany, SessionTooManyTries, arguments}, wait});
}

}

std::expected<void, SignInRefusal> SignIn::mayTry(const Passage &passage) const
{
    const auto wait = m_throttle.waitFor(passage.client);
    return wait ? tooManyTries(passage, *wait) : std::expected<void, SignInRefusal>();
}

std::expected<User, SignInRefusal> SignIn::byPassword(
    const Passage &passage, const QString &loginName, const QString &password, RefusalKind failure)
{
    const auto turn = m_throttle.begin(passage.client);
    if (!turn)
        return tooManyTries(passage, turn.error());
    const auto user = m_tenants.findUser(passage.tenant->id, loginName);
    if (!user)
        return refusal(user.error());
    const auto guess = m_lockouts.admit(*passage.tenant, *user, passage.clientText());
    if (!guess)
        return refusal(guess.error());
    const auto mayGoOn = m_lockouts.settle(*guess, isRight(*guess, password));
    if (!mayGoOn)
        return refusal(mayGoOn.error());
    if (*mayGoOn)
        return admitted(passage, **user);
    noteWrong(passage);
    report(failure, passage, *user ? (*user)->loginName : loginName, user->has_value());
    return refusal({ErrorKind::Unauthenticated, SessionRefused});
}

/// One hash in any case, so that neither a lock nor a name shows in the work.
bool SignIn::isRight(const Guess &guess, const QString &password) const
{
    if (guess.isJudged)
        return m_hasher.verify(password, guess.user->passwordHash);
    m_hasher.verifyNothing(password);
    return false;
}

std::expected<User, SignInRefusal> SignIn::admitted(const Passage &passage, const User &user) const
{
    if (passage.admits(user.id))
        return user;
    report(RefusalKind::LoginFailed, passage, user.loginName, true);
    if (passage.recovery)
        return refusal({ErrorKind::Forbidden, SessionNotHere, {passage.clientText()}});
    return refusal({ErrorKind::Forbidden, SessionOtherUser});
}

void SignIn::report(RefusalKind kind, const Passage &passage, const QString &name, bool nameExists) const
{
    m_report(
        {.tenant = passage.tenant->id, .kind = kind, .client = passage.client, .name = name, .nameExists = nameExists});
}

}
