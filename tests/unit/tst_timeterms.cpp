// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/parser.h"
#include "items/timeterms.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using audit::filter::Filter;

namespace {

const audit::filter::Reading reading{QTimeZone("Asia/Tokyo"), audit::timeFromText(u"2026-03-20T00:00:00Z"_s).value()};

Filter parsed(const QString &text)
{
    return audit::filter::parse(text, reading).value();
}

audit::EventTime at(const QString &text)
{
    return audit::timeFromText(text).value();
}

}

class TestTimeTerms : public QObject {
    Q_OBJECT

private slots:
    void findsWhatIsSaidOfTime_data();
    void findsWhatIsSaidOfTime();
    void leavesTheSpanThatAllAllow();
    void putsOneTermInPlaceOfAll_data();
    void putsOneTermInPlaceOfAll();
    void writesASpanThatIsReadAsTheSame_data();
    void writesASpanThatIsReadAsTheSame();
};

void TestTimeTerms::findsWhatIsSaidOfTime_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("term");
    QTest::newRow("nothing at all") << u""_s << u""_s;
    QTest::newRow("nothing of time") << u"user:taro"_s << u""_s;
    QTest::newRow("the only term") << u"since:7d"_s << u"since:7d"_s;
    QTest::newRow("among others") << u"user:taro  time:2026-03-05 level:error"_s << u"time:2026-03-05"_s;
    QTest::newRow("two") << u"since:2026-03-01 taro until:2026-03-05"_s << u"since:2026-03-01 until:2026-03-05"_s;
    QTest::newRow("not by itself") << u"(time:2026-03-05 or taro) -time:2026-03-06"_s << u""_s;
}

void TestTimeTerms::findsWhatIsSaidOfTime()
{
    QFETCH(const QString, text);
    QTEST(items::timeTermOf(parsed(text)), "term");
}

void TestTimeTerms::leavesTheSpanThatAllAllow()
{
    QCOMPARE(items::timeOf(parsed(u"taro"_s)), audit::filter::TimeIn());
    const auto span = items::timeOf(parsed(u"time:2026-03-01..2026-03-10 taro since:2026-03-05 until:2026-03-07"_s));
    QCOMPARE(span.since, at(u"2026-03-04T15:00:00Z"_s));
    QCOMPARE(span.until, items::timeOf(parsed(u"until:2026-03-07"_s)).until);
    QVERIFY(span.until < at(u"2026-03-09T00:00:00Z"_s));
}

void TestTimeTerms::putsOneTermInPlaceOfAll_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("term");
    QTest::addColumn<QString>("result");
    QTest::newRow("added") << u"user:taro"_s << u"since:7d"_s << u"user:taro since:7d"_s;
    QTest::newRow("to nothing") << u""_s << u"since:7d"_s << u"since:7d"_s;
    QTest::newRow("in its place") << u"since:7d user:taro"_s << u"until:2026-03-05"_s
                                  << u"until:2026-03-05 user:taro"_s;
    QTest::newRow("for two") << u"since:7d user:taro until:now"_s << u"time:2026-03-05"_s
                             << u"time:2026-03-05 user:taro"_s;
    QTest::newRow("dropped") << u"since:7d user:taro until:now"_s << u""_s << u"user:taro"_s;
    QTest::newRow("nothing to drop") << u"user:taro"_s << u""_s << u"user:taro"_s;
    QTest::newRow("beside an alternative") << u"a or b"_s << u"since:7d"_s << u"(a or b) since:7d"_s;
}

void TestTimeTerms::putsOneTermInPlaceOfAll()
{
    QFETCH(const QString, text);
    QFETCH(const QString, term);
    QTEST(items::withTimeTerm(parsed(text), term, reading), "result");
}

void TestTimeTerms::writesASpanThatIsReadAsTheSame_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("term");
    QTest::newRow("hours") << u"2026-03-05T05:00:00Z"_s << u"2026-03-05T07:00:00Z"_s
                           << u"time:2026-03-05T14:00:00+09:00..2026-03-05T15:59:59+09:00"_s;
    QTest::newRow("a second") << u"2026-03-05T05:00:00Z"_s << u"2026-03-05T05:00:01Z"_s
                              << u"time:2026-03-05T14:00:00+09:00..2026-03-05T14:00:00+09:00"_s;
}

void TestTimeTerms::writesASpanThatIsReadAsTheSame()
{
    QFETCH(const QString, begin);
    QFETCH(const QString, end);
    const QString term = items::spanTerm(at(begin), at(end), reading.zone);
    QTEST(term, "term");
    // Whatever the zone that it is read in.
    const auto elsewhere = audit::filter::parse(term, {QTimeZone::utc(), reading.now});
    QVERIFY(elsewhere.has_value());
    QCOMPARE(items::timeOf(*elsewhere), (audit::filter::TimeIn{at(begin), at(end)}));
}

QTEST_GUILESS_MAIN(TestTimeTerms)
#include "tst_timeterms.moc"
