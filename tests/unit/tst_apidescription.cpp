// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoints.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

/// resources/api/openapi.yaml tells of every endpoint, who may use it, and of nothing else. The file is read by its
/// lines: paths are indented by two blanks, methods by four.
class TestApiDescription : public QObject {
    Q_OBJECT

private slots:
    void tellsOfEveryEndpointAndWhoMayUseIt();
    void namesEveryEndpointOnce();
};

void TestApiDescription::tellsOfEveryEndpointAndWhoMayUseIt()
{
    QFile file(QStringLiteral(OPENAPI));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QSet<QByteArray> described;
    QByteArray path;
    QByteArray method;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("  /") && line.endsWith(':'))
            path = line.trimmed().chopped(1);
        else if (line.startsWith("    ") && line.endsWith(':') && line[4] != ' ')
            method = line.trimmed().chopped(1).toUpper();
        else if (line.startsWith("      x-roles: [") || line == "      security: []")
            described.insert(method + ' ' + path + ' ' + line.mid(line.indexOf('[')));
    }
    QSet<QByteArray> expected{"GET /healthz []"};
    for (const Endpoint &endpoint : endpoints()) {
        QByteArrayList roles;
        for (const Role role : endpoint.roles.value_or(QList<Role>()))
            roles.append(QByteArray(policy::nameOf(role).data()));
        expected.insert(endpoint.method + ' ' + endpoint.pattern + " [" + roles.join(", ") + ']');
    }
    QCOMPARE(described, expected);
}

void TestApiDescription::namesEveryEndpointOnce()
{
    QSet<QByteArray> seen;
    for (const Endpoint &endpoint : endpoints()) {
        const QByteArray route = endpoint.method + ' ' + endpoint.pattern;
        QVERIFY2(!seen.contains(route), route.constData());
        seen.insert(route);
        const bool isSignIn = route == "POST /api/v1/session";
        QCOMPARE(endpoint.roles.has_value(), !isSignIn);
        QVERIFY(!endpoint.roles || !endpoint.roles->isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestApiDescription)
#include "tst_apidescription.moc"
