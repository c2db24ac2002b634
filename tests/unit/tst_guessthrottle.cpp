// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/guessthrottle.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

std::optional<IpAddress> address(QStringView text)
{
    return IpAddress::parse(text).value();
}

const GuessThrottle::Clock::time_point start{};

}

class TestGuessThrottle : public QObject {
    Q_OBJECT

private slots:
    void letsAFewGuessesThroughThenOnePerPause();
    void forgivesWithTime();
    void tellsNeighboursApartButNotInOneIpv6Network();
    void countsUnknownAddressesAsOne();
    void remembersABoundedNumber();
    void neverMakesAnybodyWaitForLong();
    void judgesNoMoreOfACrowdThanOneByOne();
};

void TestGuessThrottle::letsAFewGuessesThroughThenOnePerPause()
{
    GuessThrottle throttle({.burst = 3, .pause = 10s});
    const auto guesser = address(u"192.0.2.1");
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!throttle.waitFor(guesser, start));
        throttle.noteWrong(guesser, start);
    }
    QCOMPARE(throttle.waitFor(guesser, start), 10s);
    QCOMPARE(throttle.waitFor(guesser, start + 9500ms), 1s);
    QVERIFY(!throttle.waitFor(guesser, start + 10s));
    throttle.noteWrong(guesser, start + 10s);
    QCOMPARE(throttle.waitFor(guesser, start + 10s), 10s);
}

void TestGuessThrottle::forgivesWithTime()
{
    GuessThrottle throttle({.burst = 2, .pause = 10s});
    const auto guesser = address(u"192.0.2.1");
    throttle.noteWrong(guesser, start);
    throttle.noteWrong(guesser, start);
    QVERIFY(throttle.waitFor(guesser, start));
    throttle.noteWrong(guesser, start + 1h);
    QVERIFY(!throttle.waitFor(guesser, start + 1h));
}

void TestGuessThrottle::tellsNeighboursApartButNotInOneIpv6Network()
{
    GuessThrottle throttle({.burst = 1, .pause = 10s});
    throttle.noteWrong(address(u"192.0.2.1"), start);
    QVERIFY(throttle.waitFor(address(u"192.0.2.1"), start));
    QVERIFY(!throttle.waitFor(address(u"192.0.2.2"), start));
    throttle.noteWrong(address(u"2001:db8:1:2::1"), start);
    QVERIFY(throttle.waitFor(address(u"2001:db8:1:2:ffff::9"), start));
    QVERIFY(!throttle.waitFor(address(u"2001:db8:1:3::1"), start));
}

void TestGuessThrottle::countsUnknownAddressesAsOne()
{
    GuessThrottle throttle({.burst = 1, .pause = 10s});
    throttle.noteWrong(std::nullopt, start);
    QVERIFY(throttle.waitFor(std::nullopt, start));
}

void TestGuessThrottle::remembersABoundedNumber()
{
    GuessThrottle throttle({.burst = 1, .pause = 10s, .addresses = 3});
    for (const auto text : {u"192.0.2.1", u"192.0.2.2", u"192.0.2.3"})
        throttle.noteWrong(address(text), start + 1s);
    throttle.noteWrong(address(u"192.0.2.3"), start + 1s);
    throttle.noteWrong(address(u"192.0.2.4"), start + 2s);
    // One of those that owed least had to go; the worst and the newest are remembered.
    QVERIFY(throttle.waitFor(address(u"192.0.2.3"), start + 2s));
    QVERIFY(throttle.waitFor(address(u"192.0.2.4"), start + 2s));
    const int remembered = int(throttle.waitFor(address(u"192.0.2.1"), start + 2s).has_value())
        + int(throttle.waitFor(address(u"192.0.2.2"), start + 2s).has_value());
    QCOMPARE(remembered, 1);
}

void TestGuessThrottle::neverMakesAnybodyWaitForLong()
{
    GuessThrottle throttle({.burst = 3, .pause = 10s});
    const auto guesser = address(u"192.0.2.1");
    for (int i = 0; i < 100'000; ++i)
        throttle.noteWrong(guesser, start);
    QVERIFY(throttle.waitFor(guesser, start).value() <= 120s);
}

void TestGuessThrottle::judgesNoMoreOfACrowdThanOneByOne()
{
    GuessThrottle throttle({.burst = 4, .pause = 600s});
    const auto guesser = address(u"192.0.2.1");
    std::atomic<int> judged = 0;
    std::atomic<int> slowed = 0;
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 40; ++i)
            crowd.emplace_back([&] {
                const auto turn = throttle.begin(guesser);
                if (turn)
                    throttle.noteWrong(guesser);
                ++(turn ? judged : slowed);
            });
    }
    QCOMPARE(judged, 4);
    QCOMPARE(slowed, 36);
    // Those who are right all come in, however many they are.
    judged = 0;
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 40; ++i)
            crowd.emplace_back([&] { judged += throttle.begin(address(u"192.0.2.2")).has_value(); });
    }
    QCOMPARE(judged, 40);
}

QTEST_GUILESS_MAIN(TestGuessThrottle)
#include "tst_guessthrottle.moc"
