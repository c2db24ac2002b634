// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/messages.h"
#include "policy/csvtext.h"
#include "policy/ipentrycsv.h"

#include <QStringEncoder>
#include <QTest>

#include <random>

using namespace sekimori;
using namespace sekimori::policy;
using namespace Qt::StringLiterals;

namespace {

const QByteArray header = "IP Address,CIDR,Memo\n";

/// "line: network|memo" for each entry.
QStringList written(const CsvEntries &found)
{
    QStringList lines;
    for (qsizetype i = 0; i < found.entries.size(); ++i) {
        const IpEntry &entry = found.entries[i];
        lines += u"%1: %2|%3"_s.arg(QString::number(found.lines.value(i)), entry.network.toString(), entry.memo);
    }
    return lines;
}

/// "line: code" for each error.
QStringList writtenErrors(const CsvEntries &found)
{
    QStringList lines;
    for (const CsvLineError &error : found.errors)
        lines += u"%1: %2"_s.arg(QString::number(error.line), QLatin1StringView(error.error.message->code));
    return lines;
}

QByteArray shiftJis(const QString &text)
{
    QStringEncoder encoder("Shift-JIS", QStringEncoder::Flag::Stateless);
    return encoder.encode(text);
}

}

class TestIpEntryCsv : public QObject {
    Q_OBJECT

private slots:
    void readsEachEncoding_data();
    void readsEachEncoding();
    void readsEachWayOfWritingARow_data();
    void readsEachWayOfWritingARow();
    void readsEachHeader_data();
    void readsEachHeader();
    void refusesAFileAsAWhole_data();
    void refusesAFileAsAWhole();
    void listsEachBadLine_data();
    void listsEachBadLine();
    void quotesABadLineInTheList();
    void takesAsManyEntriesAsMayBe();
    void isQuickWithHostileQuotes();
    void writesWhatSpreadsheetsOpen();
    void readsBackWhatItWrote();
    void readsPastedLines_data();
    void readsPastedLines();
    void stopsPastingAtTheLimit();
};

void TestIpEntryCsv::readsEachEncoding_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    const QString text = u"IPアドレス,CIDR,メモ\r\n10.0.0.0,8,本社①～髙\r\n"_s;
    QTest::newRow("UTF-8") << text.toUtf8() << u"UTF-8"_s;
    QTest::newRow("UTF-8, LF") << QString(text).remove(u'\r').toUtf8() << u"UTF-8"_s;
    QTest::newRow("UTF-8 with BOM") << "\xef\xbb\xbf" + text.toUtf8() << u"UTF-8 with BOM"_s;
    QTest::newRow("Shift-JIS") << shiftJis(text) << u"Shift-JIS"_s;
    QTest::newRow("Shift-JIS, LF") << shiftJis(QString(text).remove(u'\r')) << u"Shift-JIS"_s;
}

void TestIpEntryCsv::readsEachEncoding()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    const auto found = readEntriesCsv(bytes);
    QVERIFY2(found, found ? "" : qPrintable(renderMessage(found.error(), nullptr)));
    QCOMPARE(found->encoding, encoding);
    QCOMPARE(written(*found), QStringList{u"2: 10.0.0.0/8|本社①～髙"_s});
    QCOMPARE(writtenErrors(*found), QStringList());
}

void TestIpEntryCsv::readsEachWayOfWritingARow_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QStringList>("entries");
    const auto row = [](const char *name, const char *rows, const QStringList &entries) {
        QTest::newRow(name) << QByteArray(rows) << entries;
    };
    row("none", "", {});
    row("prefix length", "10.0.0.0,8,office\n", {u"2: 10.0.0.0/8|office"_s});
    row("prefix length with a slash", "10.0.0.0,/8,office\n", {u"2: 10.0.0.0/8|office"_s});
    row("no prefix length", "192.0.2.1,,door\n", {u"2: 192.0.2.1|door"_s});
    row("whole network in the address", "10.0.0.0/8,,office\n", {u"2: 10.0.0.0/8|office"_s});
    row("range", "192.0.2.1-192.0.2.3,,x\n", {u"2: 192.0.2.1|x"_s, u"2: 192.0.2.2/31|x"_s});
    row("host bits stay", "10.0.0.1,8,\n", {u"2: 10.0.0.1/8|"_s});
    row("IPv6", "2001:db8::,32,lab\n", {u"2: 2001:db8::/32|lab"_s});
    row("no memo", "10.0.0.0,8\n", {u"2: 10.0.0.0/8|"_s});
    row("the address alone", "192.0.2.1\n", {u"2: 192.0.2.1|"_s});
    row("no line break at the end", "192.0.2.1,,a", {u"2: 192.0.2.1|a"_s});
    row("blanks around", " 10.0.0.0 , 8 , office 3 \n", {u"2: 10.0.0.0/8|office 3"_s});
    row("quotation marks", "\"10.0.0.0\",\"8\",\"a, \"\"b\"\"\"\n", {u"2: 10.0.0.0/8|a, \"b\""_s});
    row("empty fields left over", "10.0.0.0,8,office,,\n", {u"2: 10.0.0.0/8|office"_s});
    row("empty lines and comments", "\n\r\n,,\n# old: 10.0.0.0,8,x\n192.0.2.1,,\n", {u"6: 192.0.2.1|"_s});
    row("a guarded formula", "192.0.2.1,,'=1+1\n", {u"2: 192.0.2.1|=1+1"_s});
    row("an apostrophe of its own", "192.0.2.1,,'tis\n", {u"2: 192.0.2.1|'tis"_s});
    row("an unguarded formula", "192.0.2.1,,-x\n", {u"2: 192.0.2.1|-x"_s});
    row("duplicates are kept for the page to show", "192.0.2.1,,a\n192.0.2.1,,b\n",
        {u"2: 192.0.2.1|a"_s, u"3: 192.0.2.1|b"_s});
}

void TestIpEntryCsv::readsEachWayOfWritingARow()
{
    QFETCH(QByteArray, rows);
    QFETCH(QStringList, entries);
    for (const QByteArray &bytes : {header + rows, QByteArray(header + rows).replace("\r", "").replace("\n", "\r\n")}) {
        const auto found = readEntriesCsv(bytes);
        QVERIFY2(found, found ? "" : qPrintable(renderMessage(found.error(), nullptr)));
        QCOMPARE(writtenErrors(*found), QStringList());
        QCOMPARE(written(*found), entries);
    }
}

void TestIpEntryCsv::readsEachHeader_data()
{
    QTest::addColumn<QString>("text");
    const QString usual = u"10.0.0.0,8,office"_s;
    const auto row = [](const char *name, const QString &head, const QString &row) {
        QTest::newRow(name) << QString(head + u'\n' + row + u'\n');
    };
    row("English", u"IP Address,CIDR,Memo"_s, usual);
    row("Japanese", u"IPアドレス,CIDR,メモ"_s, usual);
    row("mixed", u"IPアドレス,CIDR,Memo"_s, usual);
    row("another case", u"ip address,cidr,MEMO"_s, usual);
    row("other blanks", u" IPAddress ,C I D R,memo"_s, usual);
    row("full width", u"ＩＰアドレス,ＣＩＤＲ,メモ"_s, usual);
    row("half-width katakana", u"IPｱﾄﾞﾚｽ,CIDR,ﾒﾓ"_s, usual);
    row("quoted", u"\"IP Address\",\"CIDR\",\"Memo\""_s, usual);
    row("empty columns left over", u"IP Address,CIDR,Memo,,"_s, usual);
    row("another order", u"Memo,CIDR,IP Address"_s, u"office,8,10.0.0.0"_s);
    row("another order, one short", u"Memo,IP Address,CIDR"_s, u"office,10.0.0.0/8"_s);
}

void TestIpEntryCsv::readsEachHeader()
{
    QFETCH(QString, text);
    const auto found = readEntriesCsv(text.toUtf8());
    QVERIFY2(found, found ? "" : qPrintable(renderMessage(found.error(), nullptr)));
    QCOMPARE(written(*found), QStringList{u"2: 10.0.0.0/8|office"_s});
}

void TestIpEntryCsv::refusesAFileAsAWhole_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<const Message *>("message");
    const auto row = [](const char *name, const QByteArray &bytes, const Message &message) {
        QTest::newRow(name) << bytes << &message;
    };
    row("empty", "", messages::CsvNoHeader);
    row("only a BOM", "\xef\xbb\xbf", messages::CsvNoHeader);
    row("only empty lines", "\r\n\n , \n", messages::CsvNoHeader);
    row("no header", "10.0.0.0,8,office\n", messages::CsvWrongHeader);
    row("a column too few", "IP Address,CIDR\n10.0.0.0,8\n", messages::CsvWrongHeader);
    row("a column too many", "IP Address,CIDR,Memo,Owner\n", messages::CsvWrongHeader);
    row("a column twice", "IP Address,CIDR,CIDR\n", messages::CsvWrongHeader);
    row("an unknown column", "IP Address,Mask,Memo\n", messages::CsvWrongHeader);
    row("semicolons", "IP Address;CIDR;Memo\n", messages::CsvWrongHeader);
    row("an open quotation mark", "\"IP Address,CIDR,Memo\n", messages::CsvWrongHeader);
    row("UTF-16", "\xff\xfeI\0P\0", messages::CsvIsUtf16);
    row("UTF-16, the other way round", QByteArray("\xfe\xff\0I\0P", 6), messages::CsvIsUtf16);
    row("broken after a BOM", "\xef\xbb\xbfIP Address,CIDR,Memo\n10.0.0.0,8,\x96\x7b\n", messages::CsvBrokenUtf8);
    row("neither UTF-8 nor Shift-JIS", header + "10.0.0.0,8,\xff\xfe\xfd\n", messages::CsvEncodingUnknown);
    row("half a character at the end", header + "10.0.0.0,8,\x96", messages::CsvEncodingUnknown);
    row("an image", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff"_ba, messages::CsvEncodingUnknown);
    row("too large", header + QByteArray(maxCsvBytes, ' '), messages::CsvTooLarge);
    row("too many entries", header + QByteArray("192.0.2.1,,\n").repeated(maxEntries + 1), messages::CsvTooManyEntries);
    row("too many by a range",
        header + QByteArray("192.0.2.1,,\n").repeated(maxEntries - 1) + "192.0.2.1-192.0.2.2,,\n",
        messages::CsvTooManyEntries);
    row("too many bad lines", header + QByteArray("x\n").repeated(maxEntries + 1), messages::CsvTooManyEntries);
}

void TestIpEntryCsv::refusesAFileAsAWhole()
{
    QFETCH(QByteArray, bytes);
    QFETCH(const Message *, message);
    const auto found = readEntriesCsv(bytes);
    QVERIFY(!found);
    QCOMPARE(found.error().message->code, message->code);
    QVERIFY(!renderMessage(found.error(), nullptr).contains(u"“”"));
}

void TestIpEntryCsv::listsEachBadLine_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QStringList>("errors");
    QTest::addColumn<QStringList>("entries");
    const auto row
        = [](const char *name, const char *rows, const QStringList &errors, const QStringList &entries = {}) {
              QTest::newRow(name) << QByteArray(rows) << errors << entries;
          };
    row("bad address", "10.0.0.256,32,x\n", {u"2: address.ipv4.range"_s});
    row("empty address", ",8,x\n", {u"2: address.empty"_s});
    row("empty address and prefix", ",,x\n", {u"2: address.empty"_s});
    row("a prefix length beyond range", "10.0.0.0,33,x\n", {u"2: network.prefix.range"_s});
    row("a negative prefix length", "10.0.0.0,-1,x\n", {u"2: network.prefix.number"_s});
    row("a mask", "10.0.0.0,255.0.0.0,x\n", {u"2: network.prefix.mask"_s});
    row("prefix length twice", "10.0.0.0/8,8,x\n", {u"2: csv.prefixTwice"_s});
    row("a range with a prefix length", "10.0.0.0-10.0.0.9,24,x\n", {u"2: range.prefix"_s});
    row("range backwards", "10.0.0.9-10.0.0.1,,x\n", {u"2: range.reversed"_s});
    row("an unquoted comma", "10.0.0.0,8,Tokyo, 3F\n", {u"2: csv.fields"_s});
    row("a long memo",
        "10.0.0.0,8,"
        "12345678901234567890123456789012345678901234567890"
        "123456789012345678901234567890123456789012345678901\n",
        {u"2: text.long"_s});
    row("a line break in the memo", "10.0.0.0,8,\"one\ntwo\"\n192.0.2.1,,\n", {u"2: text.control"_s},
        {u"4: 192.0.2.1|"_s});
    row("a stray quotation mark", "10.0.0.0,8,5\" disk\n192.0.2.1,,\n", {u"2: csv.strayQuote"_s}, {u"3: 192.0.2.1|"_s});
    row("text behind a quotation mark", "10.0.0.0,8,\"a\"b\n192.0.2.1,,\n", {u"2: csv.afterQuote"_s},
        {u"3: 192.0.2.1|"_s});
    row("a quotation mark left open", "10.0.0.0,8,\"a\n192.0.2.1,,\n192.0.2.2,,\n", {u"2: csv.openQuote"_s},
        {u"3: 192.0.2.1|"_s, u"4: 192.0.2.2|"_s});
    row("one left open before a quoted one", "10.0.0.0,8,\"a\n192.0.2.1,,\"b\"\n", {u"2: csv.afterQuote"_s},
        {u"3: 192.0.2.1|b"_s});
    row("good among bad", "x,,\n192.0.2.1,,a\n1.2.3,,\n\n192.0.2.2,,b\n::g,,\n",
        {u"2: address.unknown"_s, u"4: address.ipv4.count"_s, u"7: address.ipv6.group"_s},
        {u"3: 192.0.2.1|a"_s, u"6: 192.0.2.2|b"_s});
}

void TestIpEntryCsv::listsEachBadLine()
{
    QFETCH(QByteArray, rows);
    QFETCH(QStringList, errors);
    QFETCH(QStringList, entries);
    const auto found = readEntriesCsv(header + rows);
    QVERIFY2(found, found ? "" : qPrintable(renderMessage(found.error(), nullptr)));
    QCOMPARE(writtenErrors(*found), errors);
    QCOMPARE(written(*found), entries);
}

void TestIpEntryCsv::quotesABadLineInTheList()
{
    const auto found
        = readEntriesCsv(header + "10.0.0.300,8,\"a, b\"\r\n10.0.0.0,8," + QByteArray(1'000, 'x') + "\r\n");
    QCOMPARE(found->errors.size(), 2);
    QCOMPARE(found->errors[0].raw, u"10.0.0.300,8,\"a, b\""_s);
    QCOMPARE(found->errors[0].error.field, u"network"_s);
    QCOMPARE(renderMessage(found->errors[0].error, nullptr),
        u"“10.0.0.300” has the number “300”. Each number of an IPv4 address is from 0 to 255."_s);
    QCOMPARE(found->errors[1].error.field, u"memo"_s);
    QCOMPARE(found->errors[1].raw.size(), 201);

    const auto noHeader = readEntriesCsv("address;mask\n");
    QCOMPARE(renderMessage(noHeader.error(), nullptr),
        u"The first line is “address;mask”. It must name the columns: “IP Address,CIDR,Memo” or "
        "“IPアドレス,CIDR,メモ”."_s);
}

void TestIpEntryCsv::takesAsManyEntriesAsMayBe()
{
    const auto found = readEntriesCsv(header + QByteArray("192.0.2.1,,x\n").repeated(maxEntries));
    QVERIFY(found);
    QCOMPARE(found->entries.size(), maxEntries);
    QCOMPARE(found->lines.last(), int(maxEntries) + 1);
}

/// What would be slow if each wrong quotation mark made the reader go through the rest of the file.
void TestIpEntryCsv::isQuickWithHostileQuotes()
{
    for (const QByteArray &line : {"\"\n"_ba, "\"a\n"_ba, "x\"\"\n"_ba, ",\"\"\"\"\n"_ba, "\"\"x\n"_ba}) {
        const auto found = readEntriesCsv(header + '"' + line.repeated(maxCsvBytes / line.size() / 2));
        QVERIFY(!found || !found->errors.isEmpty());
    }
}

void TestIpEntryCsv::writesWhatSpreadsheetsOpen()
{
    const QList<IpEntry> entries{
        {IpNetwork::parse(u"10.0.0.0/8").value(), u"本社, \"east\""_s},
        {IpNetwork::parse(u"192.0.2.1").value(), u"=1+1"_s},
        {IpNetwork::parse(u"2001:db8::1/64").value(), {}},
    };
    QCOMPARE(writeEntriesCsv(entries, CsvLanguage::English),
        u"\ufeffIP Address,CIDR,Memo\r\n10.0.0.0,8,\"本社, \"\"east\"\"\"\r\n192.0.2.1,32,'=1+1\r\n2001:db8::1,64,\r\n"_s
            .toUtf8());
    QCOMPARE(writeEntriesCsv({}, CsvLanguage::Japanese), u"\ufeffIPアドレス,CIDR,メモ\r\n"_s.toUtf8());
}

void TestIpEntryCsv::readsBackWhatItWrote()
{
    const QStringList memos{{}, u"office"_s, u"=x"_s, u"+x"_s, u"-x"_s, u"@x"_s, u"'=x"_s, u"''@"_s, u"'x"_s, u"'"_s,
        u"\""_s, u"\"\""_s, u"a,b"_s, u",=x"_s, u"# no comment"_s, u"本社😀"_s, u"=\"a\",b"_s};
    std::mt19937 random(11);
    QList<IpEntry> entries;
    for (int i = 0; i < 2'000; ++i) {
        const IpAddress v4 = IpAddress::v4(quint32(random()));
        const bool isV6 = random() % 2 == 0;
        const auto address = isV6 ? IpAddress::v6({0x20, 0x01, 0x0d, 0xb8, quint8(random()), 0, 0, quint8(i)}) : v4;
        entries.append(
            {IpNetwork{address, int(random() % (isV6 ? 129 : 33))}, memos[qsizetype(random()) % memos.size()]});
    }
    for (const auto language : {CsvLanguage::English, CsvLanguage::Japanese}) {
        const auto found = readEntriesCsv(writeEntriesCsv(entries, language));
        QVERIFY(found);
        QCOMPARE(writtenErrors(*found), QStringList());
        QCOMPARE(found->entries, entries);
        QCOMPARE(found->encoding, u"UTF-8 with BOM"_s);
    }
}

void TestIpEntryCsv::readsPastedLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("entries");
    QTest::addColumn<QStringList>("errors");
    const auto row = [](const char *name, const QString &text, const QStringList &entries,
                         const QStringList &errors = {}) { QTest::newRow(name) << text << entries << errors; };
    row("nothing", {}, {});
    row("a network", u"10.0.0.0/8"_s, {u"1: 10.0.0.0/8|"_s});
    row("a tab", u"10.0.0.0/8\toffice 3, east"_s, {u"1: 10.0.0.0/8|office 3, east"_s});
    row("a comma", u"10.0.0.0/8, office 3, east"_s, {u"1: 10.0.0.0/8|office 3, east"_s});
    row("a blank", u"10.0.0.0/8 office 3, east"_s, {u"1: 10.0.0.0/8|office 3, east"_s});
    row("many blanks", u"  10.0.0.0/8 \t  office  "_s, {u"1: 10.0.0.0/8|office"_s});
    row("an ideographic blank", u"192.0.2.1　本社"_s, {u"1: 192.0.2.1|本社"_s});
    row("CRLF", u"192.0.2.1 a\r\n192.0.2.2\r\n"_s, {u"1: 192.0.2.1|a"_s, u"2: 192.0.2.2|"_s});
    row("empty lines and comments", u"\n# old\n 192.0.2.1\n\n  # 192.0.2.2\n192.0.2.3 #3\n"_s,
        {u"3: 192.0.2.1|"_s, u"6: 192.0.2.3|#3"_s});
    row("a range", u"192.0.2.0-192.0.2.3 x"_s, {u"1: 192.0.2.0/30|x"_s});
    row("a range with blanks", u"192.0.2.0 - 192.0.2.3 x"_s, {u"1: 192.0.2.0/30|x"_s});
    row("a range with one blank", u"192.0.2.0- 192.0.2.3\tx"_s, {u"1: 192.0.2.0/30|x"_s});
    row("an IPv6 range", u"2001:db8:: – 2001:db8::3, x"_s, {u"1: 2001:db8::/126|x"_s});
    row("a dash before the memo", u"192.0.2.1 - door\n10.0.0.0/8 - office"_s,
        {u"1: 192.0.2.1|- door"_s, u"2: 10.0.0.0/8|- office"_s});
    row("a number as memo", u"192.0.2.1,8"_s, {u"1: 192.0.2.1|8"_s});
    row("rows of a spreadsheet", u"10.0.0.0\t8\toffice, east\n192.0.2.1\t\tdoor\n"_s,
        {u"1: 10.0.0.0/8|office, east"_s, u"2: 192.0.2.1|door"_s});
    row("rows of a file", u"10.0.0.0,8,office, east\n192.0.2.1,,door"_s,
        {u"1: 10.0.0.0/8|office, east"_s, u"2: 192.0.2.1|door"_s});
    row("a file with its header", u"\nMemo,IP Address,CIDR\n\"a, b\",10.0.0.0,8\n# old\n'=x,192.0.2.1,\n"_s,
        {u"3: 10.0.0.0/8|a, b"_s, u"5: 192.0.2.1|=x"_s});
    row("a spreadsheet with its header", u"# from the old system\nIPアドレス\tCIDR\tメモ\n10.0.0.0\t8\ta, b\n"_s,
        {u"3: 10.0.0.0/8|a, b"_s});
    row("bad among good", u"192.0.2.1\n1.2.3 office\nhello world\n192.0.2.2\n192.0.2.9-192.0.2.1\n10.0.0.0/8,8,x"_s,
        {u"1: 192.0.2.1|"_s, u"4: 192.0.2.2|"_s},
        {u"2: address.ipv4.count"_s, u"3: address.unknown"_s, u"5: range.reversed"_s, u"6: csv.prefixTwice"_s});
    row("a comma first", u",x"_s, {}, {u"1: address.empty"_s});
    row("full-width digits", u"１９２.0.2.1 x"_s, {}, {u"1: address.notAscii"_s});
}

void TestIpEntryCsv::readsPastedLines()
{
    QFETCH(QString, text);
    QFETCH(QStringList, entries);
    QFETCH(QStringList, errors);
    const auto found = parsePastedLines(text);
    QCOMPARE(written(found), entries);
    QCOMPARE(writtenErrors(found), errors);
}

void TestIpEntryCsv::stopsPastingAtTheLimit()
{
    const auto all = parsePastedLines(u"192.0.2.1\n"_s.repeated(maxEntries));
    QCOMPARE(all.entries.size(), maxEntries);
    QVERIFY(all.errors.isEmpty());
    const auto tooMany = parsePastedLines(u"192.0.2.1\n"_s.repeated(maxEntries * 3));
    QVERIFY(tooMany.entries.size() <= maxEntries + 1);
    QCOMPARE(writtenErrors(tooMany), QStringList{u"10001: csv.tooMany"_s});
}

QTEST_GUILESS_MAIN(TestIpEntryCsv)
#include "tst_ipentrycsv.moc"
