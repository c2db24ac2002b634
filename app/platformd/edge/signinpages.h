// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/browsersession.h"
#include "edge/formbody.h"
#include "edge/formguard.h"
#include "edge/gateanswers.h"
#include "edge/nameoffers.h"
#include "edge/pages.h"
#include "edge/passwordpages.h"
#include "edge/signin.h"
#include "edge/stayingsignedin.h"
#include "http/router.h"
#include "store/tenantservice.h"

namespace sekimori::platformd {

/// What a tenant offers to its people; asked for each home page.
using ServiceList = std::function<Result<QList<TenantService>>(TenantId)>;

/// What a browser finds at a tenant's host: the way in, home, and the way out. Plain forms, no script.
class SignInPages {
public:
    struct Parts {
        Tenants &tenants;
        Sessions &sessions;
        SignIn &signIn;
        Passwords &passwords;
        const GateAnswers &answers; ///< for what is not found
        ServiceList services;
        /// Whether a client certificate waits for this user; asked for each home page.
        std::function<bool(const Passage &, UserId)> hasCertificateFile;
        ViewReport views;
    };

    explicit SignInPages(Parts parts);

    /// The answer to what has passed the gate and is not for the API.
    Response answer(Request request) const;

private:
    /// What the sign-in page shows beside the tenant's name.
    struct SignInView {
        int status = 200;
        QString loginName = {};
        QByteArray next = "/";
        std::optional<Error> problem = {};
        bool hasSignedOut = false;
        bool stays = false; ///< the box is ticked
    };

    Response getHome(const Request &request) const;
    Response getSignIn(const Request &request) const;
    Response postSignIn(const Request &request) const;
    Response getImage(const Request &request) const;
    Response getSignOut(const Request &request) const;
    Response postSignOut(const Request &request) const;

    Response signInWith(const Request &request, const Form &form) const;
    Response letIn(const Request &request, const User &user, const QByteArray &next, bool stays) const;
    Response signInPage(const Request &request, const SignInView &view) const;
    Response signOutPage(const Request &request, const BrowserSession &browser, int status) const;
    Response askAgain(const Request &request, const Form &form, const SignInRefusal &refusal) const;
    Html homeNotice(const Request &request, const Session &session) const;
    /// For whoever sends the form of a session that has ended by itself.
    Response signOutLate(const Request &request) const;
    Result<void> endSession(const Request &request, const BrowserSession &browser, bool everywhere) const;
    Html serviceList(const Passage &passage) const;
    static Html image(const TenantState &tenant);
    Response notFound(const Request &request) const;
    std::optional<BrowserSession> browser(const Request &request) const;
    Html formToken(FormPurpose purpose, const Passage &passage, QByteArrayView cookie) const;

    Parts m_parts;
    FormGuard m_guard;
    Router m_router;
    Pages m_pages;
    PasswordPages m_passwordPages;
    mutable StayingSignedIn m_staying;
    mutable NameOffers m_offers;
    HtmlTemplate m_signIn;
    HtmlTemplate m_notice;
    HtmlTemplate m_signedOut;
    HtmlTemplate m_remark;
    HtmlTemplate m_home;
    HtmlTemplate m_service;
    HtmlTemplate m_certificateLink;
    HtmlTemplate m_signOut;
};

}
