// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"
#include "store/formernames.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestSubdomainsApi : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhichAreFree_data();
    void saysWhichAreFree();
    void keepsWhatAnotherHasGivenUp();
    void endsTheSessionsOfBrowsersAndNoOthers();

private:
    QJsonObject asked(const QByteArray &name);

    HandlerFixture m_service;
    TenantId m_other;
};

void TestSubdomainsApi::initTestCase()
{
    const NewUser chief{u"chief"_s, {}, Role::Administrator, m_service.hasher.hash(u"x"_s).value()};
    m_other = m_service.tenants->create({.subdomain = u"beta"_s, .displayName = {}, .administrator = chief, .by = {}})
                  .value();
}

QJsonObject TestSubdomainsApi::asked(const QByteArray &name)
{
    const Response answer
        = m_service.answer(m_service.signedIn(m_service.request("GET", "/api/v1/subdomains/" + name)));
    return answer.status == 200 ? jsonOf(answer) : QJsonObject();
}

void TestSubdomainsApi::saysWhichAreFree_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isFree");
    QTest::newRow("nobody's") << QByteArray("gamma") << true;
    QTest::newRow("its own") << QByteArray("alpha") << true;
    QTest::newRow("another's") << QByteArray("beta") << false;
    QTest::newRow("too short") << QByteArray("ab") << false;
    QTest::newRow("with a hyphen at its end") << QByteArray("gamma-") << false;
    QTest::newRow("reserved") << QByteArray("www") << false;
    QTest::newRow("in capitals") << QByteArray("Gamma") << false;
}

void TestSubdomainsApi::saysWhichAreFree()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, isFree);
    const QJsonObject answer = asked(name);
    QCOMPARE(answer["name"_L1].toString(), QString::fromLatin1(name));
    QCOMPARE(answer["isFree"_L1].toBool(!isFree), isFree);
    QCOMPARE(answer["reason"_L1].isNull(), isFree);
}

void TestSubdomainsApi::keepsWhatAnotherHasGivenUp()
{
    const auto renamed = m_service.tenants->store().write([&](Transaction &transaction) {
        return renameTenant(transaction.database(), m_other, u"delta"_s, m_service.tenants->now());
    });
    QVERIFY(renamed);
    QVERIFY(!asked("beta")["isFree"_L1].toBool(true));
    m_service.store.pass(formerNameKept + std::chrono::hours(1));
    QVERIFY(asked("beta")["isFree"_L1].toBool(false));
}

void TestSubdomainsApi::endsTheSessionsOfBrowsersAndNoOthers()
{
    const User chief = **m_service.tenants->findUser(m_service.tenant, u"chief"_s);
    const QByteArray browser
        = m_service.sessions->begin(chief, u"192.0.2.9"_s, {}, SessionKind::Browser).value_or(QByteArray());
    Request rename = m_service.signedIn(m_service.request("PUT", "/api/v1/settings/subdomain", R"({"name":"omega"})"));
    const auto state = m_service.tenants->snapshot()->byId.value(m_service.tenant);
    rename.headers.set("If-Match", '"' + QByteArray::number(state->revisions[u"subdomain"_s].number) + '"');
    const QByteArray console = rename.header("Sekimori-Token").value();
    QCOMPARE(m_service.answer(rename).status, 200);
    QVERIFY(!m_service.sessions->find(m_service.tenant, browser, SessionKind::Browser));
    QVERIFY(m_service.sessions->find(m_service.tenant, console));
    const auto events = m_service.events(5);
    const auto told = std::ranges::find(events, u"logout"_s, &audit::Event::action);
    QVERIFY(told != events.end());
    QVERIFY(told->complement.contains(u"opened from: 192.0.2.9; reason: subdomain changed"_s));
}

QTEST_GUILESS_MAIN(TestSubdomainsApi)
#include "tst_subdomainsapi.moc"
