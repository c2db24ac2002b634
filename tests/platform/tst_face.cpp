// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QBuffer>
#include <QImage>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

/// Sections embedding, loginPage and subdomain, as they meet those who come over the network.
class TestFace : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void saysOnEveryAnswerWhoMayFrame_data();
    void saysOnEveryAnswerWhoMayFrame();
    void framesByTheStateOfTheRequest();
    void showsTheImageToThoseWhoPassTheGate();
    void livesOnAfterAHostileImage();
    void goesOnUnderItsNewName();

private:
    ApiAnswer set(const QByteArray &section, const QJsonObject &value) const;

    RunningService m_service;
};

void TestFace::initTestCase()
{
    QVERIFY(m_service.createTenant(u"alpha"_s));
    QVERIFY(m_service.createTenant(u"beta"_s));
    QVERIFY(m_service.start());
}

void TestFace::cleanupTestCase()
{
    QVERIFY(m_service.stop());
}

ApiAnswer TestFace::set(const QByteArray &section, const QJsonObject &value) const
{
    ApiClient chief = m_service.administrator("alpha");
    return chief.put("/api/v1/settings", several({{QString::fromLatin1(section), chief.revision(section), value}}));
}

void TestFace::saysOnEveryAnswerWhoMayFrame_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("the sign-in page") << QByteArray("alpha") << QByteArray("/sign-in") << 200;
    QTest::newRow("the way to it") << QByteArray("alpha") << QByteArray("/") << 303;
    QTest::newRow("nothing there") << QByteArray("alpha") << QByteArray("/nothing") << 404;
    QTest::newRow("without a certificate") << QByteArray("alpha.s") << QByteArray("/sign-in") << 496;
    QTest::newRow("the API") << QByteArray("alpha") << QByteArray("/api/v1/session") << 401;
}

void TestFace::saysOnEveryAnswerWhoMayFrame()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, path);
    const ApiAnswer answer = m_service.client(host).get(path);
    QTEST(answer.status, "status");
    QVERIFY(answer.header("Content-Security-Policy").contains("frame-ancestors 'self'"));
    QCOMPARE(answer.header("X-Frame-Options"), "SAMEORIGIN");
}

void TestFace::framesByTheStateOfTheRequest()
{
    const QJsonObject listed{{u"protection"_s, u"listed"_s}, {u"origins"_s, QJsonArray{u"https://portal.example"_s}}};
    QCOMPARE(set("embedding", listed).status, 200);
    const QByteArray framing = "frame-ancestors 'self' https://portal.example";
    QVERIFY(m_service.client("alpha").get("/sign-in").header("Content-Security-Policy").endsWith(framing));
    QVERIFY(m_service.client("alpha").get("/nothing").header("Content-Security-Policy").endsWith(framing));
    QVERIFY(!m_service.client("beta").get("/sign-in").header("Content-Security-Policy").contains("portal"));
    const QJsonObject off{{u"protection"_s, u"off"_s}, {u"origins"_s, QJsonArray()}};
    QCOMPARE(set("embedding", off).status, 200);
    QVERIFY(!m_service.client("alpha").get("/sign-in").header("Content-Security-Policy").contains("ancestors"));
    QVERIFY(m_service.client("alpha").get("/sign-in").header("X-Frame-Options").isEmpty());
    const QJsonObject on{{u"protection"_s, u"sameOrigin"_s}, {u"origins"_s, QJsonArray()}};
    QCOMPARE(set("embedding", on).status, 200);
}

void TestFace::showsTheImageToThoseWhoPassTheGate()
{
    QImage image(3000, 600, QImage::Format_RGB32);
    image.fill(QColor(40, 90, 140));
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(image.save(&buffer, "PNG"));
    const ApiAnswer sent
        = m_service.administrator("alpha").call("POST", "/api/v1/images", file, {{"Content-Type", "image/png"}});
    QCOMPARE(sent.status, 201);
    QCOMPARE(sent.json()["width"_L1].toInt(), 2048);
    const QString digest = sent.json()["sha256"_L1].toString();
    const QJsonObject page{{u"title"_s, u"Alpha's gate"_s}, {u"image"_s, QJsonObject{{u"sha256"_s, digest}}},
        {u"failureMessage"_s, QJsonObject()}};
    QCOMPARE(set("loginPage", page).status, 200);
    const QByteArray path = "/sign-in/image/" + digest.toLatin1();
    QVERIFY(m_service.client("alpha").get("/sign-in").body.contains(path));
    const ApiAnswer shown = m_service.client("alpha").get(path);
    QCOMPARE(shown.status, 200);
    QCOMPARE(shown.header("Content-Type"), "image/png");
    QCOMPARE(QImage::fromData(shown.body).size(), QSize(2048, 410));
    QCOMPARE(m_service.client("beta").get(path).status, 404);
    QCOMPARE(m_service.client("alpha.s").get(path).status, 496);
}

/// A head that asks for 3.4 thousand million pixels, and bytes that are no picture at all.
void TestFace::livesOnAfterAHostileImage()
{
    ApiClient chief = m_service.administrator("alpha");
    QByteArray bomb = QByteArray::fromHex("424d3600000000000000360000002800000060ea000060ea000001001800000000000000"
                                          "0000130b0000130b00000000000000000000");
    for (const auto &[file, type] : {std::pair{bomb, "image/bmp"}, std::pair{QByteArray(100'000, '\xff'), "image/jpeg"},
             std::pair{QByteArray("GIF89a") + QByteArray(5'000, '\x2c'), "image/gif"},
             std::pair{QByteArray("RIFF\xff\xff\xff\x7fWEBPVP8L\xff\xff\xff\x7f", 20), "image/webp"}}) {
        const ApiAnswer refused = chief.call("POST", "/api/v1/images", file, {{"Content-Type", type}});
        QVERIFY2(refused.status == 422 || refused.status == 413, refused.body.constData());
    }
    QCOMPARE(chief.get("/api/v1/session").status, 200);
}

void TestFace::goesOnUnderItsNewName()
{
    ApiClient chief = m_service.administrator("alpha");
    QCOMPARE(chief.get("/api/v1/subdomains/beta").json()["isFree"_L1].toBool(true), false);
    QCOMPARE(chief.get("/api/v1/subdomains/gamma").json()["isFree"_L1].toBool(), true);
    QCOMPARE(set("subdomain", {{u"name"_s, u"gamma"_s}}).status, 200);
    QCOMPARE(m_service.client("alpha").get("/sign-in").status, 421);
    ApiClient followed = m_service.client("gamma");
    followed.setToken(chief.token());
    QCOMPARE(followed.get("/api/v1/session").json()["tenant"_L1]["subdomain"_L1].toString(), u"gamma"_s);
    ApiClient other = m_service.administrator("beta");
    QCOMPARE(other.get("/api/v1/subdomains/alpha").json()["isFree"_L1].toBool(true), false);
    QCOMPARE(followed.get("/api/v1/subdomains/alpha").json()["isFree"_L1].toBool(), true);
}

QTEST_GUILESS_MAIN(TestFace)
#include "tst_face.moc"
