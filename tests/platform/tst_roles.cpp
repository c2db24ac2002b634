// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoints.h"
#include "localfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::test;

/// Who may do what, asked of the running service for every endpoint there is.
class TestRoles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void letsInWhoMayAndNobodyElse_data();
    void letsInWhoMayAndNobodyElse();

private:
    RunningLocalPlatform m_platform;
};

void TestRoles::initTestCase()
{
    m_platform.start();
    QLocalSocket lease;
    QVERIFY(!m_platform.join(lease).isEmpty());
}

void TestRoles::cleanupTestCase()
{
    QVERIFY(m_platform.stop());
}

void TestRoles::letsInWhoMayAndNobodyElse_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("person");
    QTest::addColumn<bool>("may");
    const QList<std::pair<QString, std::optional<Role>>> people{
        {u"admin"_s, Role::Administrator},
        {u"watanabe.n"_s, Role::Auditor},
        {u"suzuki.m"_s, Role::User},
        {QString(), std::nullopt},
    };
    for (const Endpoint &endpoint : endpoints()) {
        for (const auto &[person, role] : people) {
            const bool may = !endpoint.roles || (role && endpoint.roles->contains(*role));
            QByteArray path = endpoint.pattern;
            path.replace("{section}", "ipRestriction");
            QTest::addRow("%s %s by %s", endpoint.method.constData(), path.constData(),
                person.isEmpty() ? "nobody" : qPrintable(person))
                << endpoint.method << path << person << may;
        }
    }
}

void TestRoles::letsInWhoMayAndNobodyElse()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QString, person);
    QFETCH(bool, may);
    ApiClient client = person.isEmpty() ? m_platform.client() : m_platform.signedIn(person);
    // Nothing is changed by it: what may not be done is refused before the body is looked at.
    const ApiAnswer answer = client.call(method, path, "{}", {{"If-Match", "\"0\""}});
    const QString refusal = person.isEmpty() ? u": session.needed"_s : u": session.roleMissing"_s;
    QCOMPARE(answer.errors().contains(refusal), !may);
    if (!may)
        QCOMPARE(answer.status, person.isEmpty() ? 401 : 403);
    else
        QVERIFY2(answer.status != 401 && answer.status != 403 && answer.status < 500, answer.body.constData());
}

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
