// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using Stage = RequestParser::Stage;

namespace {

/// Feeds @p bytes so many at a time, what was not taken again with the next; what is left at the end is returned.
std::expected<QByteArray, Refusal> feedInPieces(RequestParser &parser, const QByteArray &bytes, qsizetype size)
{
    QByteArray rest;
    for (qsizetype at = 0; at < bytes.size(); at += size) {
        rest += bytes.mid(at, size);
        qsizetype taken = 1;
        while (taken > 0 && !rest.isEmpty()) {
            const auto outcome = parser.feed(rest);
            if (!outcome)
                return std::unexpected(outcome.error());
            taken = *outcome;
            rest.remove(0, taken);
        }
    }
    return rest;
}

}

class TestRequestParser : public QObject {
    Q_OBJECT

private slots:
    void readsARequestInPieces_data();
    void readsARequestInPieces();
    void stopsAtTheEndOfTheHeader();
    void refusesInPiecesWhatItRefusesWhole_data();
    void refusesInPiecesWhatItRefusesWhole();
    void limitsALineWithoutEndInTheChunkedForm();
};

void TestRequestParser::readsARequestInPieces_data()
{
    QTest::addColumn<QByteArray>("framing");
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {1, 2, 3, 7, 64, 1000}) {
        QTest::addRow("by length, %lld at a time", size) << QByteArray("Content-Length: 11\r\n\r\nhello there") << size;
        QTest::addRow("in chunks, %lld at a time", size)
            << QByteArray("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n006\r\n there\r\n0\r\n\r\n") << size;
    }
}

void TestRequestParser::readsARequestInPieces()
{
    QFETCH(const QByteArray, framing);
    QFETCH(const qsizetype, size);
    const QByteArray bytes = "PUT /a?b HTTP/1.1\r\nHost: A.test:1\r\nX: \r\nX:y\r\n" + framing;
    RequestParser parser(16 * 1024, 1024);
    const auto rest = feedInPieces(parser, bytes + "GET /", size);
    QVERIFY(rest);
    QCOMPARE(*rest, "GET /");
    QCOMPARE(parser.stage(), Stage::Complete);
    QVERIFY(parser.keepsConnection());
    const Request request = parser.take();
    QCOMPARE(request.method, "PUT");
    QCOMPARE(request.path, "/a");
    QCOMPARE(request.host, "a.test");
    QCOMPARE(request.headerLines("x"), (QList<QByteArray>{"", "y"}));
    QCOMPARE(request.body, "hello there");
}

void TestRequestParser::stopsAtTheEndOfTheHeader()
{
    RequestParser parser(16 * 1024, 1024);
    const QByteArray header = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n";
    QCOMPARE(parser.feed(header + "xy"), header.size());
    QCOMPARE(parser.stage(), Stage::Body);
    QVERIFY(parser.expectsContinue());
    QCOMPARE(parser.feed("xy"), 2);
    QCOMPARE(parser.stage(), Stage::Complete);
}

void TestRequestParser::refusesInPiecesWhatItRefusesWhole_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray start = "PUT / HTTP/1.1\r\nHost: a\r\n";
    QTest::newRow("a folded header") << start + "X: 1\r\n 2\r\n\r\n" << 400;
    QTest::newRow("a header folded at once") << start + "X:\r\n 2\r\n\r\n" << 400;
    QTest::newRow("a bare line feed") << start + "X: 1\n\r\n" << 400;
    QTest::newRow("length and chunks") << start + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n" << 400;
    QTest::newRow("a body too large") << start + "Content-Length: 1025\r\n\r\n" << 413;
    QTest::newRow("chunks too large together")
        << start + "Transfer-Encoding: chunked\r\n\r\n400\r\n" + QByteArray(1024, 'x') + "\r\n1\r\nx\r\n"
        << 413;
    QTest::newRow("a header too large") << start + "X: " + QByteArray(16 * 1024, 'x') + "\r\n\r\n" << 431;
}

void TestRequestParser::refusesInPiecesWhatItRefusesWhole()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    for (const qsizetype size : {qsizetype(1), qsizetype(5), bytes.size()}) {
        RequestParser parser(16 * 1024, 1024);
        const auto rest = feedInPieces(parser, bytes, size);
        QVERIFY(!rest);
        QCOMPARE(rest.error().status, status);
    }
}

void TestRequestParser::limitsALineWithoutEndInTheChunkedForm()
{
    RequestParser parser(16 * 1024, 1024 * 1024);
    const QByteArray start = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    const auto rest = feedInPieces(parser, start + QByteArray(20 * 1024, '0'), 1024);
    QVERIFY(!rest);
    QCOMPARE(rest.error().status, 431);
}

QTEST_GUILESS_MAIN(TestRequestParser)
#include "tst_requestparser.moc"
