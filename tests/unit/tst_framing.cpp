// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/framing.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestFraming : public QObject {
    Q_OBJECT

private slots:
    void saysWhoMayFrame_data();
    void saysWhoMayFrame();
    void keepsTheRestOfThePolicy();
};

void TestFraming::saysWhoMayFrame_data()
{
    using Protection = policy::Embedding::Protection;
    QTest::addColumn<policy::Embedding>("embedding");
    QTest::addColumn<QByteArray>("contentPolicy");
    QTest::addColumn<QByteArray>("frameOptions");
    QTest::newRow("the tenant's own") << policy::Embedding() << QByteArray("frame-ancestors 'self'")
                                      << QByteArray("SAMEORIGIN");
    QTest::newRow("listed") << policy::Embedding{Protection::Listed,
        {u"https://portal.example.com"_s, u"https://b.example.net:8443"_s}}
                            << QByteArray(
                                   "frame-ancestors 'self' https://portal.example.com https://b.example.net:8443")
                            << QByteArray("SAMEORIGIN");
    QTest::newRow("listed once, and not asked any more")
        << policy::Embedding{Protection::SameOrigin, {u"https://portal.example.com"_s}}
        << QByteArray("frame-ancestors 'self'") << QByteArray("SAMEORIGIN");
    QTest::newRow("off") << policy::Embedding{Protection::Off, {}} << QByteArray() << QByteArray();
}

void TestFraming::saysWhoMayFrame()
{
    QFETCH(policy::Embedding, embedding);
    Response response;
    setFraming(response, embedding);
    QTEST(response.headers.value("Content-Security-Policy").value_or(QByteArray()), "contentPolicy");
    QTEST(response.headers.value("X-Frame-Options").value_or(QByteArray()), "frameOptions");
}

void TestFraming::keepsTheRestOfThePolicy()
{
    Response response;
    response.headers.set("Content-Security-Policy", "default-src 'none'");
    setFraming(response, {});
    QCOMPARE(response.headers.lines("Content-Security-Policy"),
        QByteArrayList{"default-src 'none'; frame-ancestors 'self'"});
}

QTEST_GUILESS_MAIN(TestFraming)
#include "tst_framing.moc"
