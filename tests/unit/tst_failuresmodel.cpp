// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/failuresmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;

namespace {

platform::FailureCount failure(const QString &action, qint64 count)
{
    return {u"Authentication"_s, action, count, audit::timeFromText(u"2026-03-05T14:00:00Z"_s).value()};
}

}

class TestFailuresModel : public QObject {
    Q_OBJECT

private slots:
    void showsEachFailure();
    void keepsRowsThatStayTheSame();
    void beginsAnewWithOtherRows();
    void showsTimesInTheZoneAskedFor();
};

void TestFailuresModel::showsEachFailure()
{
    FailuresModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setFailures({failure(u"login"_s, 7), failure(u"Basic authentication"_s, 2)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, FailuresModel::ModuleColumn).data().toString(), u"Authentication"_s);
    QCOMPARE(model.index(1, FailuresModel::ActionColumn).data().toString(), u"Basic authentication"_s);
    QCOMPARE(model.index(0, FailuresModel::CountColumn).data().toString(), u"7"_s);
}

void TestFailuresModel::keepsRowsThatStayTheSame()
{
    FailuresModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFailures({failure(u"login"_s, 7), failure(u"logout"_s, 2)});
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setFailures({failure(u"login"_s, 7), failure(u"logout"_s, 2)});
    QCOMPARE(changed.size(), 0);
    model.setFailures({failure(u"login"_s, 8), failure(u"logout"_s, 2)});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.index(0, FailuresModel::CountColumn).data().toString(), u"8"_s);
}

void TestFailuresModel::beginsAnewWithOtherRows()
{
    FailuresModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFailures({failure(u"login"_s, 7)});
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setFailures({failure(u"logout"_s, 9), failure(u"login"_s, 7)});
    QCOMPARE(reset.size(), 1);
    model.setFailures({});
    QCOMPARE(model.rowCount(), 0);
}

void TestFailuresModel::showsTimesInTheZoneAskedFor()
{
    FailuresModel model;
    model.setZone(QTimeZone("Asia/Tokyo"));
    model.setFailures({failure(u"login"_s, 7)});
    QCOMPARE(model.index(0, FailuresModel::LastColumn).data().toString(), u"03-05 23:00:00"_s);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setZone(QTimeZone::utc());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(0, FailuresModel::LastColumn).data().toString(), u"03-05 14:00:00"_s);
}

QTEST_GUILESS_MAIN(TestFailuresModel)
#include "tst_failuresmodel.moc"
