// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/passwordpages.h"

#include "crypto/tokens.h"
#include "edge/cookies.h"
#include "edge/nextpath.h"
#include "edge/passwordwords.h"
#include "edge/signinwords.h"
#include "edge/stayingsignedin.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr QByteArrayView changedPath = "/?password-changed=1";

Error lead(const std::optional<policy::ChangeReason> &reason)
{
    if (!reason)
        return words(PasswordEndsOthers);
    switch (*reason) {
    case policy::ChangeReason::Set:
        return words(PasswordWasSet);
    case policy::ChangeReason::Expired:
        return words(PasswordExpired);
    }
    std::unreachable();
}

Errors rulesOf(const policy::PasswordPolicy &policy, Role role)
{
    using enum policy::PasswordPolicy::Complexity;
    const int shortest = role == Role::Administrator ? policy.minimumLengthAdministrators : policy.minimumLengthUsers;
    Errors rules{words(RuleLength, {QString::number(shortest)})};
    if (policy.complexity != None)
        rules << words(policy.complexity == LettersNumbers ? RuleLettersNumbers : RuleLettersNumbersSymbols);
    if (!policy.loginNameAllowed)
        rules << words(RuleNotLoginName);
    rules << (policy.reuseLimit == 1 ? words(RuleNotPresent)
                                     : words(RuleNotLast, {QString::number(policy.reuseLimit)}));
    return rules;
}

}

PasswordPages::PasswordPages(Parts parts)
    : m_parts(std::move(parts))
    , m_password(webResource(u"password.html"_s))
    , m_notice(webResource(u"notice.html"_s))
{
}

Response PasswordPages::get(const Request &request) const
{
    const auto browser = browserSession(request, *request.passage, m_parts.sessions);
    return browser ? ownPage(request, *browser) : seeOther(signInPath("/password"));
}

Response PasswordPages::post(const Request &request) const
{
    const auto browser = browserSession(request, *request.passage, m_parts.sessions);
    const auto form = formBody(request);
    if (!form)
        return browser ? ownPage(request, *browser, {form.error()}) : m_parts.askAgain(request, {}, {form.error()});
    return browser ? changeOwn(request, *browser, *form) : changeOnTheWayIn(request, *form);
}

Response PasswordPages::beforeLettingIn(
    const Request &request, const User &user, policy::ChangeReason reason, const Form &form) const
{
    const View view{.loginName = user.loginName,
        .role = user.role,
        .reason = reason,
        .status = 403,
        .next = nextIn(form),
        .stays = StayingSignedIn::isTicked(form)};
    // The form that brought him here was bound to the cookie.
    return page(request, view, tokenInCookie(request, formCookie).value_or(QByteArray()));
}

/// What the rules are, and whether the name has a password at all, is told to nobody who has not typed it.
Response PasswordPages::changeOnTheWayIn(const Request &request, const Form &form) const
{
    if (!m_parts.guard.isOurs(request, form, FormPurpose::ChangePassword, formCookie))
        return m_parts.askAgain(request, form, {Error{ErrorKind::Forbidden, FormNotOurs}});
    const QString loginName = form.value("user");
    const QString password = form.value("password");
    if (!isLoginText(loginName) || !isLoginText(password))
        return m_parts.askAgain(request, form, {Error{ErrorKind::Invalid, SignInIncomplete}});
    const auto proven = m_parts.signIn.byPassword(*request.passage, loginName, password);
    if (!proven)
        return m_parts.askAgain(request, form, proven.error());
    const auto changed = change(request, *proven, form, {});
    if (changed)
        return m_parts.letIn(request, *changed, form);
    const View view{.loginName = proven->loginName,
        .role = proven->role,
        .reason = reasonToChange(*request.passage->tenant, *proven, m_parts.sessions.now()),
        .status = pageStatus(changed.error().first()),
        .problems = changed.error(),
        .next = nextIn(form),
        .stays = StayingSignedIn::isTicked(form)};
    return page(request, view, tokenInCookie(request, formCookie).value_or(QByteArray()));
}

Response PasswordPages::changeOwn(const Request &request, const BrowserSession &browser, const Form &form) const
{
    if (!m_parts.guard.isOurs(request, form, FormPurpose::ChangePassword, sessionCookie))
        return ownPage(request, browser, {Error{ErrorKind::Forbidden, FormNotOurs}});
    const QString password = form.value("password");
    if (!isLoginText(password))
        return ownPage(request, browser, {Error{ErrorKind::Invalid, PasswordIncomplete}});
    const auto proven = m_parts.signIn.byPassword(
        *request.passage, browser.session.loginName, password, RefusalKind::PasswordChangeFailed);
    if (!proven) {
        const Error &error = proven.error().error;
        Response response = ownPage(
            request, browser, {error.is(SessionRefused) ? Error{ErrorKind::Invalid, PasswordNotRight} : error});
        if (const auto wait = proven.error().wait)
            response.headers.set("Retry-After", QByteArray::number(qint64(wait->count())));
        return response;
    }
    const auto changed = change(request, *proven, form, browser.token);
    return changed ? seeOther(changedPath) : ownPage(request, browser, changed.error());
}

std::expected<User, Errors> PasswordPages::change(
    const Request &request, const User &proven, const Form &form, const QByteArray &keptToken) const
{
    const QString wanted = form.value("new");
    if (!isLoginText(wanted) || form.value("repeat").isEmpty())
        return std::unexpected(Errors{Error{ErrorKind::Invalid, PasswordIncomplete}});
    if (wanted != form.value("repeat"))
        return std::unexpected(Errors{Error{ErrorKind::Invalid, PasswordNotRepeated}});
    return m_parts.passwords.change({proven, wanted, request.passage->clientText(), keptToken});
}

Response PasswordPages::ownPage(const Request &request, const BrowserSession &browser, const Errors &problems) const
{
    const Session &session = browser.session;
    const Passage &passage = *request.passage;
    if (!mayChangePassword(*passage.tenant, session.role))
        return m_parts.pages.message(403,
            {.title = words(PasswordTitle),
                .paragraphs = {words(messages::PasswordNotOnesOwn)},
                .link = PageLink{words(PasswordKeepWord), u"/"_s}},
            passage.language);
    const View view{.loginName = session.loginName,
        .role = session.role,
        .status = problems.isEmpty() ? 200 : pageStatus(problems.first()),
        .problems = problems};
    return page(request, view, browser.token);
}

Response PasswordPages::page(const Request &request, const View &view, const QByteArray &cookie) const
{
    static const HtmlTemplate back("<a class=\"button plain\" href=\"{{address}}\">{{text}}</a>");
    const Passage &passage = *request.passage;
    const Language &language = passage.language;
    const auto said = [&](const Message &message) { return worded(words(message), language); };
    const auto token = m_parts.guard.tokenFor(FormPurpose::ChangePassword, passage.tenant->id, cookie);
    Html wayBack;
    if (!view.reason)
        wayBack = back.filled({{"address"_L1, u"/"_s}, {"text"_L1, said(PasswordKeepWord)}});
    const Html content = m_password.filled({
        {"tenant"_L1, passage.tenant->displayName},
        {"title"_L1, said(PasswordTitle)},
        {"lead"_L1, worded(lead(view.reason), language)},
        {"notice"_L1, notice(view.problems, language)},
        {"token"_L1, QString::fromLatin1(token)},
        {"next"_L1, QString::fromLatin1(view.next)},
        {"stay"_L1, view.stays ? u"1"_s : u"0"_s},
        {"userLabel"_L1, said(LoginNameLabel)},
        {"user"_L1, view.loginName},
        {"presentLabel"_L1, said(PresentPasswordLabel)},
        {"focus"_L1, view.problems.isEmpty() ? u"autofocus"_s : QString()}, // which would scroll past what is wrong
        {"newLabel"_L1, said(NewPasswordLabel)},
        {"rules"_L1, ruleList(passage.tenant->settings.passwordPolicy, view.role, language)},
        {"repeatLabel"_L1, said(RepeatPasswordLabel)},
        {"change"_L1, said(PasswordChangeWord)},
        {"back"_L1, wayBack},
    });
    return m_parts.pages.page(view.status, words(PasswordTitle), content, language);
}

Html PasswordPages::notice(const Errors &problems, const Language &language) const
{
    static const HtmlTemplate several("<ul class=\"notice problem\" role=\"alert\">\n{{items}}</ul>");
    static const HtmlTemplate item("<li>{{text}}</li>\n");
    if (problems.isEmpty())
        return {};
    if (problems.size() == 1)
        return m_notice.filled({{"text"_L1, worded(problems.first(), language)}});
    Html items;
    for (const Error &problem : problems)
        items += item.filled({{"text"_L1, worded(problem, language)}});
    return several.filled({{"items"_L1, items}});
}

Html PasswordPages::ruleList(const policy::PasswordPolicy &policy, Role role, const Language &language) const
{
    static const HtmlTemplate list("<p>{{text}}</p>\n<ul>\n{{items}}</ul>");
    static const HtmlTemplate item("<li>{{text}}</li>\n");
    Html items;
    for (const Error &rule : rulesOf(policy, role))
        items += item.filled({{"text"_L1, worded(rule, language)}});
    return list.filled({{"text"_L1, worded(words(PasswordRules), language)}, {"items"_L1, items}});
}

}
