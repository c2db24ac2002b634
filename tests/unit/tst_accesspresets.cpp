// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/accesspresets.h"
#include "policy/accesstable.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;
using Mode = IpRestriction::Mode;

namespace {

/// Every combination of the switches that decide.
QList<Settings> allCombinations()
{
    QList<Settings> all;
    for (const Mode mode : {Mode::AllowAll, Mode::AllowListed, Mode::DenyAll}) {
        for (const bool basic : {false, true}) {
            for (const bool certificates : {false, true}) {
                Settings settings;
                settings.ipRestriction = {mode, {{IpNetwork::parse(u"192.0.2.0/24").value(), u"Office"_s}}};
                settings.basicAuth.enabled = basic;
                settings.basicAuth.pair.userName = u"office"_s;
                settings.basicAuth.pair.password.isSet = true;
                settings.clientCertificates.enabled = certificates;
                all.append(settings);
            }
        }
    }
    return all;
}

}

class TestAccessPresets : public QObject {
    Q_OBJECT

private slots:
    void letsInWhomItsNameSays_data();
    void letsInWhomItsNameSays();
    void isKnownAgainFromWhateverItBegan_data();
    void isKnownAgainFromWhateverItBegan();
    void matchesNothingElse();
    void leavesEverythingElseAlone_data();
    void leavesEverythingElseAlone();
    void needsNothingWhereThePairIsSet_data();
    void needsNothingWhereThePairIsSet();
    void tellsWhatIsMissing();
};

void TestAccessPresets::letsInWhomItsNameSays_data()
{
    QTest::addColumn<AccessPreset>("preset");
    QTest::addColumn<QList<Verdict>>(
        "verdicts"); // listed, not listed, right pair, wrong pair, unknown, valid certificate

    using enum Verdict;
    QTest::newRow("deny all + Basic") << AccessPreset::DenyAllBasic
                                      << QList{AskBasic, AskBasic, Pass, AskBasic, AskBasic, CertificateNeeded};
    QTest::newRow("listed only") << AccessPreset::ListedOnly << QList{Pass, Deny, Deny, Deny, Deny, CertificateNeeded};
    QTest::newRow("listed + Basic") << AccessPreset::ListedBasic
                                    << QList{Pass, AskBasic, Pass, AskBasic, AskBasic, CertificateNeeded};
    QTest::newRow("listed + certificates")
        << AccessPreset::ListedCertificates << QList{Pass, Deny, Deny, Deny, Deny, Pass};
}

void TestAccessPresets::letsInWhomItsNameSays()
{
    QFETCH(const AccessPreset, preset);
    QFETCH(const QList<Verdict>, verdicts);
    const auto all = allCombinations();
    for (const Settings &settings : all) {
        QList<Verdict> met;
        for (const AccessCase &row : accessTable(withPreset(settings, preset)).first(6))
            met.append(row.decision->verdict);
        QCOMPARE(met, verdicts);
    }
}

void TestAccessPresets::isKnownAgainFromWhateverItBegan_data()
{
    QTest::addColumn<AccessPreset>("preset");
    for (const auto &[preset, name] : EnumNames<AccessPreset>::names)
        QTest::newRow(name.data()) << preset;
}

void TestAccessPresets::isKnownAgainFromWhateverItBegan()
{
    QFETCH(const AccessPreset, preset);
    const auto all = allCombinations();
    for (const Settings &settings : all) {
        const Settings set = withPreset(settings, preset);
        QCOMPARE(presetOf(set), preset);
        QCOMPARE(withPreset(set, preset), set);
    }
}

void TestAccessPresets::matchesNothingElse()
{
    QVERIFY(!presetOf(Settings()));
    int matching = 0;
    const auto all = allCombinations();
    for (const Settings &settings : all) {
        if (const auto preset = presetOf(settings)) {
            ++matching;
            QCOMPARE(withPreset(settings, *preset), settings);
        }
    }
    QCOMPARE(matching, 4);
}

void TestAccessPresets::leavesEverythingElseAlone_data()
{
    isKnownAgainFromWhateverItBegan_data();
}

void TestAccessPresets::leavesEverythingElseAlone()
{
    QFETCH(const AccessPreset, preset);
    Settings settings = allCombinations().first();
    settings.clientCertificates.allowOtherUser = true;
    settings.basicAuth.second.userName = u"old"_s;
    settings.tenant.displayName = u"Demo"_s;
    const Settings before = settings;
    Settings after = withPreset(settings, preset);
    after.ipRestriction.mode = before.ipRestriction.mode;
    after.basicAuth.enabled = before.basicAuth.enabled;
    after.clientCertificates.enabled = before.clientCertificates.enabled;
    QCOMPARE(after, before);
}

void TestAccessPresets::needsNothingWhereThePairIsSet_data()
{
    isKnownAgainFromWhateverItBegan_data();
}

void TestAccessPresets::needsNothingWhereThePairIsSet()
{
    QFETCH(const AccessPreset, preset);
    // Basic with "allow all" is an error, and a preset cures it.
    const auto all = allCombinations();
    for (const Settings &settings : all)
        QVERIFY(validateWhole(withPreset(settings, preset)).isEmpty());
}

void TestAccessPresets::tellsWhatIsMissing()
{
    for (const auto preset : {AccessPreset::DenyAllBasic, AccessPreset::ListedBasic}) {
        const Errors errors = validateWhole(withPreset(Settings(), preset));
        QCOMPARE(errors.size(), 2);
        QCOMPARE(errors.at(0).field, u"basicAuth.pair.userName"_s);
        QCOMPARE(errors.at(1).field, u"basicAuth.pair.password"_s);
    }
    QVERIFY(validateWhole(withPreset(Settings(), AccessPreset::ListedOnly)).isEmpty());
    QVERIFY(validateWhole(withPreset(Settings(), AccessPreset::ListedCertificates)).isEmpty());
}

QTEST_APPLESS_MAIN(TestAccessPresets)
#include "tst_accesspresets.moc"
