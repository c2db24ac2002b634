// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/secretbytes.h"
#include "http/request.h"

namespace sekimori::platformd {

/// What a client wrote into `Authorization: Basic …`.
struct BasicCredentials {
    QString userName;
    crypto::SecretBytes password; ///< UTF-8
};

/// Nothing when the request has no Authorization. Malformed ones, another scheme and several lines are an empty pair,
/// which no tenant has: they were a try, and a wrong one.
std::optional<BasicCredentials> basicCredentials(const Request &request);

}
