// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/protection.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using Stance = Protection::Stance;

namespace {

const QDateTime now = QDateTime::fromString(u"2026-03-05T14:00:00Z"_s, Qt::ISODate);

policy::Secret setAt(const QDateTime &time)
{
    policy::Secret secret;
    secret.isSet = true;
    secret.changedAt = time;
    return secret;
}

QList<Protection> protectionsBy(const policy::Settings &settings)
{
    return items::protectionsBy(settings, now, QTimeZone("Asia/Tokyo"));
}

Protection find(const policy::Settings &settings, const QString &section)
{
    const auto all = protectionsBy(settings);
    const auto found = std::ranges::find_if(all, [&](const Protection &each) { return each.section == section; });
    return found == all.end() ? Protection() : *found;
}

}

/// What a row sets on the defaults.
using Change = std::function<void(policy::Settings &)>;
Q_DECLARE_METATYPE(Change)

class TestProtection : public QObject {
    Q_OBJECT

private slots:
    void beginsWithTheWaysIn();
    void tellsWhatIsSet_data();
    void tellsWhatIsSet();
};

void TestProtection::beginsWithTheWaysIn()
{
    const auto all = protectionsBy({});
    QCOMPARE(all.size(), 10);
    QCOMPARE(all.at(0).section, policy::IpRestriction::key);
    QCOMPARE(all.at(1).section, policy::BasicAuth::key);
}

void TestProtection::tellsWhatIsSet_data()
{
    using Mode = policy::IpRestriction::Mode;
    QTest::addColumn<QString>("section");
    QTest::addColumn<Change>("change");
    QTest::addColumn<Stance>("stance");
    QTest::addColumn<QString>("state"); ///< or the beginning of it
    const auto row = [](
                         const char *name, const QString &section, Stance stance, const QString &state,
                         const Change &change = [](policy::Settings &) {}) {
        QTest::newRow(name) << section << change << stance << state;
    };
    const policy::IpEntry entry{IpNetwork::parse(u"192.0.2.0/24"_s).value(), {}};

    row("allow all", u"ipRestriction"_s, Stance::Open, u"Every address"_s);
    row("nothing listed", u"ipRestriction"_s, Stance::Guarding, u"Only listed networks, and none"_s,
        [](auto &settings) { settings.ipRestriction.mode = Mode::AllowListed; });
    row("two listed", u"ipRestriction"_s, Stance::Guarding, u"Only 2 listed networks"_s,
        [entry](auto &settings) { settings.ipRestriction = {.mode = Mode::AllowListed, .entries = {entry, entry}}; });
    row("deny all", u"ipRestriction"_s, Stance::Guarding, u"No address"_s,
        [](auto &settings) { settings.ipRestriction.mode = Mode::DenyAll; });
    row("no pair", u"basicAuth"_s, Stance::Off, u"Off"_s);
    row("a pair", u"basicAuth"_s, Stance::Guarding, u"Password set 40 days ago"_s, [](auto &settings) {
        settings.basicAuth.enabled = true;
        settings.basicAuth.pair.password = setAt(now.addDays(-40));
    });
    row("two pairs", u"basicAuth"_s, Stance::Guarding,
        u"Password set today; second pair until 2026-03-06 00:00 (UTC+09:00)"_s, [](auto &settings) {
            settings.basicAuth.enabled = true;
            settings.basicAuth.pair.password = setAt(now);
            settings.basicAuth.second.password = setAt(now);
            settings.basicAuth.second.endsAt = now.addSecs(3600);
        });
    row("no certificates", u"clientCertificates"_s, Stance::Off, u"Off"_s);
    row("certificates", u"clientCertificates"_s, Stance::Guarding, u"On; only"_s,
        [](auto &settings) { settings.clientCertificates.enabled = true; });
    row("certificates for any user", u"clientCertificates"_s, Stance::Guarding, u"On; any"_s, [](auto &settings) {
        settings.clientCertificates.enabled = settings.clientCertificates.allowOtherUser = true;
    });
    row("passwords", u"passwordPolicy"_s, Stance::Guarding, u"8 characters, administrators 12; letters and numbers"_s);
    row("passwords that expire", u"passwordPolicy"_s, Stance::Guarding, u"8 characters, administrators 12; expires"_s,
        [](auto &settings) {
            settings.passwordPolicy.complexity = policy::PasswordPolicy::Complexity::None;
            settings.passwordPolicy.expiresAfter = std::chrono::days(90);
        });
    row("lockout", u"accountLockout"_s, Stance::Guarding, u"10 wrong passwords lock for"_s);
    row("lockout by hand", u"accountLockout"_s, Stance::Guarding, u"10 wrong passwords lock until"_s,
        [](auto &settings) { settings.accountLockout.duration = {}; });
    row("no lockout", u"accountLockout"_s, Stance::Open, u"Accounts are never"_s,
        [](auto &settings) { settings.accountLockout.attempts = {}; });
    row("sessions", u"signIn"_s, Stance::Guarding, u"End after 24 hours without use"_s);
    row("automatic sign-in", u"signIn"_s, Stance::Guarding, u"End after 24 hours without use; automatic"_s,
        [](auto &settings) { settings.signIn.automaticSignIn = std::chrono::days(7); });
    row("no frames", u"embedding"_s, Stance::Guarding, u"No other site"_s);
    row("listed frames", u"embedding"_s, Stance::Guarding, u"1 listed site"_s, [](auto &settings) {
        settings.embedding = {.protection = policy::Embedding::Protection::Listed, .origins = {u"https://a.example"_s}};
    });
    row("any frame", u"embedding"_s, Stance::Open, u"Every site"_s,
        [](auto &settings) { settings.embedding.protection = policy::Embedding::Protection::Off; });
    row("support", u"support"_s, Stance::Guarding, u"The platform’s staff may not"_s);
    row("support may look", u"support"_s, Stance::Open, u"The platform’s staff may look until 2026-03-06 00:00"_s,
        [](auto &settings) { settings.support.until = now.addSecs(3600); });
    row("support could look", u"support"_s, Stance::Guarding, u"The platform’s staff may not"_s,
        [](auto &settings) { settings.support.until = now; });
    row("no mail", u"auditAlerts"_s, Stance::Off, u"Nobody"_s);
    row("mail", u"auditAlerts"_s, Stance::Guarding, u"Mail at level Critical, Warning"_s, [](auto &settings) {
        settings.auditAlerts.warning.addresses = {u"mori@example.com"_s};
        settings.auditAlerts.critical.addresses = {u"mori@example.com"_s};
    });
    row("mail by rules", u"auditAlerts"_s, Stance::Guarding, u"Mail by 1 rule"_s, [](auto &settings) {
        settings.auditAlerts.rules = {{.name = u"On"_s, .filter = u"a"_s, .addresses = {u"mori@example.com"_s}},
            {.name = u"Off"_s, .enabled = false, .filter = u"a"_s, .addresses = {u"mori@example.com"_s}}};
    });
    row("mail by both", u"auditAlerts"_s, Stance::Guarding, u"Mail at level Critical; by 1 rule"_s, [](auto &settings) {
        settings.auditAlerts.critical.addresses = {u"mori@example.com"_s};
        settings.auditAlerts.rules = {{.name = u"On"_s, .filter = u"a"_s, .addresses = {u"mori@example.com"_s}}};
    });
    row("retention", u"auditRetention"_s, Stance::Guarding, u"Events are kept for 3 years"_s);
}

void TestProtection::tellsWhatIsSet()
{
    QFETCH(Change, change);
    QFETCH(QString, section);
    QFETCH(QString, state);
    policy::Settings settings;
    change(settings);
    const Protection found = find(settings, section);
    QTEST(found.stance, "stance");
    QVERIFY2(found.state.startsWith(state), qPrintable(found.state));
}

QTEST_GUILESS_MAIN(TestProtection)
#include "tst_protection.moc"
