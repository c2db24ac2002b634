// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/alertwords.h"
#include "items/attention.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using Severity = Attention::Severity;

namespace {

const QDateTime now = QDateTime::fromString(u"2026-03-05T14:00:00Z"_s, Qt::ISODate);
const QTimeZone tokyo("Asia/Tokyo");

policy::Secret setAt(const QDateTime &time)
{
    policy::Secret secret;
    secret.isSet = true;
    secret.changedAt = time;
    return secret;
}

/// Settings about which there is nothing to say.
policy::Settings quiet()
{
    policy::Settings settings;
    settings.ipRestriction.mode = policy::IpRestriction::Mode::AllowListed;
    settings.ipRestriction.entries = {{IpNetwork::parse(u"192.0.2.0/24"_s).value(), u"Office"_s}};
    settings.basicAuth.enabled = true;
    settings.basicAuth.pair.userName = u"guest"_s;
    settings.basicAuth.pair.password = setAt(now.addDays(-30));
    settings.auditAlerts.critical.addresses = {u"mori@example.com"_s};
    return settings;
}

void addSecondPair(policy::Settings &settings, const QDateTime &end, const QString &userName = u"visitor"_s)
{
    settings.basicAuth.second.userName = userName;
    settings.basicAuth.second.password = setAt(now.addDays(-3));
    settings.basicAuth.second.endsAt = end;
}

QList<Attention> attentionTo(const policy::Settings &settings, const OwnWay &own = {})
{
    return items::attentionTo({.settings = &settings, .own = own, .now = now, .zone = tokyo});
}

platform::AuditSummary failing(const QString &module, const QString &action, qint64 count)
{
    platform::AuditSummary summary;
    summary.failures = {{module, action, count, {}}};
    return summary;
}

}

/// What a row changes on settings that are quiet otherwise.
using Change = std::function<void(policy::Settings &)>;
Q_DECLARE_METATYPE(Change)

class TestAttention : public QObject {
    Q_OBJECT

private slots:
    void tellsOfALogThatWasAltered();
    void hasNothingToSayOfQuietSettings();
    void seesWhatNeedsAttention_data();
    void seesWhatNeedsAttention();
    void staysQuietJustBelow_data();
    void staysQuietJustBelow();
    void saysWhenTheOwnWayInEnds_data();
    void saysWhenTheOwnWayInEnds();
    void seesGuessingInTheLastDay_data();
    void seesGuessingInTheLastDay();
    void seesMailsThatWereGivenUp();
    void seesMailsThatDoNotLeave_data();
    void seesMailsThatDoNotLeave();
    void seesCriticalEvents();
    void seesCertificatesThatEnd_data();
    void seesCertificatesThatEnd();
    void leavesCertificatesAloneThatNobodyComesInBy();
    void putsTheMostSevereFirst();
    void leavesOutWhatIsNotKnown();
    void namesTimesWithTheirZone();
};

void TestAttention::hasNothingToSayOfQuietSettings()
{
    QCOMPARE(attentionTo(quiet()), QList<Attention>());
}

void TestAttention::seesWhatNeedsAttention_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Severity>("severity");
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const Change &change, Severity severity, const QString &page,
                         const QString &place) { QTest::newRow(name) << change << severity << page << place; };
    row(
        "every address",
        [](auto &settings) {
            settings.ipRestriction.mode = policy::IpRestriction::Mode::AllowAll;
            settings.basicAuth.enabled = false;
        },
        Severity::Warning, u"ipRestriction"_s, u"mode"_s);
    row(
        "host bits",
        [](auto &settings) { settings.ipRestriction.entries.append({IpNetwork::parse(u"10.0.0.1/8"_s).value(), {}}); },
        Severity::Hint, u"ipRestriction"_s, u"entries"_s);
    row(
        "a duplicate",
        [](auto &settings) { settings.ipRestriction.entries.append(settings.ipRestriction.entries.first()); },
        Severity::Hint, u"ipRestriction"_s, u"entries"_s);
    row(
        "an old password",
        [](auto &settings) { settings.basicAuth.pair.password.changedAt = now.addDays(-oldPasswordDays - 1); },
        Severity::Warning, u"basicAuth"_s, u"pair.password"_s);
    row(
        "a second pair ends within hours", [](auto &settings) { addSecondPair(settings, now.addSecs(3600)); },
        Severity::Hint, u"basicAuth"_s, u"second.endsAt"_s);
    row(
        "a second pair ends within the week",
        [](auto &settings) { addSecondPair(settings, now.addDays(endingSoonDays).addSecs(-60)); }, Severity::Hint,
        u"basicAuth"_s, u"second.endsAt"_s);
    row(
        "a second pair ends now", [](auto &settings) { addSecondPair(settings, now); }, Severity::Hint, u"basicAuth"_s,
        u"second.endsAt"_s);
    row(
        "support may look", [](auto &settings) { settings.support.until = now.addSecs(60); }, Severity::Hint,
        u"support"_s, u"until"_s);
    row(
        "nobody is told", [](auto &settings) { settings.auditAlerts.critical = {}; }, Severity::Warning,
        u"auditAlerts"_s, u"critical.addresses"_s);
    row(
        "six weeks only",
        [](auto &settings) { settings.auditRetention.keepFor = policy::AuditRetention::Span::SixWeeks; },
        Severity::Hint, u"auditRetention"_s, u"keepFor"_s);
}

void TestAttention::seesWhatNeedsAttention()
{
    QFETCH(Change, change);
    policy::Settings settings = quiet();
    change(settings);
    const auto found = attentionTo(settings);
    QCOMPARE(found.size(), 1);
    QTEST(found.first().severity, "severity");
    QTEST(found.first().page, "page");
    QTEST(found.first().place, "place");
    QVERIFY(!found.first().what.isEmpty());
    QVERIFY(!found.first().why.isEmpty());
}

void TestAttention::staysQuietJustBelow_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("a password that is just not old")
        << Change([](auto &settings) { settings.basicAuth.pair.password.changedAt = now.addDays(-oldPasswordDays); });
    QTest::newRow("an old password that nobody is asked for") << Change([](auto &settings) {
        settings.basicAuth.enabled = false;
        settings.basicAuth.pair.password.changedAt = now.addDays(-2 * oldPasswordDays);
    });
    QTest::newRow("a second pair that ends in a week")
        << Change([](auto &settings) { addSecondPair(settings, now.addDays(endingSoonDays)); });
    QTest::newRow("support could look until now") << Change([](auto &settings) { settings.support.until = now; });
    QTest::newRow("names are completed for listed addresses")
        << Change([](auto &settings) { settings.signIn.loginNameCompletion = true; });
}

void TestAttention::staysQuietJustBelow()
{
    QFETCH(Change, change);
    policy::Settings settings = quiet();
    change(settings);
    QCOMPARE(attentionTo(settings), QList<Attention>());
}

void TestAttention::saysWhenTheOwnWayInEnds_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("gateUser");
    QTest::addColumn<QString>("secondUser");
    QTest::addColumn<std::optional<Severity>>("severity");
    using Expected = std::optional<Severity>;
    QTest::newRow("by the second pair") << u"198.51.100.1"_s << u"visitor"_s << u"visitor"_s
                                        << Expected(Severity::Warning);
    QTest::newRow("by a name that both have")
        << u"198.51.100.1"_s << u"guest"_s << u"guest"_s << Expected(Severity::Hint);
    QTest::newRow("by the first pair") << u"198.51.100.1"_s << u"guest"_s << u"visitor"_s << Expected();
    QTest::newRow("by the address") << u"192.0.2.1"_s << u"visitor"_s << u"visitor"_s << Expected();
    QTest::newRow("by no pair") << u"198.51.100.1"_s << QString() << u"visitor"_s << Expected();
    QTest::newRow("from nowhere known") << QString() << u"visitor"_s << u"visitor"_s << Expected();
}

void TestAttention::saysWhenTheOwnWayInEnds()
{
    QFETCH(QString, address);
    QFETCH(QString, gateUser);
    QFETCH(QString, secondUser);
    QFETCH(std::optional<Severity>, severity);
    policy::Settings settings = quiet();
    addSecondPair(settings, now.addDays(30), secondUser);
    const auto found = attentionTo(settings, {.address = address, .gateUser = gateUser});
    QCOMPARE(found.size(), severity ? 1 : 0);
    if (severity)
        QCOMPARE(found.first().severity, *severity);
}

void TestAttention::seesGuessingInTheLastDay_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("action");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<int>("found");
    QTest::newRow("many sign-ins") << u"Authentication"_s << u"login"_s << manyFailures << 1;
    QTest::newRow("many sign-ins at the API") << u"Authentication"_s << u"api login"_s << manyFailures << 1;
    QTest::newRow("many wrong pairs") << u"Authentication"_s << u"Basic authentication"_s << manyFailures << 1;
    QTest::newRow("some") << u"Authentication"_s << u"login"_s << manyFailures - 1 << 0;
    QTest::newRow("something else") << u"Webhook"_s << u"deliver"_s << manyFailures << 0;
}

void TestAttention::seesGuessingInTheLastDay()
{
    QFETCH(QString, module);
    QFETCH(QString, action);
    QFETCH(qint64, count);
    const auto summary = failing(module, action, count);
    const auto found = items::attentionTo({.lastDay = &summary, .own = {}, .now = now, .zone = tokyo});
    QTEST(int(found.size()), "found");
    if (!found.isEmpty())
        QCOMPARE(found.first().page, u"auditLog"_s);
}

void TestAttention::seesMailsThatWereGivenUp()
{
    const auto given = failing(u"Alerts"_s, u"delivery given up"_s, 1);
    const auto found = items::attentionTo({.lastDay = &given, .own = {}, .now = now, .zone = tokyo});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().severity, Severity::Warning);
    QCOMPARE(found.first().page, u"deliveries"_s);
}

void TestAttention::seesMailsThatDoNotLeave_data()
{
    using platform::MailRoute;
    QTest::addColumn<platform::MailSummary>("mail");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("place");
    const auto late = [](MailRoute route, std::chrono::seconds ago) {
        return platform::MailSummary{.route = route,
            .delayed = platform::DelayedMails{.mails = 2, .since = now - ago, .answer = u"451 later"_s},
            .topics = {}};
    };
    const QString waiting = u"2 mails wait to be delivered, the oldest since 2026-03-05 22:50 (UTC+09:00)"_s;
    QTest::newRow("all is well") << platform::MailSummary{} << QString() << QString();
    QTest::newRow("put off for a moment")
        << late(MailRoute::Server, usualDelay - std::chrono::seconds(1)) << QString() << QString();
    QTest::newRow("put off for long") << late(MailRoute::Server, usualDelay) << waiting << u"waiting"_s;
    QTest::newRow("no server") << platform::MailSummary{.route = MailRoute::None, .delayed = {}, .topics = {}}
                               << u"No mail server is set"_s << QString();
    QTest::newRow("no server, and mails wait") << late(MailRoute::None, usualDelay) << waiting << u"waiting"_s;
}

void TestAttention::seesMailsThatDoNotLeave()
{
    QFETCH(const platform::MailSummary, mail);
    QFETCH(const QString, what);
    const auto found = items::attentionTo({.mail = &mail, .own = {}, .now = now, .zone = tokyo});
    QCOMPARE(found.size(), what.isEmpty() ? 0 : 1);
    if (what.isEmpty())
        return;
    QCOMPARE(found.first().what, what);
    QCOMPARE(found.first().severity, Severity::Warning);
    QCOMPARE(found.first().page, u"deliveries"_s);
    QTEST(found.first().place, "place");
    QCOMPARE(found.first().why.contains(u"451 later"_s), mail.delayed.has_value());
}

void TestAttention::seesCertificatesThatEnd_data()
{
    using platform::AuthorityState;
    using platform::CertificateCounts;
    QTest::addColumn<CertificateCounts>("counts");
    QTest::addColumn<AuthorityState>("authority");
    QTest::addColumn<QStringList>("places");
    QTest::addColumn<Severity>("severity");
    const auto authority = [](const QDateTime &end) {
        AuthorityState state;
        state.authority.emplace().endsAt = end;
        return state;
    };
    const auto list = [](const QDateTime &end) {
        AuthorityState state;
        state.crl.emplace().nextUpdate = end;
        return state;
    };
    const auto row = [](const char *name, const std::array<qint64, 5> &counts, const AuthorityState &state,
                         const QStringList &places, Severity severity) {
        QTest::newRow(name) << CertificateCounts{counts} << state << places << severity;
    };
    row("nothing", {5, 4, 0, 0, 3}, authority(now.addDays(certificateSoonDays).addSecs(1)), {}, Severity::Hint);
    row("some end", {0, 4, 2, 0, 0}, {}, {u"expiring"_s}, Severity::Warning);
    row("some have ended", {0, 4, 0, 2, 0}, {}, {u"expired"_s}, Severity::Hint);
    row("both", {0, 0, 1, 1, 0}, {}, {u"expiring"_s, u"expired"_s}, Severity::Warning);
    row("the authority", {}, authority(now.addDays(certificateSoonDays)), {u"authorityEnd"_s}, Severity::Warning);
    row("it has ended", {}, authority(now), {u"authorityEnd"_s}, Severity::Urgent);
    row("the list, as usual", {}, list(now.addDays(6)), {}, Severity::Hint);
    row("the list, overdue", {}, list(now.addDays(listOverdueDays)), {u"revocationList"_s}, Severity::Warning);
}

void TestAttention::seesCertificatesThatEnd()
{
    QFETCH(const platform::CertificateCounts, counts);
    QFETCH(const platform::AuthorityState, authority);
    policy::Settings settings = quiet();
    settings.clientCertificates.enabled = true;
    const auto found = items::attentionTo({.settings = &settings,
        .certificates = &counts,
        .authority = &authority,
        .own = {},
        .now = now,
        .zone = tokyo});
    QStringList places;
    for (const Attention &each : found) {
        QCOMPARE(each.page, u"clientCertificates"_s);
        places << each.place;
    }
    QTEST(places, "places");
    if (!found.isEmpty())
        QTEST(found.first().severity, "severity");
}

void TestAttention::leavesCertificatesAloneThatNobodyComesInBy()
{
    const platform::CertificateCounts counts{{0, 0, 3, 3, 0}};
    const policy::Settings settings = quiet();
    QVERIFY(items::attentionTo({.settings = &settings, .certificates = &counts, .own = {}, .now = now, .zone = tokyo})
            .isEmpty());
}

void TestAttention::seesCriticalEvents()
{
    platform::AuditSummary summary;
    summary.buckets = {{.counts = {5, 0, 0, 0, 1}}, {.counts = {0, 0, 0, 0, 2}}};
    const auto found = items::attentionTo({.lastDay = &summary, .own = {}, .now = now, .zone = tokyo});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().severity, Severity::Urgent);
    QVERIFY(found.first().what.startsWith(u'3'));
}

void TestAttention::putsTheMostSevereFirst()
{
    policy::Settings settings = quiet();
    settings.support.until = now.addDays(1);
    settings.auditAlerts.critical = {};
    platform::AuditSummary summary;
    summary.buckets = {{.counts = {0, 0, 0, 0, 1}}};
    const auto found
        = items::attentionTo({.settings = &settings, .lastDay = &summary, .own = {}, .now = now, .zone = tokyo});
    QCOMPARE(found.size(), 3);
    QCOMPARE(found.at(0).severity, Severity::Urgent);
    QCOMPARE(found.at(1).severity, Severity::Warning);
    QCOMPARE(found.at(2).severity, Severity::Hint);
}

void TestAttention::leavesOutWhatIsNotKnown()
{
    QCOMPARE(items::attentionTo({.own = {}, .now = now, .zone = tokyo}), QList<Attention>());
}

void TestAttention::namesTimesWithTheirZone()
{
    policy::Settings settings = quiet();
    settings.support.until = now.addSecs(3600);
    QVERIFY(attentionTo(settings).first().why.contains(u"2026-03-06 00:00 (UTC+09:00)"_s));
}

void TestAttention::tellsOfALogThatWasAltered()
{
    platform::Integrity integrity;
    integrity.state = platform::Integrity::State::Intact;
    const auto look
        = [&] { return items::attentionTo({.integrity = &integrity, .own = {}, .now = now, .zone = tokyo}); };
    QVERIFY(look().isEmpty());
    integrity.state = platform::Integrity::State::Broken;
    integrity.place = 1234;
    QCOMPARE(look().size(), 1);
    QCOMPARE(look().first().severity, Severity::Urgent);
    QCOMPARE(look().first().page, u"auditRetention"_s);
    QVERIFY(look().first().what.contains(u"altered at number 1,234"_s));
    integrity.findings = {{.first = 1234, .last = 2000, .message = u"Not proven."_s, .isUnsigned = true}};
    QCOMPARE(look().size(), 1);
    QCOMPARE(look().first().severity, Severity::Urgent);
    QCOMPARE(look().first().what, u"Nothing proves the audit log from number 1,234 on"_s);
}

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
