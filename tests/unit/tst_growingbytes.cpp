// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/growingbytes.h"

#include <QTest>

#include <thread>

using namespace sekimori;
using namespace sekimori::audit::engine;
using namespace Qt::StringLiterals;

constexpr auto never = Bytes::Clock::time_point::max();

class TestGrowingBytes : public QObject {
    Q_OBJECT

private slots:
    void neverMoves();
    void refusesMoreThanItsLimit();
    void wakesWhoWaits();
    void stopsWaiting();
    void waitsNoLongerThanItIsTold();
};

void TestGrowingBytes::neverMoves()
{
    const auto bytes = GrowingBytes::create(64 << 20).value();
    QVERIFY(bytes->append("first"));
    const std::string_view first = bytes->available();
    const std::string more(40 << 20, 'm');
    QVERIFY(bytes->append(more));
    QCOMPARE(first, std::string_view("first"));
    QCOMPARE(bytes->available().data(), first.data());
    QCOMPARE(bytes->available().size(), more.size() + 5);
    QVERIFY(!bytes->isComplete());
    bytes->finish();
    QVERIFY(bytes->isComplete());
}

void TestGrowingBytes::refusesMoreThanItsLimit()
{
    const auto bytes = GrowingBytes::create(10).value();
    QVERIFY(bytes->append("0123456789"));
    const auto refused = bytes->append("x");
    QVERIFY(!refused);
    QVERIFY(refused.error().is(messages::TextTooLarge));
    QCOMPARE(refused.error().kind, ErrorKind::TooLarge);
    QCOMPARE(bytes->available(), std::string_view("0123456789"));
}

void TestGrowingBytes::wakesWhoWaits()
{
    const auto bytes = GrowingBytes::create(1'000).value();
    std::string_view seen;
    std::string_view last;
    std::jthread reader([&] {
        seen = bytes->waitFor(6, {}, never);
        last = bytes->waitFor(100, {}, never);
    });
    QVERIFY(bytes->append("abc"));
    QVERIFY(bytes->append("def"));
    bytes->finish();
    reader.join();
    QVERIFY(seen.starts_with("abcdef"));
    QCOMPARE(last, std::string_view("abcdef"));
}

void TestGrowingBytes::stopsWaiting()
{
    const auto bytes = GrowingBytes::create(1'000).value();
    std::jthread reader([&](const std::stop_token &stop) { bytes->waitFor(1, stop, never); });
    reader.request_stop();
    reader.join();
    QVERIFY(!bytes->isComplete());
}

void TestGrowingBytes::waitsNoLongerThanItIsTold()
{
    const auto bytes = GrowingBytes::create(1'000).value();
    QVERIFY(bytes->append("abc"));
    const auto end = Bytes::Clock::now() + std::chrono::milliseconds(20);
    QCOMPARE(bytes->waitFor(4, {}, end), std::string_view("abc"));
    QVERIFY(Bytes::Clock::now() >= end);
    QVERIFY(!bytes->isComplete());
}

QTEST_GUILESS_MAIN(TestGrowingBytes)
#include "tst_growingbytes.moc"
