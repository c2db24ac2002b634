// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/eventstream.h"

#include <QTest>

using namespace sekimori::platform;
using namespace std::chrono_literals;

class TestEventStream : public QObject {
    Q_OBJECT

private slots:
    void takesAnyStreamInAnyPieces_data();
    void takesAnyStreamInAnyPieces();
    void goesOnFromTheLastIdOfAWholeEvent();
    void takesTheSendersWishForAPause_data();
    void takesTheSendersWishForAPause();
    void believesNoEndlessLine();
    void believesNoEndlessEvent();
    void takesTheLargestEvent();
};

void TestEventStream::takesAnyStreamInAnyPieces_data()
{
    using Events = QList<StreamEvent>;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Events>("events");
    QTest::newRow("one") << QByteArray("data: a\n\n") << Events{{"message", "a", ""}};
    QTest::newRow("all fields") << QByteArray("id: 7\nevent: audit\ndata: {}\n\n") << Events{{"audit", "{}", "7"}};
    QTest::newRow("CR LF") << QByteArray("id: 7\r\nevent: audit\r\ndata: {}\r\n\r\ndata: b\r\n\r\n")
                           << Events{{"audit", "{}", "7"}, {"message", "b", "7"}};
    QTest::newRow("CR") << QByteArray("event: audit\rdata: {}\r\rdata: b\r\r")
                        << Events{{"audit", "{}", ""}, {"message", "b", ""}};
    QTest::newRow("all ends of lines mixed") << QByteArray("event: x\r\ndata: a\ndata: b\rdata: c\r\n\ndata: d\n\r")
                                             << Events{{"x", "a\nb\nc", ""}, {"message", "d", ""}};
    QTest::newRow("CR, then an empty line of LF") << QByteArray("data: a\r\n\n") << Events{{"message", "a", ""}};
    QTest::newRow("several lines") << QByteArray("data: a\ndata\ndata: b\n\n") << Events{{"message", "a\n\nb", ""}};
    QTest::newRow("one blank is taken off") << QByteArray("data:  a\ndata:b\n\n") << Events{{"message", " a\nb", ""}};
    QTest::newRow("empty data") << QByteArray("data:\n\ndata\n\n") << Events{{"message", "", ""}, {"message", "", ""}};
    QTest::newRow("colons in the value") << QByteArray("data: a: b:c\n\n") << Events{{"message", "a: b:c", ""}};
    QTest::newRow("comments") << QByteArray(": alive\n\n:\n:data: x\ndata: a\n: b\n\n") << Events{{"message", "a", ""}};
    QTest::newRow("no data, no event") << QByteArray("event: audit\nid: 3\n\ndata: a\n\n")
                                       << Events{{"message", "a", "3"}};
    QTest::newRow("unknown and blank-ridden fields")
        << QByteArray("Data: x\n data: y\ndata : z\ncolour: red\ndata: a\n\n") << Events{{"message", "a", ""}};
    QTest::newRow("the last type counts") << QByteArray("event: x\nevent: y\ndata: a\n\n") << Events{{"y", "a", ""}};
    QTest::newRow("an id stays, and can be taken back")
        << QByteArray("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n")
        << Events{{"message", "a", "1"}, {"message", "b", "1"}, {"message", "c", ""}};
    QTest::newRow("an id with NUL in it is none")
        << QByteArray("id: 1\nid: 2\0003\ndata: a\n\n", 23) << Events{{"message", "a", "1"}};
    QTest::newRow("an event cut off is none")
        << QByteArray("data: a\n\nid: 9\ndata: b\n") << Events{{"message", "a", ""}};
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                     "data: a\n\n")
                                       << Events{{"message", "a", ""}};
    QTest::newRow("one mark only") << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF"
                                                 "data: a\ndata: b\n\n")
                                   << Events{{"message", "b", ""}};
    QTest::newRow("half a mark") << QByteArray("\xEF\xBB"
                                               "data: a\ndata: b\n\n")
                                 << Events{{"message", "b", ""}};
    QTest::newRow("a mark later on") << QByteArray("\n\xEF\xBB\xBF"
                                                   "data: a\n\n")
                                     << Events{};
    QTest::newRow("not ASCII") << QByteArray("data: 関守\n\n") << Events{{"message", "関守", ""}};
    QTest::newRow("nothing") << QByteArray() << Events{};
    QTest::newRow("empty lines") << QByteArray("\n\r\r\n\n") << Events{};
}

void TestEventStream::takesAnyStreamInAnyPieces()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<StreamEvent>, events);
    QCOMPARE(EventStream().take(text), events);
    for (qsizetype first = 0; first <= text.size(); ++first) {
        for (qsizetype second = first; second <= text.size(); ++second) {
            EventStream stream;
            auto taken = stream.take(QByteArrayView(text).first(first));
            taken += stream.take(QByteArrayView(text).sliced(first, second - first));
            taken += stream.take(QByteArrayView(text).sliced(second));
            QVERIFY2(taken == events, qPrintable(QStringLiteral("split at %1 and %2").arg(first).arg(second)));
        }
    }
    EventStream bytewise;
    QList<StreamEvent> taken;
    for (const char &byte : text)
        taken += bytewise.take(QByteArrayView(&byte, 1));
    QCOMPARE(taken, events);
}

void TestEventStream::goesOnFromTheLastIdOfAWholeEvent()
{
    EventStream stream;
    stream.take("id: 1\ndata: a\n\nid: 2\ndata: b\n");
    QCOMPARE(stream.lastId(), "1");
    stream.take("\n");
    QCOMPARE(stream.lastId(), "2");
}

void TestEventStream::takesTheSendersWishForAPause_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("a number") << QByteArray("retry: 2500\n") << qint64(2500);
    QTest::newRow("none") << QByteArray("data: 1\n") << qint64(-1);
    QTest::newRow("empty") << QByteArray("retry\n") << qint64(-1);
    QTest::newRow("a sign") << QByteArray("retry: -1\nretry: +1\n") << qint64(-1);
    QTest::newRow("a word") << QByteArray("retry: 1s\n") << qint64(-1);
    QTest::newRow("beyond all numbers") << QByteArray("retry: 99999999999999999999\n") << qint64(-1);
    QTest::newRow("nonsense after sense") << QByteArray("retry: 10\nretry: x\n") << qint64(10);
}

void TestEventStream::takesTheSendersWishForAPause()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, milliseconds);
    EventStream stream;
    stream.take(text);
    QCOMPARE(stream.retry().value_or(-1ms).count(), milliseconds);
}

void TestEventStream::believesNoEndlessLine()
{
    EventStream stream;
    const QByteArray piece(64 * 1024, 'x');
    for (int i = 0; i < 17; ++i)
        QVERIFY(stream.take(piece).isEmpty());
    QVERIFY(stream.isTooLarge());
    QVERIFY(stream.take("\n\ndata: a\n\n").isEmpty());
}

void TestEventStream::believesNoEndlessEvent()
{
    EventStream stream;
    const QByteArray line = "data: " + QByteArray(64 * 1024, 'x') + '\n';
    for (int i = 0; i < 17; ++i)
        QVERIFY(stream.take(line).isEmpty());
    QVERIFY(stream.isTooLarge());
    QVERIFY(stream.take("\n").isEmpty());
}

void TestEventStream::takesTheLargestEvent()
{
    EventStream stream;
    const QByteArray data(EventStream::largestEvent - 6, 'x');
    const auto events = stream.take("data: " + data + "\n\n");
    QVERIFY(!stream.isTooLarge());
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().data.size(), data.size());
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
