// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/cookies.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

constexpr qsizetype tokenLength = 43; // of crypto::newToken()

QByteArrayView attributes(CookieReach reach)
{
    return reach == CookieReach::Frames ? "; Path=/; Secure; HttpOnly; SameSite=None; Partitioned"
                                        : "; Path=/; Secure; HttpOnly; SameSite=Lax";
}

bool isOfToken(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool isToken(QByteArrayView value)
{
    return value.size() == tokenLength && std::ranges::all_of(value, isOfToken);
}

/// The values of all cookies called @p name, in all lines.
QList<QByteArray> valuesOf(const Request &request, QByteArrayView name)
{
    QList<QByteArray> values;
    for (const QByteArray &line : request.headerLines("Cookie")) {
        for (const QByteArray &pair : line.split(';')) {
            const QByteArray trimmed = pair.trimmed();
            const qsizetype equals = trimmed.indexOf('=');
            if (equals >= 0 && QByteArrayView(trimmed).first(equals) == name)
                values.append(trimmed.sliced(equals + 1));
        }
    }
    return values;
}

}

std::optional<QByteArray> tokenInCookie(const Request &request, QByteArrayView name)
{
    const QList<QByteArray> values = valuesOf(request, name);
    if (values.size() != 1 || !isToken(values.first()))
        return std::nullopt;
    return values.first();
}

CookieReach cookieReach(const policy::Embedding &embedding)
{
    return embedding.letsOthersFrame() ? CookieReach::Frames : CookieReach::ThisSite;
}

void setCookie(Response &response, QByteArrayView name, QByteArrayView token, CookieReach reach,
    std::optional<std::chrono::seconds> lifetime)
{
    QByteArray line;
    line.append(name).append('=').append(token);
    if (lifetime)
        line.append("; Max-Age=").append(QByteArray::number(qint64(lifetime->count())));
    line.append(attributes(reach));
    response.headers.append("Set-Cookie", line);
}

void clearCookie(Response &response, QByteArrayView name, CookieReach reach)
{
    QByteArray line;
    line.append(name).append("=; Max-Age=0").append(attributes(reach));
    response.headers.append("Set-Cookie", line);
}

}
