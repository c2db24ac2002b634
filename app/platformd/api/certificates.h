// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message CertificateAuthorityNone{"certificate.authorityNone",
    QT_TRANSLATE_NOOP(
        "Messages", "This site has no certificate authority yet. It is made when the first certificate is issued.")};
inline constexpr Message CertificateStateUnknown{
    "certificate.stateUnknown", QT_TRANSLATE_NOOP("Messages", "“%1” has to be one of: %2.")};

Response getCertificates(const Call &call, ApiParts &parts);
Response getCertificatesOf(const Call &call, ApiParts &parts);
Response getCertificateAuthority(const Call &call, ApiParts &parts);
Response getCertificateAuthorityFile(const Call &call, ApiParts &parts);
Response postCertificates(const Call &call, ApiParts &parts);
Response postCertificateRevocation(const Call &call, ApiParts &parts);
Response postCertificatePermission(const Call &call, ApiParts &parts);
Response postCertificateFiles(const Call &call, ApiParts &parts);

}
