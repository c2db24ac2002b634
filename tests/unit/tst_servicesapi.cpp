// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestServicesApi : public QObject {
    Q_OBJECT

private slots:
    void addsShowsAndDeletes();
    void issuesATokenAndShowsItOnce();
    void refusesWhatIsNoService_data();
    void refusesWhatIsNoService();
    void knowsNothingByAnIdThatIsNone_data();
    void knowsNothingByAnIdThatIsNone();
    void opensNothingElseToAService();

private:
    Response call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});
    QByteArray added(const QByteArray &name);
    QJsonArray listed();

    HandlerFixture m_service;
};

Response TestServicesApi::call(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    return m_service.answer(m_service.signedIn(m_service.request(method, "/api/v1/services" + path, body)));
}

/// The id of a new service.
QByteArray TestServicesApi::added(const QByteArray &name)
{
    const Response answer = call("POST", {}, R"({"name":")" + name + R"(","url":"https://files.example/"})");
    return QByteArray::number(jsonOf(answer)["id"_L1].toInteger());
}

QJsonArray TestServicesApi::listed()
{
    return jsonOf(call("GET", {}))["services"_L1].toArray();
}

void TestServicesApi::addsShowsAndDeletes()
{
    const Response added
        = call("POST", {}, R"({"name":"Files","url":"https://files.example/","description":"All our files"})");
    QCOMPARE(added.status, 201);
    const QJsonObject service = jsonOf(added);
    QCOMPARE(service["name"_L1].toString(), u"Files"_s);
    QCOMPARE(service["url"_L1].toString(), u"https://files.example/"_s);
    QCOMPARE(service["description"_L1].toString(), u"All our files"_s);
    QCOMPARE(listed(), QJsonArray{service});
    const Response again = call("POST", {}, R"({"name":"files","url":"https://files.example/"})");
    QCOMPARE(again.status, 409);
    QCOMPARE(errorsOf(again), QStringList{u"name: service.nameTaken"_s});
    QCOMPARE(call("DELETE", '/' + QByteArray::number(service["id"_L1].toInteger())).status, 204);
    QCOMPARE(listed(), QJsonArray());
}

void TestServicesApi::issuesATokenAndShowsItOnce()
{
    const QByteArray path = '/' + added("Groupware");
    const Response issued = call("POST", path + "/tokens");
    QCOMPARE(issued.status, 201);
    QCOMPARE(jsonOf(issued)["token"_L1].toString().size(), 43);
    const QJsonArray tokens = listed()[0]["tokens"_L1].toArray();
    QCOMPARE(tokens.size(), 1);
    QCOMPARE(tokens[0]["id"_L1], jsonOf(issued)["id"_L1]);
    QCOMPARE(tokens[0]["createdBy"_L1].toString(), u"chief"_s);
    QVERIFY(tokens[0]["lastUsedAt"_L1].isNull());
    QVERIFY(!tokens[0].toObject().contains("token"_L1));
    const QByteArray token = path + "/tokens/" + QByteArray::number(tokens[0]["id"_L1].toInteger());
    QCOMPARE(call("DELETE", token).status, 204);
    QCOMPARE(call("DELETE", token).status, 404);
    QVERIFY(listed()[0]["tokens"_L1].toArray().isEmpty());
    QCOMPARE(call("DELETE", path).status, 204);
}

void TestServicesApi::refusesWhatIsNoService_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("errors");
    QTest::newRow("empty") << QByteArray("{}")
                           << QStringList{u"name: request.fieldMissing"_s, u"url: request.fieldMissing"_s};
    QTest::newRow("unknown field") << QByteArray(R"({"name":"A","url":"https://a.example/","id":3})")
                                   << QStringList{u"id: request.fieldUnknown"_s};
    QTest::newRow("numbers") << QByteArray(R"({"name":1,"url":2,"description":null})")
                             << QStringList{u"name: request.fieldNotString"_s, u"url: request.fieldNotString"_s,
                                    u"description: request.fieldNotString"_s};
    QTest::newRow("values") << QByteArray(R"({"name":"Common","url":"ftp://a.example/"})")
                            << QStringList{u"name: service.nameReserved"_s, u"url: service.urlMalformed"_s};
    QTest::newRow("not JSON") << QByteArray("name") << QStringList{u": json.malformed"_s};
}

void TestServicesApi::refusesWhatIsNoService()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, errors);
    const Response refused = call("POST", {}, body);
    QCOMPARE(refused.status, errors == QStringList{u": json.malformed"_s} ? 400 : 422);
    QCOMPARE(errorsOf(refused), errors);
    QCOMPARE(listed(), QJsonArray());
}

void TestServicesApi::knowsNothingByAnIdThatIsNone_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {"0", "-1", "x", "1.0", "1 OR 1", "99999999999999999999999", "4711"})
        QTest::newRow(id) << QByteArray(id).replace(' ', "%20");
}

void TestServicesApi::knowsNothingByAnIdThatIsNone()
{
    QFETCH(QByteArray, id);
    QCOMPARE(call("DELETE", '/' + id).status, 404);
    QCOMPARE(call("POST", '/' + id + "/tokens").status, 404);
    QCOMPARE(call("DELETE", '/' + id + "/tokens/" + id).status, 404);
}

void TestServicesApi::opensNothingElseToAService()
{
    const QByteArray path = '/' + added("Tokens");
    const QByteArray token = jsonOf(call("POST", path + "/tokens"))["token"_L1].toString().toLatin1();
    for (const Endpoint &endpoint : endpoints()) {
        if (!endpoint.roles)
            continue;
        Request asked = m_service.request(endpoint.method, endpoint.pattern, "{}");
        asked.headers.set("Sekimori-Token", token);
        const Response answer = m_service.answer(asked);
        const bool may = endpoint.method == "POST" && endpoint.pattern == "/api/v1/audit/events";
        QVERIFY2((answer.status == 403) != may, endpoint.pattern.constData());
        if (!may)
            QCOMPARE(errorsOf(answer), QStringList{u": session.roleMissing"_s});
    }
    QCOMPARE(call("DELETE", path).status, 204);
}

QTEST_GUILESS_MAIN(TestServicesApi)
#include "tst_servicesapi.moc"
