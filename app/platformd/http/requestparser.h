// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/refusal.h"
#include "http/request.h"

#include <expected>
#include <memory>

namespace sekimori::platformd {

/// Reads one request from pieces of any size, and refuses what two programs could read differently.
class RequestParser {
public:
    enum class Stage { Header, Body, Complete };

    RequestParser(qsizetype headerBytes, qsizetype bodyBytes);
    ~RequestParser();

    /// How many of @p bytes were taken; the rest is to be given again with more behind it. Stops at the end of the
    /// header and at the end of the request.
    std::expected<qsizetype, Refusal> feed(QByteArrayView bytes);

    Stage stage() const;
    /// The client waits for "100 Continue" before it sends the body.
    bool expectsContinue() const;
    bool keepsConnection() const;
    /// An answer may come in chunks, which HTTP/1.0 does not know.
    bool takesChunks() const;

    /// Its header is filled in from the stage Body on.
    const Request &request() const;
    Request take();

private:
    class Private;

    std::unique_ptr<Private> d;
};

}
