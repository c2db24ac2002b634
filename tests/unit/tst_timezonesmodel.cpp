// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/timezonesmodel.h"
#include "policy/tenant.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;

namespace {

const QDateTime summer(QDate(2026, 7, 1), QTime(9, 42), QTimeZone::utc());

QStringList textsOf(const TimeZonesModel &model, const QString &id)
{
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column)
        texts << model.indexOf(id).siblingAtColumn(column).data().toString();
    return texts;
}

}

class TestTimeZonesModel : public QObject {
    Q_OBJECT

private slots:
    void tellsCityRegionAndClock();
    void followsTheClock();
    void isFoundByWhatPeopleCallIt_data();
    void isFoundByWhatPeopleCallIt();
    void offersOnlyWhatThePolicyTakes();
    void goesFromWestToEast();
};

void TestTimeZonesModel::tellsCityRegionAndClock()
{
    TimeZonesModel model(summer);
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(
        textsOf(model, u"Asia/Tokyo"_s).first(4), (QStringList{u"Tokyo"_s, u"Asia"_s, u"UTC+09:00"_s, u"18:42"_s}));
    QCOMPARE(textsOf(model, u"America/Argentina/Buenos_Aires"_s).first(4),
        (QStringList{u"Buenos Aires"_s, u"America, Argentina"_s, u"UTC−03:00"_s, u"06:42"_s}));
    QVERIFY(!model.indexOf(u"Nowhere/City"_s).isValid());
}

void TestTimeZonesModel::followsTheClock()
{
    TimeZonesModel model(summer);
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setNow(QDateTime(QDate(2026, 1, 1), QTime(12, 0), QTimeZone::utc()));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(textsOf(model, u"Europe/Berlin"_s).mid(2, 2), (QStringList{u"UTC+01:00"_s, u"13:00"_s}));
}

void TestTimeZonesModel::isFoundByWhatPeopleCallIt_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("called");
    QTest::newRow("city") << u"Asia/Tokyo"_s << u"tokyo"_s;
    QTest::newRow("city of two words") << u"America/New_York"_s << u"new york"_s;
    QTest::newRow("its own name") << u"America/New_York"_s << u"America/New_York"_s;
    QTest::newRow("country") << u"Asia/Taipei"_s << u"taiwan"_s;
    QTest::newRow("country in its language") << u"Asia/Tokyo"_s << u"日本"_s;
    QTest::newRow("offset") << u"Asia/Tokyo"_s << u"+09:00"_s;
}

void TestTimeZonesModel::isFoundByWhatPeopleCallIt()
{
    QFETCH(const QString, id);
    QFETCH(const QString, called);
    const TimeZonesModel model(summer);
    const QString searched = model.indexOf(id).data(TimeZonesModel::SearchRole).toString();
    QVERIFY2(searched.contains(called, Qt::CaseInsensitive), qPrintable(searched));
}

void TestTimeZonesModel::offersOnlyWhatThePolicyTakes()
{
    const TimeZonesModel model(summer);
    QVERIFY(model.rowCount() > 300);
    QVERIFY(model.indexOf(u"UTC"_s).isValid());
    QVERIFY(!model.indexOf(u"Etc/GMT+9"_s).isValid());
    for (int row = 0; row < model.rowCount(); ++row) {
        policy::Tenant tenant;
        tenant.timeZone = model.index(row, 0).data(TimeZonesModel::IdRole).toString();
        Errors errors;
        tenant.check(errors);
        QVERIFY2(errors.isEmpty(), qPrintable(tenant.timeZone));
    }
}

void TestTimeZonesModel::goesFromWestToEast()
{
    const TimeZonesModel model(summer);
    const auto rowOf = [&model](const QString &id) { return model.indexOf(id).row(); };
    QVERIFY(rowOf(u"America/New_York"_s) < rowOf(u"UTC"_s));
    QVERIFY(rowOf(u"UTC"_s) < rowOf(u"Africa/Abidjan"_s));
    QVERIFY(rowOf(u"Asia/Taipei"_s) < rowOf(u"Asia/Tokyo"_s));
}

QTEST_GUILESS_MAIN(TestTimeZonesModel)
#include "tst_timezonesmodel.moc"
