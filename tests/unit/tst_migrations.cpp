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
    void findsTheEventsOfChangesMadeBefore();

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
    QVERIFY(migrated.error().is(platformd::messages::StoreTooNew));
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
    QVERIFY(opened.error().is(platformd::messages::StoreTooNew));
}

void TestMigrations::givesEachTableATenant()
{
    const auto database = open();
    QVERIFY(migrate(*database));
    // The staff are the platform's own.
    const auto tables = database->select(
        u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('tenants', 'staff')"_s, {},
        [](const QSqlQuery &row) { return row.value(0).toString(); });
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

/// From the step before the one that gave the history its events.
void TestMigrations::findsTheEventsOfChangesMadeBefore()
{
    constexpr int before = 2;
    const auto database = open();
    QVERIFY(migrate(*database, before));
    QCOMPARE(versionOf(*database), before);
    for (const auto &subdomain : {u"one"_s, u"two"_s})
        QVERIFY(database->run(
            u"INSERT INTO tenants (subdomain, display_name, created_at) VALUES (?, 'x', 0)"_s, {subdomain}));
    // tenant, section, revision, changed_at
    const QList<std::tuple<int, QString, int, qint64>> changes{
        {1, u"basicAuth"_s, 1, 5'000'000},
        {1, u"ipRestriction"_s, 1, 5'000'000},
        {1, u"ipRestriction"_s, 2, 7'123'000},
        {1, u"ipRestriction"_s, 3, 7'123'000}, // in the same millisecond
        {1, u"ipRestriction"_s, 4, 8'000'000}, // its event is lost
        {1, u"ipRestriction"_s, 5, 9'000'000}, // and so is this one's
        {2, u"ipRestriction"_s, 1, 5'000'000},
    };
    for (const auto &[tenant, section, revision, at] : changes)
        QVERIFY(database->run(
            u"INSERT INTO history VALUES (?, ?, ?, ?, 'chief', '[]', '{}', 'why')"_s, {tenant, section, revision, at}));
    // tenant, number, time, service, action
    const QList<std::tuple<int, int, qint64, QString, QString>> events{
        {1, 1, 4'000'000, u"Common"_s, u"change ipRestriction"_s},
        {1, 2, 5'000'321, u"Common"_s, u"change basicAuth"_s},
        {1, 3, 5'000'321, u"Common"_s, u"change ipRestriction"_s},
        {1, 4, 7'123'004, u"Common"_s, u"change ipRestriction"_s},
        {1, 5, 7'123'998, u"Common"_s, u"change ipRestriction"_s},
        {1, 6, 8'000'000, u"Groupware"_s, u"change ipRestriction"_s},
        {2, 1, 5'000'000, u"Common"_s, u"change ipRestriction"_s},
    };
    for (const auto &[tenant, number, time, service, action] : events)
        QVERIFY(database->run(u"INSERT INTO events VALUES (?, ?, ?, ?, 'chief', ?, 'Security settings', ?, 0, 1, '')"_s,
            {tenant, number, time, u"192.0.2.%1"_s.arg(number), service, action}));

    QVERIFY(migrate(*database));
    const auto rows = database->select(
        u"SELECT tenant, event, section, revision, address, reason FROM history ORDER BY tenant, event DESC"_s, {},
        [](const QSqlQuery &row) {
            QStringList texts;
            for (int i = 0; i < 6; ++i)
                texts << row.value(i).toString();
            return texts.join(u' ');
        });
    QVERIFY(rows);
    QCOMPARE(*rows,
        (QStringList{
            u"1 5 ipRestriction 3 192.0.2.5 why"_s,
            u"1 4 ipRestriction 2 192.0.2.4 why"_s,
            u"1 3 ipRestriction 1 192.0.2.3 why"_s,
            u"1 2 basicAuth 1 192.0.2.2 why"_s,
            u"1 0 ipRestriction 5  why"_s,
            u"1 -1 ipRestriction 4  why"_s,
            u"2 1 ipRestriction 1 192.0.2.1 why"_s,
        }));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
