// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"
#include "image/imageoutcome.h"
#include "store/imagerows.h"

#include <QBuffer>
#include <QImage>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestImagesApi : public QObject {
    Q_OBJECT

private slots:
    void takesAnImageThatASectionThenNames();
    void refusesWhatIsNoImage_data();
    void refusesWhatIsNoImage();
    void forgetsWhatNoSectionNames();
    void keepsWhatASectionHasNamed();
    void keepsNoMoreThanSomeWaiting();
    void showsNobodyElsesImages();

private:
    Response post(const QByteArray &file, const QByteArray &type = "image/png");
    Response get(const QByteArray &digest, const QString &asked = u"chief"_s);
    Response nameInSection(const QByteArray &digest, int revision = 0);

    HandlerFixture m_service;
};

namespace {

QByteArray png(const QColor &colour, int width = 40)
{
    QImage image(width, 30, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return file;
}

QByteArray digestOf(const Response &answer)
{
    return jsonOf(answer)["sha256"_L1].toString().toLatin1();
}

}

Response TestImagesApi::post(const QByteArray &file, const QByteArray &type)
{
    Request request = m_service.signedIn(m_service.request("POST", "/api/v1/images", file));
    request.headers.set("Content-Type", type);
    return m_service.answer(request);
}

Response TestImagesApi::get(const QByteArray &digest, const QString &asked)
{
    return m_service.answer(m_service.signedIn(m_service.request("GET", "/api/v1/images/" + digest), asked));
}

Response TestImagesApi::nameInSection(const QByteArray &digest, int revision)
{
    const QByteArray body = R"({"title":"","image":{"sha256":")" + digest + R"("},"failureMessage":{}})";
    Request request = m_service.signedIn(m_service.request("PUT", "/api/v1/settings/loginPage", body));
    request.headers.set("If-Match", '"' + QByteArray::number(revision) + '"');
    return m_service.answer(request);
}

void TestImagesApi::takesAnImageThatASectionThenNames()
{
    const Response posted = post(png(Qt::red));
    QCOMPARE(posted.status, 201);
    const QJsonObject image = jsonOf(posted);
    QCOMPARE(image["mediaType"_L1].toString(), u"image/png"_s);
    QCOMPARE(image["width"_L1].toInt(), 40);
    QCOMPARE(image["height"_L1].toInt(), 30);
    const Response named = nameInSection(digestOf(posted));
    QCOMPARE(named.status, 200);
    const policy::Blob &blob = m_service.tenants->snapshot()->byId.value(m_service.tenant)->settings.loginPage.image;
    QCOMPARE(blob.sha256, digestOf(posted));
    QCOMPARE(blob.size, image["size"_L1].toInteger());
    QCOMPARE(blob.mediaType, u"image/png"_s);
    for (const QString &reader : {u"chief"_s, u"reader"_s}) {
        const Response fetched = get(digestOf(posted), reader);
        QCOMPARE(fetched.status, 200);
        QCOMPARE(fetched.headers.value("Content-Type"), "image/png");
        QCOMPARE(fetched.body.size(), blob.size);
    }
    QCOMPARE(get(digestOf(posted), u"person"_s).status, 403);
}

void TestImagesApi::refusesWhatIsNoImage_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    QTest::newRow("words") << QByteArray("hello") << QByteArray("image/png") << 422;
    QTest::newRow("another kind") << png(Qt::red) << QByteArray("image/jpeg") << 422;
    QTest::newRow("a kind not taken") << QByteArray("<svg/>") << QByteArray("image/svg+xml") << 422;
    QTest::newRow("JSON") << QByteArray("{}") << QByteArray("application/json") << 422;
    QTest::newRow("too large") << QByteArray(largestImage + 1, 'x') << QByteArray("image/png") << 413;
}

void TestImagesApi::refusesWhatIsNoImage()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, type);
    QTEST(post(file, type).status, "status");
}

void TestImagesApi::forgetsWhatNoSectionNames()
{
    const QByteArray digest = digestOf(post(png(Qt::blue)));
    QCOMPARE(get(digest).status, 200);
    m_service.store.pass(imagePatience + std::chrono::minutes(1));
    QCOMPARE(post(png(Qt::yellow)).status, 201);
    QCOMPARE(get(digest).status, 404);
    const int revision
        = int(m_service.tenants->snapshot()->byId.value(m_service.tenant)->revisions[u"loginPage"_s].number);
    const Response named = nameInSection(digest, revision);
    QCOMPARE(named.status, 422);
    QCOMPARE(errorsOf(named), QStringList{u"loginPage.image: settings.blobUnknown"_s});
}

void TestImagesApi::keepsWhatASectionHasNamed()
{
    const QByteArray digest = digestOf(post(png(Qt::cyan)));
    const int revision
        = int(m_service.tenants->snapshot()->byId.value(m_service.tenant)->revisions[u"loginPage"_s].number);
    QCOMPARE(nameInSection(digest, revision).status, 200);
    const QByteArray other = digestOf(post(png(Qt::magenta)));
    QCOMPARE(nameInSection(other, revision + 1).status, 200);
    m_service.store.pass(std::chrono::hours(24 * 400));
    QCOMPARE(post(png(Qt::gray)).status, 201);
    QCOMPARE(get(digest).status, 200);
    QCOMPARE(get(other).status, 200);
}

void TestImagesApi::keepsNoMoreThanSomeWaiting()
{
    m_service.store.pass(imagePatience + std::chrono::minutes(1));
    for (int width = 1; width <= mostWaitingImages; ++width)
        QCOMPARE(post(png(Qt::green, width)).status, 201);
    const Response refused = post(png(Qt::green, 100));
    QCOMPARE(refused.status, 429);
    QCOMPARE(errorsOf(refused), QStringList{u": image.tooMany"_s});
    m_service.store.pass(imagePatience + std::chrono::minutes(1));
    QCOMPARE(post(png(Qt::green, 100)).status, 201);
}

void TestImagesApi::showsNobodyElsesImages()
{
    const QByteArray digest = digestOf(post(png(Qt::darkRed)));
    const NewUser chief{u"chief"_s, {}, Role::Administrator, m_service.hasher.hash(u"x"_s).value()};
    const auto other
        = m_service.tenants->create({.subdomain = u"beta"_s, .displayName = {}, .administrator = chief, .by = {}});
    const auto found
        = m_service.tenants->store().read([&](Database &database) { return imageWith(database, *other, digest); });
    QVERIFY(found.has_value());
    QVERIFY(!found->has_value());
}

QTEST_GUILESS_MAIN(TestImagesApi)
#include "tst_imagesapi.moc"
