// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"
#include "http/response.h"
#include "store/certificates.h"

namespace sekimori::platformd {

inline constexpr QByteArrayView revocationListPath = "/crl";

/// The list of the tenant whose host was asked, for anybody: whoever has to judge certificates asks from anywhere, so
/// it stands outside the gate. Never an ended one.
Response revocationList(
    const Request &request, QByteArrayView domain, const Tenants &tenants, Certificates &certificates);

}
