// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sekimori::audit::bundle {

/// A mail as it was sent, with its parts in Base64 and quoted-printable (RFC 2045) as they were before; lines end with
/// line feeds. A text that is no mail stays as it is.
QByteArray withoutTransferEncoding(QByteArrayView text);

}
