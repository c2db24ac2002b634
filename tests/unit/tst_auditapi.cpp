// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestAuditApi : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void givesTheNewestFirst();
    void goesOnBelowTheLastOne();
    void showsTheLogToAuditorsButNotToUsers();

private:
    QJsonObject page(const QByteArray &query);

    HandlerFixture m_service;
    Request m_asked;
};

void TestAuditApi::initTestCase()
{
    m_asked = m_service.signedIn(m_service.request("GET", "/api/v1/audit/events"), u"reader"_s);
    QList<audit::Event> events;
    for (int i = 0; i < 300; ++i)
        events.append({.time = m_service.store.now(),
            .source = u"192.0.2.1"_s,
            .user = u"chief"_s,
            .service = u"Files"_s,
            .module = u"Files"_s,
            .action = u"upload %1"_s.arg(i),
            .complement = {}});
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant, events));
}

QJsonObject TestAuditApi::page(const QByteArray &query)
{
    Request asked = m_asked;
    asked.query = QUrlQuery(QString::fromLatin1(query));
    return jsonOf(m_service.answer(asked));
}

void TestAuditApi::givesTheNewestFirst()
{
    const QJsonObject json = page({});
    const QJsonArray events = json["events"_L1].toArray();
    QCOMPARE(events.size(), 200);
    QCOMPARE(events[0]["action"_L1].toString(), u"upload 299"_s);
    QCOMPARE(events[199]["action"_L1].toString(), u"upload 100"_s);
    QCOMPARE(json["next"_L1].toInteger(), events[199]["number"_L1].toInteger());
}

void TestAuditApi::goesOnBelowTheLastOne()
{
    QByteArray query = "limit=100";
    qint64 expected = 0;
    int pages = 0;
    for (QJsonValue next = true; !next.isNull(); ++pages) {
        const QJsonObject json = page(query);
        for (const QJsonValue &event : json["events"_L1].toArray()) {
            const qint64 number = event["number"_L1].toInteger();
            QVERIFY(expected == 0 || number == expected);
            expected = number - 1;
        }
        next = json["next"_L1];
        query = "limit=100&after=" + QByteArray::number(next.toInteger());
    }
    QCOMPARE(expected, 0);
    QCOMPARE(pages, 4);
}

void TestAuditApi::showsTheLogToAuditorsButNotToUsers()
{
    QCOMPARE(m_service.answer(m_asked).status, 200);
    const Response refused
        = m_service.answer(m_service.signedIn(m_service.request("GET", "/api/v1/audit/events"), u"person"_s));
    QCOMPARE(refused.status, 403);
    QCOMPARE(errorsOf(refused), QStringList{u": session.roleMissing"_s});
}

QTEST_GUILESS_MAIN(TestAuditApi)
#include "tst_auditapi.moc"
