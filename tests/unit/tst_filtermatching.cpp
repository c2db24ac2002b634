// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/matching.h"
#include "audit/filter/parser.h"

#include <QTest>

using namespace sekimori::audit;
using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;

class TestFilterMatching : public QObject {
    Q_OBJECT

private slots:
    void judgesAnEvent_data();
    void judgesAnEvent();
    void judgesARowOfAFile_data();
    void judgesARowOfAFile();
    void findsMergedRefusalsByTheirNetwork();
    void wantsEverythingWithoutAFilter();
};

namespace {

Event loginFailed()
{
    return {
        .number = 7,
        .time = *timeFromText(u"2026-03-05T05:00:00.5Z"),
        .source = u"2001:DB8::7"_s,
        .user = u"Taro \"T\" Yamada"_s,
        .service = u"Common"_s,
        .module = u"認証"_s,
        .action = u"login"_s,
        .result = EventResult::ValidationError,
        .level = Level::Notice,
        .complement = u"100 \u212a, name = O'Neil\nsecond line: straße*"_s,
    };
}

bool judged(const QString &text, const auto &what)
{
    const auto filter = parse(text, {QTimeZone("Asia/Tokyo"), *timeFromText(u"2026-03-05T12:00:00Z")});
    if (!filter)
        qFatal("%s", qPrintable(text));
    return Matcher(*filter).matches(what);
}

}

void TestFilterMatching::judgesAnEvent_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isWanted");
    const auto row
        = [](const char *text, bool isWanted) { QTest::addRow("%s", text) << QString::fromUtf8(text) << isWanted; };
    row("yamada", true);
    row("YAMADA login", true);
    row("yamada logout", false);
    row("yamada or logout", true);
    row("notice", true); // The names of level and result count as texts.
    row("\"validation error\"", true);
    row("2026", false); // The time does not.
    row("\"100 k\"", true);
    row("user:\"taro \\\"t\\\" yamada\"", true);
    row("user:taro", false);
    row("user:taro*", true);
    row("user~taro", true);
    row("user!:taro", true);
    row("-user~taro", false);
    row("complement:\"*O'NEIL*line*\"", true);
    row("complement:\"*\\*\"", true); // ends with a star
    row("complement:\"*x\\*\"", false);
    row("complement~strasse", false);
    row("complement~STRAßE", true);
    row("/o'neil$/", false); // `$` is the end of the field,
    row("/(?m)o'neil$/", true);
    row("/neil.second/", false); // `.` no line break,
    row("/O'NEIL/", true); // and case does not count
    row("/(?-i)O'NEIL/", false);
    row("/100 \\x{212a}/", true);
    row("/100 k/", true);
    row("complement:/^100/", true);
    row("level:notice", true);
    row("level>=warning", false);
    row("level<warning", true);
    row("level~not", true);
    row("level<information", false);
    row("result:FAILED", false);
    row("result:(failed, 検証エラー)", true);
    row("source:2001:db8::/32", true);
    row("source:2001:db8::7", true);
    row("source:0.0.0.0/0", false);
    row("source:2001:db8::1..2001:db8::9", true);
    row("source:2001:db8::8-2001:db8::9", false);
    row("source:2001:db8*", true);
    row("time:2026-03-05", true);
    row("time:2026-03-05T14:00:00", true);
    row("time:2026-03-05T14:00:00.5", true);
    row("time:2026-03-05T14:00:00.50", true);
    row("time:2026-03-05T14:00:00.4", false);
    row("time>2026-03-05T14:00", false);
    row("time>2026-03-05T13:59", true);
    row("since:8h", true);
    row("since:6h", false);
    row("until:14:00", true);
    row("module:認証", true);
}

void TestFilterMatching::judgesAnEvent()
{
    QFETCH(const QString, text);
    QTEST(judged(text, loginFailed()), "isWanted");
}

void TestFilterMatching::judgesARowOfAFile_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isWanted");
    const auto row
        = [](const char *text, bool isWanted) { QTest::addRow("%s", text) << QString::fromUtf8(text) << isWanted; };
    row("level:information", true); // An unknown level counts as information,
    row("level:\"Eldritch\"", true); // stays findable as it is written,
    row("eldritch", true);
    row("-level:warning", true);
    row("time>=1970", false); // and a time that nobody can read is in no span
    row("-time>=1970", true);
    row("unknownvalue", true); // Columns that nobody knows are text.
    row("/^unknown/", true);
    row("source:0.0.0.0/0", false);
    row("source:\"proxy-7\"", true);
    row("source:proxy*", true);
    row("user:\"\"", true);
}

void TestFilterMatching::judgesARowOfAFile()
{
    QFETCH(const QString, text);
    const std::array others{u"first"_s, u"UnknownValue"_s};
    Subject subject{.time = {}, .texts = {}, .level = Level::Information, .others = others};
    subject.texts[size_t(Field::Source)] = u"proxy-7";
    subject.texts[size_t(Field::Level)] = u"ELDRITCH";
    QTEST(judged(text, subject), "isWanted");
}

void TestFilterMatching::findsMergedRefusalsByTheirNetwork()
{
    Event event;
    event.source = u"2001:db8:1:2::/64"_s;
    QVERIFY(judged(u"source:2001:db8::/32"_s, event));
    QVERIFY(judged(u"source:2001:db8:1:2::/64"_s, event));
    QVERIFY(!judged(u"source:2001:db8:1:2::1"_s, event));
    QVERIFY(!judged(u"source:2001:db8:1:2::/65"_s, event));
}

void TestFilterMatching::wantsEverythingWithoutAFilter()
{
    QVERIFY(Matcher(Filter{}).matches(loginFailed()));
    QVERIFY(matches(Filter{}, Subject{}));
}

QTEST_GUILESS_MAIN(TestFilterMatching)
#include "tst_filtermatching.moc"
