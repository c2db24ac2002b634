// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/subdomain.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message SubdomainLength{"subdomain.length",
    QT_TRANSLATE_NOOP("Messages", "A subdomain has 3 to 32 characters; this one has %1. Choose another.")};
constexpr Message SubdomainCharacter{"subdomain.character",
    QT_TRANSLATE_NOOP(
        "Messages", "Character %1 of the subdomain is not allowed. Use the letters a to z, digits and hyphens.")};
constexpr Message SubdomainHyphen{
    "subdomain.hyphen", QT_TRANSLATE_NOOP("Messages", "A subdomain neither begins nor ends with a hyphen. Remove it.")};
constexpr Message SubdomainReserved{"subdomain.reserved",
    QT_TRANSLATE_NOOP("Messages", "The subdomain “%1” is kept for the platform itself. Choose another.")};
}

namespace {

/// Names under which people would take a tenant for the platform, or that mail and certificates give a meaning to.
constexpr std::array reservedNames{"abuse"_L1, "account"_L1, "accounts"_L1, "admin"_L1, "administrator"_L1, "api"_L1,
    "app"_L1, "auth"_L1, "autoconfig"_L1, "autodiscover"_L1, "billing"_L1, "cdn"_L1, "console"_L1, "crl"_L1, "dns"_L1,
    "docs"_L1, "ftp"_L1, "healthz"_L1, "help"_L1, "hostmaster"_L1, "imap"_L1, "localhost"_L1, "login"_L1, "mail"_L1,
    "mta-sts"_L1, "ns1"_L1, "ns2"_L1, "ocsp"_L1, "pop3"_L1, "postmaster"_L1, "root"_L1, "secure"_L1, "security"_L1,
    "sekimori"_L1, "smtp"_L1, "ssl"_L1, "static"_L1, "status"_L1, "support"_L1, "system"_L1, "tls"_L1, "webmaster"_L1,
    "webmail"_L1, "wpad"_L1, "www"_L1};

bool isAllowed(QChar character)
{
    return (character >= u'a' && character <= u'z') || (character >= u'0' && character <= u'9') || character == u'-';
}

bool isReserved(const QString &subdomain)
{
    // Browsers read labels that begin so as letters of other scripts, which may look like somebody else's name.
    return subdomain.startsWith("xn--"_L1) || std::ranges::contains(reservedNames, subdomain);
}

}

std::optional<Error> problemOfSubdomain(const QString &name)
{
    const auto problem = [](const Message &message, const QStringList &arguments = {}) {
        return Error(ErrorKind::Invalid, message, arguments);
    };
    if (name.size() < 3 || name.size() > 32)
        return problem(messages::SubdomainLength, {QString::number(name.size())});
    const auto other = std::ranges::find_if_not(name, isAllowed);
    if (other != name.end())
        return problem(messages::SubdomainCharacter, {QString::number(std::distance(name.begin(), other) + 1)});
    if (name.startsWith(u'-') || name.endsWith(u'-'))
        return problem(messages::SubdomainHyphen);
    if (isReserved(name))
        return problem(messages::SubdomainReserved, {name});
    return {};
}

void Subdomain::check(Errors &errors) const
{
    if (const auto problem = problemOfSubdomain(name))
        errors.append(problem->under(u"name"_s));
}

}
