// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStatement : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void bindsAndReadsEverySortOfValue();
    void keepsValuesUntilOthersStandThere();
    void tellsWhatIsWrongWithIt();
    void endsWhatTakesTooLong();
    void comparesAsTheFilterDoes_data();
    void comparesAsTheFilterDoes();
    void saysWhenAnExpressionIsNone();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
};

void TestStatement::initTestCase()
{
    auto database = Database::open(m_folder.filePath(u"x.db"_s), Access::ReadWrite, Durability::None);
    QVERIFY(database);
    m_database = *std::move(database);
}

void TestStatement::bindsAndReadsEverySortOfValue()
{
    auto statement = Statement::prepare(*m_database, u"SELECT ?1, ?2, length(?3), ?4 IS NULL, ?2 = ?5"_s);
    QVERIFY(statement);
    const QString text = u"日本 \0 '?1"_s;
    statement->bind({qint64(-5), text, QByteArray("a\0b", 3), QString(), text});
    QVERIFY(statement->next());
    QCOMPARE(statement->integer(0), -5);
    QCOMPARE(statement->text(1), text);
    QCOMPARE(statement->integer(2), 3);
    QCOMPARE(statement->integer(3), 0); // an empty text is one
    QCOMPARE(statement->integer(4), 1);
    QVERIFY(!statement->next());
    QVERIFY(statement->outcome());
}

void TestStatement::keepsValuesUntilOthersStandThere()
{
    auto statement = Statement::prepare(*m_database, u"SELECT ?1 * 10 + ?2"_s);
    QVERIFY(statement);
    statement->bind({qint64(1), qint64(2)});
    QVERIFY(statement->next());
    QCOMPARE(statement->integer(0), 12);
    statement->reset();
    statement->bind(2, qint64(7));
    QVERIFY(statement->next());
    QCOMPARE(statement->integer(0), 17);
}

void TestStatement::tellsWhatIsWrongWithIt()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error 1 no such table: nowhere"_s));
    const auto statement = Statement::prepare(*m_database, u"SELECT * FROM nowhere"_s);
    QVERIFY(!statement);
    QVERIFY(statement.error().is(platformd::messages::StoreFailed));
}

void TestStatement::endsWhatTakesTooLong()
{
    const QString endless = u"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"_s;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error 9 interrupted"_s));
    {
        const TimeLimit limit(*m_database, 0ms);
        auto statement = Statement::prepare(*m_database, endless);
        QVERIFY(statement);
        QVERIFY(!statement->next());
        QVERIFY(!statement->outcome());
        QVERIFY(statement->outcome().error().is(platformd::messages::StoreTooSlow));
        QCOMPARE(statement->outcome().error().kind, ErrorKind::Unavailable);
    }
    auto after = Statement::prepare(*m_database, u"SELECT 1"_s);
    QVERIFY(after && after->next());
}

void TestStatement::comparesAsTheFilterDoes_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("argument");
    QTest::addColumn<bool>("holds");
    QTest::newRow("is") << u"event_text_is"_s << u"ΣΙΣΥΦΟΣ"_s << u"σισυφοσ"_s << true;
    QTest::newRow("is not") << u"event_text_is"_s << u"straße"_s << u"strasse"_s << false;
    QTest::newRow("fits") << u"event_text_fits"_s << u"Customer List"_s << u"cust*list"_s << true;
    QTest::newRow("does not fit") << u"event_text_fits"_s << u"Customer Lists"_s << u"cust*list"_s << false;
    QTest::newRow("contains") << u"event_text_contains"_s << u"件名：会議"_s << u"会議"_s << true;
    QTest::newRow("starts") << u"event_text_starts"_s << u"Sato"_s << u"sa"_s << true;
    QTest::newRow("starts otherwise") << u"event_text_starts"_s << u"Sato"_s << u"at"_s << false;
    QTest::newRow("matches") << u"event_text_matches"_s << u"Customer 4711"_s << u"customer \\d{4}$"_s << true;
    QTest::newRow("with a zero") << u"event_text_contains"_s << u"a\0Needle"_s << u"needle"_s << true;
}

void TestStatement::comparesAsTheFilterDoes()
{
    QFETCH(QString, function);
    QFETCH(QString, text);
    QFETCH(QString, argument);
    QFETCH(bool, holds);
    auto statement = Statement::prepare(*m_database, u"SELECT %1(?1, ?2)"_s.arg(function));
    QVERIFY(statement);
    for (int i = 0; i < 2; ++i) {
        statement->reset();
        statement->bind({text, argument});
        QVERIFY(statement->next());
        QCOMPARE(statement->integer(0) != 0, holds);
    }
}

void TestStatement::saysWhenAnExpressionIsNone()
{
    auto statement = Statement::prepare(*m_database, u"SELECT event_text_matches('a', ?1)"_s);
    QVERIFY(statement);
    statement->bind(1, u"(open"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error 1 The expression"_s));
    QVERIFY(!statement->next());
    QVERIFY(!statement->outcome());
}

QTEST_GUILESS_MAIN(TestStatement)
#include "tst_statement.moc"
