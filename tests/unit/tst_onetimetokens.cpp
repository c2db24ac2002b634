// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/onetimetokens.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori::platformd;

namespace {

constexpr TenantId tenant{1};
constexpr TenantId other{2};
const OneTimeTokens::Clock::time_point start{};

}

class TestOneTimeTokens : public QObject {
    Q_OBJECT

private slots:
    void countOnce()
    {
        OneTimeTokens tokens;
        const QByteArray token = tokens.issue(tenant, u"chief"_s, start);
        QCOMPARE(tokens.redeem(tenant, token, start + 59s), u"chief"_s);
        QVERIFY(!tokens.redeem(tenant, token, start + 59s));
    }

    void endAfterAMinute()
    {
        OneTimeTokens tokens;
        const QByteArray token = tokens.issue(tenant, u"chief"_s, start);
        QVERIFY(!tokens.redeem(tenant, token, start + 60s));
        QVERIFY(!tokens.redeem(tenant, token, start));
    }

    void belongToOneTenant()
    {
        OneTimeTokens tokens;
        const QByteArray token = tokens.issue(tenant, u"chief"_s, start);
        QVERIFY(!tokens.redeem(other, token, start));
        QCOMPARE(tokens.redeem(tenant, token, start), u"chief"_s);
    }

    void areNotGuessed()
    {
        OneTimeTokens tokens;
        tokens.issue(tenant, u"chief"_s, start);
        QVERIFY(!tokens.redeem(tenant, {}, start));
        QVERIFY(!tokens.redeem(tenant, "chief", start));
    }
};

QTEST_GUILESS_MAIN(TestOneTimeTokens)
#include "tst_onetimetokens.moc"
