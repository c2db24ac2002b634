// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/formguard.h"

#include "crypto/tokens.h"
#include "edge/cookies.h"
#include "edge/passage.h"
#include "http/hostname.h"

#include <utility>

namespace sekimori::platformd {
namespace {

QByteArray nameOf(FormPurpose purpose)
{
    switch (purpose) {
    case FormPurpose::SignIn:
        return "form: sign in";
    case FormPurpose::SignOut:
        return "form: sign out";
    case FormPurpose::ChangePassword:
        return "form: change password";
    case FormPurpose::FetchCertificate:
        return "form: fetch certificate";
    }
    std::unreachable();
}

}

QByteArray FormGuard::tokenFor(FormPurpose purpose, TenantId tenant, QByteArrayView cookie) const
{
    return crypto::keyedDigest(m_key, {nameOf(purpose), QByteArray::number(tenant.value), cookie})
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

bool FormGuard::isRight(QByteArrayView token, FormPurpose purpose, TenantId tenant, QByteArrayView cookie) const
{
    return crypto::sameSecret(token, tokenFor(purpose, tenant, cookie));
}

bool FormGuard::isOurs(const Request &request, const Form &form, FormPurpose purpose, QByteArrayView cookieName) const
{
    const auto cookie = tokenInCookie(request, cookieName);
    return cookie && isFromOwnPage(request)
        && isRight(form.value("token").toUtf8(), purpose, request.passage->tenant->id, *cookie);
}

bool isFromOwnPage(const Request &request)
{
    const QList<QByteArray> sites = request.headerLines("Sec-Fetch-Site");
    if (!sites.isEmpty())
        return sites == QList<QByteArray>{"same-origin"};
    const QList<QByteArray> origins = request.headerLines("Origin");
    if (origins.isEmpty())
        return true;
    // Not the port: a proxy may have left it out of Host, and cookies do not tell ports apart either.
    constexpr QByteArrayView scheme = "https://";
    return origins.size() == 1 && origins.first().startsWith(scheme)
        && hostOfHeader(QByteArrayView(origins.first()).sliced(scheme.size())) == request.host;
}

}
