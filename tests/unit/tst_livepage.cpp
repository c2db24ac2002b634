// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/livepageclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;
using Who = Framing::Who;

namespace {

HttpAnswer answerWith(const QByteArrayList &options, const QByteArrayList &policies)
{
    HttpAnswer answer;
    answer.status = 200;
    for (const QByteArray &each : options)
        answer.headers.append({"x-frame-options", each});
    for (const QByteArray &each : policies)
        answer.headers.append({"Content-Security-Policy", each});
    return answer;
}

}

/// What headers about frames mean, and how the page with them is fetched.
class TestLivePage : public QObject {
    Q_OBJECT

private slots:
    void readsHeadersAsBrowsersDo_data();
    void readsHeadersAsBrowsersDo();
    void knowsWhatASettingShouldComeTo();
    void asksAsNobody();
    void takesTheGatesPageToo();
    void presentsTheGatesPair();

private:
    Answer<LivePage> ask(fake::Platform &platform, const std::function<void(Connection &)> &prepare = {});
};

void TestLivePage::readsHeadersAsBrowsersDo_data()
{
    QTest::addColumn<QByteArrayList>("options");
    QTest::addColumn<QByteArrayList>("policies");
    QTest::addColumn<Framing::Who>("who");
    QTest::addColumn<QStringList>("origins");
    using Lines = QByteArrayList;
    const QStringList none;
    QTest::newRow("nothing") << Lines{} << Lines{} << Who::Anybody << none;
    QTest::newRow("own pages") << Lines{"SAMEORIGIN"} << Lines{} << Who::OwnPages << none;
    QTest::newRow("any case") << Lines{"sameorigin"} << Lines{} << Who::OwnPages << none;
    QTest::newRow("nobody") << Lines{"DENY"} << Lines{} << Who::Nobody << none;
    QTest::newRow("the stricter of two") << Lines{"SAMEORIGIN", "DENY"} << Lines{} << Who::Nobody << none;
    QTest::newRow("nonsense") << Lines{"ALLOW-FROM https://a.example"} << Lines{} << Who::Anybody << none;
    QTest::newRow("policy goes first") << Lines{"DENY"} << Lines{"frame-ancestors 'self'"} << Who::OwnPages << none;
    QTest::newRow("policy without frames") << Lines{"DENY"} << Lines{"default-src 'none'"} << Who::Nobody << none;
    QTest::newRow("listed, in order") << Lines{}
                                      << Lines{"default-src 'none'; frame-ancestors 'self' https://b.example "
                                               "https://a.example"}
                                      << Who::Listed << QStringList{u"https://a.example"_s, u"https://b.example"_s};
    QTest::newRow("everybody") << Lines{} << Lines{"frame-ancestors *"} << Who::Anybody << none;
    QTest::newRow("none at all") << Lines{} << Lines{"frame-ancestors 'none'"} << Who::Nobody << none;
    QTest::newRow("an empty list") << Lines{} << Lines{"frame-ancestors"} << Who::Nobody << none;
    QTest::newRow("the first of its name")
        << Lines{} << Lines{"frame-ancestors 'self'; frame-ancestors *"} << Who::OwnPages << none;
    QTest::newRow("two policies") << Lines{}
                                  << Lines{"frame-ancestors https://a.example https://b.example",
                                         "frame-ancestors https://b.example"}
                                  << Who::Listed << QStringList{u"https://b.example"_s};
    QTest::newRow("two policies that agree on nobody")
        << Lines{} << Lines{"frame-ancestors https://a.example", "frame-ancestors 'self'"} << Who::Nobody << none;
}

void TestLivePage::readsHeadersAsBrowsersDo()
{
    QFETCH(const QByteArrayList, options);
    QFETCH(const QByteArrayList, policies);
    QFETCH(const QStringList, origins);
    const LivePage page = livePageIn(answerWith(options, policies), {});
    QTEST(page.framing.who, "who");
    QCOMPARE(page.framing.origins, origins);
}

void TestLivePage::knowsWhatASettingShouldComeTo()
{
    policy::Embedding embedding;
    QVERIFY(framingBy(embedding).who == Who::OwnPages);
    embedding = {.protection = policy::Embedding::Protection::Listed,
        .origins = {u"https://b.example"_s, u"https://a.example"_s}};
    const LivePage page
        = livePageIn(answerWith({}, {"frame-ancestors 'self' https://b.example https://a.example"}), {});
    QVERIFY(page.framing.allowsTheSameAs(framingBy(embedding)));
    embedding.protection = policy::Embedding::Protection::Off;
    QVERIFY(framingBy(embedding).who == Who::Anybody);
    QVERIFY(!page.framing.allowsTheSameAs(framingBy(embedding)));
}

Answer<LivePage> TestLivePage::ask(fake::Platform &platform, const std::function<void(Connection &)> &prepare)
{
    const auto authority = fake::authority();
    Connection connection(fake::listenWith(platform, authority));
    if (prepare)
        prepare(connection);
    std::optional<Answer<LivePage>> answer;
    const Pending pending = LivePageClient(connection).signInPage([&](const Answer<LivePage> &page) { answer = page; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(std::unexpected(Failure{}));
}

void TestLivePage::asksAsNobody()
{
    fake::Platform platform([](const auto &) {
        return fake::Reply{.body = "<!DOCTYPE html>",
            .contentType = "text/html; charset=utf-8",
            .headers = {"X-Frame-Options: SAMEORIGIN", "Content-Security-Policy: frame-ancestors 'self'"}};
    });
    const auto page = ask(platform, [](Connection &connection) { connection.setToken("secret"); });
    QVERIFY(page.has_value());
    QCOMPARE(page->status, 200);
    QCOMPARE(page->frameOptions, u"SAMEORIGIN"_s);
    QCOMPARE(page->frameAncestors, u"frame-ancestors 'self'"_s);
    const fake::SeenRequest &seen = platform.seen().first();
    QCOMPARE(seen.target, "/sign-in");
    QVERIFY(!seen.headers.contains("sekimori-token"));
    QCOMPARE(seen.headers.value("accept"), "text/html");
}

void TestLivePage::takesTheGatesPageToo()
{
    fake::Platform platform([](const auto &) {
        return fake::Reply{
            .status = 403, .body = "<p>", .contentType = "text/html", .headers = {"X-Frame-Options: DENY"}};
    });
    const auto page = ask(platform);
    QVERIFY(page.has_value());
    QCOMPARE(page->status, 403);
    QVERIFY(page->framing.who == Who::Nobody);
}

void TestLivePage::presentsTheGatesPair()
{
    fake::Platform platform([](const fake::SeenRequest &request) {
        return request.headers.value("authorization") == "Basic " + QByteArray("office:second").toBase64()
            ? fake::Reply{.body = "<p>", .contentType = "text/html"}
            : fake::gateAsksBasic();
    });
    const auto page = ask(platform, [](Connection &connection) {
        connection.setGatePair({u"office"_s, u"first"_s});
        connection.gatePairs().addLast({u"office"_s, u"second"_s});
    });
    QVERIFY(page.has_value());
    QCOMPARE(page->status, 200);
}

QTEST_GUILESS_MAIN(TestLivePage)
#include "tst_livepage.moc"
