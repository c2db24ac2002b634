// SPDX-License-Identifier: GPL-3.0-or-later
#include "throwawayhosts.h"

#include "crypto/serverauthority.h"

using namespace Qt::StringLiterals;
using namespace sekimori::platformd;

namespace sekimori::test {
namespace {

std::shared_ptr<const ServerCredentials> credentialsFor(const QStringList &hostNames)
{
    return ServerCredentials::load(makeIdentity(hostNames)).value();
}

}

TlsIdentity makeIdentity(const QStringList &hostNames)
{
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    static const auto authority
        = crypto::makeAuthority(u"Throw-away authority"_s, now - std::chrono::days(1), now + std::chrono::days(300))
              .value();
    const auto issued = crypto::issueServerCertificate(
        authority, hostNames, {}, now - std::chrono::hours(1), now + std::chrono::days(30));
    return {.certificateChainPem = issued->certificatePem + authority.certificatePem, .privateKeyPem = issued->keyPem};
}

std::shared_ptr<const ServerCredentials> fallbackCredentials()
{
    static const auto credentials = credentialsFor({u"nobody.example.test"_s});
    return credentials;
}

HostLookup throwawayLookup()
{
    static const auto credentials = credentialsFor({u"*.example.test"_s, u"*.s.example.test"_s});
    return [](QByteArrayView name) -> std::optional<TlsHost> {
        if (name == "a.example.test" || name == "b.example.test")
            return TlsHost{
                .credentials = credentials, .asksForCertificate = false, .sessionContext = name.toByteArray()};
        if (name == "a.s.example.test" || name == "b.s.example.test")
            return TlsHost{
                .credentials = credentials, .asksForCertificate = true, .sessionContext = name.toByteArray()};
        return std::nullopt;
    };
}

std::unique_ptr<Listener> openListener(Handler handler, const ListenerLimits &limits, QuickCheck isQuick)
{
    return Listener::open({{.address = u"127.0.0.1"_s, .port = 0}}, fallbackCredentials(), throwawayLookup(),
        std::move(handler), limits, std::move(isQuick))
        .value();
}

}
