// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/attention.h"

#include "items/alertwords.h"
#include "items/certificatewords.h"
#include "items/zonedtime.h"
#include "policy/accessdecision.h"
#include "policy/ipentryproblems.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using Severity = Attention::Severity;
using Mode = policy::IpRestriction::Mode;

struct AttentionWords {
    Q_DECLARE_TR_FUNCTIONS(Attention)
};

constexpr auto auditLog = "auditLog"_L1;

void lookAtIntegrity(QList<Attention> &found, const platform::Integrity &integrity)
{
    if (integrity.state != platform::Integrity::State::Broken)
        return;
    if (isOnlyUnsigned(integrity)) {
        found.append({Severity::Urgent,
            AttentionWords::tr("Nothing proves the audit log from number %1 on")
                .arg(QLocale().toString(integrity.findings.first().first)),
            AttentionWords::tr("Its checkpoints were gone when the platform began to sign. Save what you have, and ask "
                               "the platform’s operator."),
            policy::AuditRetention::key, u"checkNow"_s});
        return;
    }
    found.append({Severity::Urgent,
        integrity.place
            ? AttentionWords::tr("The audit log was altered at number %1").arg(QLocale().toString(*integrity.place))
            : AttentionWords::tr("The audit log was altered"),
        AttentionWords::tr("The platform’s own check of the chain of events has failed. Save what you have, and ask "
                           "the platform’s operator."),
        policy::AuditRetention::key, u"checkNow"_s});
}

void lookAtAddresses(QList<Attention> &found, const policy::Settings &settings)
{
    const auto &restriction = settings.ipRestriction;
    if (restriction.mode == Mode::AllowAll) {
        found.append({Severity::Warning, AttentionWords::tr("Every address reaches the sign-in page"),
            AttentionWords::tr("List your own networks, or deny all and let people in by a shared name and password."),
            restriction.key, u"mode"_s});
        return;
    }
    const auto problems = policy::findProblems(restriction.entries);
    if (!problems.isEmpty()) {
        found.append({Severity::Hint,
            AttentionWords::tr("%Ln entries of the address list can be tidied up", nullptr, int(problems.size())),
            AttentionWords::tr("They repeat others, lie inside others, or have host bits set. One click does it."),
            restriction.key, u"entries"_s});
    }
}

void lookAtPassword(QList<Attention> &found, const policy::BasicAuth &basic, const QDateTime &now)
{
    const qint64 age = basic.pair.password.changedAt.daysTo(now);
    if (!basic.pair.password.isSet || age <= oldPasswordDays)
        return;
    found.append({Severity::Warning, AttentionWords::tr("The shared password is %Ln days old", nullptr, int(age)),
        AttentionWords::tr("Everybody who ever knew it can still use it. With a second pair you change it without "
                           "shutting anybody out."),
        basic.key, u"pair.password"_s});
}

void lookAtSecondPair(QList<Attention> &found, const policy::BasicAuth &basic, const AttentionFacts &facts)
{
    const auto &second = basic.second;
    if (!second.password.isSet || !second.endsAt.isValid())
        return;
    const QString end = zonedText(second.endsAt, facts.zone);
    if (second.endsAt <= facts.now) {
        found.append({Severity::Hint, AttentionWords::tr("The second pair has ended and is still listed"),
            AttentionWords::tr("It was valid until %1 and lets nobody in any more. Remove it.").arg(end), basic.key,
            u"second.endsAt"_s});
    } else if (const qint64 hours = facts.now.secsTo(second.endsAt) / 3600; hours < endingSoonDays * 24) {
        const QString what = hours < 24
            ? AttentionWords::tr("The second pair ends in less than a day")
            : AttentionWords::tr("The second pair ends in %Ln days", nullptr, int(hours / 24));
        found.append({Severity::Hint, what,
            AttentionWords::tr("Whoever still uses it at %1 is asked for the other one from then on.").arg(end),
            basic.key, u"second.endsAt"_s});
    }
}

/// Whether the shared pair is what lets this administrator in.
bool needsPair(const policy::Settings &settings, const QString &address)
{
    policy::AccessAttempt attempt;
    if (const auto client = IpAddress::parse(address))
        attempt.client = *client;
    return policy::decide(policy::AccessRules::of(settings), attempt).verdict == policy::Verdict::AskBasic;
}

void lookAtOwnWay(QList<Attention> &found, const policy::Settings &settings, const AttentionFacts &facts)
{
    const auto &basic = settings.basicAuth;
    const bool mayBeSecond = basic.second.isValidAt(facts.now) && facts.own.gateUser == basic.second.userName;
    if (!mayBeSecond || facts.own.address.isEmpty() || !needsPair(settings, facts.own.address))
        return;
    const QString end = zonedText(basic.second.endsAt, facts.zone);
    if (basic.pair.userName == basic.second.userName)
        found.append({Severity::Hint, AttentionWords::tr("Your own way in may end with the second pair"),
            AttentionWords::tr("Both pairs have the user name “%1”. If this console uses the second one, enter the "
                               "other before %2.")
                .arg(facts.own.gateUser, end),
            basic.key, u"second.endsAt"_s});
    else
        found.append({Severity::Warning, AttentionWords::tr("Your own way in ends with the second pair"),
            AttentionWords::tr("This console is let in as “%1” until %2. Enter the other pair before, or list your "
                               "address %3.")
                .arg(facts.own.gateUser, end, facts.own.address),
            basic.key, u"second.endsAt"_s});
}

void lookAtTheRest(QList<Attention> &found, const policy::Settings &settings, const AttentionFacts &facts)
{
    if (settings.signIn.loginNameCompletion && settings.ipRestriction.mode == Mode::AllowAll)
        found.append({Severity::Warning, AttentionWords::tr("The sign-in page gives names away"),
            AttentionWords::tr("It completes login names, and every address reaches it."), settings.signIn.key,
            u"loginNameCompletion"_s});
    if (settings.support.isAllowedAt(facts.now))
        found.append({Severity::Hint, AttentionWords::tr("The platform’s staff may look at this tenant"),
            AttentionWords::tr("It is allowed until %1. Every view is written to the audit log.")
                .arg(zonedText(settings.support.until, facts.zone)),
            settings.support.key, u"until"_s});
    if (settings.auditAlerts.critical.addresses.isEmpty())
        found.append({Severity::Warning, AttentionWords::tr("Nobody is told of critical events"),
            AttentionWords::tr("There is no mail address for the level “Critical”. What happens at night is seen when "
                               "somebody looks."),
            settings.auditAlerts.key, u"critical.addresses"_s});
    if (settings.auditRetention.keepFor == policy::AuditRetention::Span::SixWeeks)
        found.append({Severity::Hint, AttentionWords::tr("Events are kept for six weeks only"),
            AttentionWords::tr("Break-ins are often noticed later than that."), settings.auditRetention.key,
            u"keepFor"_s});
}

qint64 failuresOf(
    const platform::AuditSummary &summary, const QStringList &actions, QLatin1StringView module = "Authentication"_L1)
{
    qint64 count = 0;
    for (const platform::FailureCount &failure : summary.failures) {
        if (failure.module == module && actions.contains(failure.action))
            count += failure.count;
    }
    return count;
}

void lookAtLastDay(QList<Attention> &found, const platform::AuditSummary &lastDay)
{
    if (const qint64 critical = lastDay.countOf(audit::Level::Critical); critical > 0)
        found.append(
            {Severity::Urgent, AttentionWords::tr("%Ln critical events in the last 24 hours", nullptr, int(critical)),
                AttentionWords::tr("The audit log says what happened."), auditLog});
    if (const qint64 count = failuresOf(lastDay, {u"login"_s, u"api login"_s}); count >= manyFailures)
        found.append(
            {Severity::Warning, AttentionWords::tr("%Ln failed sign-ins in the last 24 hours", nullptr, int(count)),
                AttentionWords::tr("Somebody may be guessing passwords. The audit log says for whom and from where."),
                auditLog});
    if (const qint64 count = failuresOf(lastDay, {u"Basic authentication"_s}); count >= manyFailures)
        found.append({Severity::Warning,
            AttentionWords::tr("%Ln times a wrong shared password in the last 24 hours", nullptr, int(count)),
            AttentionWords::tr("Somebody may be guessing it, or uses an old one. The audit log says from where."),
            auditLog});
}

/// Who was to be told of something and was not, does not know of it.
void lookAtMails(QList<Attention> &found, const platform::AuditSummary &lastDay)
{
    const qint64 count = failuresOf(lastDay, {u"delivery given up"_s}, "Alerts"_L1);
    if (count > 0)
        found.append({Severity::Warning,
            AttentionWords::tr("%Ln mails could not be delivered in the last 24 hours", nullptr, int(count)),
            AttentionWords::tr("Somebody was to be told of something and was not. The delivery log says what the mail "
                               "server answered."),
            u"deliveries"_s});
}

/// What does not leave for days, somebody waits for in vain.
void lookAtMailServer(QList<Attention> &found, const platform::MailSummary &mail, const AttentionFacts &facts)
{
    const auto trouble = mailTrouble(mail, facts.now, facts.zone);
    if (!trouble)
        return;
    found.append({Severity::Warning, trouble->what, trouble->why, u"deliveries"_s,
        mail.delayed ? QString(policy::nameOf(platform::DeliveryState::Waiting)) : QString()});
}

/// Who loses his way in does not wait until somebody happens to look.
void lookAtPeoplesCertificates(QList<Attention> &found, const platform::CertificateCounts &counts)
{
    using platform::CertificateState;
    constexpr auto page = policy::ClientCertificates::key;
    if (const qint64 expiring = counts.of(CertificateState::Expiring); expiring > 0)
        found.append(
            {Severity::Warning, AttentionWords::tr("%Ln certificates end within 90 days", nullptr, int(expiring)),
                AttentionWords::tr("Whoever has no other by then does not get in by certificate any more."), page,
                u"expiring"_s});
    if (const qint64 expired = counts.of(CertificateState::Expired); expired > 0)
        found.append(
            {Severity::Hint, AttentionWords::tr("%Ln people have an expired certificate", nullptr, int(expired)),
                AttentionWords::tr("They do not get in by certificate. Issue others, or end the permission."), page,
                u"expired"_s});
}

void lookAtAuthority(QList<Attention> &found, const platform::AuthorityState &state, const AttentionFacts &facts)
{
    constexpr auto page = policy::ClientCertificates::key;
    if (state.authority && state.authority->endsAt <= facts.now.addDays(certificateSoonDays)) {
        const int days = daysLeft(state.authority->endsAt, facts.now);
        found.append({days > 0 ? Severity::Warning : Severity::Urgent,
            days > 0 ? AttentionWords::tr("The certificate authority ends in %Ln days", nullptr, days)
                     : AttentionWords::tr("The certificate authority has ended"),
            AttentionWords::tr("From %1 on, none of its certificates lets anybody in.")
                .arg(zonedText(state.authority->endsAt, facts.zone)),
            page, u"authorityEnd"_s});
    }
    if (state.crl && state.crl->nextUpdate <= facts.now.addDays(listOverdueDays))
        found.append({Severity::Warning, AttentionWords::tr("The list of revoked certificates was not renewed"),
            AttentionWords::tr("It ends at %1. Servers that check it refuse every certificate then; ask the platform’s "
                               "operator.")
                .arg(zonedText(state.crl->nextUpdate, facts.zone)),
            page, u"revocationList"_s});
}

}

QList<Attention> attentionTo(const AttentionFacts &facts)
{
    QList<Attention> found;
    if (facts.integrity)
        lookAtIntegrity(found, *facts.integrity);
    if (facts.lastDay) {
        lookAtLastDay(found, *facts.lastDay);
        lookAtMails(found, *facts.lastDay);
    }
    if (facts.mail)
        lookAtMailServer(found, *facts.mail, facts);
    if (facts.settings) {
        const policy::Settings &settings = *facts.settings;
        lookAtAddresses(found, settings);
        if (settings.basicAuth.enabled) {
            lookAtOwnWay(found, settings, facts);
            lookAtPassword(found, settings.basicAuth, facts.now);
            lookAtSecondPair(found, settings.basicAuth, facts);
        }
        if (settings.clientCertificates.enabled && facts.certificates)
            lookAtPeoplesCertificates(found, *facts.certificates);
        if (settings.clientCertificates.enabled && facts.authority)
            lookAtAuthority(found, *facts.authority, facts);
        lookAtTheRest(found, settings, facts);
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &Attention::severity);
    return found;
}

}
