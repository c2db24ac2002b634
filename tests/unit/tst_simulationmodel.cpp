// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/simulationmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;
using items::Simulation;
using items::SimulationModel;
using Mode = IpRestriction::Mode;

Q_DECLARE_METATYPE(Visit)

namespace {

const QDateTime noon(QDate(2026, 3, 5), QTime(12, 0), QTimeZone::UTC);
const IpAddress listed = IpAddress::parse(u"203.0.113.7").value();
const IpAddress notListed = IpAddress::parse(u"192.0.2.1").value();

Settings settingsWith(Mode mode, bool basic, bool certificates)
{
    Settings settings;
    settings.ipRestriction = {mode, {{IpNetwork::parse(u"203.0.113.0/24").value(), u"Office"_s}}};
    settings.basicAuth.enabled = basic;
    settings.basicAuth.pair.password.isSet = true;
    settings.basicAuth.second.password.isSet = true;
    settings.basicAuth.second.endsAt = noon;
    settings.clientCertificates.enabled = certificates;
    return settings;
}

/// SPEC.md section 2, "The decision", for the main host.
Verdict mainVerdict(Mode mode, bool isListed, bool basic, VisitPair pair)
{
    if (mode == Mode::AllowAll || (mode == Mode::AllowListed && isListed))
        return Verdict::Pass;
    if (!basic)
        return Verdict::Deny;
    return pair == VisitPair::Main ? Verdict::Pass : Verdict::AskBasic;
}

}

class TestSimulationModel : public QObject {
    Q_OBJECT

private slots:
    void decidesTheMainHostAsTheTableSays_data();
    void decidesTheMainHostAsTheTableSays();
    void decidesTheSecureHostAsTheTableSays_data();
    void decidesTheSecureHostAsTheTableSays();
    void looksAtTheMomentOfTheVisit_data();
    void looksAtTheMomentOfTheVisit();
    void tellsEveryConditionAndWhatDecides();
    void comparesWithWhatIsEdited();
    void saysThatEditsChangeNothing();
};

void TestSimulationModel::decidesTheMainHostAsTheTableSays_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<bool>("isListed");
    QTest::addColumn<bool>("basic");
    QTest::addColumn<VisitPair>("pair");
    for (const auto &[mode, name] : EnumNames<Mode>::names) {
        for (const bool isListed : {true, false}) {
            for (const bool basic : {true, false}) {
                for (const VisitPair pair : {VisitPair::None, VisitPair::Main, VisitPair::Wrong})
                    QTest::addRow("%s, %s, Basic %s, pair %d", name.data(), isListed ? "listed" : "not listed",
                        basic ? "on" : "off", int(pair))
                        << mode << isListed << basic << pair;
            }
        }
    }
}

void TestSimulationModel::decidesTheMainHostAsTheTableSays()
{
    QFETCH(const Mode, mode);
    QFETCH(const bool, isListed);
    QFETCH(const bool, basic);
    QFETCH(const VisitPair, pair);
    const Settings settings = settingsWith(mode, basic, false);
    const Visit visit{
        .host = HostKind::Main, .client = isListed ? listed : notListed, .pair = pair, .certificate = {}, .at = noon};
    const auto simulation = Simulation::of(visit, settings, settings);
    QCOMPARE(simulation.saved.decision.verdict, mainVerdict(mode, isListed, basic, pair));
    AccessAttempt attempt{.client = visit.client, .certificate = {}};
    attempt.basic = pair == VisitPair::None ? BasicProof::None
        : pair == VisitPair::Main           ? BasicProof::Right
                                            : BasicProof::Wrong;
    const AccessDecision decision = decide(AccessRules::of(settings), attempt);
    QCOMPARE(simulation.saved.decision.verdict, decision.verdict);
    QCOMPARE(simulation.saved.decision.decidedBy, decision.decidedBy);
    QVERIFY(std::ranges::equal(simulation.saved.decision.conditions(), decision.conditions()));
    QVERIFY(!simulation.saved.reasonText(visit).isEmpty());
}

void TestSimulationModel::decidesTheSecureHostAsTheTableSays_data()
{
    QTest::addColumn<std::optional<VisitCertificate>>("certificate");
    QTest::addColumn<Condition>("refusedBy");
    QTest::addColumn<Verdict>("verdict");
    using Certificate = std::optional<VisitCertificate>;
    const auto row = [](const char *name, const Certificate &certificate, Condition by) {
        QTest::newRow(name) << certificate << by
                            << (by == Condition::CertificateUserPermitted && certificate->isUserPermitted
                                       ? Verdict::Pass
                                       : Verdict::CertificateNeeded);
    };
    row("valid", VisitCertificate(), Condition::CertificateUserPermitted);
    row("valid within its dates", VisitCertificate{.beginsAt = noon.addDays(-1), .endsAt = noon.addDays(1)},
        Condition::CertificateUserPermitted);
    row("none", std::nullopt, Condition::CertificatePresented);
    row("another tenant's", VisitCertificate{.isIssuedHere = false}, Condition::CertificateIssuedHere);
    row("revoked", VisitCertificate{.revokedAt = noon.addDays(-1)}, Condition::CertificateNotRevoked);
    row("not begun", VisitCertificate{.beginsAt = noon.addDays(1)}, Condition::CertificateBegun);
    row("expired", VisitCertificate{.endsAt = noon}, Condition::CertificateNotEnded);
    row("not permitted", VisitCertificate{.isUserPermitted = false}, Condition::CertificateUserPermitted);
}

void TestSimulationModel::decidesTheSecureHostAsTheTableSays()
{
    QFETCH(const std::optional<VisitCertificate>, certificate);
    QFETCH(const Condition, refusedBy);
    QFETCH(const Verdict, verdict);
    // Whatever stands in the list, and whatever pair comes along: here only the certificate counts.
    for (const Mode mode : {Mode::AllowAll, Mode::AllowListed, Mode::DenyAll}) {
        Visit visit{.host = HostKind::Secure,
            .client = notListed,
            .pair = VisitPair::Main,
            .certificate = certificate,
            .at = noon};
        const Settings settings = settingsWith(mode, true, true);
        const auto simulation = Simulation::of(visit, settings, settings);
        QCOMPARE(simulation.saved.decision.verdict, verdict);
        QCOMPARE(simulation.saved.decision.decidedBy, refusedBy);
        QCOMPARE(
            simulation.saved.decision.verdict, decide(AccessRules::of(settings), attemptOf(visit, settings)).verdict);
        QCOMPARE(simulation.saved.decision.onlyAsCertificateUser, true);
        const Settings off = settingsWith(mode, true, false);
        const auto closed = Simulation::of(visit, off, off);
        QCOMPARE(closed.saved.decision.verdict, Verdict::CertificateNeeded);
        QCOMPARE(closed.saved.decision.decidedBy, Condition::CertificatesEnabled);
    }
}

void TestSimulationModel::looksAtTheMomentOfTheVisit_data()
{
    QTest::addColumn<Visit>("visit");
    QTest::addColumn<Verdict>("verdict");
    const Visit second{.client = notListed, .pair = VisitPair::Second, .certificate = {}, .at = noon.addSecs(-1)};
    QTest::newRow("second pair before its end") << second << Verdict::Pass;
    Visit late = second;
    late.at = noon;
    QTest::newRow("second pair at its end") << late << Verdict::AskBasic;
    const VisitCertificate certificate{.beginsAt = noon, .endsAt = noon.addDays(30), .revokedAt = noon.addDays(20)};
    const auto at = [&](const QDateTime &time) {
        return Visit{.host = HostKind::Secure, .client = {}, .certificate = certificate, .at = time};
    };
    QTest::newRow("certificate before it begins") << at(noon.addSecs(-1)) << Verdict::CertificateNeeded;
    QTest::newRow("certificate while it holds") << at(noon) << Verdict::Pass;
    QTest::newRow("certificate once it is revoked") << at(noon.addDays(20)) << Verdict::CertificateNeeded;
}

void TestSimulationModel::looksAtTheMomentOfTheVisit()
{
    QFETCH(const Visit, visit);
    QFETCH(const Verdict, verdict);
    const Settings settings = settingsWith(Mode::DenyAll, true, true);
    QCOMPARE(Simulation::of(visit, settings, settings).saved.decision.verdict, verdict);
}

void TestSimulationModel::tellsEveryConditionAndWhatDecides()
{
    SimulationModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Settings settings = settingsWith(Mode::AllowListed, false, false);
    const Visit visit{.client = listed, .certificate = {}, .at = noon};
    const auto simulation = Simulation::of(visit, settings, settings);
    QCOMPARE(simulation.saved.verdictText(), u"Let in"_s);
    QCOMPARE(simulation.saved.reasonText(visit), u"Listed as “Office” (203.0.113.0/24)."_s);
    model.show(simulation);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.rowCount(), int(simulation.saved.decision.conditions().size()));
    QCOMPARE(model.index(3, 0).data().toString(), u"The address is in the list"_s);
    QCOMPARE(model.index(3, 1).data().toString(), u"Yes: this decides"_s);
    QVERIFY(model.index(3, 1).data(SimulationModel::IsDecisiveRole).toBool());
    QCOMPARE(model.index(0, 1).data().toString(), u"No"_s);
    QCOMPARE(model.index(5, 1).data().toString(), u"Does not matter"_s);
    QVERIFY(!model.index(0, 0).data(SimulationModel::IsChangedRole).toBool());
}

void TestSimulationModel::comparesWithWhatIsEdited()
{
    SimulationModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Settings saved = settingsWith(Mode::AllowListed, false, false);
    const Settings draft = settingsWith(Mode::DenyAll, true, false);
    const auto simulation = Simulation::of({.client = listed, .certificate = {}, .at = noon}, saved, draft);
    QVERIFY(simulation.isEdited);
    QVERIFY(simulation.isOtherwiseMet());
    QCOMPARE(simulation.draft.verdictText(), u"Asked for user name and password (401)"_s);
    model.show(simulation);
    QCOMPARE(model.columnCount(), 3);
    QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), u"With your edits"_s);
    const QModelIndex deniesAll = model.index(1, 2);
    QCOMPARE(deniesAll.data().toString(), u"Yes"_s);
    QVERIFY(deniesAll.data(SimulationModel::IsChangedRole).toBool());
    QCOMPARE(deniesAll.data(Qt::AccessibleTextRole).toString(), u"Yes, a change from: No"_s);
    QVERIFY(!model.index(0, 2).data(SimulationModel::IsChangedRole).toBool());
    // Listed in both, and only now does it decide.
    QVERIFY(model.index(3, 2).data(SimulationModel::IsChangedRole).toBool());
}

void TestSimulationModel::saysThatEditsChangeNothing()
{
    const Settings saved = settingsWith(Mode::AllowListed, false, false);
    Settings draft = saved;
    draft.clientCertificates.enabled = true;
    const Visit visit{.client = listed, .certificate = {}, .at = noon};
    const auto simulation = Simulation::of(visit, saved, draft);
    QVERIFY(simulation.isEdited);
    QVERIFY(!simulation.isOtherwiseMet());
    draft = saved;
    draft.tenant.displayName = u"Other"_s; // The gate does not look at it.
    QVERIFY(!Simulation::of(visit, saved, draft).isEdited);
}

QTEST_GUILESS_MAIN(TestSimulationModel)
#include "tst_simulationmodel.moc"
