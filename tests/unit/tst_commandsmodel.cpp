// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/commandsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::items;

class TestCommandsModel : public QObject {
    Q_OBJECT

private slots:
    void showsAllInTheirOrder();
    void putsTheBestFitFirst_data();
    void putsTheBestFitFirst();
    void findsByTheEnglishName();
    void marksWhatWasTyped();
    void tellsAScreenReaderAllOfIt();
    void findsNothing();
};

namespace {

QList<Command> commands()
{
    return {
        {u"Overview"_s, u"Overview"_s, u"Tenant"_s},
        {u"Audit log"_s, u"Audit log"_s, u"Records"_s},
        {u"Change history"_s, u"Change history"_s, u"Records"_s},
        {u"IP address restriction"_s, u"IP address restriction"_s, u"Access"_s},
        {u"Basic authentication"_s, u"Basic authentication"_s, u"Access"_s},
        {u"User name"_s, u"User name"_s, u"Access › Basic authentication"_s},
        {u"Automatic sign-in"_s, u"Automatic sign-in"_s, u"Sign-in › Sessions"_s},
        {u"Dark"_s, u"Dark"_s, u"View › Colours"_s},
    };
}

QList<Command> japanese()
{
    return {
        {u"監査ログ"_s, u"Audit log"_s, u"記録"_s},
        {u"IPアドレス制限"_s, u"IP address restriction"_s, u"アクセス"_s},
        {u"パスワードポリシー"_s, u"Password policy"_s, u"サインイン"_s},
        {u"更新"_s, u"Refresh"_s, u"テナント"_s},
    };
}

QStringList titles(const CommandsModel &model)
{
    QStringList titles;
    for (int row = 0; row < model.rowCount(); ++row)
        titles << model.index(row).data().toString();
    return titles;
}

}

void TestCommandsModel::showsAllInTheirOrder()
{
    CommandsModel model(commands());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 8);
    QCOMPARE(titles(model).first(), u"Overview"_s);
    model.setSearch(u"log"_s);
    model.setSearch(u"  "_s);
    QCOMPARE(model.rowCount(), 8);
}

void TestCommandsModel::putsTheBestFitFirst_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("first");
    QTest::newRow("beginning") << u"aud"_s << u"Audit log"_s;
    QTest::newRow("case does not matter") << u"AUDIT"_s << u"Audit log"_s;
    QTest::newRow("a later word") << u"hist"_s << u"Change history"_s;
    QTest::newRow("beginnings of words") << u"ipr"_s << u"IP address restriction"_s;
    QTest::newRow("begin of a word before the inside of one") << u"auth"_s << u"Basic authentication"_s;
    QTest::newRow("two words, whatever their order") << u"log audit"_s << u"Audit log"_s;
    QTest::newRow("the page before its settings") << u"basic"_s << u"Basic authentication"_s;
    QTest::newRow("a setting by its page too") << u"basic user"_s << u"User name"_s;
    QTest::newRow("letters in their order") << u"drk"_s << u"Dark"_s;
    QTest::newRow("full width") << u"ＡＵＤ"_s << u"Audit log"_s;
}

void TestCommandsModel::putsTheBestFitFirst()
{
    QFETCH(const QString, typed);
    CommandsModel model(commands());
    model.setSearch(typed);
    QTEST(titles(model).value(0), "first");
}

void TestCommandsModel::findsByTheEnglishName()
{
    CommandsModel model(japanese());
    for (const auto &[typed, found] : {std::pair{u"監査"_s, u"監査ログ"_s}, {u"audit"_s, u"監査ログ"_s},
             {u"ろぐ"_s, u"監査ログ"_s}, {u"ﾊﾟｽﾜｰﾄﾞ"_s, u"パスワードポリシー"_s}, {u"refresh"_s, u"更新"_s},
             {u"せいげん ip"_s, QString()}, {u"制限"_s, u"IPアドレス制限"_s}}) {
        model.setSearch(typed);
        QCOMPARE(titles(model).value(0), found);
    }
    model.setSearch(u"audit"_s);
    QCOMPARE(model.index(0).data(CommandsModel::EnglishRole).toString(), u"Audit log"_s);
}

void TestCommandsModel::marksWhatWasTyped()
{
    CommandsModel model(japanese());
    model.setSearch(u"ﾎﾟﾘｼｰ"_s);
    QCOMPARE(model.index(0).data(CommandsModel::MarksRole).value<QList<qsizetype>>(), (QList<qsizetype>{5, 6, 7, 8}));
    model.setSearch(u"audit"_s);
    QVERIFY(model.index(0).data(CommandsModel::MarksRole).value<QList<qsizetype>>().isEmpty());
}

void TestCommandsModel::tellsAScreenReaderAllOfIt()
{
    CommandsModel model({{.title = u"適用"_s,
        .english = u"Apply"_s,
        .place = u"テナント"_s,
        .shortcut = u"Ctrl+S"_s,
        .whyNot = u"Nothing is edited"_s}});
    QCOMPARE(
        model.index(0).data(Qt::AccessibleTextRole).toString(), u"適用, Apply, テナント, Ctrl+S, Nothing is edited"_s);
}

void TestCommandsModel::findsNothing()
{
    CommandsModel model(commands());
    model.setSearch(u"zzz"_s);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestCommandsModel)
#include "tst_commandsmodel.moc"
