// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/error.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;

namespace {

constexpr Message Wrong{"test.wrong", "“%1” is wrong."};
constexpr Message AlsoWrong{"test.wrong", "“%1” is wrong."};

Error wrong(const QString &field)
{
    return {ErrorKind::Invalid, Wrong, {u"it"_s}, field};
}

}

class TestError : public QObject {
    Q_OBJECT

private slots:
    void placesAFieldBelowAnother_data();
    void placesAFieldBelowAnother();
    void isOfOneMessageOnly();
    void tellsNoMoreThanAnAnswerHolds();
};

void TestError::placesAFieldBelowAnother_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("parent");
    QTest::addColumn<QString>("placed");
    QTest::newRow("field in field") << u"password"_s << u"pair"_s << u"pair.password"_s;
    QTest::newRow("field in element") << u"network"_s << u"entries[3]"_s << u"entries[3].network"_s;
    QTest::newRow("element in list") << u"[3].network"_s << u"entries"_s << u"entries[3].network"_s;
    QTest::newRow("no field") << QString() << u"entries"_s << u"entries"_s;
    QTest::newRow("no parent") << u"network"_s << QString() << u"network"_s;
    QTest::newRow("element without parent") << u"[3]"_s << QString() << u"[3]"_s;
    QTest::newRow("neither") << QString() << QString() << QString();
}

void TestError::placesAFieldBelowAnother()
{
    QFETCH(const QString, field);
    QFETCH(const QString, parent);
    const Error placed = wrong(field).under(parent);
    QTEST(placed.field, "placed");
    QVERIFY(placed.is(Wrong));
    QCOMPARE(placed.arguments, QStringList(u"it"_s));
}

void TestError::isOfOneMessageOnly()
{
    QVERIFY(wrong({}).is(Wrong));
    QVERIFY(!wrong({}).is(AlsoWrong));
    QVERIFY(wrong({}) == wrong({}));
    QVERIFY(wrong({}) != wrong(u"field"_s));
}

void TestError::tellsNoMoreThanAnAnswerHolds()
{
    Errors errors;
    for (qsizetype i = 0; i < maxToldErrors; ++i)
        addError(errors, wrong(QString::number(i)));
    QCOMPARE(errors.size(), maxToldErrors);
    QVERIFY(!isFull(errors));

    for (int i = 0; i < 10'000; ++i)
        addError(errors, wrong(u"more"_s));
    QVERIFY(isFull(errors));
    QCOMPARE(errors.size(), maxToldErrors + 1);
    QCOMPARE(errors.at(maxToldErrors - 1).field, QString::number(maxToldErrors - 1));
    QVERIFY(errors.last().is(MoreErrors));
    QCOMPARE(errors.last().kind, ErrorKind::Invalid);
    QCOMPARE(errors.last().field, QString());
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
