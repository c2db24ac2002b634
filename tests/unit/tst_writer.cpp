// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writer.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <latch>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestWriter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void commitsTogetherWhatWaitsTogether();
    void takesBackOnlyTheJobThatFails();
    void takesTheLastStepOfEachTenantByItself();
    void publishesInOrderAndOnlyAfterTheCommit();
    void publishesNothingWhenTheCommitFails();
    void losesTheBatchButNotItselfOnAFullDisk();
    void refusesWhatItCannotTake();
    void finishesWhatWaitsWhenItStops();
    void refusesAFolderThatIsNotThere();

private:
    QString path() const { return m_folder->filePath(u"x.db"_s); }
    std::unique_ptr<Writer> start() const;
    int tenantCount() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

Result<qint64> insert(Transaction &transaction, const QString &name)
{
    return transaction.database().run(
        u"INSERT INTO tenants (subdomain, display_name, created_at) VALUES (?, ?, 0)"_s, {name, name});
}

/// Keeps the writer at work until the end of its life, so that jobs gather behind it.
class Holdup {
public:
    explicit Holdup(Writer &writer)
    {
        writer.post([begun = m_begun, released = m_released](Transaction &) -> Result<void> {
            begun->count_down();
            released->wait();
            return {};
        });
        m_begun->wait();
    }
    ~Holdup() { m_released->count_down(); }
    Holdup(const Holdup &) = delete;
    Holdup &operator=(const Holdup &) = delete;

private:
    std::shared_ptr<std::latch> m_begun = std::make_shared<std::latch>(1);
    std::shared_ptr<std::latch> m_released = std::make_shared<std::latch>(1);
};

}

void TestWriter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<Writer> TestWriter::start() const
{
    auto writer = Writer::start(path(), Durability::Full);
    return writer ? std::move(*writer) : nullptr;
}

int TestWriter::tenantCount() const
{
    const auto database = Database::open(path(), Access::ReadOnly, Durability::Full);
    if (!database)
        return -1;
    const auto count = (*database)->first(
        u"SELECT count(*) FROM tenants"_s, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
    return count ? count->value_or(-1) : -1;
}

void TestWriter::commitsTogetherWhatWaitsTogether()
{
    constexpr int threads = 16;
    constexpr int jobs = 25;
    const auto writer = start();
    QVERIFY(writer);
    std::atomic<int> done = 0;
    std::vector<std::jthread> all;
    {
        const Holdup holdup(*writer);
        for (int thread = 0; thread < threads; ++thread) {
            all.emplace_back([&, thread] {
                for (int job = 0; job < jobs; ++job) {
                    const QString name = u"t%1-%2"_s.arg(thread).arg(job);
                    if (writer->write([&](Transaction &transaction) { return insert(transaction, name); }))
                        ++done;
                }
            });
        }
    }
    all.clear();
    QCOMPARE(done, threads * jobs);
    QCOMPARE(tenantCount(), threads * jobs);
    QVERIFY2(writer->commitsMade() < threads * jobs, QByteArray::number(writer->commitsMade()).constData());
}

void TestWriter::takesBackOnlyTheJobThatFails()
{
    const Message refused{"test.refused", "No."};
    const auto writer = start();
    {
        const Holdup holdup(*writer);
        writer->post([](Transaction &transaction) { return insert(transaction, u"before"_s); });
        writer->post([&](Transaction &transaction) -> Result<qint64> {
            (void)insert(transaction, u"half"_s);
            return std::unexpected(Error(ErrorKind::Invalid, refused));
        });
        writer->post([](Transaction &transaction) { return insert(transaction, u"behind"_s); });
    }
    const auto commits = writer->commitsMade();
    QVERIFY(writer->write([](Transaction &transaction) { return insert(transaction, u"last"_s); }));
    QVERIFY(writer->commitsMade() <= commits + 3);
    QCOMPARE(tenantCount(), 3);

    const auto failed = writer->write(
        [&](Transaction &) -> Result<int> { return std::unexpected(Error(ErrorKind::Invalid, refused)); });
    QVERIFY(!failed);
    QVERIFY(failed.error().is(refused));
}

void TestWriter::takesTheLastStepOfEachTenantByItself()
{
    static constexpr TenantId nobody{-1}; // As whoever queues mail notes it.
    static constexpr TenantId somebody{7};
    const auto writer = start();
    QVERIFY(writer);
    writer->beforeCommit([](Transaction &transaction, TenantId tenant) -> Result<void> {
        const auto inserted = insert(transaction, u"last-%1"_s.arg(tenant.value));
        if (tenant == nobody)
            return std::unexpected(Error(ErrorKind::NotFound, messages::BatchFailed));
        return inserted.transform([](qint64) { });
    });
    const auto written = writer->write([](Transaction &transaction) {
        transaction.noteChange(nobody);
        transaction.noteChange(somebody);
        return insert(transaction, u"change"_s);
    });
    QVERIFY(written);
    QCOMPARE(tenantCount(), 2); // The change, and the step of the one that did not fail.
}

void TestWriter::publishesInOrderAndOnlyAfterTheCommit()
{
    const auto writer = start();
    QList<int> published;
    QList<int> counts;
    const auto job = [&](int number) {
        return [&, number](Transaction &transaction) {
            transaction.afterCommit([&, number] {
                published << number;
                counts << tenantCount();
            });
            return insert(transaction, u"t%1"_s.arg(number));
        };
    };
    {
        const Holdup holdup(*writer);
        writer->post(job(1));
        writer->post(job(2));
    }
    QVERIFY(writer->write(job(3)));
    QCOMPARE(published, (QList<int>{1, 2, 3}));
    QVERIFY(counts.first() >= 2);
    QCOMPARE(counts.last(), 3);
}

void TestWriter::publishesNothingWhenTheCommitFails()
{
    const auto writer = start();
    bool published = false;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error .* in COMMIT"_s));
    const auto written = writer->write([&](Transaction &transaction) -> Result<qint64> {
        transaction.afterCommit([&] { published = true; });
        // What the rule of the foreign key has against it is found out at the commit only.
        (void)transaction.database().run(u"PRAGMA defer_foreign_keys = ON"_s);
        (void)insert(transaction, u"here"_s);
        return transaction.database().run(
            u"INSERT INTO sessions (tenant, digest, user, address, opened_at, last_used_at)"
            " VALUES (4711, x'00', 4711, '', 0, 0)"_s);
    });
    QVERIFY(!written);
    QVERIFY(!published);
    QCOMPARE(tenantCount(), 0);
    QVERIFY(writer->write([](Transaction &transaction) { return insert(transaction, u"next"_s); }));
    QCOMPARE(tenantCount(), 1);
}

void TestWriter::losesTheBatchButNotItselfOnAFullDisk()
{
    const auto writer = start();
    const auto limit = [&](int pages) {
        return writer->write([pages](Transaction &transaction) {
            return transaction.database().run(u"PRAGMA max_page_count = %1"_s.arg(pages));
        });
    };
    QVERIFY(limit(1));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error 13 "_s));
    const auto written
        = writer->write([](Transaction &transaction) { return insert(transaction, QString(1'000'000, u'x')); });
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Unavailable);
    QVERIFY(written.error().is(messages::StoreFull));
    QVERIFY(limit(1'000'000));
    QVERIFY(writer->write([](Transaction &transaction) { return insert(transaction, u"room"_s); }));
    QCOMPARE(tenantCount(), 1);
}

void TestWriter::refusesWhatItCannotTake()
{
    const auto writer = start();
    std::atomic<size_t> done = 0;
    {
        const Holdup holdup(*writer);
        const auto count = [&done](Transaction &) -> Result<void> {
            ++done;
            return {};
        };
        for (size_t i = 0; i < Writer::mostWaiting; ++i)
            writer->post(count);
        const auto refused = writer->write(count);
        QVERIFY(!refused);
        QVERIFY(refused.error().is(messages::WriterBusy));
        QCOMPARE(refused.error().kind, ErrorKind::Unavailable);
    }
    QTRY_COMPARE(done, Writer::mostWaiting);
}

void TestWriter::finishesWhatWaitsWhenItStops()
{
    auto writer = start();
    {
        const Holdup holdup(*writer);
        for (int i = 0; i < 100; ++i)
            writer->post([i](Transaction &transaction) { return insert(transaction, u"t%1"_s.arg(i)); });
    }
    writer.reset();
    QCOMPARE(tenantCount(), 100);
}

void TestWriter::refusesAFolderThatIsNotThere()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Cannot open"_s));
    const auto writer = Writer::start(m_folder->filePath(u"nowhere/x.db"_s), Durability::Full);
    QVERIFY(!writer);
    QVERIFY(writer.error().is(messages::StoreNotOpened));
}

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
