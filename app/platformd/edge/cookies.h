// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"
#include "http/response.h"
#include "policy/embedding.h"

#include <chrono>

namespace sekimori::platformd {

/// Names with which browsers let no other host, no path and no unencrypted page set a cookie.
inline constexpr QByteArrayView sessionCookie = "__Host-sekimori";
inline constexpr QByteArrayView formCookie = "__Host-sekimori-form";
inline constexpr QByteArrayView stayCookie = "__Host-sekimori-stay"; ///< of a browser that stays signed in

/// The token in the cookie called @p name, whatever others came with it. Nothing where the cookie is there twice or
/// does not look like a token of ours: a browser never sends that.
std::optional<QByteArray> tokenInCookie(const Request &request, QByteArrayView name);

/// With whose requests a browser sends a cookie.
enum class CookieReach {
    ThisSite, ///< its own, and whoever follows a link to it: SameSite=Lax
    Frames, ///< also from frames on other sites' pages, for each of these a cookie of its own: SameSite=None;
            ///< Partitioned
};

/// What lets people sign in wherever the tenant's pages may be shown.
CookieReach cookieReach(const policy::Embedding &embedding);

/// For this host alone, out of reach of scripts, gone with the browser or, where that is given, after @p lifetime.
void setCookie(Response &response, QByteArrayView name, QByteArrayView token, CookieReach reach = CookieReach::ThisSite,
    std::optional<std::chrono::seconds> lifetime = {});
void clearCookie(Response &response, QByteArrayView name, CookieReach reach = CookieReach::ThisSite);

}
