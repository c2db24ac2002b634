// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/accessdecision.h"
#include "policy/accessnames.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;
using Mode = IpRestriction::Mode;

namespace {

Settings settings(Mode mode, const QStringList &networks, bool basic = false)
{
    Settings made;
    made.ipRestriction.mode = mode;
    for (const QString &network : networks)
        made.ipRestriction.entries.append({IpNetwork::parse(network).value(), {}});
    made.basicAuth.enabled = basic;
    return made;
}

AccessRules rules(Mode mode, const QStringList &networks, bool basic = false)
{
    return AccessRules::of(settings(mode, networks, basic));
}

Settings withSecondPair(Settings settings, const QDateTime &endsAt, bool hasPassword = true)
{
    settings.basicAuth.second.endsAt = endsAt;
    settings.basicAuth.second.password.isSet = hasPassword;
    return settings;
}

constexpr CertificateFacts valid{.presented = true,
    .issuedHere = true,
    .known = true,
    .begun = true,
    .ended = false,
    .revoked = false,
    .userExists = true,
    .userPermitted = true};

}

class TestAccessDecision : public QObject {
    Q_OBJECT

private slots:
    void decidesEachRowOfTheTable_data();
    void decidesEachRowOfTheTable();
    void namesWhatIsWrongWithACertificate_data();
    void namesWhatIsWrongWithACertificate();
    void refusesEveryCertificateWhileTheSectionIsOff();
    void bindsSigningInToTheCertificatesUser();
    void letsARecoveredAddressInLastOfAll_data();
    void letsARecoveredAddressInLastOfAll();
    void tellsEveryCondition();
    void tellsEveryConditionOfACertificate_data();
    void tellsEveryConditionOfACertificate();
    void tellsWhichEntryListsTheAddress();
    void knowsAChangeThatLetsMoreIn_data();
    void knowsAChangeThatLetsMoreIn();
    void givesEveryConditionAName();
};

void TestAccessDecision::decidesEachRowOfTheTable_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<bool>("listed");
    QTest::addColumn<bool>("basicOn");
    QTest::addColumn<BasicProof>("proof");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<Condition>("decidedBy");

    struct Row {
        Mode mode;
        bool listed;
        bool basicOn;
        Verdict verdict; ///< without a pair, or with a wrong one
        Verdict withRightPair;
        Condition decidedBy;
    };
    // SPEC.md section 2, "The decision", and every combination that its rows stand for.
    const Row table[]{
        {Mode::AllowAll, true, false, Verdict::Pass, Verdict::Pass, Condition::ModeAllowsAll},
        {Mode::AllowAll, false, false, Verdict::Pass, Verdict::Pass, Condition::ModeAllowsAll},
        {Mode::AllowAll, false, true, Verdict::Pass, Verdict::Pass, Condition::ModeAllowsAll},
        {Mode::AllowListed, true, false, Verdict::Pass, Verdict::Pass, Condition::AddressListed},
        {Mode::AllowListed, true, true, Verdict::Pass, Verdict::Pass, Condition::AddressListed},
        {Mode::AllowListed, false, true, Verdict::AskBasic, Verdict::Pass, Condition::BasicPairRight},
        {Mode::AllowListed, false, false, Verdict::Deny, Verdict::Deny, Condition::AddressListed},
        {Mode::DenyAll, true, true, Verdict::AskBasic, Verdict::Pass, Condition::BasicPairRight},
        {Mode::DenyAll, false, true, Verdict::AskBasic, Verdict::Pass, Condition::BasicPairRight},
        {Mode::DenyAll, true, false, Verdict::Deny, Verdict::Deny, Condition::ModeDeniesAll},
        {Mode::DenyAll, false, false, Verdict::Deny, Verdict::Deny, Condition::ModeDeniesAll},
    };
    for (const Row &row : table) {
        for (const auto proof : {BasicProof::None, BasicProof::Wrong, BasicProof::Right}) {
            const QByteArray name = nameOf(row.mode).toString().toLatin1() + (row.listed ? ", listed" : ", not listed")
                + (row.basicOn ? ", Basic on" : ", Basic off") + ", proof " + QByteArray::number(int(proof));
            QTest::newRow(name.constData())
                << row.mode << row.listed << row.basicOn << proof
                << (proof == BasicProof::Right ? row.withRightPair : row.verdict) << row.decidedBy;
        }
    }
}

void TestAccessDecision::decidesEachRowOfTheTable()
{
    QFETCH(const Mode, mode);
    QFETCH(const bool, listed);
    QFETCH(const bool, basicOn);
    QFETCH(const BasicProof, proof);
    QFETCH(const Verdict, verdict);
    QFETCH(const Condition, decidedBy);

    const AccessRules rules = ::rules(mode, {u"192.0.2.0/24"_s, u"2001:db8::/32"_s}, basicOn);
    const QStringList addresses = listed ? QStringList{u"192.0.2.7"_s, u"2001:db8::1"_s, u"::ffff:192.0.2.7"_s}
                                         : QStringList{u"192.0.3.0"_s, u"2001:db9::1"_s, u"::192.0.2.7"_s};
    for (const QString &address : addresses) {
        const AccessDecision decision
            = decide(rules, {.client = IpAddress::parse(address).value(), .basic = proof, .certificate = {}});
        QCOMPARE(decision.verdict, verdict);
        QCOMPARE(decision.decidedBy, decidedBy);
    }
    if (!listed) {
        const AccessDecision unknown = decide(rules, {.client = {}, .basic = proof, .certificate = {}});
        QCOMPARE(unknown.verdict, verdict);
        QCOMPARE(unknown.outcomeOf(Condition::AddressListed), Outcome::NotLooked);
    }
    // On the main host there is no certificate: one that comes all the same changes nothing.
    QCOMPARE(
        decide(rules, {.client = IpAddress::parse(addresses.first()).value(), .basic = proof, .certificate = valid})
            .verdict,
        verdict);
}

void TestAccessDecision::namesWhatIsWrongWithACertificate_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<Condition>("decidedBy");
    QTest::newRow("none") << 0 << Condition::CertificatePresented;
    QTest::newRow("foreign") << 1 << Condition::CertificateIssuedHere;
    QTest::newRow("unknown serial") << 2 << Condition::CertificateKnown;
    QTest::newRow("not yet") << 3 << Condition::CertificateBegun;
    QTest::newRow("expired") << 4 << Condition::CertificateNotEnded;
    QTest::newRow("revoked") << 5 << Condition::CertificateNotRevoked;
    QTest::newRow("user gone") << 6 << Condition::CertificateUserExists;
    QTest::newRow("not permitted") << 7 << Condition::CertificateUserPermitted;
}

void TestAccessDecision::namesWhatIsWrongWithACertificate()
{
    QFETCH(const int, fault);
    QFETCH(const Condition, decidedBy);
    CertificateFacts facts = valid;
    switch (fault) {
    case 0:
        facts = {};
        break;
    case 1:
        facts.issuedHere = false;
        break;
    case 2:
        facts.known = false;
        break;
    case 3:
        facts.begun = false;
        break;
    case 4:
        facts.ended = true;
        break;
    case 5:
        facts.revoked = true;
        break;
    case 6:
        facts.userExists = false;
        break;
    default:
        facts.userPermitted = false;
    }
    AccessRules rules = ::rules(Mode::AllowAll, {});
    rules.certificatesEnabled = true;
    // Neither the address nor the pair helps at the secure host.
    const AccessDecision decision
        = decide(rules, {.host = HostKind::Secure, .client = {}, .basic = BasicProof::Right, .certificate = facts});
    QCOMPARE(decision.verdict, Verdict::CertificateNeeded);
    QCOMPARE(decision.decidedBy, decidedBy);
}

void TestAccessDecision::refusesEveryCertificateWhileTheSectionIsOff()
{
    const AccessDecision decision
        = decide(rules(Mode::AllowAll, {}), {.host = HostKind::Secure, .client = {}, .certificate = valid});
    QCOMPARE(decision.verdict, Verdict::CertificateNeeded);
    QCOMPARE(decision.decidedBy, Condition::CertificatesEnabled);
}

void TestAccessDecision::bindsSigningInToTheCertificatesUser()
{
    AccessRules rules = ::rules(Mode::DenyAll, {});
    rules.certificatesEnabled = true;
    const AccessAttempt attempt{.host = HostKind::Secure, .client = {}, .certificate = valid};
    QCOMPARE(decide(rules, attempt).verdict, Verdict::Pass);
    QVERIFY(decide(rules, attempt).onlyAsCertificateUser);
    rules.allowOtherUser = true;
    QVERIFY(!decide(rules, attempt).onlyAsCertificateUser);
}

void TestAccessDecision::letsARecoveredAddressInLastOfAll_data()
{
    QTest::addColumn<AccessRules>("rules");
    QTest::addColumn<BasicProof>("proof");
    QTest::addColumn<Condition>("decidedBy");
    const QStringList here{u"192.0.2.0/24"_s};
    const QStringList elsewhere{u"198.51.100.0/24"_s};
    using enum BasicProof;
    QTest::newRow("all allowed") << rules(Mode::AllowAll, {}) << None << Condition::ModeAllowsAll;
    QTest::newRow("listed") << rules(Mode::AllowListed, here) << None << Condition::AddressListed;
    QTest::newRow("not listed") << rules(Mode::AllowListed, elsewhere) << None << Condition::AddressRecovered;
    QTest::newRow("all denied") << rules(Mode::DenyAll, here) << None << Condition::AddressRecovered;
    QTest::newRow("no pair") << rules(Mode::DenyAll, {}, true) << None << Condition::AddressRecovered;
    QTest::newRow("wrong pair") << rules(Mode::DenyAll, {}, true) << Wrong << Condition::AddressRecovered;
    QTest::newRow("right pair") << rules(Mode::DenyAll, {}, true) << Right << Condition::BasicPairRight;
}

void TestAccessDecision::letsARecoveredAddressInLastOfAll()
{
    QFETCH(const AccessRules, rules);
    QFETCH(const BasicProof, proof);
    QFETCH(const Condition, decidedBy);
    AccessAttempt attempt{.client = IpAddress::parse(u"192.0.2.7").value(), .basic = proof, .certificate = {}};
    QCOMPARE(decide(rules, attempt).outcomeOf(Condition::AddressRecovered), Outcome::NotLooked);
    attempt.recovered = true;
    QCOMPARE(decide(rules, attempt).verdict, Verdict::Pass);
    QCOMPARE(decide(rules, attempt).decidedBy, decidedBy);
    QCOMPARE(decide(rules, attempt).outcomeOf(Condition::AddressRecovered), Outcome::Met);
    // It opens no secure host.
    attempt.host = HostKind::Secure;
    QCOMPARE(decide(rules, attempt).verdict, Verdict::CertificateNeeded);
}

void TestAccessDecision::tellsEveryCondition()
{
    const AccessDecision decision = decide(rules(Mode::DenyAll, {u"192.0.2.0/24"_s}, true),
        {.client = IpAddress::parse(u"192.0.2.1").value(), .basic = BasicProof::Wrong, .certificate = {}});
    const QList<ConditionOutcome> met(decision.conditions().begin(), decision.conditions().end());
    const QList<ConditionOutcome> expected{
        {Condition::ModeAllowsAll, Outcome::NotMet},
        {Condition::ModeDeniesAll, Outcome::Met},
        {Condition::AddressKnown, Outcome::Met},
        {Condition::AddressListed, Outcome::Met},
        {Condition::BasicEnabled, Outcome::Met},
        {Condition::BasicPairRight, Outcome::NotMet},
    };
    QCOMPARE(met, expected);
}

void TestAccessDecision::tellsEveryConditionOfACertificate_data()
{
    QTest::addColumn<CertificateFacts>("facts");
    QTest::addColumn<QString>("outcomes"); // + met, - not met, . not looked at
    const auto row = [](const char *name, const CertificateFacts &facts, const char *outcomes) {
        QTest::newRow(name) << facts << QString::fromLatin1(outcomes);
    };
    CertificateFacts foreign = valid;
    foreign.issuedHere = false;
    CertificateFacts unknown = valid;
    unknown.known = false;
    CertificateFacts revokedAndExpired = valid;
    revokedAndExpired.revoked = true;
    revokedAndExpired.ended = true;
    row("valid", valid, "+++++++++");
    row("none", {}, "+-.......");
    row("foreign: nothing that it says of itself counts", foreign, "++-......");
    row("in no list", unknown, "+++-.....");
    row("revoked and expired", revokedAndExpired, "++++-+-++");
}

void TestAccessDecision::tellsEveryConditionOfACertificate()
{
    QFETCH(const CertificateFacts, facts);
    AccessRules rules = ::rules(Mode::DenyAll, {});
    rules.certificatesEnabled = true;
    const AccessDecision decision = decide(rules, {.host = HostKind::Secure, .client = {}, .certificate = facts});
    QString outcomes;
    Condition next = Condition::CertificatesEnabled;
    for (const ConditionOutcome &each : decision.conditions()) {
        QCOMPARE(each.condition, next);
        next = Condition(int(next) + 1);
        outcomes += each.outcome == Outcome::Met ? u'+' : each.outcome == Outcome::NotMet ? u'-' : u'.';
    }
    QTEST(outcomes, "outcomes");
}

void TestAccessDecision::tellsWhichEntryListsTheAddress()
{
    const AccessDecision decision = decide(rules(Mode::AllowListed, {u"10.0.0.0/8"_s, u"10.1.0.0/16"_s}),
        {.client = IpAddress::parse(u"10.1.2.3").value(), .certificate = {}});
    QCOMPARE(decision.entry, 1);
}

void TestAccessDecision::knowsAChangeThatLetsMoreIn_data()
{
    QTest::addColumn<Settings>("before");
    QTest::addColumn<Settings>("after");
    QTest::addColumn<bool>("weaker");
    const QStringList wide{u"10.0.0.0/8"_s};
    const QStringList halves{u"10.0.0.0/9"_s, u"10.128.0.0/9"_s};
    QTest::newRow("to allow all") << settings(Mode::AllowListed, wide) << settings(Mode::AllowAll, {}) << true;
    QTest::newRow("from allow all") << settings(Mode::AllowAll, {}) << settings(Mode::AllowListed, wide) << false;
    QTest::newRow("deny to listed") << settings(Mode::DenyAll, wide) << settings(Mode::AllowListed, wide) << true;
    QTest::newRow("deny to an empty list") << settings(Mode::DenyAll, {}) << settings(Mode::AllowListed, {}) << false;
    QTest::newRow("listed to deny") << settings(Mode::AllowListed, wide) << settings(Mode::DenyAll, wide) << false;
    QTest::newRow("same addresses, other words")
        << settings(Mode::AllowListed, wide) << settings(Mode::AllowListed, halves) << false;
    QTest::newRow("and back") << settings(Mode::AllowListed, halves) << settings(Mode::AllowListed, wide) << false;
    QTest::newRow("one address more") << settings(Mode::AllowListed, halves)
                                      << settings(Mode::AllowListed, {u"10.0.0.0/8"_s, u"11.0.0.0"_s}) << true;
    QTest::newRow("a hole filled") << settings(Mode::AllowListed, {u"10.0.0.0/9"_s, u"10.192.0.0/10"_s})
                                   << settings(Mode::AllowListed, wide) << true;
    QTest::newRow("other family") << settings(Mode::AllowListed, wide) << settings(Mode::AllowListed, {u"::/0"_s})
                                  << true;
    QTest::newRow("Basic on opens a way") << settings(Mode::DenyAll, {}) << settings(Mode::DenyAll, {}, true) << true;
    QTest::newRow("Basic off closes it") << settings(Mode::DenyAll, {}, true) << settings(Mode::DenyAll, {}) << false;
    const QDateTime end(QDate(2026, 3, 5), QTime(14, 0), QTimeZone::UTC);
    const Settings one = settings(Mode::DenyAll, {}, true);
    const Settings two = withSecondPair(one, end);
    const Settings open = settings(Mode::AllowAll, {}, true);
    QTest::newRow("a second pair") << one << two << true;
    QTest::newRow("the second pair gone") << two << one << false;
    QTest::newRow("the second pair later") << two << withSecondPair(one, end.addMSecs(1)) << true;
    QTest::newRow("the second pair sooner") << two << withSecondPair(one, end.addMSecs(-1)) << false;
    QTest::newRow("an end without a pair") << one << withSecondPair(one, end, false) << false;
    QTest::newRow("the pair to an end that was there") << withSecondPair(one, end, false) << two << true;
    QTest::newRow("a second pair while Basic stays off")
        << settings(Mode::DenyAll, {}) << withSecondPair(settings(Mode::DenyAll, {}), end) << false;
    QTest::newRow("a second pair while all may come in anyway") << open << withSecondPair(open, end) << false;
    QTest::newRow("nothing") << settings(Mode::AllowListed, wide, true) << settings(Mode::AllowListed, wide, true)
                             << false;
}

void TestAccessDecision::knowsAChangeThatLetsMoreIn()
{
    QFETCH(const Settings, before);
    QFETCH(const Settings, after);
    QFETCH(const bool, weaker);
    QCOMPARE(isWeaker(AccessRules::of(before), AccessRules::of(after)), weaker);
}

void TestAccessDecision::givesEveryConditionAName()
{
    for (int i = 0; i <= int(Condition::CertificateUserPermitted); ++i) {
        const QLatin1StringView name = nameOf(Condition(i));
        QVERIFY(!name.isEmpty());
        QCOMPARE(namedValue<Condition>(QString(name)), Condition(i));
    }
}

QTEST_GUILESS_MAIN(TestAccessDecision)
#include "tst_accessdecision.moc"
