// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/mailconfig.h"

#include "address/ipaddress.h"
#include "error/excerpt.h"
#include "http/hostname.h"
#include "policy/auditalerts.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

bool isHost(const QString &text)
{
    if (text.startsWith(u'[') && text.endsWith(u']')) {
        const auto address = IpAddress::parse(text.sliced(1, text.size() - 2));
        return address && !address->isV4();
    }
    const auto name = normalisedHostName(text.toLatin1());
    return name && !name->isEmpty();
}

}

bool readSmtpServer(MailConfig &mail, const QString &text)
{
    if (text.isEmpty())
        return true;
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    mail.port = text.sliced(colon + 1).toUShort(&isNumber);
    mail.host = text.left(std::max<qsizetype>(colon, 0));
    return isNumber && mail.port != 0 && isHost(mail.host);
}

bool readSmtpSecurity(MailConfig &mail, const QString &text)
{
    constexpr std::array names{std::pair{"none"_L1, SmtpSecurity::None},
        std::pair{"starttls"_L1, SmtpSecurity::StartTls}, std::pair{"tls"_L1, SmtpSecurity::Tls}};
    const auto found = std::ranges::find(names, text, [](const auto &each) { return each.first; });
    if (found == names.end())
        return false;
    mail.security = found->second;
    return true;
}

bool readMailFrom(MailConfig &mail, const QString &text)
{
    if (text.isEmpty())
        return true;
    const qsizetype bracket = text.lastIndexOf(u'<');
    const bool hasName = bracket >= 0 && text.endsWith(u'>');
    mail.fromAddress = hasName ? text.sliced(bracket + 1).chopped(1) : text;
    mail.fromName = hasName ? text.first(bracket).trimmed() : QString();
    return policy::isMailAddress(mail.fromAddress) && std::ranges::none_of(mail.fromName, breaksLines);
}

}
