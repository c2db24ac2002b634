// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"
#include "http/headerlist.h"

#include <QByteArray>
#include <QStringList>
#include <QUrlQuery>

#include <memory>
#include <optional>

namespace sekimori::platformd {

struct Passage;

/// One request, read whole and checked for form: Host is well formed and the name that the connection was opened for.
struct Request {
    QByteArray method; ///< as sent; methods are case-sensitive
    QByteArray path; ///< begins with a slash, still percent-encoded, without the query
    QUrlQuery query;
    HeaderList headers;
    QByteArray body;
    QByteArray host; ///< lower case, without port
    IpAddress peer; ///< the other end of the connection; an IPv4-mapped address is already an IPv4 one
    QByteArray clientCertificateDer; ///< empty: none was shown. It was not judged in the handshake.
    QStringList pathArguments; ///< what the pattern's {places} held, decoded; filled by the router
    std::shared_ptr<const Passage> passage; ///< what the gate found out; filled by the edge

    /// The first line called @p name, whatever its case.
    std::optional<QByteArray> header(QByteArrayView name) const { return headers.value(name); }
    QList<QByteArray> headerLines(QByteArrayView name) const { return headers.lines(name); }
};

}
