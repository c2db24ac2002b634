// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/ipset.h"

#include <QTest>

#include <random>

using namespace sekimori;
using namespace Qt::StringLiterals;

namespace {

IpAddress address(const QString &text)
{
    return IpAddress::parse(text).value();
}

QList<IpNetwork> networks(const QStringList &texts)
{
    QList<IpNetwork> parsed;
    for (const QString &text : texts)
        parsed += IpNetwork::parse(text).value();
    return parsed;
}

/// The answer by looking at every network.
std::optional<qsizetype> narrowestAround(const QList<IpNetwork> &networks, const IpAddress &address)
{
    std::optional<qsizetype> narrowest;
    for (qsizetype i = 0; i < networks.size(); ++i) {
        if (networks[i].contains(address) && (!narrowest || networks[i].prefix > networks[*narrowest].prefix))
            narrowest = i;
    }
    return narrowest;
}

/// The address before, if the family has one.
std::optional<IpAddress> previous(IpAddress address)
{
    for (size_t i = 16; i-- > (address.isV4() ? 12u : 0u);) {
        if (address.bytes[i]-- != 0)
            return address;
    }
    return {};
}

}

class TestIpSet : public QObject {
    Q_OBJECT

private slots:
    void isEmptyWithoutNetworks();
    void containsBothEndsAndNothingBeyond();
    void namesTheNarrowestNetwork_data();
    void namesTheNarrowestNetwork();
    void keepsTheFamiliesApart();
    void reachesTheLastAddressOfEachFamily();
    void agreesWithLookingAtEveryNetwork();
    void holdsTenThousandNetworks();
};

void TestIpSet::isEmptyWithoutNetworks()
{
    QVERIFY(IpSet().isEmpty());
    QVERIFY(!IpSet().contains(address(u"0.0.0.0"_s)));
    QVERIFY(!IpSet(QList<IpNetwork>()).contains(address(u"::"_s)));
    QVERIFY(!IpSet(networks({u"0.0.0.0"_s})).isEmpty());
}

void TestIpSet::containsBothEndsAndNothingBeyond()
{
    const auto listed = networks({u"192.0.2.9/29"_s, u"10.0.0.0/8"_s, u"203.0.113.7"_s, u"2001:db8::/32"_s});
    const IpSet set(listed);
    for (const IpNetwork &network : listed) {
        QVERIFY(!set.contains(previous(network.first()).value()));
        QVERIFY(set.contains(network.first()));
        QVERIFY(set.contains(network.last()));
        QVERIFY(!set.contains(network.last().next().value()));
    }
}

void TestIpSet::namesTheNarrowestNetwork_data()
{
    QTest::addColumn<QStringList>("listed");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<int>("index");
    const QStringList nested{u"10.0.0.0/8"_s, u"10.1.0.0/16"_s, u"10.1.2.0/24"_s, u"10.1.2.3"_s, u"10.1.3.0/24"_s};
    const auto row = [](const char *name, const QStringList &listed, const char *asked, int index) {
        QTest::newRow(name) << listed << QString::fromLatin1(asked) << index;
    };
    row("widest, at its start", nested, "10.0.0.0", 0);
    row("widest, behind a hole", nested, "10.2.0.0", 0);
    row("widest, at its end", nested, "10.255.255.255", 0);
    row("second, before the third", nested, "10.1.1.255", 1);
    row("second, behind the fifth", nested, "10.1.4.0", 1);
    row("third, before the single", nested, "10.1.2.2", 2);
    row("the single", nested, "10.1.2.3", 3);
    row("third, behind the single", nested, "10.1.2.4", 2);
    row("third, at its end", nested, "10.1.2.255", 2);
    row("fifth, right behind the third", nested, "10.1.3.0", 4);
    row("outside, before", nested, "9.255.255.255", -1);
    row("outside, behind", nested, "11.0.0.0", -1);
    row("same start, narrower first", {u"10.0.0.0/16"_s, u"10.0.0.0/8"_s}, "10.0.0.1", 0);
    row("same start, wider first", {u"10.0.0.0/8"_s, u"10.0.0.0/16"_s}, "10.0.0.1", 1);
    row("same end", {u"10.0.0.0/8"_s, u"10.255.255.255"_s}, "10.255.255.255", 1);
    row("behind the same end", {u"10.0.0.0/8"_s, u"10.255.255.255"_s}, "11.0.0.0", -1);
    row("the first of equals", {u"10.0.0.0/8"_s, u"10.9.9.9/8"_s}, "10.1.1.1", 0);
    row("neighbours", {u"10.0.0.0/9"_s, u"10.128.0.0/9"_s}, "10.128.0.0", 1);
}

void TestIpSet::namesTheNarrowestNetwork()
{
    QFETCH(QStringList, listed);
    QFETCH(QString, asked);
    QFETCH(int, index);
    QCOMPARE(IpSet(networks(listed)).indexOf(address(asked)).value_or(-1), index);
}

void TestIpSet::keepsTheFamiliesApart()
{
    const IpSet allOfV6(networks({u"::/0"_s}));
    QVERIFY(allOfV6.contains(address(u"2001:db8::1"_s)));
    QVERIFY(!allOfV6.contains(address(u"192.0.2.1"_s)));
    QVERIFY(!allOfV6.contains(address(u"::ffff:192.0.2.1"_s)));

    const IpSet allOfV4(networks({u"0.0.0.0/0"_s}));
    QVERIFY(allOfV4.contains(address(u"::ffff:192.0.2.1"_s)));
    QVERIFY(!allOfV4.contains(address(u"::"_s)));
    QVERIFY(!allOfV4.contains(address(u"::1"_s)));

    const IpSet mapped(networks({u"::ffff:10.0.0.0/104"_s}));
    QVERIFY(mapped.contains(address(u"10.255.255.255"_s)));
    QVERIFY(!mapped.contains(address(u"11.0.0.0"_s)));
}

void TestIpSet::reachesTheLastAddressOfEachFamily()
{
    const IpSet set(networks({u"255.255.255.255"_s, u"255.255.255.0/24"_s, u"ffff::/16"_s}));
    QCOMPARE(set.indexOf(address(u"255.255.255.255"_s)), std::optional<qsizetype>(0));
    QCOMPARE(set.indexOf(address(u"255.255.255.254"_s)), std::optional<qsizetype>(1));
    QCOMPARE(set.indexOf(address(u"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"_s)), std::optional<qsizetype>(2));
    QVERIFY(!set.contains(address(u"::"_s)));
    QVERIFY(!set.contains(address(u"fffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff"_s)));
}

void TestIpSet::agreesWithLookingAtEveryNetwork()
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        QList<IpNetwork> listed;
        for (unsigned i = 0; i < 1 + random() % 40; ++i) {
            const IpAddress v4 = IpAddress::v4(0x0a000000 | quint32(random()) % 4'096);
            const int narrower = int(random() % 14);
            if (random() % 4 == 0)
                listed += IpNetwork{IpAddress::v6(v4.bytes), 128 - narrower};
            else
                listed += IpNetwork{v4, random() % 50 == 0 ? 0 : 32 - narrower};
        }
        const IpSet set(listed);
        for (const IpNetwork &network : std::as_const(listed)) {
            for (const auto &asked : {previous(network.first()), std::optional(network.first()),
                     std::optional(network.last()), network.last().next()}) {
                if (asked)
                    QCOMPARE(set.indexOf(*asked), narrowestAround(listed, *asked));
            }
        }
    }
}

void TestIpSet::holdsTenThousandNetworks()
{
    QList<IpNetwork> listed;
    for (quint32 i = 0; i < 10'000; ++i)
        listed += IpNetwork{IpAddress::v4(0x0a000000 + i * 512), 24};
    const IpSet set(listed);
    for (quint32 i = 0; i < 10'000; ++i) {
        QCOMPARE(set.indexOf(IpAddress::v4(0x0a000000 + i * 512 + 255)), std::optional<qsizetype>(i));
        QVERIFY(!set.contains(IpAddress::v4(0x0a000000 + i * 512 + 256)));
    }
}

QTEST_GUILESS_MAIN(TestIpSet)
#include "tst_ipset.moc"
