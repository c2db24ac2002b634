// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"
#include "temporarystore.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestMigrations : public QObject {
    Q_OBJECT

private slots:
    void init();
    void bringsAnEmptyFileToTheNewestSchema();
    void changesNothingTheSecondTime();
    void refusesAStoreOfANewerProgram();
    void givesEachTableATenant();
    void refusesAFileThatIsNoDatabase();

private:
    std::unique_ptr<Database> open() const;
    int versionOf(Database &database) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestMigrations::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<Database> TestMigrations::open() const
{
    auto database = Database::open(m_folder->filePath(u"x.db"_s), Access::ReadWrite, Durability::None);
    return database ? std::move(*database) : nullptr;
}

int TestMigrations::versionOf(Database &database) const
{
    const auto version
        = database.first(u"PRAGMA user_version"_s, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
    return version ? version->value_or(-1) : -1;
}

void TestMigrations::bringsAnEmptyFileToTheNewestSchema()
{
    const auto database = open();
    QVERIFY(database);
    QCOMPARE(versionOf(*database), 0);
    QVERIFY(migrate(*database));
    QCOMPARE(versionOf(*database), newestSchema());
}

void TestMigrations::changesNothingTheSecondTime()
{
    const auto database = open();
    QVERIFY(migrate(*database));
    QVERIFY(database->run(
        u"INSERT INTO tenants (subdomain, display_name, created_at) VALUES (?, ?, 0)"_s, {u"demo"_s, u"Demo"_s}));
    QVERIFY(migrate(*database));
    const auto count = database->first(
        u"SELECT count(*) FROM tenants"_s, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
    QCOMPARE(count.value(), 1);
}

void TestMigrations::refusesAStoreOfANewerProgram()
{
    const auto database = open();
    QVERIFY(migrate(*database));
    QVERIFY(database->run(u"PRAGMA user_version = 4711"_s));
    const auto migrated = migrate(*database);
    QVERIFY(!migrated);
    QVERIFY(migrated.error().is(messages::StoreTooNew));
    QCOMPARE(migrated.error().arguments, (QStringList{u"4711"_s, QString::number(newestSchema())}));
    QCOMPARE(versionOf(*database), 4711);

    TemporaryStore store;
    QVERIFY(store.open());
    {
        auto other = Database::open(store.file(), Access::ReadWrite, Durability::None);
        QVERIFY(other);
        QVERIFY((*other)->run(u"PRAGMA user_version = 4711"_s));
    }
    const auto opened = Tenants::open(store.options());
    QVERIFY(!opened);
    QVERIFY(opened.error().is(messages::StoreTooNew));
}

void TestMigrations::givesEachTableATenant()
{
    const auto database = open();
    QVERIFY(migrate(*database));
    const auto tables = database->select(u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'tenants'"_s,
        {}, [](const QSqlQuery &row) { return row.value(0).toString(); });
    QVERIFY(tables);
    QVERIFY(tables->size() >= 6);
    for (const QString &table : *tables) {
        const auto column = database->first(u"SELECT \"notnull\" FROM pragma_table_info(?) WHERE name = 'tenant'"_s,
            {table}, [](const QSqlQuery &row) { return row.value(0).toBool(); });
        QVERIFY2(column && *column && **column, qPrintable(table));
    }
}

void TestMigrations::refusesAFileThatIsNoDatabase()
{
    QFile file(m_folder->filePath(u"x.db"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error 26"_s));
    QVERIFY(!open());
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
