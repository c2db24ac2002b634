// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/weakening.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::policy;

using Edit = void (*)(Settings &);
Q_DECLARE_METATYPE(Edit)

class TestWeakening : public QObject {
    Q_OBJECT

private slots:
    void tellsWhatProtectsLess_data();
    void tellsWhatProtectsLess();
};

void TestWeakening::tellsWhatProtectsLess_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<Edit>("weaker"); // the way back is not
    const auto row
        = [](const char *name, QLatin1StringView key, Edit weaker) { QTest::newRow(name) << QString(key) << weaker; };
    row("shorter passwords", PasswordPolicy::key, [](Settings &s) { s.passwordPolicy.minimumLengthUsers = 7; });
    row("simpler passwords", PasswordPolicy::key,
        [](Settings &s) { s.passwordPolicy.complexity = PasswordPolicy::Complexity::None; });
    row("the login name as password", PasswordPolicy::key,
        [](Settings &s) { s.passwordPolicy.loginNameAllowed = true; });
    row("sooner reused", PasswordPolicy::key, [](Settings &s) { s.passwordPolicy.reuseLimit = 1; });
    row("never locked", AccountLockout::key, [](Settings &s) { s.accountLockout.attempts.reset(); });
    row("locked for less", AccountLockout::key,
        [](Settings &s) { s.accountLockout.duration = std::chrono::minutes(3); });
    row("longer without use", SignIn::key, [](Settings &s) { s.signIn.idleEnd = std::chrono::hours(48); });
    row("automatic sign-in", SignIn::key, [](Settings &s) { s.signIn.automaticSignIn = std::chrono::days(1); });
    row("names given away", SignIn::key, [](Settings &s) { s.signIn.loginNameCompletion = true; });
    row("framed by others", Embedding::key, [](Settings &s) {
        s.embedding = {.protection = Embedding::Protection::Listed, .origins = {u"https://a.example"_s}};
    });
    row("framed by all", Embedding::key, [](Settings &s) { s.embedding.protection = Embedding::Protection::Off; });
    row("support looks", Support::key,
        [](Settings &s) { s.support.until = QDateTime::fromSecsSinceEpoch(1'800'000'000); });
    const auto alerts = [&](const char *name, Edit weaker) { row(name, AuditAlerts::key, weaker); };
    alerts("nobody told of a level", [](Settings &s) { s.auditAlerts.critical.addresses.clear(); });
    alerts("told the next day", [](Settings &s) { s.auditAlerts.critical.pace = AlertPace::Day; });
    alerts("told seldom", [](Settings &s) { s.auditAlerts.critical.mailsPerHour = 1; });
    alerts("a rule less", [](Settings &s) { s.auditAlerts.rules.clear(); });
    alerts("a rule off", [](Settings &s) { s.auditAlerts.rules.first().enabled = false; });
    alerts("a rule for fewer", [](Settings &s) { s.auditAlerts.rules.first().addresses.removeLast(); });
    row("kept for less", AuditRetention::key,
        [](Settings &s) { s.auditRetention.keepFor = AuditRetention::Span::SixWeeks; });
    row("the secure host open", ClientCertificates::key, [](Settings &s) { s.clientCertificates.enabled = true; });
}

void TestWeakening::tellsWhatProtectsLess()
{
    QFETCH(const QString, key);
    QFETCH(const Edit, weaker);
    Settings before;
    before.auditAlerts.critical.addresses = {u"mori@example.com"_s};
    before.auditAlerts.rules
        = {{u"Exports"_s, true, u"action:export"_s, {u"mori@example.com"_s, u"hana@example.com"_s}}};
    Settings after = before;
    weaker(after);
    QVERIFY(weakens(before, after, key));
    QVERIFY(!weakens(after, before, key));
    QVERIFY(!weakens(after, after, key));
    QVERIFY(!weakens(before, after, Tenant::key));
}

QTEST_GUILESS_MAIN(TestWeakening)
#include "tst_weakening.moc"
