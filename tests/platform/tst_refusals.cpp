// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/event.h"
#include "servicefixture.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// Whoever is refused stands in the log, all of them, and nobody can flood it.
class TestRefusals : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void floodsNoLog();
    void tellsOfWrongPasswordsAndPairs();
    void tellsWhatItHasCountedAfterACrash();
    void tellsWhatItHasCountedWhenItStops();

private:
    /// @p count requests from @p from, one behind the other; each has to get @p status.
    void refuse(const QByteArray &from, int count, int status = 403);
    void letInOnly(const QStringList &networks, bool basic = false);
    QList<QJsonObject> refusals();
    qint64 countIn(const QList<QJsonObject> &events) const;
    qint64 countOnDisk() const;
    /// So many rows there may be: 1,000 and the rest for each minute that the strangers took.
    static qsizetype mostOf(const QList<QJsonObject> &told);

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<ApiClient> m_chief;
};

void TestRefusals::init()
{
    m_service = std::make_unique<RunningService>();
    m_service->configure("named-proxies = 127.0.0.9\n");
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    m_chief = std::make_unique<ApiClient>(m_service->administrator("alpha"));
}

void TestRefusals::cleanup()
{
    m_chief.reset();
    QVERIFY(!m_service->isRunning() || m_service->stop());
    m_service.reset();
}

void TestRefusals::refuse(const QByteArray &from, int count, int status)
{
    ApiClient proxy = m_service->client("alpha", "127.0.0.9");
    for (int i = 0; i < count; ++i)
        QCOMPARE(proxy.get("/api/v1/session", {{"X-Forwarded-For", from}}).status, status);
}

void TestRefusals::letInOnly(const QStringList &networks, bool basic)
{
    const QJsonObject draft = several({{u"ipRestriction"_s, 0, ipRestriction(u"allowListed"_s, networks)},
        {u"basicAuth"_s, 0, basicAuth(basic, u"gate"_s, u"tree-frog-9"_s)}});
    const ApiAnswer answer = m_chief->put("/api/v1/settings", draft);
    QVERIFY2(answer.status == 200, answer.body.constData());
}

/// All that the log tells of refusals, oldest first.
QList<QJsonObject> TestRefusals::refusals()
{
    QList<QJsonObject> found;
    QJsonValue after;
    do {
        const QByteArray more = after.isDouble() ? "&after=" + QByteArray::number(after.toInteger()) : QByteArray();
        const QJsonObject page = m_chief->get("/api/v1/audit/events?limit=1000" + more).json();
        for (const QJsonValue &event : page["events"_L1].toArray()) {
            if (event["module"_L1].toString() == "Authentication"_L1 && event["result"_L1].toString() == "FAILED"_L1)
                found.prepend(event.toObject());
        }
        after = page["next"_L1];
    } while (after.isDouble());
    return found;
}

qint64 TestRefusals::countIn(const QList<QJsonObject> &events) const
{
    qint64 count = 0;
    for (const QJsonObject &event : events)
        count += event["complement"_L1].toString().section(u' ', 1, 1).remove(u';').toLongLong();
    return count;
}

qint64 TestRefusals::countOnDisk() const
{
    qint64 count = -1;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"refusals"_s);
        database.setDatabaseName(m_service->folder() + u"/data/platform.db"_s);
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        if (database.open()) {
            QSqlQuery query(database);
            if (query.exec(u"SELECT coalesce(sum(count), 0) FROM refusals"_s) && query.next())
                count = query.value(0).toLongLong();
        }
    }
    QSqlDatabase::removeDatabase(u"refusals"_s);
    return count;
}

qsizetype TestRefusals::mostOf(const QList<QJsonObject> &told)
{
    if (told.isEmpty())
        return 0;
    const auto timeOf
        = [](const QJsonObject &event) { return sekimori::audit::timeFromText(event["time"_L1].toString()).value(); };
    const auto minutes = std::chrono::floor<std::chrono::minutes>(timeOf(told.last()) - timeOf(told.first()));
    return 1001 * qsizetype(1 + minutes.count());
}

void TestRefusals::floodsNoLog()
{
    letInOnly({u"127.0.0.1"_s});
    constexpr int strangers = 1300; // more than are told apart in a minute, and soon enough for one
    ApiClient proxy = m_service->client("alpha", "127.0.0.9");
    for (int i = 0; i < strangers; ++i) {
        const QByteArray from = "198.51." + QByteArray::number(i / 250) + '.' + QByteArray::number(i % 250);
        QCOMPARE(proxy.get("/api/v1/session", {{"X-Forwarded-For", from}}).status, 403);
    }
    refuse("2001:db8::1", 1);
    const QList<QJsonObject> soFar = refusals();
    QVERIFY(soFar.size() <= mostOf(soFar));
    QVERIFY(m_service->stop());
    QVERIFY(m_service->start());
    m_chief->setPort(m_service->port());
    const QList<QJsonObject> told = refusals();
    QVERIFY2(told.size() <= mostOf(told), qPrintable(QString::number(told.size())));
    QCOMPARE(countIn(told), strangers + 1);
    QCOMPARE(told.last()["action"_L1].toString(), u"refusals, the rest"_s);
    QCOMPARE(told.first()["action"_L1].toString(), u"access denied"_s);
    QVERIFY(told.first()["source"_L1].toString().startsWith("198.51."_L1));
}

void TestRefusals::tellsOfWrongPasswordsAndPairs()
{
    letInOnly({u"127.0.0.1"_s}, true);
    ApiClient stranger = m_service->client("alpha", "127.0.0.2");
    QCOMPARE(stranger.get("/api/v1/session").status, 401);
    stranger.setBasic("gate", "tree-frog-8");
    QCOMPARE(stranger.get("/api/v1/session").status, 401);
    QTRY_COMPARE(refusals().size(), 1);
    QCOMPARE(refusals()[0]["action"_L1].toString(), u"Basic authentication"_s);
    QCOMPARE(refusals()[0]["source"_L1].toString(), u"127.0.0.2"_s);
    ApiClient friendly = m_service->client("alpha");
    QVERIFY(!friendly.signIn(u"chief"_s, u"wrong"_s));
    QTRY_COMPARE(refusals().size(), 2);
    QCOMPARE(refusals()[1]["action"_L1].toString(), u"login"_s);
    QCOMPARE(refusals()[1]["user"_L1].toString(), u"chief"_s);
    QCOMPARE(refusals()[1]["complement"_L1].toString(), u"count: 1"_s);
}

void TestRefusals::tellsWhatItHasCountedAfterACrash()
{
    letInOnly({u"127.0.0.1"_s});
    refuse("192.0.2.7", 1);
    QTRY_COMPARE(refusals().size(), 1);
    refuse("192.0.2.7", 30);
    QTRY_COMPARE(countOnDisk(), 30);
    QCOMPARE(refusals().size(), 1);
    m_service->kill();
    QVERIFY(m_service->start());
    m_chief->setPort(m_service->port());
    const QList<QJsonObject> told = refusals();
    QCOMPARE(told.size(), 2);
    QVERIFY(told[1]["complement"_L1].toString().startsWith("count: 30; since: "_L1));
    QCOMPARE(told[1]["source"_L1].toString(), u"192.0.2.7"_s);
    QCOMPARE(countOnDisk(), 0);
}

void TestRefusals::tellsWhatItHasCountedWhenItStops()
{
    letInOnly({u"127.0.0.1"_s});
    refuse("192.0.2.7", 1);
    QTRY_COMPARE(refusals().size(), 1);
    refuse("192.0.2.7", 30);
    QVERIFY(m_service->stop());
    QVERIFY(m_service->start());
    m_chief->setPort(m_service->port());
    QCOMPARE(countIn(refusals()), 31);
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
