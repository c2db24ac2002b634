// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/signinpages.h"

#include "crypto/tokens.h"
#include "edge/certificatewords.h"
#include "edge/cookies.h"
#include "edge/gatewords.h"
#include "edge/nextpath.h"
#include "edge/passwordwords.h"
#include "edge/signinface.h"
#include "edge/signinwords.h"
#include "store/imagerows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr QByteArrayView signedOutPath = "/sign-in?signed-out=1";

/// The path to go on to; named twice, it is nobody's guess which one counts.
QByteArray nextOf(const QUrlQuery &query)
{
    const QStringList wanted = query.allQueryItemValues(u"next"_s, QUrl::FullyDecoded);
    return wanted.size() == 1 ? safeNextPath(wanted.first().toUtf8()) : QByteArray("/");
}

/// The mark beside “You are signed out”. Browsers keep whole pages for their button Back, even those that are not to
/// be stored. The page that was left gets there when the next one is shown, so no answer before this one can clear it
/// away.
Response doneMark()
{
    Response response{.status = 200, .headers = {}, .body = webResource(u"done.svg"_s)};
    response.headers.set("Content-Type", "image/svg+xml");
    response.headers.set("Content-Security-Policy", "default-src 'none'");
    response.headers.set("Clear-Site-Data", "\"cache\"");
    return response;
}

/// Nothing but pages: a `javascript:` address would run with this host's rights.
bool isWebAddress(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

}

SignInPages::SignInPages(Parts parts)
    : m_parts(std::move(parts))
    , m_guard(m_parts.tenants.processKey())
    , m_router({
          {"GET", "/", [this](const Request &request) { return getHome(request); }},
          {"GET", "/sign-in", [this](const Request &request) { return getSignIn(request); }},
          {"POST", "/sign-in", [this](const Request &request) { return postSignIn(request); }},
          {"GET", "/password", [this](const Request &request) { return m_passwordPages.get(request); }},
          {"POST", "/password", [this](const Request &request) { return m_passwordPages.post(request); }},
          {"GET", "/sign-out", [this](const Request &request) { return getSignOut(request); }},
          {"POST", "/sign-out", [this](const Request &request) { return postSignOut(request); }},
          {"GET", "/sign-in/names",
              [this](const Request &request) {
                  return NameOffers::areOn(*request.passage) ? m_offers.answer(request) : notFound(request);
              }},
          {"GET", "/sign-in/image/{image}", [this](const Request &request) { return getImage(request); }},
          {"GET", "/sign-out/done.svg", [](const Request &) { return doneMark(); }},
      })
    , m_passwordPages({.sessions = m_parts.sessions,
          .signIn = m_parts.signIn,
          .passwords = m_parts.passwords,
          .guard = m_guard,
          .pages = m_pages,
          .letIn
          = [this](const Request &request, const User &user,
                const Form &form) { return letIn(request, user, nextIn(form), StayingSignedIn::isTicked(form)); },
          .askAgain = [this](const Request &request, const Form &form,
                          const SignInRefusal &refusal) { return askAgain(request, form, refusal); }})
    , m_staying(m_parts.tenants, m_parts.sessions)
    , m_offers(m_parts.tenants)
    , m_signIn(webResource(u"signin.html"_s))
    , m_notice(webResource(u"notice.html"_s))
    , m_signedOut(webResource(u"signedout.html"_s))
    , m_remark(webResource(u"remark.html"_s))
    , m_home(webResource(u"home.html"_s))
    , m_service(webResource(u"service.html"_s))
    , m_certificateLink(webResource(u"certificatelink.html"_s))
    , m_signOut(webResource(u"signout.html"_s))
{
}

Response SignInPages::answer(Request request) const
{
    const auto handler = m_router.find(request);
    if (handler)
        return (**handler)(request);
    return m_parts.answers.missed(request, *request.passage, handler.error());
}

std::optional<BrowserSession> SignInPages::browser(const Request &request) const
{
    return browserSession(request, *request.passage, m_parts.sessions);
}

Html SignInPages::formToken(FormPurpose purpose, const Passage &passage, QByteArrayView cookie) const
{
    return QString::fromLatin1(m_guard.tokenFor(purpose, passage.tenant->id, cookie));
}

Response SignInPages::getHome(const Request &request) const
{
    const auto browser = this->browser(request);
    if (!browser)
        return seeOther(signInPath("/"));
    const Passage &passage = *request.passage;
    const Language &language = passage.language;
    if (browser->session.role == Role::Support) {
        const auto told = m_parts.views(browser->session, u"home page"_s, passage.clientText());
        if (!told)
            return m_pages.message(
                pageStatus(told.error()), {.title = words(HomeServices), .paragraphs = {told.error()}}, language);
    }
    const QString tenant = passage.tenant->displayName;
    static const HtmlTemplate change("<a class=\"button plain\" href=\"/password\">{{text}}</a>");
    Html changePassword;
    if (mayChangePassword(*passage.tenant, browser->session.role))
        changePassword = change.filled({{"text"_L1, worded(words(PasswordChangeWord), language)}});
    Html certificate;
    if (m_parts.hasCertificateFile(passage, browser->session.user))
        certificate = m_certificateLink.filled({{"text"_L1, worded(words(CertificateHome), language)}});
    const Html content = m_home.filled({
        {"tenant"_L1, tenant},
        {"notice"_L1, homeNotice(request, browser->session)},
        {"changePassword"_L1, changePassword},
        {"greeting"_L1, worded(words(HomeGreeting, {browser->session.displayName}), language)},
        {"admission"_L1, worded(words(passageReason(passage.decision.decidedBy), {passage.clientText()}), language)},
        {"certificate"_L1, certificate},
        {"servicesTitle"_L1, worded(words(HomeServices), language)},
        {"services"_L1, serviceList(passage)},
        {"signedInAs"_L1, worded(words(HomeSignedInAs, {browser->session.loginName}), language)},
        {"token"_L1, formToken(FormPurpose::SignOut, passage, browser->token)},
        {"everywhere"_L1, worded(words(SignOutEverywhere), language)},
        {"signOut"_L1, worded(words(SignOutWord), language)},
    });
    return m_pages.page(200, words(HomeTitle, {tenant}), content, language);
}

Html SignInPages::homeNotice(const Request &request, const Session &session) const
{
    const Passage &passage = *request.passage;
    if (request.query.hasQueryItem(u"password-changed"_s))
        return m_remark.filled({{"kind"_L1, u"done"_s}, {"text"_L1, worded(words(PasswordChanged), passage.language)}});
    const auto days = daysToWarnOf(*passage.tenant, session, m_parts.sessions.now());
    if (!days)
        return {};
    const Error warning = *days == 1 ? words(PasswordEndsToday) : words(PasswordEndsSoon, {QString::number(*days)});
    return m_remark.filled({{"kind"_L1, u"warning"_s}, {"text"_L1, worded(warning, passage.language)}});
}

Html SignInPages::serviceList(const Passage &passage) const
{
    static const HtmlTemplate list("<ul class=\"services\">\n{{items}}</ul>");
    static const HtmlTemplate empty("<p class=\"empty\">{{text}}</p>");
    Html items;
    const auto services = m_parts.services(passage.tenant->id);
    if (!services)
        return m_notice.filled({{"text"_L1, worded(services.error(), passage.language)}});
    for (const TenantService &service : *services) {
        if (isWebAddress(service.url))
            items += m_service.filled({{"address"_L1, service.url.toString(QUrl::FullyEncoded)},
                {"name"_L1, service.name}, {"host"_L1, service.url.host()}});
    }
    if (items.markup().isEmpty())
        return empty.filled({{"text"_L1, worded(words(HomeNoServices), passage.language)}});
    return list.filled({{"items"_L1, items}});
}

Response SignInPages::getSignIn(const Request &request) const
{
    const QByteArray next = nextOf(request.query);
    if (browser(request))
        return seeOther(next);
    const bool hasSignedOut = request.query.hasQueryItem(u"signed-out"_s);
    const Passage &passage = *request.passage;
    auto again = hasSignedOut ? std::unexpected(Stays::NotRenewed::NotNow) : m_staying.openAgain(request);
    if (again) {
        Response response = seeOther(next);
        StayingSignedIn::give(response, passage, *again);
        return response;
    }
    Response page = signInPage(request, {.next = next, .hasSignedOut = hasSignedOut});
    if (again.error() == Stays::NotRenewed::Void)
        clearCookie(page, stayCookie, cookieReach(passage.tenant->settings.embedding));
    return page;
}

Response SignInPages::signInPage(const Request &request, const SignInView &view) const
{
    const Passage &passage = *request.passage;
    const Language &language = passage.language;
    // One for all of the browser's tabs, so that opening a second page does not spoil the first.
    const auto known = tokenInCookie(request, formCookie);
    const QByteArray cookie = known ? *known : crypto::newToken();
    Html notice;
    const auto ownWords = failureMessage(*passage.tenant, language);
    if (view.problem && view.problem->is(SessionRefused) && ownWords)
        notice = m_notice.filled({{"text"_L1, *ownWords}});
    else if (view.problem)
        notice = m_notice.filled({{"text"_L1, worded(*view.problem, language)}});
    else if (view.hasSignedOut)
        notice = m_signedOut.filled({{"text"_L1, worded(words(SignedOut), language)}});
    const QString focus = u"autofocus"_s;
    const Html content = m_signIn.filled({
        {"image"_L1, image(*passage.tenant)},
        {"title"_L1, signInTitle(*passage.tenant)},
        {"signIn"_L1, worded(words(SignInWord), language)},
        {"notice"_L1, notice},
        {"token"_L1, formToken(FormPurpose::SignIn, passage, cookie)},
        {"next"_L1, QString::fromLatin1(view.next)},
        {"userLabel"_L1, worded(words(LoginNameLabel), language)},
        {"user"_L1, view.loginName},
        {"userFocus"_L1, view.loginName.isEmpty() ? focus : QString()},
        {"passwordLabel"_L1, worded(words(PasswordLabel), language)},
        {"passwordFocus"_L1, view.loginName.isEmpty() ? QString() : focus},
        {"userList"_L1, NameOffers::areOn(passage) ? u"list=names"_s : QString()},
        {"stay"_L1, StayingSignedIn::box(passage, view.stays)},
        {"names"_L1, NameOffers::areOn(passage) ? m_offers.markup() : Html()},
    });
    Response response
        = m_pages.page(view.status, words(SignInTitle, {signInTitle(*passage.tenant)}), content, language);
    if (NameOffers::areOn(passage))
        m_offers.allowScript(response);
    if (!known)
        setCookie(response, formCookie, cookie, cookieReach(passage.tenant->settings.embedding));
    return response;
}

Html SignInPages::image(const TenantState &tenant)
{
    static const HtmlTemplate markup("<img class=\"face\" src=\"{{path}}\" alt=\"\">\n");
    const QString path = signInImagePath(tenant);
    return path.isEmpty() ? Html() : markup.filled({{"path"_L1, path}});
}

Response SignInPages::getImage(const Request &request) const
{
    const TenantState &tenant = *request.passage->tenant;
    const QByteArray &shown = tenant.settings.loginPage.image.sha256;
    if (shown.isEmpty() || request.pathArguments.value(0).toLatin1() != shown)
        return notFound(request);
    const auto stored
        = m_parts.tenants.store().read([&](Database &database) { return imageWith(database, tenant.id, shown); });
    if (!stored || !*stored)
        return notFound(request);
    Response response{.status = 200, .headers = {}, .body = (*stored)->bytes};
    response.headers.set("Content-Type", (*stored)->blob.mediaType.toLatin1());
    response.headers.set("Cache-Control", "private, max-age=31536000, immutable");
    response.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    return response;
}

Response SignInPages::notFound(const Request &request) const
{
    const Error error{ErrorKind::NotFound, NothingAtAddress, {QString::fromLatin1(request.path.left(200))}};
    return m_parts.answers.missed(request, *request.passage, {error, {}});
}

Response SignInPages::postSignIn(const Request &request) const
{
    const auto form = formBody(request);
    if (!form)
        return signInPage(request, {.status = 400, .problem = form.error()});
    return signInWith(request, *form);
}

Response SignInPages::signInWith(const Request &request, const Form &form) const
{
    const QString loginName = form.value("user");
    const QString password = form.value("password");
    if (!m_guard.isOurs(request, form, FormPurpose::SignIn, formCookie))
        return askAgain(request, form, {Error{ErrorKind::Forbidden, FormNotOurs}});
    if (!isLoginText(loginName) || !isLoginText(password))
        return askAgain(request, form, {Error{ErrorKind::Invalid, SignInIncomplete}});
    const auto user = m_parts.signIn.byPassword(*request.passage, loginName, password);
    if (!user)
        return askAgain(request, form, user.error());
    if (const auto reason = reasonToChange(*request.passage->tenant, *user, m_parts.sessions.now()))
        return m_passwordPages.beforeLettingIn(request, *user, *reason, form);
    return letIn(request, *user, nextIn(form), StayingSignedIn::isTicked(form));
}

/// Shows what was typed again, except the passwords.
Response SignInPages::askAgain(const Request &request, const Form &form, const SignInRefusal &refusal) const
{
    Response response = signInPage(request,
        {.status = pageStatus(refusal.error),
            .loginName = form.value("user").left(longestLoginText),
            .next = nextIn(form),
            .problem = refusal.error,
            .stays = StayingSignedIn::isTicked(form)});
    if (refusal.wait)
        response.headers.set("Retry-After", QByteArray::number(qint64(refusal.wait->count())));
    return response;
}

Response SignInPages::letIn(const Request &request, const User &user, const QByteArray &next, bool stays) const
{
    const Passage &passage = *request.passage;
    if (!mayUsePages(user.role, *passage.tenant, m_parts.sessions.now()))
        return signInPage(
            request, {.status = 403, .next = next, .problem = Error{ErrorKind::Forbidden, SupportNotAllowed}});
    // Whoever signs in again leaves no session behind that nobody can end.
    if (const auto before = browser(request))
        (void)m_parts.sessions.end(passage.tenant->id, before->token, passage.clientText());
    (void)m_staying.end(request);
    const auto opened = m_staying.open(passage, user, stays);
    if (!opened)
        return signInPage(request,
            {.status = pageStatus(opened.error()),
                .loginName = user.loginName,
                .next = next,
                .problem = opened.error()});
    Response response = seeOther(next);
    StayingSignedIn::give(response, passage, *opened);
    return response;
}

Response SignInPages::getSignOut(const Request &request) const
{
    const auto browser = this->browser(request);
    return browser ? signOutPage(request, *browser, 200) : seeOther("/sign-in");
}

Response SignInPages::signOutPage(const Request &request, const BrowserSession &browser, int status) const
{
    const Passage &passage = *request.passage;
    const Language &language = passage.language;
    const Error title = words(SignOutTitle, {passage.tenant->displayName});
    Html notice;
    if (status != 200)
        notice = m_notice.filled({{"text"_L1, worded(words(FormNotOurs), language)}});
    const Html content = m_signOut.filled({
        {"title"_L1, worded(title, language)},
        {"notice"_L1, notice},
        {"meaning"_L1, worded(words(SignOutMeaning, {browser.session.loginName}), language)},
        {"token"_L1, formToken(FormPurpose::SignOut, passage, browser.token)},
        {"signOut"_L1, worded(words(SignOutWord), language)},
        {"stay"_L1, worded(words(StaySignedIn), language)},
    });
    return m_pages.page(status, title, content, language);
}

Response SignInPages::postSignOut(const Request &request) const
{
    // Another site's form comes without the cookie, and must not take it away.
    const auto browser = this->browser(request);
    if (!browser)
        return signOutLate(request);
    const auto form = formBody(request);
    if (!form || !m_guard.isOurs(request, *form, FormPurpose::SignOut, sessionCookie))
        return signOutPage(request, *browser, 403);
    const Passage &passage = *request.passage;
    const auto ended = endSession(request, *browser, form->value("everywhere") == "1"_L1);
    if (!ended)
        return m_pages.message(
            pageStatus(ended.error()), {.title = words(SignOutWord), .paragraphs = {ended.error()}}, passage.language);
    Response response = seeOther(signedOutPath);
    const auto reach = cookieReach(passage.tenant->settings.embedding);
    clearCookie(response, sessionCookie, reach);
    if (tokenInCookie(request, stayCookie))
        clearCookie(response, stayCookie, reach);
    return response;
}

Response SignInPages::signOutLate(const Request &request) const
{
    Response response = seeOther(signedOutPath);
    const auto form = formBody(request);
    if (!tokenInCookie(request, stayCookie) || !form
        || !m_guard.isOurs(request, *form, FormPurpose::SignOut, sessionCookie))
        return response;
    if (m_staying.end(request))
        clearCookie(response, stayCookie, cookieReach(request.passage->tenant->settings.embedding));
    return response;
}

Result<void> SignInPages::endSession(const Request &request, const BrowserSession &browser, bool everywhere) const
{
    const TenantId tenant = request.passage->tenant->id;
    const QString address = request.passage->clientText();
    if (everywhere) {
        const SessionsEnd end{u"signed out everywhere"_s, {browser.session.loginName, address, {}}};
        return m_parts.sessions.endAllOf(tenant, browser.session.user, end).transform([](qint64) { });
    }
    if (const auto ended = m_staying.end(request); !ended)
        return ended;
    return m_parts.sessions.end(tenant, browser.token, address);
}

}
