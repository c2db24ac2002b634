// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/iprange.h"
#include "policy/accessnames.h"
#include "policy/accesstable.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;
using Mode = IpRestriction::Mode;

namespace {

Settings settings(Mode mode, const QStringList &networks, bool basic, bool certificates = false)
{
    Settings made;
    made.ipRestriction.mode = mode;
    for (const QString &network : networks)
        made.ipRestriction.entries.append({IpNetwork::parse(network).value(), u"Memo of %1"_s.arg(network)});
    made.basicAuth.enabled = basic;
    made.clientCertificates.enabled = certificates;
    return made;
}

AccessCase caseOf(const QList<AccessCase> &table, Situation situation)
{
    return *std::ranges::find(table, situation, &AccessCase::situation);
}

IpAddress address(const QString &text)
{
    return IpAddress::parse(text).value();
}

}

class TestAccessTable : public QObject {
    Q_OBJECT

private slots:
    void meetsEverySituationAsTheTableSays_data();
    void meetsEverySituationAsTheTableSays();
    void meetsCertificatesAsTheTableSays_data();
    void meetsCertificatesAsTheTableSays();
    void knowsWhenNobodyCanBeListed();
    void findsAnAddressThatIsNotListed_data();
    void findsAnAddressThatIsNotListed();
    void tellsTheOwnEntry();
    void leavesTheOwnRowOutWithoutAnAddress();
    void tellsWhoIsMetDifferently();
};

void TestAccessTable::meetsEverySituationAsTheTableSays_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<bool>("basic");
    QTest::addColumn<QList<Verdict>>("verdicts"); // listed, not listed, right pair, wrong pair, unknown

    using enum Verdict;
    QTest::newRow("allow all") << Mode::AllowAll << false << QList{Pass, Pass, Pass, Pass, Pass};
    QTest::newRow("allow all, Basic on") << Mode::AllowAll << true << QList{Pass, Pass, Pass, Pass, Pass};
    QTest::newRow("listed") << Mode::AllowListed << false << QList{Pass, Deny, Deny, Deny, Deny};
    QTest::newRow("listed, Basic on") << Mode::AllowListed << true << QList{Pass, AskBasic, Pass, AskBasic, AskBasic};
    QTest::newRow("deny all") << Mode::DenyAll << false << QList{Deny, Deny, Deny, Deny, Deny};
    QTest::newRow("deny all, Basic on") << Mode::DenyAll << true << QList{AskBasic, AskBasic, Pass, AskBasic, AskBasic};
}

void TestAccessTable::meetsEverySituationAsTheTableSays()
{
    QFETCH(const Mode, mode);
    QFETCH(const bool, basic);
    QFETCH(const QList<Verdict>, verdicts);

    const QList<AccessCase> table = accessTable(settings(mode, {u"192.0.2.0/24"_s}, basic), address(u"192.0.2.9"_s));
    QCOMPARE(table.size(), 11);
    QList<Verdict> met;
    for (const AccessCase &row : table) {
        if (hostOf(row.situation) == HostKind::Main && row.situation != Situation::Own)
            met.append(row.decision->verdict);
    }
    QCOMPARE(met, verdicts);
    // Whoever looks has a listed address and gives no pair.
    QCOMPARE(caseOf(table, Situation::Own).decision->verdict, verdicts.first());
}

void TestAccessTable::meetsCertificatesAsTheTableSays_data()
{
    QTest::addColumn<Situation>("situation");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<Condition>("decidedBy");

    using enum Condition;
    QTest::newRow("valid") << Situation::ValidCertificate << Verdict::Pass << CertificateUserPermitted;
    QTest::newRow("expired") << Situation::ExpiredCertificate << Verdict::CertificateNeeded << CertificateNotEnded;
    QTest::newRow("revoked") << Situation::RevokedCertificate << Verdict::CertificateNeeded << CertificateNotRevoked;
    QTest::newRow("foreign") << Situation::ForeignCertificate << Verdict::CertificateNeeded << CertificateIssuedHere;
    QTest::newRow("none") << Situation::NoCertificate << Verdict::CertificateNeeded << CertificatePresented;
}

void TestAccessTable::meetsCertificatesAsTheTableSays()
{
    QFETCH(const Situation, situation);
    QFETCH(const Verdict, verdict);
    QFETCH(const Condition, decidedBy);

    // The secure host looks at the certificate only.
    for (const Mode mode : {Mode::AllowAll, Mode::AllowListed, Mode::DenyAll}) {
        for (const bool basic : {false, true}) {
            const auto row = caseOf(accessTable(settings(mode, {}, basic, true)), situation);
            QCOMPARE(row.decision->verdict, verdict);
            QCOMPARE(row.decision->decidedBy, decidedBy);
            const auto off = caseOf(accessTable(settings(mode, {}, basic, false)), situation);
            QCOMPARE(off.decision->verdict, Verdict::CertificateNeeded);
            QCOMPARE(off.decision->decidedBy, Condition::CertificatesEnabled);
        }
    }
}

void TestAccessTable::knowsWhenNobodyCanBeListed()
{
    const auto table = accessTable(settings(Mode::AllowListed, {}, false));
    QVERIFY(!caseOf(table, Situation::Listed).decision);
    QVERIFY(caseOf(table, Situation::NotListed).decision);
}

void TestAccessTable::findsAnAddressThatIsNotListed_data()
{
    QTest::addColumn<QStringList>("networks");
    QTest::addColumn<bool>("exists");
    QTest::newRow("the first addresses are listed") << QStringList{u"0.0.0.0/8"_s, u"::/8"_s} << true;
    QTest::newRow("one network behind another") << QStringList{u"::/0"_s, u"0.0.0.0/1"_s, u"128.0.0.0/2"_s} << true;
    QTest::newRow("one address is left") << QStringList{u"::/0"_s, u"0.0.0.0/1"_s, u"128.0.0.0/2"_s, u"192.0.0.0/3"_s,
        u"224.0.0.0/4"_s, u"240.0.0.0-255.255.255.254"_s}
                                         << true;
    QTest::newRow("IPv6 is left") << QStringList{u"0.0.0.0/0"_s} << true;
    QTest::newRow("nothing is left") << QStringList{u"0.0.0.0/0"_s, u"::/0"_s} << false;
    QTest::newRow("nothing is left, in pieces") << QStringList{u"0.0.0.0/1"_s, u"128.0.0.0/1"_s, u"::/0"_s} << false;
}

void TestAccessTable::findsAnAddressThatIsNotListed()
{
    QFETCH(const QStringList, networks);
    QFETCH(const bool, exists);
    Settings made = settings(Mode::AllowListed, {}, true);
    for (const QString &text : networks) {
        for (const IpNetwork &network : parseNetworks(text).value())
            made.ipRestriction.entries.append({network, {}});
    }
    const auto table = accessTable(made);
    for (const auto situation : {Situation::NotListed, Situation::RightPair, Situation::WrongPair})
        QCOMPARE(caseOf(table, situation).decision.has_value(), exists);
    QCOMPARE(caseOf(table, Situation::Listed).decision->verdict, Verdict::Pass);
    if (exists)
        QCOMPARE(caseOf(table, Situation::NotListed).decision->verdict, Verdict::AskBasic);
    // Whose address cannot be told is not listed, however much is.
    QCOMPARE(caseOf(table, Situation::AddressUnknown).decision->verdict, Verdict::AskBasic);
}

void TestAccessTable::tellsTheOwnEntry()
{
    const QStringList networks{u"10.0.0.0/8"_s, u"10.1.0.0/16"_s};
    const auto row = accessTable(settings(Mode::AllowListed, networks, false), address(u"10.1.2.3"_s)).first();
    QCOMPARE(row.situation, Situation::Own);
    QCOMPARE(row.entry->memo, u"Memo of 10.1.0.0/16"_s);
    const auto other = accessTable(settings(Mode::AllowListed, networks, false), address(u"192.0.2.1"_s)).first();
    QVERIFY(!other.entry);
    QCOMPARE(other.decision->verdict, Verdict::Deny);
}

void TestAccessTable::leavesTheOwnRowOutWithoutAnAddress()
{
    const auto table = accessTable(Settings());
    QCOMPARE(table.size(), 10);
    QCOMPARE(table.first().situation, Situation::Listed);
}

void TestAccessTable::tellsWhoIsMetDifferently()
{
    const auto before = accessTable(settings(Mode::AllowListed, {u"192.0.2.0/24"_s}, false, true));
    Settings eased = settings(Mode::DenyAll, {u"192.0.2.0/24"_s}, true, true);
    eased.clientCertificates.allowOtherUser = true;
    const auto after = accessTable(eased);
    QList<Situation> changed;
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (!before.at(i).isMetAs(after.at(i)))
            changed.append(before.at(i).situation);
    }
    using enum Situation;
    QCOMPARE(changed, (QList{Listed, NotListed, RightPair, WrongPair, AddressUnknown, ValidCertificate}));
    const auto emptied = accessTable(settings(Mode::AllowListed, {}, false, true));
    QVERIFY(!caseOf(before, Listed).isMetAs(caseOf(emptied, Listed)));
    QVERIFY(caseOf(emptied, Listed).isMetAs(caseOf(emptied, Listed)));
}

QTEST_APPLESS_MAIN(TestAccessTable)
#include "tst_accesstable.moc"
