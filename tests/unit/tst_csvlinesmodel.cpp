// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/csvlinesmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;

namespace {

QStringList shown(const CsvLinesModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < 3; ++column)
            cells += model.index(row, column).data().toString();
        const bool isFaulty = model.index(row, 0).data(CsvLinesModel::IsFaultyRole).toBool();
        lines += cells.join(u'|') + (isFaulty ? u" !"_s : QString());
    }
    return lines;
}

}

class TestCsvLinesModel : public QObject {
    Q_OBJECT

private slots:
    void showsGoodAndBadLinesInTheirOrder();
    void canShowTheBadOnesOnly();
};

void TestCsvLinesModel::showsGoodAndBadLinesInTheirOrder()
{
    CsvLinesModel model(policy::parsePastedLines(u"192.0.2.1 door\nnonsense\n198.51.100.0-198.51.100.2\n"_s));
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(shown(model),
        (QStringList{u"1|192.0.2.1|door"_s, u"2|nonsense| !"_s, u"3|198.51.100.0/31|"_s, u"3|198.51.100.2|"_s}));
    QVERIFY(!model.index(1, 3).data().toString().isEmpty());
    QVERIFY(model.index(0, 3).data().toString().isEmpty());
}

void TestCsvLinesModel::canShowTheBadOnesOnly()
{
    CsvLinesModel model(policy::parsePastedLines(u"192.0.2.1\nnonsense\n"_s));
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setOnlyFaulty(true);
    QCOMPARE(shown(model), QStringList{u"2|nonsense| !"_s});
    model.setOnlyFaulty(false);
    QCOMPARE(model.rowCount(), 2);
}

QTEST_GUILESS_MAIN(TestCsvLinesModel)
#include "tst_csvlinesmodel.moc"
