// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/framing.h"

namespace sekimori::platformd {
namespace {

QByteArray ancestors(const policy::Embedding &embedding)
{
    QByteArray value = "frame-ancestors 'self'";
    if (embedding.protection == policy::Embedding::Protection::Listed) {
        for (const QString &origin : embedding.origins)
            value += ' ' + origin.toLatin1(); // validated: it has no blank, comma or semicolon
    }
    return value;
}

}

void setFraming(Response &response, const policy::Embedding &embedding)
{
    if (embedding.protection == policy::Embedding::Protection::Off)
        return;
    const auto present = response.headers.value("Content-Security-Policy");
    const QByteArray framing = ancestors(embedding);
    response.headers.set("Content-Security-Policy", present ? *present + "; " + framing : framing);
    response.headers.set("X-Frame-Options", "SAMEORIGIN");
}

}
