// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/browsersession.h"
#include "edge/formguard.h"
#include "edge/pages.h"
#include "edge/signin.h"
#include "store/passwords.h"

namespace sekimori::platformd {

/// Where people choose another password in their browsers: because they like to, or because they may not go on before.
///
/// Whoever has to on his way in types his present password once more, together with the new one. So nothing that
/// stands for a password has to be made and carried from page to page, and the second step goes through the same door
/// as the first: its speed limit, its locks, and who is admitted at this host.
class PasswordPages {
public:
    struct Parts {
        Sessions &sessions;
        SignIn &signIn;
        Passwords &passwords;
        const FormGuard &guard;
        const Pages &pages;
        /// Opens a session for somebody who has just proven himself, and goes on as the form says.
        std::function<Response(const Request &, const User &, const Form &)> letIn;
        /// Back to the sign-in page, with the reason.
        std::function<Response(const Request &, const Form &, const SignInRefusal &)> askAgain;
    };

    explicit PasswordPages(Parts parts);

    /// `/password`
    Response get(const Request &request) const;
    Response post(const Request &request) const;

    /// What @p user meets in place of the page that he wanted to sign in for by @p form.
    Response beforeLettingIn(
        const Request &request, const User &user, policy::ChangeReason reason, const Form &form) const;

private:
    struct View {
        QString loginName;
        Role role = Role::User;
        std::optional<policy::ChangeReason> reason = {}; ///< why he has to; none: he likes to
        int status = 200;
        Errors problems = {};
        QByteArray next = "/";
        bool stays = false; ///< wants to be signed in automatically from then on
    };

    Response changeOnTheWayIn(const Request &request, const Form &form) const;
    Response changeOwn(const Request &request, const BrowserSession &browser, const Form &form) const;
    std::expected<User, Errors> change(
        const Request &request, const User &proven, const Form &form, const QByteArray &keptToken) const;

    Response ownPage(const Request &request, const BrowserSession &browser, const Errors &problems = {}) const;
    Response page(const Request &request, const View &view, const QByteArray &cookie) const;
    Html notice(const Errors &problems, const Language &language) const;
    Html ruleList(const policy::PasswordPolicy &policy, Role role, const Language &language) const;

    Parts m_parts;
    HtmlTemplate m_password;
    HtmlTemplate m_notice;
};

}
