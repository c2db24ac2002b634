// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/ipset.h"
#include "error/messages.h"
#include "policy/fieldvalidation.h"
#include "policy/ipentryproblems.h"

#include <QTest>

#include <random>

using namespace sekimori;
using namespace sekimori::policy;
using namespace Qt::StringLiterals;

namespace {

using Kind = EntryProblem::Kind;

/// One entry for each "network memo".
QList<IpEntry> entries(const QStringList &lines)
{
    QList<IpEntry> parsed;
    for (const QString &line : lines)
        parsed.append({IpNetwork::parse(line.section(u' ', 0, 0)).value(), line.section(u' ', 1)});
    return parsed;
}

QStringList written(const QList<IpEntry> &entries)
{
    QStringList lines;
    for (const IpEntry &entry : entries)
        lines += QString(entry.network.toString() + u' ' + entry.memo).trimmed();
    return lines;
}

/// "row: host bits -> suggestion" and so on, for tables that can be read.
QStringList written(const QList<EntryProblem> &problems)
{
    QStringList lines;
    for (const EntryProblem &problem : problems) {
        const QString kind = problem.kind == Kind::HostBits ? u"host bits"_s
            : problem.kind == Kind::Duplicate               ? u"duplicate of %1"_s.arg(problem.otherRow)
                                                            : u"inside %1"_s.arg(problem.otherRow);
        lines += u"%1: %2 -> %3"_s.arg(QString::number(problem.row), kind, problem.suggestion.toString());
    }
    return lines;
}

/// Few enough different networks that they often meet.
QList<IpEntry> generated(std::mt19937 &random)
{
    QList<IpEntry> made;
    const unsigned count = random() % 30;
    for (unsigned i = 0; i < count; ++i) {
        const IpAddress v4 = IpAddress::v4(0xc0000200 + quint32(random()) % 64);
        const int narrower = int(random() % 6);
        const bool isV6 = random() % 3 == 0;
        made.append({isV6 ? IpNetwork{IpAddress::v6(v4.bytes), 128 - narrower} : IpNetwork{v4, 32 - narrower},
            random() % 2 == 0 ? QString() : u"memo %1"_s.arg(i)});
    }
    return made;
}

IpSet accessSet(const QList<IpEntry> &entries)
{
    QList<IpNetwork> networks;
    for (const IpEntry &entry : entries)
        networks += entry.network;
    return IpSet(networks);
}

}

class TestIpEntryProblems : public QObject {
    Q_OBJECT

private slots:
    void findsWhatIsHardlyMeant_data();
    void findsWhatIsHardlyMeant();
    void saysWhatTheProblemIs();
    void cleansUp_data();
    void cleansUp();
    void leavesNoProblemAndChangesNobodysAccess();
    void copesWithAFullList();
    void checksTheMemo_data();
    void checksTheMemo();
};

void TestIpEntryProblems::findsWhatIsHardlyMeant_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("problems");
    const auto row = [](const char *name, const QStringList &lines, const QStringList &problems) {
        QTest::newRow(name) << lines << problems;
    };
    row("nothing", {}, {});
    row("all well", {u"10.0.0.0/8"_s, u"192.0.2.1"_s, u"2001:db8::/32"_s}, {});
    row("host bits", {u"192.0.2.1"_s, u"10.0.0.1/8"_s}, {u"1: host bits -> 10.0.0.0/8"_s});
    row("host bits in IPv6", {u"2001:db8::1/64"_s}, {u"0: host bits -> 2001:db8::/64"_s});
    row("duplicate", {u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.1/32"_s}, {u"2: duplicate of 0 -> 192.0.2.1"_s});
    row("three of a kind", {u"192.0.2.1"_s, u"192.0.2.1"_s, u"192.0.2.1"_s},
        {u"1: duplicate of 0 -> 192.0.2.1"_s, u"2: duplicate of 0 -> 192.0.2.1"_s});
    row("duplicate but for host bits", {u"10.0.0.0/8"_s, u"10.0.0.1/8"_s},
        {u"1: host bits -> 10.0.0.0/8"_s, u"1: duplicate of 0 -> 10.0.0.0/8"_s});
    row("the first of two has host bits", {u"10.0.0.1/8"_s, u"10.0.0.0/8"_s},
        {u"0: host bits -> 10.0.0.0/8"_s, u"1: duplicate of 0 -> 10.0.0.0/8"_s});
    row("inside a later row", {u"10.1.2.3"_s, u"10.0.0.0/8"_s}, {u"0: inside 1 -> 10.0.0.0/8"_s});
    row("inside the outermost", {u"10.1.2.3"_s, u"10.1.0.0/16"_s, u"10.0.0.0/8"_s},
        {u"0: inside 2 -> 10.0.0.0/8"_s, u"1: inside 2 -> 10.0.0.0/8"_s});
    row("duplicates inside another", {u"10.1.2.3"_s, u"10.1.2.3"_s, u"10.0.0.0/8"_s},
        {u"0: inside 2 -> 10.0.0.0/8"_s, u"1: inside 2 -> 10.0.0.0/8"_s});
    row("at both ends", {u"10.0.0.0/8"_s, u"10.0.0.0"_s, u"10.255.255.255"_s, u"9.255.255.255"_s, u"11.0.0.0"_s},
        {u"1: inside 0 -> 10.0.0.0/8"_s, u"2: inside 0 -> 10.0.0.0/8"_s});
    row("families apart", {u"::/0"_s, u"10.0.0.0/8"_s, u"0.0.0.0/0"_s}, {u"1: inside 2 -> 0.0.0.0/0"_s});
}

void TestIpEntryProblems::findsWhatIsHardlyMeant()
{
    QFETCH(QStringList, lines);
    QFETCH(QStringList, problems);
    QCOMPARE(written(findProblems(entries(lines))), problems);
}

void TestIpEntryProblems::saysWhatTheProblemIs()
{
    const auto listed = entries({u"10.0.0.1/8"_s, u"10.0.0.0/8"_s, u"10.1.2.3"_s});
    const auto problems = findProblems(listed);
    QCOMPARE(problems.size(), 3);
    QStringList sentences;
    for (const EntryProblem &problem : problems) {
        const Error error = explained(problem, listed);
        sentences += error.field + u": "_s + renderMessage(error, nullptr);
    }
    QCOMPARE(sentences[0],
        u"entries[0].network: “10.0.0.1/8” has host bits set. It counts as “10.0.0.0/8”; write that, or a single address."_s);
    QCOMPARE(sentences[1], u"entries[1].network: “10.0.0.0/8” stands in row 1 already. Remove one of the two."_s);
    QCOMPARE(sentences[2],
        u"entries[2].network: “10.1.2.3” is inside “10.0.0.0/8” of row 1, which lets it in anyway. Remove one of the two."_s);
}

void TestIpEntryProblems::cleansUp_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("cleaned");
    const auto row = [](const char *name, const QStringList &lines, const QStringList &cleaned) {
        QTest::newRow(name) << lines << cleaned;
    };
    row("nothing", {}, {});
    row("keeps the order", {u"203.0.113.1 c"_s, u"10.0.0.0/8 a"_s, u"192.0.2.1 b"_s},
        {u"203.0.113.1 c"_s, u"10.0.0.0/8 a"_s, u"192.0.2.1 b"_s});
    row("clears host bits", {u"10.0.0.1/8 office"_s}, {u"10.0.0.0/8 office"_s});
    row("keeps the first memo", {u"192.0.2.1 one"_s, u"192.0.2.1 two"_s}, {u"192.0.2.1 one"_s});
    row("keeps the first memo that is not empty", {u"192.0.2.1"_s, u"192.0.2.1 two"_s, u"192.0.2.1 three"_s},
        {u"192.0.2.1 two"_s});
    row("keeps the place of the first duplicate", {u"192.0.2.1"_s, u"10.0.0.0/8"_s, u"192.0.2.1 one"_s},
        {u"192.0.2.1 one"_s, u"10.0.0.0/8"_s});
    row("drops what is inside another", {u"10.1.2.3 door"_s, u"10.0.0.0/8"_s}, {u"10.0.0.0/8"_s});
    row("all at once", {u"10.1.2.3/16"_s, u"10.1.255.255"_s, u"10.1.0.0/16 office"_s, u"2001:db8::1/64 lab"_s},
        {u"10.1.0.0/16 office"_s, u"2001:db8::/64 lab"_s});
}

void TestIpEntryProblems::cleansUp()
{
    QFETCH(QStringList, lines);
    QFETCH(QStringList, cleaned);
    QCOMPARE(written(cleanedUp(entries(lines))), cleaned);
}

void TestIpEntryProblems::leavesNoProblemAndChangesNobodysAccess()
{
    std::mt19937 random(42);
    for (int round = 0; round < 1'000; ++round) {
        const auto listed = generated(random);
        const auto cleaned = cleanedUp(listed);
        QCOMPARE(findProblems(cleaned), QList<EntryProblem>());
        QCOMPARE(cleanedUp(cleaned), cleaned);
        QCOMPARE(cleaned == listed, findProblems(listed).isEmpty());
        const IpSet before = accessSet(listed);
        const IpSet after = accessSet(cleaned);
        for (quint32 host = 0; host < 66; ++host) {
            const IpAddress v4 = IpAddress::v4(0xc00001ff + host);
            QCOMPARE(after.contains(v4), before.contains(v4));
            QCOMPARE(after.contains(IpAddress::v6(v4.bytes)), before.contains(IpAddress::v6(v4.bytes)));
        }
    }
}

void TestIpEntryProblems::copesWithAFullList()
{
    QList<IpEntry> listed;
    for (quint32 i = 0; i < maxEntries - 1; ++i)
        listed.append({IpNetwork{IpAddress::v4(0x0a000000 + i), 32}, {}});
    listed.append({IpNetwork{IpAddress::v4(0x0a000000), 8}, u"all"_s});
    const auto problems = findProblems(listed);
    QCOMPARE(problems.size(), maxEntries - 1);
    QCOMPARE(problems.last(), (EntryProblem{maxEntries - 2, Kind::InsideOther, maxEntries - 1, listed.last().network}));
    QCOMPARE(cleanedUp(listed), QList{listed.last()});
}

void TestIpEntryProblems::checksTheMemo_data()
{
    QTest::addColumn<QString>("memo");
    QTest::addColumn<QString>("code");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("plain") << u"本社 3F, “east”"_s << QString();
    QTest::newRow("100 characters") << QString(100, u'あ') << QString();
    QTest::newRow("101 characters") << QString(101, u'あ') << u"text.long"_s;
    QTest::newRow("100 beyond the basic plane") << u"😀"_s.repeated(100) << QString();
    QTest::newRow("101 beyond the basic plane") << u"😀"_s.repeated(101) << u"text.long"_s;
    QTest::newRow("line break") << u"one\ntwo"_s << u"text.control"_s;
    QTest::newRow("tab") << u"one\ttwo"_s << u"text.control"_s;
    QTest::newRow("NUL") << u"one"_s + QChar(u'\0') << u"text.control"_s;
    QTest::newRow("C1") << u"one\u0085"_s << u"text.control"_s;
    QTest::newRow("line separator") << u"one\u2028two"_s << u"text.control"_s;
    QTest::newRow("half a character") << u"😀"_s.first(1) << u"text.control"_s;
    QTest::newRow("the other half") << u"😀"_s.last(1) + u"x"_s << u"text.control"_s;
}

void TestIpEntryProblems::checksTheMemo()
{
    QFETCH(QString, memo);
    QFETCH(QString, code);
    Errors errors;
    validate(IpEntry{IpNetwork::parse(u"192.0.2.1").value(), memo}, errors, u"entries[7]"_s);
    QCOMPARE(errors.isEmpty() ? QString() : QString::fromLatin1(errors.first().message->code), code);
    if (!errors.isEmpty())
        QCOMPARE(errors.first().field, u"entries[7].memo"_s);
}

QTEST_GUILESS_MAIN(TestIpEntryProblems)
#include "tst_ipentryproblems.moc"
