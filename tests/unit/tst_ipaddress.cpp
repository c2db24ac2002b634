// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/ipaddress.h"
#include "error/messages.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori;
using namespace Qt::StringLiterals;

class TestIpAddress : public QObject {
    Q_OBJECT

private slots:
    void readsAndWritesTheCanonicalForm_data();
    void readsAndWritesTheCanonicalForm();
    void refusesWhatOthersWouldGuess_data();
    void refusesWhatOthersWouldGuess();
    void namesThePartThatIsWrong();
    void quotesNoLineBreakAndNoMoreThanNeeded();
    void ordersAllOfIpv4BeforeIpv6();
    void reducesAMappedAddressOfASocket();
    void knowsTheNextAddress_data();
    void knowsTheNextAddress();
};

void TestIpAddress::readsAndWritesTheCanonicalForm_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    const auto row = [](const char *text, const char *canonical) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
    };
    row("0.0.0.0", "0.0.0.0");
    row("255.255.255.255", "255.255.255.255");
    row("192.0.2.1", "192.0.2.1");
    row("::", "::");
    row("::1", "::1");
    row("1::", "1::");
    row("2001:db8::1", "2001:db8::1");
    row("2001:DB8:0:0:0:0:0:1", "2001:db8::1");
    row("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1");
    row("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    row("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"); // One group only is never shortened.
    row("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8");
    row("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1");
    row("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"); // The first of two runs of equal length.
    row("1:0:0:2:0:0:0:3", "1:0:0:2::3"); // The longest run.
    row("fe80::", "fe80::");
    row("1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201");
    row("64:ff9b::192.0.2.33", "64:ff9b::c000:221");
    row("::192.0.2.1", "::c000:201");
    row("::ffff:192.0.2.1", "192.0.2.1");
    row("::FFFF:c000:201", "192.0.2.1");
    row("0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1");
    row("::fffe:192.0.2.1", "::fffe:c000:201");
}

void TestIpAddress::readsAndWritesTheCanonicalForm()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);
    const auto address = IpAddress::parse(text);
    QVERIFY2(address, address ? "" : qPrintable(renderMessage(address.error(), nullptr)));
    QCOMPARE(address->toString(), canonical);
    QCOMPARE(address->isV4(), !canonical.contains(u':'));
    QCOMPARE(IpAddress::parse(canonical).value(), *address);
}

void TestIpAddress::refusesWhatOthersWouldGuess_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<const Message *>("message");
    const auto row
        = [](const char *text, const Message &message) { QTest::newRow(text) << QString::fromUtf8(text) << &message; };
    row("", addressmessages::AddressEmpty);
    row(" ", addressmessages::AddressHasBlank);
    row(" 192.0.2.1", addressmessages::AddressHasBlank);
    row("192.0.2.1 ", addressmessages::AddressHasBlank);
    row("192.0. 2.1", addressmessages::AddressHasBlank);
    row("192.0.2.1\t", addressmessages::AddressHasBlank);
    row("192.0.2.1\n", addressmessages::AddressHasBlank);
    row("192.0.2.1　", addressmessages::AddressHasBlank);
    row("１９２.０.２.１", addressmessages::AddressNotAscii);
    row("192．0．2．1", addressmessages::AddressNotAscii);
    row("192.0.2.١", addressmessages::AddressNotAscii);
    row("192.0.2.1😀", addressmessages::AddressNotAscii);
    row("[::1]", addressmessages::AddressInBrackets);
    row("[::1]:443", addressmessages::AddressInBrackets);
    row("fe80::1%eth0", addressmessages::AddressHasZone);
    row("fe80::1%", addressmessages::AddressHasZone);
    row("192.0.2.1%1", addressmessages::AddressHasZone);
    row("192.0.2.0/24", addressmessages::AddressHasPrefix);
    row("192.0.2.1:443", addressmessages::AddressHasPort);
    row("localhost", addressmessages::AddressUnknown);
    row("example.com", addressmessages::AddressUnknown);
    row("192.0.2.-1", addressmessages::AddressUnknown);
    row("+192.0.2.1", addressmessages::AddressUnknown);
    row("192.0.2.1e1", addressmessages::AddressUnknown);
    row("192,0,2,1", addressmessages::AddressUnknown);

    row("1.2.3", addressmessages::Ipv4PartCount);
    row("1.2", addressmessages::Ipv4PartCount);
    row("1", addressmessages::Ipv4PartCount);
    row("3221225985", addressmessages::Ipv4PartCount);
    row("1.2.3.4.5", addressmessages::Ipv4PartCount);
    row("1..2.3", addressmessages::Ipv4EmptyPart);
    row(".1.2.3.4", addressmessages::Ipv4EmptyPart);
    row("1.2.3.4.", addressmessages::Ipv4EmptyPart);
    row(".", addressmessages::Ipv4EmptyPart);
    row("010.0.0.1", addressmessages::Ipv4LeadingZero);
    row("10.0.0.01", addressmessages::Ipv4LeadingZero);
    row("10.0.0.00", addressmessages::Ipv4LeadingZero);
    row("256.0.0.1", addressmessages::Ipv4OutOfRange);
    row("1.2.3.999", addressmessages::Ipv4OutOfRange);
    row("1.2.3.4294967297", addressmessages::Ipv4OutOfRange);
    row("1.2.3.18446744073709551617", addressmessages::Ipv4OutOfRange);
    row("0x7f.0.0.1", addressmessages::Ipv4Hexadecimal);
    row("0X7F000001", addressmessages::Ipv4Hexadecimal);

    row("::1::", addressmessages::Ipv6TwoGaps);
    row("1::2::3", addressmessages::Ipv6TwoGaps);
    row(":::", addressmessages::Ipv6TwoGaps);
    row("1:::2", addressmessages::Ipv6TwoGaps);
    row(":", addressmessages::Ipv6EmptyGroup);
    row(":1:2:3:4:5:6:7", addressmessages::Ipv6EmptyGroup);
    row("1:2:3:4:5:6:7:", addressmessages::Ipv6EmptyGroup);
    row(":1::2", addressmessages::Ipv6EmptyGroup);
    row("1::2:", addressmessages::Ipv6EmptyGroup);
    row("1:2", addressmessages::Ipv6GroupCount);
    row("1:2:3:4:5:6:7", addressmessages::Ipv6GroupCount);
    row("1:2:3:4:5:6:7:8:9", addressmessages::Ipv6GroupCount);
    row("1:2:3:4::5:6:7:8", addressmessages::Ipv6GroupCount);
    row("1:2:3:4:5:6:7:192.0.2.1", addressmessages::Ipv6GroupCount);
    row("1:2:3:4:5:192.0.2.1", addressmessages::Ipv6GroupCount);
    row("00001::", addressmessages::Ipv6BadGroup);
    row("12345::", addressmessages::Ipv6BadGroup);
    row("::g", addressmessages::Ipv6BadGroup);
    row("::0x1", addressmessages::Ipv6BadGroup);
    row("::-1", addressmessages::Ipv6BadGroup);
    row("::@", addressmessages::Ipv6BadGroup);
    row("192.0.2.1::", addressmessages::Ipv6EmbeddedPlace);
    row("::192.0.2.1:1", addressmessages::Ipv6EmbeddedPlace);
    row("1:192.0.2.1::1", addressmessages::Ipv6EmbeddedPlace);
    row("::ffff:010.0.0.1", addressmessages::Ipv4LeadingZero);
    row("::ffff:1.2.3", addressmessages::Ipv4PartCount);
    row("::ffff:1.2.3.256", addressmessages::Ipv4OutOfRange);

    QTest::newRow("too long") << QString(100, u'1') << &addressmessages::AddressTooLong;
    QTest::newRow("far too long") << QString(10'000'000, u':') << &addressmessages::AddressTooLong;
    QTest::newRow("with a NUL") << u"192.0.2.1"_s + QChar(u'\0') << &addressmessages::AddressNotAscii;
    QTest::newRow("half a character") << u"192.0.2.1"_s + QChar(0xd83d) << &addressmessages::AddressNotAscii;
}

void TestIpAddress::refusesWhatOthersWouldGuess()
{
    QFETCH(QString, text);
    QFETCH(const Message *, message);
    const auto address = IpAddress::parse(text);
    QVERIFY(!address);
    QCOMPARE(address.error().message->code, message->code);
    QCOMPARE(address.error().kind, ErrorKind::Malformed);
    QVERIFY(!renderMessage(address.error(), nullptr).contains(u"“”"));
}

void TestIpAddress::namesThePartThatIsWrong()
{
    QCOMPARE(renderMessage(IpAddress::parse(u"10.0.010.1").error(), nullptr),
        u"“10.0.010.1” has the number “010” with a leading zero, which some programs read as octal. "
        "Write it without the zero."_s);
    QCOMPARE(IpAddress::parse(u"1.2.3").error().arguments, QStringList({u"1.2.3"_s, u"3"_s}));
    QCOMPARE(IpAddress::parse(u"fe80::1%eth0").error().arguments, QStringList({u"fe80::1%eth0"_s, u"%eth0"_s}));
    QCOMPARE(IpAddress::parse(u"::1😀").error().arguments, QStringList({u"::1😀"_s, u"😀"_s}));
    QCOMPARE(IpAddress::parse(u"2001:db8::xyz").error().arguments, QStringList({u"2001:db8::xyz"_s, u"xyz"_s}));
}

void TestIpAddress::quotesNoLineBreakAndNoMoreThanNeeded()
{
    const auto forged = IpAddress::parse(u"1.2.3.4\nlogin SUCCESS");
    QCOMPARE(forged.error().arguments.first(), u"1.2.3.4\ufffdlogin SUCCESS"_s);
    const auto endless = IpAddress::parse(QString(1'000, u'x'));
    QCOMPARE(endless.error().arguments.first(), QString(64, u'x') + u'…');
}

void TestIpAddress::ordersAllOfIpv4BeforeIpv6()
{
    const QStringList inOrder{u"0.0.0.0"_s, u"9.255.255.255"_s, u"10.0.0.0"_s, u"127.255.255.255"_s, u"128.0.0.0"_s,
        u"255.255.255.255"_s, u"::"_s, u"::1"_s, u"7fff::"_s, u"8000::"_s,
        u"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"_s};
    for (qsizetype i = 1; i < inOrder.size(); ++i)
        QVERIFY2(
            IpAddress::parse(inOrder[i - 1]).value() < IpAddress::parse(inOrder[i]).value(), qPrintable(inOrder[i]));
}

void TestIpAddress::reducesAMappedAddressOfASocket()
{
    const auto bytes = IpAddress::v4(0xc0000201).bytes;
    const IpAddress ofSocket = IpAddress::v6(bytes);
    QVERIFY(!ofSocket.isV4());
    QCOMPARE(ofSocket.toString(), u"::ffff:192.0.2.1"_s);
    QCOMPARE(ofSocket.unmapped(), IpAddress::v4(0xc0000201));
    QCOMPARE(ofSocket.unmapped().toString(), u"192.0.2.1"_s);

    const auto plain = IpAddress::parse(u"2001:db8::1").value();
    QCOMPARE(plain.unmapped(), plain);
    QCOMPARE(IpAddress::v4(0x7f000001).unmapped(), IpAddress::v4(0x7f000001));
    QCOMPARE(IpAddress().toString(), u"0.0.0.0"_s);
}

void TestIpAddress::knowsTheNextAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("following");
    QTest::newRow("plain") << u"10.0.0.1"_s << u"10.0.0.2"_s;
    QTest::newRow("carry") << u"10.0.255.255"_s << u"10.1.0.0"_s;
    QTest::newRow("last IPv4") << u"255.255.255.255"_s << QString();
    QTest::newRow("carry in IPv6") << u"::ffff:ffff"_s << u"::1:0:0"_s;
    QTest::newRow("last IPv6") << u"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"_s << QString();
}

void TestIpAddress::knowsTheNextAddress()
{
    QFETCH(QString, text);
    QFETCH(QString, following);
    const auto next = IpAddress::parse(text).value().next();
    QCOMPARE(next ? next->toString() : QString(), following);
}

QTEST_GUILESS_MAIN(TestIpAddress)
#include "tst_ipaddress.moc"
