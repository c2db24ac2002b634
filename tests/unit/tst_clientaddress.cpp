// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/clientaddress.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::policy;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(QList<QByteArray>)

class TestClientAddress : public QObject {
    Q_OBJECT

private slots:
    void ignoresHeadersOfAnUnnamedPeer_data();
    void ignoresHeadersOfAnUnnamedPeer();
    void walksTheChainFromTheRight_data();
    void walksTheChainFromTheRight();
    void reducesAMappedPeer();
    void believesNoHeaderWhileNoProxyIsNamed();
    void survivesAnEndlessHeader();

private:
    IpSet m_proxies{QList{IpNetwork::parse(u"10.0.0.0/24").value(), IpNetwork::parse(u"2001:db8:a::/48").value()}};
};

void TestClientAddress::ignoresHeadersOfAnUnnamedPeer_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::newRow("none") << QList<QByteArray>{};
    QTest::newRow("a listed address") << QList<QByteArray>{"192.0.2.1"};
    QTest::newRow("the proxy's own address") << QList<QByteArray>{"10.0.0.1"};
    QTest::newRow("a chain") << QList<QByteArray>{"192.0.2.1, 10.0.0.1", "10.0.0.2"};
    QTest::newRow("nonsense") << QList<QByteArray>{"unknown", ",,,", "\xff"};
}

void TestClientAddress::ignoresHeadersOfAnUnnamedPeer()
{
    QFETCH(QList<QByteArray>, lines);
    const auto peer = IpAddress::parse(u"203.0.113.66").value();
    QCOMPARE(clientAddress(peer, lines, m_proxies), (ClientAddress{peer, false}));
    const auto besideTheProxies = IpAddress::parse(u"10.0.1.0").value();
    QCOMPARE(clientAddress(besideTheProxies, lines, m_proxies), (ClientAddress{besideTheProxies, false}));
}

void TestClientAddress::walksTheChainFromTheRight_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<QString>("client"); // empty: malformed
    const auto row = [](const char *name, const QList<QByteArray> &lines, const char *client) {
        QTest::newRow(name) << lines << QString::fromLatin1(client);
    };
    row("no header: the proxy itself", {}, "10.0.0.9");
    row("an empty header", {""}, "10.0.0.9");
    row("one address", {"192.0.2.1"}, "192.0.2.1");
    row("behind two proxies", {"192.0.2.1, 10.0.0.1"}, "192.0.2.1");
    row("forged by the client", {"198.51.100.1, 192.0.2.1, 10.0.0.1"}, "192.0.2.1");
    row("forged in a line of its own", {"198.51.100.1", "192.0.2.1", "10.0.0.1"}, "192.0.2.1");
    row("forged with nonsense to the left", {"unknown, %%%, 192.0.2.1"}, "192.0.2.1");
    row("all named: the leftmost", {"10.0.0.1, 10.0.0.2", "10.0.0.3"}, "10.0.0.1");
    row("tabs and no blanks", {"192.0.2.1\t,10.0.0.1"}, "192.0.2.1");
    row("a port", {"192.0.2.1:51000"}, "192.0.2.1");
    row("a proxy with a port", {"192.0.2.1, 10.0.0.1:443"}, "192.0.2.1");
    row("IPv6", {"2001:db8::1"}, "2001:db8::1");
    row("IPv6 in brackets", {"[2001:db8::1]"}, "2001:db8::1");
    row("IPv6 with a port", {"[2001:db8::1]:443, [2001:db8:a::5]:8080"}, "2001:db8::1");
    row("a mapped client", {"::ffff:192.0.2.1"}, "192.0.2.1");
    row("a mapped proxy", {"192.0.2.1, ::ffff:10.0.0.1"}, "192.0.2.1");
    row("a mapped proxy in brackets", {"192.0.2.1, [::ffff:10.0.0.1]:80"}, "192.0.2.1");

    row("a name", {"unknown"}, "");
    row("a name behind a proxy", {"192.0.2.1, unknown, 10.0.0.1"}, "");
    row("a name at the right", {"192.0.2.1, unknown"}, "");
    row("nothing between commas", {"192.0.2.1,, 10.0.0.1"}, "");
    row("a comma at the end", {"192.0.2.1,"}, "");
    row("a comma at the start, behind a proxy", {", 10.0.0.1"}, "");
    row("an empty line at the end", {"192.0.2.1", ""}, "");
    row("a leading zero", {"192.0.2.01"}, "");
    row("three numbers", {"192.0.2"}, "");
    row("a zone", {"fe80::1%eth0"}, "");
    row("a network", {"192.0.2.0/24"}, "");
    row("quotation marks", {"\"192.0.2.1\""}, "");
    row("an empty port", {"192.0.2.1:"}, "");
    row("a port beyond range", {"192.0.2.1:65536"}, "");
    row("a port with a sign", {"192.0.2.1:+80"}, "");
    row("an open bracket", {"[2001:db8::1"}, "");
    row("only an open bracket", {"["}, "");
    row("empty brackets", {"[]"}, "");
    row("text behind the bracket", {"[2001:db8::1]443"}, "");
    row("an empty port behind the bracket", {"[2001:db8::1]:"}, "");
    row("IPv4 in brackets", {"[192.0.2.1]"}, "");
    row("two addresses with a blank", {"192.0.2.1 192.0.2.2"}, "");
    row("bytes that are not ASCII", {"192.0.2.1\xa0"}, "");
}

void TestClientAddress::walksTheChainFromTheRight()
{
    QFETCH(QList<QByteArray>, lines);
    QFETCH(QString, client);
    const auto found = clientAddress(IpAddress::parse(u"10.0.0.9").value(), lines, m_proxies);
    QVERIFY(found.viaProxy);
    QCOMPARE(found.address ? found.address->toString() : QString(), client);
}

void TestClientAddress::reducesAMappedPeer()
{
    const auto named = IpAddress::v6(IpAddress::parse(u"10.0.0.9").value().bytes);
    QCOMPARE(clientAddress(named, {"192.0.2.1"}, m_proxies).address, IpAddress::parse(u"192.0.2.1").value());
    const auto unnamed = IpAddress::v6(IpAddress::parse(u"203.0.113.66").value().bytes);
    QCOMPARE(clientAddress(unnamed, {"192.0.2.1"}, m_proxies).address, IpAddress::parse(u"203.0.113.66").value());
}

void TestClientAddress::believesNoHeaderWhileNoProxyIsNamed()
{
    const auto peer = IpAddress::parse(u"127.0.0.1").value();
    QCOMPARE(clientAddress(peer, {"192.0.2.1"}, IpSet()), (ClientAddress{peer, false}));
}

void TestClientAddress::survivesAnEndlessHeader()
{
    const auto peer = IpAddress::parse(u"10.0.0.9").value();
    QVERIFY(!clientAddress(peer, {QByteArray(10'000'000, '1')}, m_proxies).address);
    QVERIFY(!clientAddress(peer, {QByteArray(1'000'000, ',')}, m_proxies).address);
    const QByteArray proxies = QByteArray("10.0.0.1,").repeated(100'000) + "10.0.0.2";
    QCOMPARE(clientAddress(peer, {proxies}, m_proxies).address, IpAddress::parse(u"10.0.0.1").value());
}

QTEST_GUILESS_MAIN(TestClientAddress)
#include "tst_clientaddress.moc"
