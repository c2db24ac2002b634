// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/protection.h"

#include "items/eventwords.h"
#include "items/settingwords.h"
#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using Stance = Protection::Stance;

struct ProtectionWords {
    Q_DECLARE_TR_FUNCTIONS(Protection)
};

Protection protection(QLatin1StringView section, Stance stance, const QString &state)
{
    return {.section = section, .stance = stance, .state = state};
}

/// The value of a field as the pages of its section call it.
QString valueOf(const policy::Settings &settings, QLatin1StringView section, const QString &field)
{
    const QJsonObject values = policy::sectionToJson(settings, section, policy::JsonUse::Answer);
    return valueText(section + u'.' + field, values[field]);
}

Protection ipRestriction(const policy::Settings &settings)
{
    using Mode = policy::IpRestriction::Mode;
    const auto &restriction = settings.ipRestriction;
    const int count = int(restriction.entries.size());
    switch (restriction.mode) {
    case Mode::AllowAll:
        return protection(restriction.key, Stance::Open, ProtectionWords::tr("Every address is let in"));
    case Mode::AllowListed:
        return protection(restriction.key, Stance::Guarding,
            count == 0 ? ProtectionWords::tr("Only listed networks, and none is listed")
                       : ProtectionWords::tr("Only %Ln listed networks are let in", nullptr, count));
    case Mode::DenyAll:
        return protection(restriction.key, Stance::Guarding, ProtectionWords::tr("No address is let in by itself"));
    }
    Q_UNREACHABLE_RETURN({});
}

Protection basicAuth(const policy::BasicAuth &basic, const QDateTime &now, const QTimeZone &zone)
{
    if (!basic.enabled)
        return protection(basic.key, Stance::Off, ProtectionWords::tr("Off"));
    QStringList parts{ProtectionWords::tr("Password set %1", "today, or so many days ago")
            .arg(ageText(basic.pair.password.changedAt, now))};
    if (basic.second.isValidAt(now))
        parts << ProtectionWords::tr("second pair until %1").arg(zonedText(basic.second.endsAt, zone));
    return protection(basic.key, Stance::Guarding, parts.join(ProtectionWords::tr("; ", "between parts of a state")));
}

Protection clientCertificates(const policy::ClientCertificates &certificates)
{
    if (!certificates.enabled)
        return protection(certificates.key, Stance::Off, ProtectionWords::tr("Off"));
    return protection(certificates.key, Stance::Guarding,
        certificates.allowOtherUser ? ProtectionWords::tr("On; any user may sign in with a certificate")
                                    : ProtectionWords::tr("On; only a certificate’s own user may sign in with it"));
}

Protection passwordPolicy(const policy::Settings &settings)
{
    const auto &policy = settings.passwordPolicy;
    QStringList parts{ProtectionWords::tr("%1 characters, administrators %2")
            .arg(policy.minimumLengthUsers)
            .arg(policy.minimumLengthAdministrators)};
    if (policy.complexity != policy::PasswordPolicy::Complexity::None)
        parts << valueOf(settings, policy.key, u"complexity"_s).toLower();
    if (policy.expiresAfter)
        parts << ProtectionWords::tr("expires after %1").arg(valueOf(settings, policy.key, u"expiresAfter"_s));
    return protection(policy.key, Stance::Guarding, parts.join(ProtectionWords::tr("; ", "between parts of a state")));
}

Protection accountLockout(const policy::Settings &settings)
{
    const auto &lockout = settings.accountLockout;
    if (!lockout.attempts)
        return protection(lockout.key, Stance::Open, ProtectionWords::tr("Accounts are never locked"));
    const QString duration = valueOf(settings, lockout.key, u"duration"_s);
    return protection(lockout.key, Stance::Guarding,
        lockout.duration
            ? ProtectionWords::tr("%Ln wrong passwords lock for %1", nullptr, *lockout.attempts).arg(duration)
            : ProtectionWords::tr(
                  "%Ln wrong passwords lock until an administrator unlocks", nullptr, *lockout.attempts));
}

Protection sessions(const policy::Settings &settings)
{
    const auto &signIn = settings.signIn;
    const QString end
        = ProtectionWords::tr("End after %1 without use").arg(valueOf(settings, signIn.key, u"idleEnd"_s));
    if (!signIn.automaticSignIn)
        return protection(signIn.key, Stance::Guarding, end);
    return protection(signIn.key, Stance::Guarding,
        ProtectionWords::tr("%1; automatic sign-in for %2")
            .arg(end, valueOf(settings, signIn.key, u"automaticSignIn"_s)));
}

Protection embedding(const policy::Embedding &embedding)
{
    using Kind = policy::Embedding::Protection;
    switch (embedding.protection) {
    case Kind::SameOrigin:
        return protection(embedding.key, Stance::Guarding, ProtectionWords::tr("No other site may frame the pages"));
    case Kind::Listed:
        return protection(embedding.key, Stance::Guarding,
            ProtectionWords::tr("%Ln listed sites may frame the pages", nullptr, int(embedding.origins.size())));
    case Kind::Off:
        return protection(embedding.key, Stance::Open, ProtectionWords::tr("Every site may frame the pages"));
    }
    Q_UNREACHABLE_RETURN({});
}

Protection support(const policy::Support &support, const QDateTime &now, const QTimeZone &zone)
{
    if (support.isAllowedAt(now))
        return protection(support.key, Stance::Open,
            ProtectionWords::tr("The platform’s staff may look until %1").arg(zonedText(support.until, zone)));
    return protection(support.key, Stance::Guarding, ProtectionWords::tr("The platform’s staff may not look"));
}

Protection alerts(const policy::AuditAlerts &alerts)
{
    const std::array levels{std::pair{audit::Level::Critical, &alerts.critical},
        std::pair{audit::Level::Error, &alerts.error}, std::pair{audit::Level::Warning, &alerts.warning},
        std::pair{audit::Level::Notice, &alerts.notice}, std::pair{audit::Level::Information, &alerts.information}};
    QStringList told;
    for (const auto &[level, alert] : levels) {
        if (!alert->addresses.isEmpty())
            told << levelText(level);
    }
    const int rules = int(std::ranges::count(alerts.rules, true, &policy::AlertRule::enabled));
    if (told.isEmpty())
        return rules == 0
            ? protection(alerts.key, Stance::Off, ProtectionWords::tr("Nobody is told by mail"))
            : protection(alerts.key, Stance::Guarding, ProtectionWords::tr("Mail by %Ln rules", nullptr, rules));
    QStringList parts{
        ProtectionWords::tr("Mail at level %1").arg(told.join(ProtectionWords::tr(", ", "between levels")))};
    if (rules > 0)
        parts << ProtectionWords::tr("by %Ln rules", nullptr, rules);
    return protection(alerts.key, Stance::Guarding, parts.join(ProtectionWords::tr("; ", "between parts of a state")));
}

Protection retention(const policy::Settings &settings)
{
    constexpr auto key = policy::AuditRetention::key;
    return protection(
        key, Stance::Guarding, ProtectionWords::tr("Events are kept for %1").arg(valueOf(settings, key, u"keepFor"_s)));
}

}

QList<Protection> protectionsBy(const policy::Settings &settings, const QDateTime &now, const QTimeZone &zone)
{
    return {ipRestriction(settings), basicAuth(settings.basicAuth, now, zone),
        clientCertificates(settings.clientCertificates), sessions(settings), passwordPolicy(settings),
        accountLockout(settings), embedding(settings.embedding), support(settings.support, now, zone),
        alerts(settings.auditAlerts), retention(settings)};
}

}
