// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/signin.h"

namespace sekimori::platformd {
namespace {

std::unexpected<SignInRefusal> refusal(const Error &error)
{
    return std::unexpected(SignInRefusal{error});
}

}

std::expected<void, SignInRefusal> SignIn::mayTry(const Passage &passage) const
{
    const auto wait = m_throttle.waitFor(passage.client);
    if (!wait)
        return {};
    const QStringList arguments{passage.clientText(), QString::number(wait->count())};
    return std::unexpected(SignInRefusal{Error{ErrorKind::TooMany, SessionTooManyTries, arguments}, wait});
}

std::expected<User, SignInRefusal> SignIn::byPassword(
    const Passage &passage, const QString &loginName, const QString &password)
{
    if (auto may = mayTry(passage); !may)
        return std::unexpected(std::move(may.error()));
    const auto user = m_tenants.findUser(passage.tenant->id, loginName);
    if (!user)
        return refusal(user.error());
    bool isRight = false;
    if (*user)
        isRight = m_hasher.verify(password, (*user)->passwordHash);
    else
        m_hasher.verifyNothing(password);
    if (isRight)
        return admitted(passage, **user);
    noteWrong(passage);
    report(passage, *user ? (*user)->loginName : loginName, user->has_value());
    return refusal({ErrorKind::Unauthenticated, SessionRefused});
}

std::expected<User, SignInRefusal> SignIn::admitted(const Passage &passage, const User &user) const
{
    if (passage.admits(user.id))
        return user;
    report(passage, user.loginName, true);
    if (passage.recovery)
        return refusal({ErrorKind::Forbidden, SessionNotHere, {passage.clientText()}});
    return refusal({ErrorKind::Forbidden, SessionOtherUser});
}

void SignIn::report(const Passage &passage, const QString &name, bool nameExists) const
{
    m_report({.tenant = passage.tenant->id,
        .kind = RefusalKind::LoginFailed,
        .client = passage.client,
        .name = name,
        .nameExists = nameExists});
}

}
