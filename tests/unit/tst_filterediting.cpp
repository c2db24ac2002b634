// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/editing.h"
#include "audit/filter/matching.h"
#include "audit/filter/parser.h"
#include "audit/filter/writing.h"
#include "audit/words.h"

#include <QTest>

using namespace sekimori::audit;
using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;

class TestFilterEditing : public QObject {
    Q_OBJECT

private slots:
    void editsAsPeopleMeanIt_data();
    void editsAsPeopleMeanIt();
    void addsATerm_data();
    void addsATerm();
    void quotesSoThatAValueIsItself_data();
    void quotesSoThatAValueIsItself();
    void writesWhatIsAroundATime();
};

namespace {

Filter filterOf(const QString &text)
{
    const auto filter = parse(text, Reading{});
    if (!filter)
        qFatal("%s", qPrintable(text));
    return *filter;
}

}

void TestFilterEditing::editsAsPeopleMeanIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("term");
    QTest::addColumn<QString>("without");
    QTest::addColumn<QString>("negated");
    QTest::addColumn<QString>("replaced"); ///< by `x or y`
    const auto row = [](const char *text, int term, const char *without, const char *negated, const char *replaced) {
        QTest::addRow("%s, %d", text, term) << QString::fromUtf8(text) << term << QString::fromUtf8(without)
                                            << QString::fromUtf8(negated) << QString::fromUtf8(replaced);
    };
    row("a", 0, "", "-a", "x or y");
    row("a b", 0, "b", "-a b", "(x or y) b");
    row("a and b", 1, "a", "a -b", "a (x or y)");
    row("a -b c", 1, "a c", "a b c", "a (x or y) c");
    row("not b c", 0, "c", "b c", "(x or y) c");
    row("a or b", 0, "", "-(a or b)", "x or y");
    row("(a or b) c", 0, "c", "-(a or b) c", "(x or y) c");
    row("-(a or b) c", 0, "c", "(a or b) c", "(x or y) c");
    row("user！：（a，b） c", 0, "c", "user：（a，b） c", "(x or y) c");
    row("user!:(a, b) c", 0, "c", "user:(a, b) c", "(x or y) c");
    row("ユーザー！ user!：\"a!b\"", 1, "ユーザー！", "ユーザー！ user：\"a!b\"", "ユーザー！ (x or y)");
    row("(a b)", 1, "a", "a -b", "a (x or y)");
    row("since:7d \"x y\"", 0, "\"x y\"", "-since:7d \"x y\"", "(x or y) \"x y\"");
}

void TestFilterEditing::editsAsPeopleMeanIt()
{
    QFETCH(const QString, text);
    QFETCH(const int, term);
    const Filter filter = filterOf(text);
    QTEST(withoutTerm(filter, size_t(term)), "without");
    QTEST(withNegatedTerm(filter, size_t(term)), "negated");
    QTEST(withReplacedTerm(filter, size_t(term), u" x or y "_s), "replaced");
    QTEST(withReplacedTerm(filter, size_t(term), u"  "_s), "without");
}

void TestFilterEditing::addsATerm_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("term");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *text, const char *term, const char *result) {
        QTest::addRow("%s + %s", text, term)
            << QString::fromUtf8(text) << QString::fromUtf8(term) << QString::fromUtf8(result);
    };
    row("", "user:a", "user:a");
    row("a", "user:a", "a user:a");
    row("a or b", "user:a", "(a or b) user:a");
    row("(a or b)", "user:a", "(a or b) user:a");
    row("(a or b) or (c)", "user:a", "((a or b) or (c)) user:a");
    row("a", "b or c", "a (b or c)");
    row("", "b or c", "b or c");
    row("a user:b", "user:b", "a user:b");
}

void TestFilterEditing::addsATerm()
{
    QFETCH(const QString, text);
    QFETCH(const QString, term);
    QTEST(withTerm(filterOf(text), term), "result");
}

void TestFilterEditing::quotesSoThatAValueIsItself_data()
{
    QTest::addColumn<QString>("value");
    for (const char *value : {"taro", "and", "user", "a b", "a\"b", "a\\b", "\\", "*", "a*b", "-a", "/a/", "a:b",
             "user:x", "(a)", "a,b", "a..b", "..", "", "　", "太郎", "：", "a\nb", "😀", "または", "10.0.0.1",
             "10.0.0.0/8", "::1", "::ffff:10.0.0.1", "warning", "strange", "VALIDATION ERROR", "=1+1", "'x'"})
        QTest::newRow(value) << QString::fromUtf8(value);
}

void TestFilterEditing::quotesSoThatAValueIsItself()
{
    QFETCH(const QString, value);
    if (!value.isEmpty())
        QCOMPARE(filterOf(quoted(value)).root->what, decltype(Node::what)(TextContains{{}, value}));
    for (const Field field : textFields) {
        const bool isOtherWordOfALevel
            = field == Field::Level && levelFromWord(value.toStdString()) && !levelNamed(value);
        if (isOtherWordOfALevel) // no row has it: it was taken for the level
            continue;
        Subject subject;
        subject.texts[size_t(field)] = value;
        subject.level = value == u"warning"_s ? Level::Warning : Level::Information;
        const QString other = value + u"x"_s;
        Subject different = subject;
        different.texts[size_t(field)] = other;
        different.level = Level::Error;
        QVERIFY2(matches(filterOf(onlyThis(field, value)), subject), qPrintable(onlyThis(field, value)));
        QVERIFY2(!matches(filterOf(onlyThis(field, value)), different), qPrintable(onlyThis(field, value)));
        QVERIFY2(!matches(filterOf(notThis(field, value)), subject), qPrintable(notThis(field, value)));
        QVERIFY2(matches(filterOf(notThis(field, value)), different), qPrintable(notThis(field, value)));
        QVERIFY(field == Field::Level || value.isEmpty()
            || matches(filterOf(onlyThis(field, value) + u" "_s + onlyThis(field, value)), subject));
    }
}

void TestFilterEditing::writesWhatIsAroundATime()
{
    using namespace std::chrono_literals;
    const EventTime time = *timeFromText(u"2026-03-05T05:00:00.25Z");
    const QString text = within(10min, time, QTimeZone("Asia/Tokyo"));
    QCOMPARE(text, u"time:2026-03-05T13:50:00+09:00..2026-03-05T14:10:00+09:00"_s);
    QCOMPARE(within(10min, time, QTimeZone(QTimeZone::UTC)), u"time:2026-03-05T04:50:00Z..2026-03-05T05:10:00Z"_s);
    const auto in = std::get<TimeIn>(filterOf(text).root->what);
    QCOMPARE(*in.since, *timeFromText(u"2026-03-05T04:50:00Z"));
    QCOMPARE(*in.until, *timeFromText(u"2026-03-05T05:10:01Z"));
}

QTEST_GUILESS_MAIN(TestFilterEditing)
#include "tst_filterediting.moc"
