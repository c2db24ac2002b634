// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/timemarks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace {

/// Bars of one length from @p begin on.
TimeAxis axisFrom(const QString &begin, int bars, std::chrono::seconds step, const QByteArray &zone = "Asia/Tokyo")
{
    TimeAxis axis{.edges = {}, .step = step, .zone = QTimeZone(zone)};
    for (int edge = 0; edge <= bars; ++edge)
        axis.edges.append(audit::timeFromText(begin).value() + edge * step);
    return axis;
}

QStringList textsOf(const QList<TimeMark> &marks)
{
    QStringList texts;
    for (const TimeMark &mark : marks)
        texts << mark.text;
    return texts;
}

/// @p width: in characters.
QStringList marked(const TimeAxis &axis, int width)
{
    return textsOf(timeMarks(axis, [width](const QString &text) { return int(width / (text.size() + 2)); }));
}

}

class TestTimeMarks : public QObject {
    Q_OBJECT

private slots:
    void marksWhatPeopleCountIn_data();
    void marksWhatPeopleCountIn();
    void findsAPlaceBetweenEdges();
    void givesMonthsOfAllLengthsTheSameWidth();
    void keepsFullHoursWhereClocksAreChanged_data();
    void keepsFullHoursWhereClocksAreChanged();
    void marksNothingWithoutBarsOrRoom();
};

void TestTimeMarks::marksWhatPeopleCountIn_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<int>("bars");
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("texts");
    QTest::newRow("seconds") << u"2026-03-05T05:00:00Z"_s << 10 << 1 << 60
                             << u"14:00:00 14:00:02 14:00:04 14:00:06 14:00:08 14:00:10"_s;
    QTest::newRow("minutes") << u"2026-03-05T05:01:00Z"_s << 200 << 6 << 40 << u"14:05 14:10 14:15 14:20"_s;
    QTest::newRow("hours") << u"2026-03-04T15:00:00Z"_s << 24 << 3600 << 40
                           << u"5 Mar|06:00|12:00|18:00|6 Mar"_s.replace(u'|', u' ');
    QTest::newRow("days") << u"2026-03-04T15:00:00Z"_s << 8 << 86400 << 80
                          << u"5 Mar 6 Mar 7 Mar 8 Mar 9 Mar 10 Mar 11 Mar 12 Mar 13 Mar"_s;
    QTest::newRow("Mondays") << u"2026-03-04T15:00:00Z"_s << 24 << 86400 << 40 << u"9 Mar 16 Mar 23 Mar"_s;
    QTest::newRow("months") << u"2025-10-31T15:00:00Z"_s << 200 << 86400 << 50 << u"Nov Dec 2026 Feb Mar Apr May"_s;
    QTest::newRow("years") << u"2019-12-31T15:00:00Z"_s << 130 << 14 * 86400 << 40 << u"2020 2021 2022 2023 2024"_s;
}

void TestTimeMarks::marksWhatPeopleCountIn()
{
    QFETCH(const QString, begin);
    QFETCH(const int, bars);
    QFETCH(const int, step);
    QFETCH(const int, width);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QTEST(marked(axisFrom(begin, bars, std::chrono::seconds(step)), width).join(u' '), "texts");
}

void TestTimeMarks::findsAPlaceBetweenEdges()
{
    const TimeAxis axis = axisFrom(u"2026-03-05T05:00:00Z"_s, 4, std::chrono::seconds(60));
    QCOMPARE(axis.placeOf(axis.edges.first()), 0);
    QCOMPARE(axis.placeOf(axis.edges.first() + std::chrono::seconds(90)), 1.5);
    QCOMPARE(axis.placeOf(axis.edges.last()), 4);
}

void TestTimeMarks::givesMonthsOfAllLengthsTheSameWidth()
{
    TimeAxis axis{.edges = {}, .step = std::chrono::hours(30 * 24), .zone = QTimeZone::utc()};
    for (const char *month : {"2026-01", "2026-02", "2026-03", "2026-04"})
        axis.edges.append(audit::timeFromText(QLatin1StringView(month) + u"-01T00:00:00Z"_s).value());
    const auto marks = timeMarks(axis, [](const QString &) { return 10; });
    QCOMPARE(textsOf(marks), (QStringList{u"2026"_s, u"Feb"_s, u"Mar"_s, u"Apr"_s}));
    for (int month = 0; month < 4; ++month)
        QCOMPARE(marks.at(month).place, month);
}

void TestTimeMarks::keepsFullHoursWhereClocksAreChanged_data()
{
    QTest::addColumn<QString>("begin");
    QTest::newRow("to summer") << u"2026-03-28T23:00:00Z"_s;
    QTest::newRow("to winter") << u"2026-10-24T22:00:00Z"_s;
}

void TestTimeMarks::keepsFullHoursWhereClocksAreChanged()
{
    QFETCH(const QString, begin);
    const TimeAxis axis = axisFrom(begin, 48, std::chrono::hours(1), "Europe/Berlin");
    const QStringList texts = marked(axis, 90);
    QVERIFY2(texts.size() > 6, qPrintable(texts.join(u' ')));
    for (const QString &text : texts)
        QVERIFY2(text.endsWith(u":00"_s) || text.contains(u' '), qPrintable(texts.join(u' ')));
    // Every second, in its fixed place.
    const auto all = timeMarks(
        axisFrom(begin, 30 * 60, std::chrono::minutes(1), "Europe/Berlin"), [](const QString &) { return 100; });
    for (qsizetype mark = 1; mark < all.size(); ++mark)
        QVERIFY(all.at(mark).place > all.at(mark - 1).place);
}

void TestTimeMarks::marksNothingWithoutBarsOrRoom()
{
    QVERIFY(timeMarks({}, [](const QString &) { return 10; }).isEmpty());
    QVERIFY(marked(axisFrom(u"2026-03-05T05:00:00Z"_s, 10, std::chrono::seconds(1)), 3).isEmpty());
}

QTEST_GUILESS_MAIN(TestTimeMarks)
#include "tst_timemarks.moc"
