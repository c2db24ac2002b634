// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/listener.h"
#include "http/tlscredentials.h"

namespace sekimori::test {

/// A listener on a free port of this machine, with two tenants' hosts: a and b.example.test, and a.s and b.s, which ask
/// for a certificate. Keys and certificates are made when first needed and live as long as the process.
std::unique_ptr<platformd::Listener> openListener(
    platformd::Handler handler, const platformd::ListenerLimits &limits = {}, platformd::QuickCheck isQuick = {});

platformd::HostLookup throwawayLookup();
/// Whatever name it is asked for: a certificate of that common name, with @p hostNames.
platformd::TlsIdentity makeIdentity(const QStringList &hostNames);
std::shared_ptr<const platformd::ServerCredentials> fallbackCredentials();

}
