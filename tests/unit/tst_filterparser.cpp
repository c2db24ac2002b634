// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/expression.h"
#include "audit/filter/parser.h"
#include "audit/filter/writing.h"

#include <QTest>

#include <random>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;

class TestFilterParser : public QObject {
    Q_OBJECT

private slots:
    void readsTheLanguage_data();
    void readsTheLanguage();
    void writesWhatItReadsBack();
    void tellsWhereAMistakeIs_data();
    void tellsWhereAMistakeIs();
    void saysWhatCouldStandThere();
    void wantsEverythingWithoutAText();
    void tellsTheTopLevelTerms_data();
    void tellsTheTopLevelTerms();
    void keepsItsLimits_data();
    void keepsItsLimits();
    void survivesAnyText();
};

namespace {

/// Thursday noon in Tokyo.
Reading reading()
{
    return {QTimeZone("Asia/Tokyo"), *timeFromText(u"2026-03-05T03:00:00Z")};
}

/// The tree without the places, which differ in another writing.
Node placeless(Node node)
{
    node.place = {};
    const auto strip = [](std::vector<Node> &nodes) {
        for (Node &each : nodes)
            each = placeless(std::move(each));
    };
    if (auto *all = std::get_if<And>(&node.what))
        strip(all->nodes);
    if (auto *any = std::get_if<Or>(&node.what))
        strip(any->nodes);
    if (auto *negated = std::get_if<Not>(&node.what))
        strip(negated->node);
    return node;
}

void compareRoundTrip(const Filter &filter)
{
    const QString written = toText(filter);
    const auto again = parse(written, Reading{});
    QVERIFY2(again, qPrintable(u"“%1” was written “%2”"_s.arg(filter.text, written)));
    QVERIFY2(placeless(*again->root) == placeless(*filter.root),
        qPrintable(u"“%1” was written “%2”, “%3”"_s.arg(filter.text, written, toText(*again))));
}

}

void TestFilterParser::readsTheLanguage_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    const auto row = [](const char *text, const char *canonical) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
    };
    row("taro", "taro");
    row("\"taro\"", "taro");
    row("\"two words\"", "\"two words\"");
    row("taro hanako", "taro hanako");
    row("taro and hanako", "taro hanako");
    row("a b or c d", "a b or c d");
    row("(a or b) c", "(a or b) c");
    row("(a b) c", "(a b) c");
    row("((a))", "a");
    row("a or (b or c)", "a or (b or c)");
    row("-a", "-a");
    row("not a", "-a");
    row("not (a or b)", "-(a or b)");
    row("-(-a)", "-(-a)");
    row("\"and\"", "\"and\"");
    row("\"-a\"", "\"-a\"");
    row("\"user\" \":x\"", "\"user\" \":x\"");
    row("/^a.*b$/", "/^a.*b$/");
    row(R"(/a\/b\\/)", R"(/a\/b\\/)");
    row("10:30", "\"10:30\"");
    row("user:taro", "user:taro");
    row("ユーザー：太郎", "user:太郎");
    row("使用者:太郎", "user:太郎");
    row("user!:taro", "-user:taro");
    row("user~ar", "user~ar");
    row("補足~\"a b\"", "complement~\"a b\"");
    row("user:\"\"", "user:\"\"");
    row("user:tar*", "user:tar*");
    row("action:\"login *\"", "action:\"login *\"");
    row(R"(user:"a\*b")", R"(user:"a\*b")");
    row(R"(user:"a\*b*")", R"(user:/(?s)^a\*b.*$/)");
    row("user:/^t/", "user:/^t/");
    row("user~/^t/", "user:/^t/");
    row("user:(taro, hanako)", "user:taro or user:hanako");
    row("user!:(taro, hanako)", "-(user:taro or user:hanako)");
    row("user:(taro)", "user:taro");
    row("x user:(a,b)", "x (user:a or user:b)");
    row("complement~(\"a b\", c)", "complement~\"a b\" or complement~c");
    row("level:warning", "level:warning");
    row("level:WARN", "level:warning");
    row("レベル：警告", "level:warning");
    row("等級:嚴重", "level:critical");
    row("level>=warning", "level>=warning");
    row("level>warning", "level>=error");
    row("level>error", "level:critical");
    row("level<=notice", "level<=notice");
    row("level<notice", "level:information");
    row("level<information", "level<information");
    row("level>=information", "level>=information");
    row("level:notice..error", "level:(notice, warning, error)");
    row("level:(information, 重大)", "level:(information, critical)");
    row("level!:information", "-level:information");
    row("level:\"strange\"", "level:\"strange\"");
    row("level:wa*", "level:wa*");
    row("level~arn", "level~arn");
    row("result:failed", "result:FAILED");
    row("結果:失敗", "result:FAILED");
    row("result:\"validation error\"", "result:\"VALIDATION ERROR\"");
    row("result:\"strange\"", "result:\"strange\"");
    row("source:192.0.2.1", "source:192.0.2.1");
    row("source:192.0.2.77/24", "source:192.0.2.0/24");
    row("source:192.0.2.0-192.0.2.255", "source:192.0.2.0/24");
    row("source:192.0.2.1..192.0.2.9", "source:192.0.2.1-192.0.2.9");
    row("接続元:2001:db8::/32", "source:2001:db8::/32");
    row("source:::ffff:192.0.2.1", "source:192.0.2.1");
    row("source:192.0.*", "source:192.0.*");
    row("source:\"gateway\"", "source:\"gateway\"");
    row("source:\"\"", "source:\"\"");
    row("source:(10.0.0.0/8, ::1)", "source:10.0.0.0/8 or source:::1");
    row("time:2026-03-05", "time:2026-03-04T15:00:00.000000Z..2026-03-05T14:59:59.999999Z");
    row("time!:2026-03-05", "-time:2026-03-04T15:00:00.000000Z..2026-03-05T14:59:59.999999Z");
    row("time>2026-03-05", "time>=2026-03-05T15:00:00.000000Z");
    row("time>=2026-03-05", "time>=2026-03-04T15:00:00.000000Z");
    row("time<2026-03-05", "time<2026-03-04T15:00:00.000000Z");
    row("time<=2026-03-05", "time<2026-03-05T15:00:00.000000Z");
    row("time:2026-03-01..2026-03-05", "time:2026-02-28T15:00:00.000000Z..2026-03-05T14:59:59.999999Z");
    row("time:\"2026-03-01 12:00\"..today", "time:2026-03-01T03:00:00.000000Z..2026-03-05T14:59:59.999999Z");
    row("time:7d..1d", "time:2026-02-26T03:00:00.000000Z..2026-03-04T02:59:59.999999Z");
    row("since:7d", "time>=2026-02-26T03:00:00.000000Z");
    row("以降:7d", "time>=2026-02-26T03:00:00.000000Z");
    row("until:\"yesterday 18:00\"", "time<2026-03-04T09:01:00.000000Z");
    row("until:yesterday", "time<2026-03-04T15:00:00.000000Z");
    row("-since:1h", "-time>=2026-03-05T02:00:00.000000Z");
    row("level >= warning　-user:system", "level>=warning -user:system");
}

void TestFilterParser::readsTheLanguage()
{
    QFETCH(const QString, text);
    const auto filter = parse(text, reading());
    QVERIFY2(filter, filter ? "" : filter.error().error.message->code);
    QCOMPARE(filter->text, text);
    QTEST(toText(*filter), "canonical");
    compareRoundTrip(*filter);
}

void TestFilterParser::writesWhatItReadsBack()
{
    std::mt19937 random(2026); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    static const QStringList pieces{u"("_s, u")"_s, u"("_s, u")"_s, u" or "_s, u" and "_s, u"-"_s, u"not "_s, u"taro"_s,
        u"\"a b\\\"*\""_s, u"/x\\/y|[z]/"_s, u"user:tar*"_s, u"action!:(a, \"b\", \"c\\*\")"_s, u"level>=notice"_s,
        u"level:(error, information)"_s, u"source:10.0.0.1-10.0.0.200"_s, u"time:2026-03"_s, u"since:3d"_s,
        u"complement~\"，\""_s, u"result:ok"_s, u"user:\"x\\*y*\""_s, u"source:\"\""_s, u"level:\"odd\""_s};
    int read = 0;
    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (auto count = random() % 8; count > 0; --count)
            text += pieces[qsizetype(random() % size_t(pieces.size()))] + u' ';
        if (const auto filter = parse(text.replace("- "_L1, "-"_L1), reading()); filter && filter->root) {
            compareRoundTrip(*filter);
            ++read;
        }
    }
    QVERIFY(read > 5'000);
}

void TestFilterParser::tellsWhereAMistakeIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked"); ///< the text with the place between ‹ and ›
    QTest::addColumn<QString>("code");
    const auto row = [](const char *marked, const char *code) {
        QString text = QString::fromUtf8(marked);
        text.remove(u'‹').remove(u'›');
        QTest::addRow("%s", marked) << text << QString::fromUtf8(marked) << QString::fromUtf8(code);
    };
    row("a ‹)›", "filter.bracket.unexpected");
    row("‹(›a", "filter.bracket.open");
    row("a ‹(›b (c)", "filter.bracket.open");
    row("(‹›)", "filter.term.missing");
    row("a (‹ ›)", "filter.term.missing");
    row("a or‹›", "filter.term.missing");
    row("a and ‹or› b", "filter.term.unexpected");
    row("‹and› a", "filter.term.unexpected");
    row("a or ‹)›", "filter.bracket.unexpected");
    row("a‹,› b", "filter.comma");
    row("(a‹,› b)", "filter.comma");
    row("-‹› a", "filter.term.missing");
    row("a -‹›", "filter.term.missing");
    row("-‹-›a", "filter.negatedTwice");
    row("not ‹not› a", "filter.negatedTwice");
    row("‹\"abc›", "filter.quote.open");
    row("user:‹\"abc›", "filter.quote.open");
    row("user:(a, ‹\"abc›", "filter.quote.open");
    row("‹/abc›", "filter.expression.open");
    row("/var/‹log/x›", "filter.expression.glued");
    row("a ‹usr›:taro", "filter.field.unknown");
    row("a ‹!›user:taro", "filter.negation");
    row("user:\"taro\"‹hanako›", "filter.quote.glued");
    row("user:\"a\"‹\"›b\"", "filter.quote.glued");
    row("user:(\"a\"‹b›)", "filter.quote.glued");
    row("user：‹（›a", "filter.bracket.open");
    row("a ‹）›", "filter.bracket.unexpected");
    row("a ‹，›b", "filter.comma");
    row("‹使用人›：太郎", "filter.field.unknown");
    row("‹:›taro", "filter.field.missing");
    row("user‹=›taro", "filter.operator.unknown");
    row("user‹==›taro", "filter.operator.unknown");
    row("user‹!=›taro", "filter.operator.unknown");
    row("user‹!~›taro", "filter.operator.unknown");
    row("user‹>›taro", "filter.operator.unfit");
    row("source‹<=›10.0.0.1", "filter.operator.unfit");
    row("since‹>›7d", "filter.operator.unfit");
    row("user:‹›", "filter.value.missing");
    row("user:‹› )", "filter.value.missing");
    row("(user:‹›)", "filter.value.missing");
    row("user:(‹›)", "filter.value.missing");
    row("user:(a,‹›)", "filter.value.missing");
    row("user:(a ‹b›)", "filter.list.gap");
    row("user:‹(›a", "filter.bracket.open");
    row("user:(a, ‹(›b))", "filter.value.unfit");
    row("user~‹\"\"›", "filter.value.empty");
    row("‹\"\"›", "filter.value.empty");
    row("‹//›", "filter.expression.empty");
    row("user:‹/(/›", "filter.expression.wrong");
    row("a ‹/x{1001}/›", "filter.expression.wrong");
    row("‹/((\\pL{100}){100}){10}/›", "filter.expression.wrong");
    row("‹log*›", "filter.star");
    row("user~‹log*›", "filter.star");
    row("level:‹warnig›", "filter.level.unknown");
    row("level>=‹\"warnig\"›", "filter.level.unknown");
    row("level:‹notice..x›", "filter.level.unknown");
    row("level:‹error..notice›", "filter.range.backwards");
    row("level:notice‹..›", "filter.range.incomplete");
    row("level:‹..›notice", "filter.range.incomplete");
    row("level:notice..error ‹..›critical", "filter.term.unexpected");
    row("level~‹a..b›", "filter.range.unfit");
    row("level>=‹(›notice)", "filter.list.unfit");
    row("since:‹(›7d)", "filter.list.unfit");
    row("result:‹perhaps›", "filter.result.unknown");
    row("source:‹gateway›", "address.unknown");
    row("source:‹10.0.0.1/33›", "network.prefix.range");
    row("source:‹10.0.0.9-10.0.0.1›", "range.reversed");
    row("source:‹10.0.0.1..::1›", "range.mixed");
    row("source:(10.0.0.1, ‹010.0.0.1›)", "address.ipv4.leadingZero");
    row("time:‹2026-02-30›", "filter.time.unknown");
    row("time:‹2026-03-05..2026-03-01›", "filter.range.backwards");
    row("time:‹7d›", "filter.time.moment");
    row("time~‹2026›", "filter.time.text");
    row("time:‹/2026/›", "filter.time.text");
    row("since:‹7x›", "filter.time.unknown");
}

void TestFilterParser::tellsWhereAMistakeIs()
{
    QFETCH(const QString, text);
    const auto filter = parse(text, reading());
    QVERIFY(!filter);
    QTEST(QString::fromLatin1(filter.error().error.message->code), "code");
    QString marked = text;
    const Place &place = filter.error().place;
    marked.insert(place.position + place.length, u'›');
    marked.insert(place.position, u'‹');
    QTEST(marked, "marked");
}

void TestFilterParser::saysWhatCouldStandThere()
{
    const auto wanted = [](const QString &text) { return parse(text, reading()).error().wanted; };
    using Wanted = std::vector<const Message *>;
    QCOMPARE(
        wanted(u"level:x"_s), (Wanted{&messages::WantedLevel, &messages::WantedList, &messages::WantedExpression}));
    QCOMPARE(wanted(u"since:x"_s), (Wanted{&messages::WantedTime, &messages::WantedAgo}));
    QCOMPARE(wanted(u"user=x"_s), (Wanted{&messages::WantedOperator}));
    QCOMPARE(wanted(u"level=x"_s), (Wanted{&messages::WantedOrder}));
    QCOMPARE(wanted(u"usr:x"_s), (Wanted{&messages::WantedField, &messages::WantedQuotes}));
    QCOMPARE(wanted(u"user:(a b)"_s), (Wanted{&messages::WantedComma, &messages::WantedClosingBracket}));
    QCOMPARE(wanted(u"\"a"_s), (Wanted{&messages::WantedClosingQuote}));
    QCOMPARE(wantedText(messages::WantedClosingQuote), u"closing quotes"_s);
}

void TestFilterParser::wantsEverythingWithoutAText()
{
    const auto filter = parse(u" 　"_s, reading());
    QVERIFY(filter);
    QVERIFY(!filter->root);
    QVERIFY(filter->terms.empty());
    QCOMPARE(toText(*filter), QString());
}

void TestFilterParser::tellsTheTopLevelTerms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("terms");
    const auto row = [](const char *text, const QStringList &terms) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << terms;
    };
    row("a", {u"a"_s});
    row(" a  and -user:b", {u"a"_s, u"-user:b"_s});
    row("a or b", {u"a or b"_s});
    row("(a or b) user!:( c , d )", {u"(a or b)"_s, u"user!:( c , d )"_s});
    row("(a b)", {u"a"_s, u"b"_s});
    row("level >= warning since:7d", {u"level >= warning"_s, u"since:7d"_s});
}

void TestFilterParser::tellsTheTopLevelTerms()
{
    QFETCH(const QString, text);
    const auto filter = parse(text, reading());
    QVERIFY(filter);
    QStringList terms;
    for (const Place &place : filter->terms)
        terms += text.mid(place.position, place.length);
    QTEST(terms, "terms");
}

void TestFilterParser::keepsItsLimits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("longest") << QString(longestFilter, u'a') << QString();
    QTest::newRow("too long") << QString(longestFilter + 1, u'a') << u"filter.tooLong"_s;
    const auto nested = [](int depth) { return QString(depth, u'(') + u'a' + QString(depth, u')'); };
    QTest::newRow("deepest") << nested(deepestFilter) << QString();
    QTest::newRow("too deep") << nested(deepestFilter + 1) << u"filter.tooDeep"_s;
    QTest::newRow("brackets only") << QString(longestFilter, u'(') << u"filter.tooDeep"_s;
    QTest::newRow("most terms") << u"a "_s.repeated(mostTerms) << QString();
    QTest::newRow("too many terms") << u"a "_s.repeated(mostTerms + 1) << u"filter.tooManyTerms"_s;
    QTest::newRow("too many values") << u"user:(a"_s + u",a"_s.repeated(mostTerms) + u')' << u"filter.tooManyTerms"_s;
    QTest::newRow("most expressions") << u"/a/ "_s.repeated(mostExpressions) << QString();
    QTest::newRow("too many expressions") << u"/a/ "_s.repeated(mostExpressions + 1) << u"filter.tooManyExpressions"_s;
    QTest::newRow("too many made of stars")
        << u"user:\"\\**\" "_s.repeated(mostExpressions + 1) << u"filter.tooManyExpressions"_s;
    QTest::newRow("an expression too large") << u"/((\\pL{30}){30}){1,30}/"_s << u"filter.expression.wrong"_s;
    QTest::newRow("an expression with too much in it") << u"/(\\pL\\pM\\pN){150}/"_s << u"filter.expression.size"_s;
}

void TestFilterParser::keepsItsLimits()
{
    QFETCH(const QString, text);
    const auto filter = parse(text, reading());
    QTEST(filter ? QString() : QString::fromLatin1(filter.error().error.message->code), "code");
}

void TestFilterParser::survivesAnyText()
{
    std::mt19937 random(5); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    static const QString characters = u"()\"\\/*-!:~<>=,. \u3000：aun0年\xd83d\xde00\xdc00\t\n"_s;
    for (int i = 0; i < 20'000; ++i) {
        QString text = random() % 2 ? u"level"_s : QString();
        for (auto count = random() % 24; count > 0; --count)
            text += characters[qsizetype(random() % size_t(characters.size()))];
        const auto filter = parse(text, reading());
        if (filter)
            continue;
        const Place &place = filter.error().place;
        QVERIFY2(
            place.position >= 0 && place.length >= 0 && place.position + place.length <= text.size(), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TestFilterParser)
#include "tst_filterparser.moc"
