// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/stayingsignedin.h"

#include "edge/browsersession.h"
#include "edge/cookies.h"
#include "edge/pages.h"
#include "edge/signinwords.h"
#include "store/passwords.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// Whoever is let in for an hour only does not stay.
bool mayStay(const Passage &passage)
{
    return passage.tenant->settings.signIn.automaticSignIn && !passage.recovery;
}

/// None where nobody may stay at all.
const Message &boxWords(std::chrono::days lifetime)
{
    if (lifetime <= std::chrono::days(1))
        return StayForDay;
    return lifetime <= std::chrono::days(7) ? StayForWeek : StayForMonth;
}

}

Html StayingSignedIn::box(const Passage &passage, bool isTicked)
{
    static const HtmlTemplate markup(
        "<label class=\"box\"><input type=\"checkbox\" name=\"stay\" value=\"1\" {{ticked}}>"
        " <span>{{text}}</span></label>\n");
    if (!mayStay(passage))
        return {};
    const Message &text = boxWords(*passage.tenant->settings.signIn.automaticSignIn);
    return markup.filled(
        {{"ticked"_L1, isTicked ? u"checked"_s : QString()}, {"text"_L1, worded(words(text), passage.language)}});
}

bool StayingSignedIn::isTicked(const Form &form)
{
    return form.value("stay") == "1"_L1;
}

Result<StayingSignedIn::Opened> StayingSignedIn::open(const Passage &passage, const User &user, bool stays)
{
    const QString address = passage.clientText();
    if (!stays || !mayStay(passage) || user.role == Role::Support)
        return m_sessions.begin(user, address, passage.sessionEnd(), SessionKind::Browser)
            .transform([](const QByteArray &session) { return Opened{session, {}}; });
    const auto stay = m_stays.begin(*passage.tenant, user);
    if (!stay)
        return std::unexpected(stay.error());
    return m_sessions.beginStaying(user, address, stay->family(), false).transform([&](const QByteArray &session) {
        return Opened{session, *stay};
    });
}

std::expected<StayingSignedIn::Opened, Stays::NotRenewed> StayingSignedIn::openAgain(const Request &request)
{
    const Passage &passage = *request.passage;
    const auto token = tokenInCookie(request, stayCookie);
    if (!token || passage.recovery)
        return std::unexpected(Stays::NotRenewed::NotNow);
    const auto now = m_sessions.now();
    const auto admits = [&](const User &user) {
        return passage.admits(user.id) && mayUsePages(user.role, *passage.tenant, now)
            && !reasonToChange(*passage.tenant, user, now);
    };
    auto renewed = m_stays.renew(*passage.tenant, *token, passage.clientText(), admits);
    if (!renewed)
        return std::unexpected(renewed.error());
    const auto session = m_sessions.beginStaying(renewed->user, passage.clientText(), renewed->next.family(), true);
    if (!session)
        return std::unexpected(Stays::NotRenewed::NotNow);
    return Opened{*session, renewed->next};
}

Result<void> StayingSignedIn::end(const Request &request)
{
    const Passage &passage = *request.passage;
    const auto token = tokenInCookie(request, stayCookie);
    return token ? m_stays.end(passage.tenant->id, *token, passage.clientText()) : Result<void>();
}

void StayingSignedIn::give(Response &response, const Passage &passage, const Opened &opened)
{
    const auto reach = cookieReach(passage.tenant->settings.embedding);
    setCookie(response, sessionCookie, opened.session, reach);
    if (opened.stay)
        setCookie(response, stayCookie, opened.stay->text, reach, opened.stay->lifetime);
}

}
