// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/askedonce.h"

#include "api/preconditions.h"
#include "crypto/tokens.h"

namespace sekimori::platformd {

Result<AskedOnce> askedOnce(const Call &call)
{
    return idempotencyKey(call.request).transform([&](const QByteArray &key) {
        const Request &request = call.request;
        return AskedOnce{.key = {call.passage.tenant->id, call.session.user, key},
            .digest = crypto::tokenDigest(request.method + ' ' + request.path + '\n' + request.body)};
    });
}

Response responseOf(const StoredAnswer &answer)
{
    Response response{.status = answer.status, .headers = {}, .body = answer.body};
    response.headers.set("Content-Type", "application/json");
    return response;
}

}
