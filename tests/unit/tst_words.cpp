// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/words.h"

#include <QTest>

using namespace sekimori::audit;

class TestWords : public QObject {
    Q_OBJECT

private slots:
    void knowsLevels_data();
    void knowsLevels();
    void knowsResults_data();
    void knowsResults();
    void leavesWhatNobodyKnows();
    void knowsItsOwnNames();
};

void TestWords::knowsLevels_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<Level>("level");
    const auto row = [](const char *word, Level level) { QTest::newRow(word) << QByteArray(word) << level; };
    row("INFO", Level::Information);
    row("[Warn]", Level::Warning);
    row("<err>", Level::Error);
    row(" CRIT ", Level::Critical);
    row("ERROR:", Level::Error);
    row("7", Level::Information);
    row("5", Level::Notice);
    row("0", Level::Critical);
    row("情報", Level::Information);
    row("重要", Level::Notice);
    row("注意", Level::Notice);
    row("警告", Level::Warning);
    row("エラー", Level::Error);
    row("資訊", Level::Information);
}

void TestWords::knowsLevels()
{
    QFETCH(QByteArray, word);
    QFETCH(Level, level);
    QCOMPARE(levelFromWord(word.toStdString()), std::optional(level));
}

void TestWords::knowsResults_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<EventResult>("result");
    const auto row = [](const char *word, EventResult result) { QTest::newRow(word) << QByteArray(word) << result; };
    row("Ok", EventResult::Success);
    row("Audit Success", EventResult::Success);
    row("成功", EventResult::Success);
    row("Failure", EventResult::Failed);
    row("失敗", EventResult::Failed);
    row("DENIED", EventResult::Failed);
    row("VALIDATION_ERROR", EventResult::ValidationError);
    row("validation-error", EventResult::ValidationError);
    row("エラー", EventResult::Error);
}

void TestWords::knowsResults()
{
    QFETCH(QByteArray, word);
    QFETCH(EventResult, result);
    QCOMPARE(resultFromWord(word.toStdString()), std::optional(result));
}

void TestWords::leavesWhatNobodyKnows()
{
    for (const auto *word : {"", "  ", "8", "10", "purple", "情報です", "information information information"}) {
        QVERIFY2(!levelFromWord(word), word);
        QVERIFY2(!resultFromWord(word), word);
    }
}

void TestWords::knowsItsOwnNames()
{
    for (const Level level : {Level::Information, Level::Notice, Level::Warning, Level::Error, Level::Critical})
        QCOMPARE(levelFromWord(nameOf(level).toString().toStdString()), std::optional(level));
    for (const EventResult result :
        {EventResult::Success, EventResult::Failed, EventResult::ValidationError, EventResult::Error})
        QCOMPARE(resultFromWord(nameOf(result).toString().toStdString()), std::optional(result));
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
