// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/clientcertificate.h"

namespace sekimori::platformd {

QByteArray clientCertificateDer(const Request &request, bool viaProxy)
{
    if (!viaProxy)
        return request.clientCertificateDer;
    // A byte sequence of structured fields: base64 between two colons, once.
    const QList<QByteArray> lines = request.headerLines("Client-Cert");
    const QByteArray text = lines.size() == 1 ? lines.first().trimmed() : QByteArray();
    if (text.size() < 3 || !text.startsWith(':') || !text.endsWith(':'))
        return {};
    const auto decoding = QByteArray::fromBase64Encoding(
        text.sliced(1, text.size() - 2), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoding ? *decoding : QByteArray();
}

}
