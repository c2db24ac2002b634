// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/imageclient.h"
#include "platform/subdomainclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;

/// Asking for subdomains, and bringing and fetching images.
class TestTenantClients : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_authority = fake::authority(); }
    void asksWhetherANameIsFree();
    void refusesAnAnswerThatSaysNothing();
    void bringsAnImage();
    void refusesAnImageWithoutADigest();
    void fetchesAnImageOfItsTypeOnly();

private:
    crypto::KeyAndCertificate m_authority;
};

void TestTenantClients::asksWhetherANameIsFree()
{
    fake::Platform platform([](const auto &) {
        return fake::json(200, {{u"name"_s, u"acme"_s}, {u"isFree"_s, false}, {u"reason"_s, u"Taken."_s}});
    });
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<SubdomainAnswer>> got;
    const Pending pending = SubdomainClient(connection).ask(u"acme"_s, [&](const auto &answer) { got = answer; });
    QTRY_VERIFY(got.has_value());
    QVERIFY(got->has_value());
    QCOMPARE(**got, (SubdomainAnswer{.name = u"acme"_s, .isFree = false, .reason = u"Taken."_s}));
    QCOMPARE(platform.seen().first().target, "/api/v1/subdomains/acme");
}

void TestTenantClients::refusesAnAnswerThatSaysNothing()
{
    fake::Platform platform([](const auto &) { return fake::json(200, {{u"name"_s, u"acme"_s}}); });
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<SubdomainAnswer>> got;
    const Pending pending = SubdomainClient(connection).ask(u"acme"_s, [&](const auto &answer) { got = answer; });
    QTRY_VERIFY(got.has_value());
    QVERIFY(!got->has_value());
    QVERIFY(got->error().kind == Failure::Kind::NotSekimori);
}

void TestTenantClients::bringsAnImage()
{
    const QString digest(64, u'a');
    fake::Platform platform([&](const auto &) {
        return fake::json(201,
            {{u"sha256"_s, digest}, {u"mediaType"_s, u"image/png"_s}, {u"width"_s, 30}, {u"height"_s, 20},
                {u"size"_s, 900}});
    });
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<StoredImage>> got;
    const Pending pending
        = ImageClient(connection).upload({"image/jpeg", "bytes"}, [&](const auto &answer) { got = answer; });
    QTRY_VERIFY(got.has_value());
    QVERIFY(got->has_value());
    QCOMPARE((*got)->blob, (policy::Blob{.sha256 = digest.toLatin1(), .size = 900, .mediaType = u"image/png"_s}));
    QCOMPARE((*got)->width, 30);
    const fake::SeenRequest &seen = platform.seen().first();
    QCOMPARE(seen.method, "POST");
    QCOMPARE(seen.headers.value("content-type"), "image/jpeg");
    QCOMPARE(seen.body, "bytes");
}

void TestTenantClients::refusesAnImageWithoutADigest()
{
    fake::Platform platform([](const auto &) { return fake::json(201, {{u"sha256"_s, u"x"_s}}); });
    Connection connection(fake::listenWith(platform, m_authority));
    std::optional<Answer<StoredImage>> got;
    const Pending pending
        = ImageClient(connection).upload({"image/png", "bytes"}, [&](const auto &answer) { got = answer; });
    QTRY_VERIFY(got.has_value());
    QVERIFY(!got->has_value());
}

void TestTenantClients::fetchesAnImageOfItsTypeOnly()
{
    QByteArray type = "image/png";
    fake::Platform platform([&](const auto &) { return fake::Reply{.body = "pixels", .contentType = type}; });
    Connection connection(fake::listenWith(platform, m_authority));
    const policy::Blob blob{.sha256 = QByteArray(64, 'b'), .size = 6, .mediaType = u"image/png"_s};
    for (const bool isRight : {true, false}) {
        type = isRight ? "image/png" : "text/html";
        std::optional<Answer<QByteArray>> got;
        const Pending pending = ImageClient(connection).fetch(blob, [&](const auto &answer) { got = answer; });
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->has_value(), isRight);
    }
    QCOMPARE(platform.seen().first().target, "/api/v1/images/" + blob.sha256);
}

QTEST_GUILESS_MAIN(TestTenantClients)
#include "tst_tenantclients.moc"
