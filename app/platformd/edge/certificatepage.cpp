// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/certificatepage.h"

#include "edge/certificatewords.h"
#include "edge/cookies.h"
#include "edge/formbody.h"
#include "edge/nextpath.h"
#include "edge/signinwords.h"
#include "http/problem.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Response signInFirst()
{
    Response response{.status = 303, .headers = {}, .body = {}};
    response.headers.set("Location", signInPath("/certificate"));
    return response;
}

/// How it stands, in one sentence.
Error stateWords(const std::optional<Certificate> &certificate, const TenantState &tenant, audit::EventTime now)
{
    if (!certificate)
        return words(CertificateNone);
    const auto day = [&](audit::EventTime time) { return dayText(time, tenant); };
    if (certificate->revokedAt)
        return words(CertificateWithdrawn, {day(*certificate->revokedAt)});
    if (certificate->hasEndedAt(now))
        return words(CertificateOver, {day(certificate->endsAt)});
    if (certificate->hasFileAt(now))
        return words(CertificateWaiting, {day(certificate->fileUntil), day(certificate->endsAt)});
    if (certificate->fetchedAt)
        return words(CertificateFetched, {day(certificate->endsAt), day(*certificate->fetchedAt)});
    return words(CertificateNotWaiting, {day(certificate->endsAt)});
}

}

CertificatePage::CertificatePage(Parts parts)
    : m_parts(parts)
    , m_guard(m_parts.tenants.processKey())
    , m_content(webResource(u"certificate.html"_s))
    , m_offer(webResource(u"certificateoffer.html"_s))
    , m_notice(webResource(u"notice.html"_s))
{
}

Response CertificatePage::answer(const Request &request) const
{
    const bool isReading = request.method == "GET" || request.method == "HEAD";
    if (!isReading && request.method != "POST") {
        const Error error{ErrorKind::NotAllowed, MethodNotAllowed,
            {QString::fromLatin1(request.path), QString::fromLatin1(request.method.left(40)), u"GET, HEAD, POST"_s}};
        return m_parts.answers.missed(request, *request.passage, {.error = error, .allow = "GET, HEAD, POST"});
    }
    const auto browser = browserSession(request, *request.passage, m_parts.sessions);
    if (!browser)
        return signInFirst();
    return isReading ? page(request, *browser) : download(request, *browser);
}

Result<std::optional<Certificate>> CertificatePage::newestOf(const Passage &passage, UserId user) const
{
    return m_parts.certificates.of(passage.tenant->id, user).transform([](const QList<Certificate> &all) {
        return all.isEmpty() ? std::nullopt : std::optional(all.first());
    });
}

bool CertificatePage::offersTo(const Passage &passage, UserId user) const
{
    if (!passage.tenant->settings.clientCertificates.selfService)
        return false;
    const auto newest = newestOf(passage, user);
    return newest && *newest && (*newest)->hasFileAt(m_parts.tenants.now());
}

Html CertificatePage::offer(const Passage &passage, const BrowserSession &browser) const
{
    const QByteArray token = m_guard.tokenFor(FormPurpose::FetchCertificate, passage.tenant->id, browser.token);
    return m_offer.filled({
        {"content"_L1, worded(words(CertificateContent), passage.language)},
        {"token"_L1, QString::fromLatin1(token)},
        {"download"_L1, worded(words(CertificateDownload), passage.language)},
    });
}

Response CertificatePage::page(
    const Request &request, const BrowserSession &browser, const std::optional<Error> &problem, int status) const
{
    const Passage &passage = *request.passage;
    const Language &language = passage.language;
    Html notice;
    Html state;
    if (problem)
        notice = m_notice.filled({{"text"_L1, worded(*problem, language)}});
    const auto newest = newestOf(passage, browser.session.user);
    if (!newest) {
        status = httpStatus(newest.error().kind);
        notice = m_notice.filled({{"text"_L1, worded(newest.error(), language)}});
    } else {
        state = worded(stateWords(*newest, *passage.tenant, m_parts.tenants.now()), language);
    }
    Html offered;
    if (offersTo(passage, browser.session.user))
        offered = offer(passage, browser);
    else if (!passage.tenant->settings.clientCertificates.selfService)
        state = worded(words(CertificateSelfServiceOff), language);
    const Html content = m_content.filled({
        {"tenant"_L1, passage.tenant->displayName},
        {"title"_L1, worded(words(CertificateTitle), language)},
        {"notice"_L1, notice},
        {"state"_L1, state},
        {"offer"_L1, offered},
        {"home"_L1, worded(words(BackHome), language)},
    });
    return m_pages.page(status, words(CertificateTitle), content, language);
}

Response CertificatePage::download(const Request &request, const BrowserSession &browser) const
{
    const Passage &passage = *request.passage;
    const TenantState &tenant = *passage.tenant;
    if (!tenant.settings.clientCertificates.selfService)
        return page(request, browser, {}, 403);
    const auto form = formBody(request);
    if (!form)
        return page(request, browser, form.error(), 400);
    if (!isFromOwnPage(request)
        || !m_guard.isRight(form->value("token").toUtf8(), FormPurpose::FetchCertificate, tenant.id, browser.token))
        return page(request, browser, words(FormNotOurs), 403);
    const auto newest = newestOf(passage, browser.session.user);
    if (!newest)
        return page(request, browser, newest.error(), httpStatus(newest.error().kind));
    if (!*newest)
        return page(request, browser, {}, 404);
    const Author by{.loginName = browser.session.loginName, .address = passage.clientText(), .at = {}};
    const auto taken = m_parts.certificates.takeFiles(tenant.id, {(*newest)->serial}, by);
    if (!taken) {
        const Error &error = taken.error().first();
        return page(request, browser, error, httpStatus(error.kind));
    }
    const auto response = m_parts.bundles.download(*taken, tenant, request);
    return response ? *response : page(request, browser, response.error(), 500);
}

}
