// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

namespace sekimori::platformd {

/// The certificate that the client has shown, as DER; empty where it has shown none. Through a named proxy that is the
/// one in `Client-Cert` (RFC 9440), and the connection's own is the proxy's. From anybody else the header counts for
/// nothing.
QByteArray clientCertificateDer(const Request &request, bool viaProxy);

}
