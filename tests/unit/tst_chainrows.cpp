// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/canonicalform.h"
#include "store/chainrows.h"
#include "store/eventrows.h"
#include "temporarystore.h"

#include <QTest>

#include <thread>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using audit::chain::Hash;

class TestChainRows : public QObject {
    Q_OBJECT

private slots:
    void init();
    void givesEachLogAnIdOfItsOwn();
    void linksEachEventToTheOneBefore();
    void keepsTheLogsOfTenantsApart();
    void leavesNoTraceOfWhatFailed();
    void staysWholeWhenManyWrite();
    void goesOnAfterAReopening();
    void linksTheEventsOfBefore();
    void goesOnWithLinkingAfterACrash();
    void hashesTextsAsTheyAreRead_data();
    void hashesTextsAsTheyAreRead();

private:
    audit::Event entry(const QString &complement) const;
    ChainEnd end(TenantId tenant) const;
    /// By what is read, whether every hash stands where it belongs, up to the tip.
    bool isWhole(TenantId tenant) const;
    /// As a program without a chain has left it.
    bool forgetChain() const;

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    TenantId m_tenant;
};

void TestChainRows::init()
{
    m_tenants.reset();
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
}

audit::Event TestChainRows::entry(const QString &complement) const
{
    return {
        .time = m_store->now(),
        .source = u"192.0.2.7"_s,
        .user = u"hanako"_s,
        .service = u"Groupware"_s,
        .module = u"カレンダー"_s,
        .action = u"delete"_s,
        .complement = complement,
    };
}

ChainEnd TestChainRows::end(TenantId tenant) const
{
    return m_tenants->store().read([&](Database &database) { return chainEnd(database, tenant); }).value_or(ChainEnd());
}

bool TestChainRows::isWhole(TenantId tenant) const
{
    const ChainEnd whole = end(tenant);
    const auto events = m_tenants->eventsAbove(tenant, 1'000'000, 0);
    Hash hash = audit::chain::originOf(whole.logId);
    for (const audit::Event &event : *events) {
        hash = audit::chain::linked(hash, audit::chain::canonicalForm(event));
        const auto stored
            = m_tenants->store().read([&](Database &database) { return eventHash(database, tenant, event.number); });
        if (!stored || *stored != hash)
            return false;
    }
    return whole.tip == hash && whole.number == events->size() && whole.number == m_tenants->lastEventNumber(tenant);
}

bool TestChainRows::forgetChain() const
{
    return m_tenants->store()
        .write([](Transaction &transaction) {
            Database &database = transaction.database();
            return database.run(u"UPDATE events SET hash = x''"_s).and_then([&](qint64) {
                return database.run(u"UPDATE tenants SET chained = 0, chain_tip = x''"_s);
            });
        })
        .has_value();
}

void TestChainRows::givesEachLogAnIdOfItsOwn()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QCOMPARE(end(m_tenant).logId.size(), 32);
    QCOMPARE(QByteArray::fromHex(end(m_tenant).logId).toHex(), end(m_tenant).logId);
    QVERIFY(end(m_tenant).logId != end(other).logId);
}

void TestChainRows::linksEachEventToTheOneBefore()
{
    QVERIFY(isWhole(m_tenant));
    QVERIFY(m_tenants->appendEvents(m_tenant, {entry(u"a"_s), entry(u"b"_s), entry(u"b"_s)}));
    QVERIFY(m_tenants->appendEvent(m_tenant, entry(u"c"_s)));
    QCOMPARE(end(m_tenant).number, 5);
    QVERIFY(isWhole(m_tenant));
}

void TestChainRows::keepsTheLogsOfTenantsApart()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_tenants->appendEvent(m_tenant, entry(u"x"_s)));
        QVERIFY(m_tenants->appendEvent(other, entry(u"x"_s)));
    }
    QVERIFY(isWhole(m_tenant));
    QVERIFY(isWhole(other));
    QVERIFY(end(m_tenant).tip != end(other).tip);
}

void TestChainRows::leavesNoTraceOfWhatFailed()
{
    const ChainEnd before = end(m_tenant);
    const auto failed = m_tenants->store().write([this](Transaction &transaction) -> Result<qint64> {
        return appendEvents(transaction, m_tenant, {entry(u"never"_s)}).and_then([](qint64) -> Result<qint64> {
            return std::unexpected(Error(ErrorKind::Internal, platformd::messages::StoreFailed));
        });
    });
    QVERIFY(!failed);
    QCOMPARE(end(m_tenant).number, before.number);
    QVERIFY(end(m_tenant).tip == before.tip);
    QVERIFY(m_tenants->appendEvent(m_tenant, entry(u"x"_s)));
    QVERIFY(isWhole(m_tenant));
}

/// Jobs that are committed together, some of which fail: each is a savepoint.
void TestChainRows::staysWholeWhenManyWrite()
{
    {
        std::vector<std::jthread> all;
        for (int thread = 0; thread < 8; ++thread) {
            all.emplace_back([this] {
                for (int i = 0; i < 40; ++i) {
                    (void)m_tenants->store().write([&](Transaction &transaction) -> Result<void> {
                        const auto appended
                            = appendEvents(transaction, m_tenant, {entry(u"x"_s), entry(QString::number(i))});
                        if (appended && i % 3 == 0)
                            return std::unexpected(Error(ErrorKind::Internal, platformd::messages::StoreFailed));
                        return {};
                    });
                }
            });
        }
    }
    QCOMPARE(end(m_tenant).number, 1 + 8 * 26 * 2);
    QVERIFY(isWhole(m_tenant));
}

void TestChainRows::goesOnAfterAReopening()
{
    QVERIFY(m_tenants->appendEvent(m_tenant, entry(u"before"_s)));
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants->appendEvent(m_tenant, entry(u"after"_s)));
    QVERIFY(isWhole(m_tenant));
}

void TestChainRows::linksTheEventsOfBefore()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    QVERIFY(m_tenants->appendEvents(m_tenant, QList<audit::Event>(10'000, entry(u"old"_s))));
    const ChainEnd before = end(m_tenant);
    QVERIFY(forgetChain());
    QVERIFY(!isWhole(m_tenant));
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(isWhole(m_tenant));
    QVERIFY(isWhole(other));
    QVERIFY(end(m_tenant).tip == before.tip);
    QVERIFY(m_tenants->appendEvent(m_tenant, entry(u"new"_s)));
    QVERIFY(isWhole(m_tenant));
}

void TestChainRows::goesOnWithLinkingAfterACrash()
{
    QVERIFY(m_tenants->appendEvents(m_tenant, QList<audit::Event>(10, entry(u"old"_s))));
    QVERIFY(forgetChain());
    const auto some = m_tenants->store().write(
        [this](Transaction &transaction) { return linkOlderEvents(transaction, m_tenant, 4); });
    QCOMPARE(some, true);
    QCOMPARE(end(m_tenant).number, 4);
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(isWhole(m_tenant));
    QCOMPARE(end(m_tenant).number, 11);
}

void TestChainRows::hashesTextsAsTheyAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read");
    const auto row
        = [](const char *name, const QString &text, const QString &read) { QTest::newRow(name) << text << read; };
    const auto same = [&](const char *name, const QString &text) { row(name, text, text); };
    same("empty", {});
    same("a zero byte", u"a\0b"_s);
    same("a zero byte at the end", u"ab\0"_s);
    same("control characters", u"\u0001\t\r\n\u001f\u007f"_s);
    same("quotes", u"\"\\/'; DROP TABLE events; --"_s);
    same("beyond the first plane", u"関守 🏯"_s);
    same("a mark of byte order inside", u"a\ufeffb"_s);
    same("a name that is no character", u"\ufdd0"_s);
    row("a mark of byte order at the beginning", u"\ufeffa"_s, u"a"_s);
    row("several of them", u"\ufeff\ufeffa\ufeff"_s, u"a\ufeff"_s);
    row("one in the wrong order", QString(QChar(0xfffe)) + u"ab"_s, u"\ufffdab"_s);
    row("the last code unit", u"a"_s + QChar(0xffff), u"a\ufffd"_s);
    row("the first half of a pair", u"a"_s + QChar(0xd83c) + u'b', u"a\ufffdb"_s);
    row("the second half", QString(QChar(0xdfef)), u"\ufffd"_s);
    row("halves the wrong way round", QString(QChar(0xdfef)) + QChar(0xd83c), u"\ufffd\ufffd"_s);
}

void TestChainRows::hashesTextsAsTheyAreRead()
{
    QFETCH(const QString, text);
    QFETCH(const QString, read);
    audit::Event event = entry(text);
    event.source = event.user = event.service = event.module = event.action = text;
    QVERIFY(m_tenants->appendEvents(m_tenant, {event, entry(u"next"_s)}));
    QVERIFY(isWhole(m_tenant));
    const audit::Event found = m_tenants->eventsAbove(m_tenant, 1, 1)->first();
    const QStringList texts{found.source, found.user, found.service, found.module, found.action, found.complement};
    QCOMPARE(texts, QStringList(6, read));
    // As whoever reads a bundle or a segment has it.
    QCOMPARE(audit::chain::eventFromCanonicalForm(audit::chain::canonicalForm(found)), found);
}

QTEST_GUILESS_MAIN(TestChainRows)
#include "tst_chainrows.moc"
