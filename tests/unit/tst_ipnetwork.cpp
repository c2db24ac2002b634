// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/ipnetwork.h"
#include "address/iprange.h"
#include "error/messages.h"

#include <QTest>

#include <random>

using namespace sekimori;
using namespace sekimori;
using namespace Qt::StringLiterals;

namespace {

IpNetwork network(const QString &text)
{
    return IpNetwork::parse(text).value();
}

IpAddress address(const QString &text)
{
    return IpAddress::parse(text).value();
}

QStringList written(const QList<IpNetwork> &networks)
{
    QStringList texts;
    for (const IpNetwork &network : networks)
        texts += network.toString();
    return texts;
}

}

class TestIpNetwork : public QObject {
    Q_OBJECT

private slots:
    void readsAndWrites_data();
    void readsAndWrites();
    void refusesABadPrefixLength_data();
    void refusesABadPrefixLength();
    void offersThePrefixLengthOfAMask();
    void keepsHostBitsAndSaysSo();
    void containsBothEndsAndNothingBeyond_data();
    void containsBothEndsAndNothingBeyond();
    void keepsTheFamiliesApart();
    void containsNarrowerNetworks();
    void takesARangeToTheFewestNetworks_data();
    void takesARangeToTheFewestNetworks();
    void coversARandomRangeExactly();
    void refusesABadRange_data();
    void refusesABadRange();
};

void TestIpNetwork::readsAndWrites_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<int>("prefix");
    const auto row = [](const char *text, const char *canonical, int prefix) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical) << prefix;
    };
    row("192.0.2.1", "192.0.2.1", 32);
    row("192.0.2.1/32", "192.0.2.1", 32);
    row("192.0.2.0/24", "192.0.2.0/24", 24);
    row("192.0.2.7/24", "192.0.2.7/24", 24);
    row("0.0.0.0/0", "0.0.0.0/0", 0);
    row("2001:db8::1", "2001:db8::1", 128);
    row("2001:db8::/128", "2001:db8::", 128);
    row("2001:DB8::/32", "2001:db8::/32", 32);
    row("::/0", "::/0", 0);
    row("::ffff:10.0.0.0/104", "10.0.0.0/8", 8);
    row("::ffff:10.0.0.1/128", "10.0.0.1", 32);
    row("::ffff:0:0/96", "0.0.0.0/0", 0);
    row("::ffff:10.0.0.1", "10.0.0.1", 32);
}

void TestIpNetwork::readsAndWrites()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);
    QFETCH(int, prefix);
    const auto parsed = IpNetwork::parse(text);
    QVERIFY2(parsed, parsed ? "" : qPrintable(renderMessage(parsed.error(), nullptr)));
    QCOMPARE(parsed->toString(), canonical);
    QCOMPARE(parsed->prefix, prefix);
    QCOMPARE(network(canonical), *parsed);
}

void TestIpNetwork::refusesABadPrefixLength_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<const Message *>("message");
    const auto row
        = [](const char *text, const Message &message) { QTest::newRow(text) << QString::fromUtf8(text) << &message; };
    row("", addressmessages::AddressEmpty);
    row("/", addressmessages::AddressEmpty);
    row("/8", addressmessages::AddressEmpty);
    row("10.0.0/8", addressmessages::Ipv4PartCount);
    row("10/8", addressmessages::Ipv4PartCount);
    row("10.0.0.0/", addressmessages::PrefixMissing);
    row("10.0.0.0/33", addressmessages::PrefixOutOfRange);
    row("10.0.0.0/128", addressmessages::PrefixOutOfRange);
    row("10.0.0.0/4294967304", addressmessages::PrefixOutOfRange);
    row("2001:db8::/129", addressmessages::PrefixOutOfRange);
    row("::ffff:10.0.0.0/129", addressmessages::PrefixOutOfRange);
    row("10.0.0.0/033", addressmessages::PrefixLeadingZero);
    row("10.0.0.0/08", addressmessages::PrefixLeadingZero);
    row("10.0.0.0/00", addressmessages::PrefixLeadingZero);
    row("10.0.0.0/-1", addressmessages::PrefixNotANumber);
    row("10.0.0.0/+3", addressmessages::PrefixNotANumber);
    row("10.0.0.0/ 8", addressmessages::PrefixNotANumber);
    row("10.0.0.0/8 ", addressmessages::PrefixNotANumber);
    row("10.0.0.0 /8", addressmessages::AddressHasBlank);
    row("10.0.0.0/８", addressmessages::PrefixNotANumber);
    row("10.0.0.0/0x8", addressmessages::PrefixNotANumber);
    row("10.0.0.0/8/8", addressmessages::PrefixNotANumber);
    row("10.0.0.0/eight", addressmessages::PrefixNotANumber);
    row("::ffff:10.0.0.0/8", addressmessages::PrefixMapped);
    row("::ffff:10.0.0.0/95", addressmessages::PrefixMapped);
    row("10.0.0.0/255.0.0.0", addressmessages::PrefixAsMask);
    row("10.0.0.0/255.0.255.0", addressmessages::PrefixBrokenMask);
    row("10.0.0.0/0.0.0.255", addressmessages::PrefixBrokenMask);
    row("10.0.0.0/8.0", addressmessages::PrefixBrokenMask);
    row("2001:db8::/255.0.0.0", addressmessages::PrefixBrokenMask);
    QTest::newRow("too long") << u"10.0.0.0/"_s + QString(10'000'000, u'1') << &addressmessages::PrefixOutOfRange;
}

void TestIpNetwork::refusesABadPrefixLength()
{
    QFETCH(QString, text);
    QFETCH(const Message *, message);
    const auto parsed = IpNetwork::parse(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().message->code, message->code);
    QVERIFY(renderMessage(parsed.error(), nullptr).size() < 400);
}

void TestIpNetwork::offersThePrefixLengthOfAMask()
{
    const auto masked = IpNetwork::parse(u"192.0.2.0/255.255.255.0");
    QCOMPARE(renderMessage(masked.error(), nullptr),
        u"“192.0.2.0/255.255.255.0” has a network mask. Write it with a prefix length: “192.0.2.0/24”."_s);
    QCOMPARE(IpNetwork::parse(u"0.0.0.0/0.0.0.0").error().arguments.last(), u"0.0.0.0/0"_s);
    QCOMPARE(IpNetwork::parse(u"192.0.2.1/255.255.255.255").error().arguments.last(), u"192.0.2.1/32"_s);
}

void TestIpNetwork::keepsHostBitsAndSaysSo()
{
    const auto sloppy = network(u"192.0.2.77/24"_s);
    QVERIFY(sloppy.hasHostBits());
    QCOMPARE(sloppy.toString(), u"192.0.2.77/24"_s);
    QCOMPARE(sloppy.masked().toString(), u"192.0.2.0/24"_s);
    QVERIFY(!sloppy.masked().hasHostBits());
    QVERIFY(!network(u"192.0.2.77"_s).hasHostBits());
    QVERIFY(network(u"192.0.2.77/31"_s).hasHostBits());
    QVERIFY(!network(u"192.0.2.76/31"_s).hasHostBits());
    QVERIFY(network(u"2001:db8::1/64"_s).hasHostBits());
    QVERIFY(network(u"0.0.0.1/0"_s).hasHostBits());
}

void TestIpNetwork::containsBothEndsAndNothingBeyond_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("behind");
    const auto row = [](const char *text, const char *before, const char *first, const char *last, const char *behind) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(before) << QString::fromUtf8(first)
                            << QString::fromUtf8(last) << QString::fromUtf8(behind);
    };
    row("192.0.2.7", "192.0.2.6", "192.0.2.7", "192.0.2.7", "192.0.2.8");
    row("192.0.2.6/31", "192.0.2.5", "192.0.2.6", "192.0.2.7", "192.0.2.8");
    row("192.0.2.9/29", "192.0.2.7", "192.0.2.8", "192.0.2.15", "192.0.2.16");
    row("10.0.0.0/8", "9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0");
    row("172.16.0.0/12", "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0");
    row("128.0.0.0/1", "127.255.255.255", "128.0.0.0", "255.255.255.255", "");
    row("0.0.0.0/1", "", "0.0.0.0", "127.255.255.255", "128.0.0.0");
    row("0.0.0.0/0", "", "0.0.0.0", "255.255.255.255", "");
    row("2001:db8::/32", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::");
    row("2001:db8::8/125", "2001:db8::7", "2001:db8::8", "2001:db8::f", "2001:db8::10");
    row("::/0", "", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "");
}

void TestIpNetwork::containsBothEndsAndNothingBeyond()
{
    QFETCH(QString, text);
    QFETCH(QString, before);
    QFETCH(QString, first);
    QFETCH(QString, last);
    QFETCH(QString, behind);
    const auto tested = network(text);
    QCOMPARE(tested.first().toString(), first);
    QCOMPARE(tested.last().toString(), last);
    QVERIFY(tested.contains(address(first)));
    QVERIFY(tested.contains(address(last)));
    if (!before.isEmpty())
        QVERIFY(!tested.contains(address(before)));
    if (!behind.isEmpty())
        QVERIFY(!tested.contains(address(behind)));
}

void TestIpNetwork::keepsTheFamiliesApart()
{
    QVERIFY(!network(u"::/0"_s).contains(address(u"192.0.2.1"_s)));
    QVERIFY(!network(u"::/0"_s).contains(network(u"0.0.0.0/0"_s)));
    QVERIFY(!network(u"0.0.0.0/0"_s).contains(address(u"::1"_s)));
    QVERIFY(!network(u"0.0.0.0/0"_s).contains(network(u"::/0"_s)));
}

void TestIpNetwork::containsNarrowerNetworks()
{
    QVERIFY(network(u"10.0.0.0/8"_s).contains(network(u"10.1.0.0/16"_s)));
    QVERIFY(network(u"10.0.0.0/8"_s).contains(network(u"10.0.0.0/8"_s)));
    QVERIFY(network(u"10.9.9.9/8"_s).contains(network(u"10.1.2.3/8"_s)));
    QVERIFY(!network(u"10.1.0.0/16"_s).contains(network(u"10.0.0.0/8"_s)));
    QVERIFY(!network(u"10.0.0.0/8"_s).contains(network(u"11.0.0.0/16"_s)));
}

void TestIpNetwork::takesARangeToTheFewestNetworks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("networks");
    const auto row = [](const char *text, const QStringList &networks) {
        QTest::newRow(text) << QString::fromUtf8(text) << networks;
    };
    row("192.0.2.1", {u"192.0.2.1"_s});
    row("  192.0.2.0/24 ", {u"192.0.2.0/24"_s});
    row("192.0.2.7-192.0.2.7", {u"192.0.2.7"_s});
    row("192.0.2.0-192.0.2.255", {u"192.0.2.0/24"_s});
    row("192.0.2.1-192.0.2.6", {u"192.0.2.1"_s, u"192.0.2.2/31"_s, u"192.0.2.4/31"_s, u"192.0.2.6"_s});
    row("192.0.2.255 - 192.0.3.0", {u"192.0.2.255"_s, u"192.0.3.0"_s});
    row("192.0.2.0 – 192.0.2.3", {u"192.0.2.0/30"_s});
    row("192.0.2.0−192.0.2.3", {u"192.0.2.0/30"_s});
    row("192.0.2.0－192.0.2.3", {u"192.0.2.0/30"_s});
    row("0.0.0.0-255.255.255.255", {u"0.0.0.0/0"_s});
    row("255.255.255.254-255.255.255.255", {u"255.255.255.254/31"_s});
    row("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", {u"::/0"_s});
    row("2001:db8::1-2001:db8::4", {u"2001:db8::1"_s, u"2001:db8::2/127"_s, u"2001:db8::4"_s});
    row("::ffff:192.0.2.0-192.0.2.1", {u"192.0.2.0/31"_s});
}

void TestIpNetwork::takesARangeToTheFewestNetworks()
{
    QFETCH(QString, text);
    QFETCH(QStringList, networks);
    const auto parsed = parseNetworks(text);
    QVERIFY2(parsed, parsed ? "" : qPrintable(renderMessage(parsed.error(), nullptr)));
    QCOMPARE(written(*parsed), networks);
}

/// Exact: each network begins where the one before ended. Fewest: no two neighbours are halves of one network.
void TestIpNetwork::coversARandomRangeExactly()
{
    std::mt19937 random(20'240'229);
    for (int round = 0; round < 2'000; ++round) {
        const quint32 one = quint32(random()) >> (random() % 32);
        const quint32 other = quint32(random()) >> (random() % 32);
        const IpAddress first = IpAddress::v4(std::min(one, other));
        const IpAddress last = IpAddress::v4(std::max(one, other));
        const auto networks = networksOfRange(first, last);
        QVERIFY(networks.size() <= 62);
        QCOMPARE(networks.first().first(), first);
        QCOMPARE(networks.last().last(), last);
        for (qsizetype i = 0; i < networks.size(); ++i) {
            QVERIFY(!networks[i].hasHostBits());
            if (i == 0)
                continue;
            QCOMPARE(networks[i - 1].last().next(), std::optional(networks[i].first()));
            const IpNetwork joined{networks[i - 1].address, networks[i - 1].prefix - 1};
            QVERIFY(networks[i - 1].prefix != networks[i].prefix || joined.hasHostBits());
        }
    }
    const auto widest = networksOfRange(address(u"::1"_s), address(u"ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"_s));
    QCOMPARE(widest.size(), 254);
}

void TestIpNetwork::refusesABadRange_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<const Message *>("message");
    const auto row
        = [](const char *text, const Message &message) { QTest::newRow(text) << QString::fromUtf8(text) << &message; };
    row("", addressmessages::AddressEmpty);
    row("   ", addressmessages::AddressEmpty);
    row("-", addressmessages::RangeEndMissing);
    row("192.0.2.1-", addressmessages::RangeEndMissing);
    row("- 192.0.2.1", addressmessages::RangeEndMissing);
    row("192.0.2.2-192.0.2.1", addressmessages::RangeReversed);
    row("2001:db8::2-2001:db8::1", addressmessages::RangeReversed);
    row("192.0.2.1-2001:db8::1", addressmessages::RangeMixed);
    row("2001:db8::1-192.0.2.1", addressmessages::RangeMixed);
    row("192.0.2.1-9", addressmessages::Ipv4PartCount);
    row("192.0.2.01-192.0.2.9", addressmessages::Ipv4LeadingZero);
    row("192.0.2.1-192.0.2.5-192.0.2.9", addressmessages::AddressUnknown);
    row("192.0.2.1--192.0.2.5", addressmessages::AddressUnknown);
    row("192.0.2.1 192.0.2.5", addressmessages::AddressHasBlank);
    row("192.0.2.0/25-192.0.2.255", addressmessages::RangeHasPrefix);
    row("192.0.2.0-192.0.2.255/24", addressmessages::RangeHasPrefix);
    row("10.0.0.0/8-11.0.0.0/8", addressmessages::RangeHasPrefix);
    row("10.0.0.0/-1", addressmessages::PrefixNotANumber);
}

void TestIpNetwork::refusesABadRange()
{
    QFETCH(QString, text);
    QFETCH(const Message *, message);
    const auto parsed = parseNetworks(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().message->code, message->code);
}

QTEST_GUILESS_MAIN(TestIpNetwork)
#include "tst_ipnetwork.moc"
