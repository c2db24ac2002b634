// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicefixture.h"

#include <QScopeGuard>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

constexpr int connections = 6;

/// Odd while the requests' address is let in, even while it is not. Raised when an answer to a change was read.
using Era = std::atomic<int>;

int statusIn(int era)
{
    return era % 2 == 1 ? 200 : 403;
}

struct Tally {
    int asked = 0;
    int judged = 0; ///< those during which nothing was under way
    QStringList wrong;
};

/// So many requests at least meet each rule: the next change waits for them.
constexpr int requestsBetween = 40;

/// What all connections have come to.
struct Progress {
    std::atomic<int> answered = 0;
    std::atomic<int> judged = 0;
    std::atomic<bool> isDone = false;
};

/// Asks over one connection again and again. A request is judged by the era in which its first byte was sent, when no
/// change was under way from then until its answer.
Tally ask(ApiClient client, const Era &begun, const Era &inForce, Progress &progress)
{
    Tally tally;
    for (; !progress.isDone; ++tally.asked) {
        const int era = inForce;
        const int status = client.get("/sign-in").status;
        // The change that may have begun meanwhile gives either answer its right; an older rule never has it.
        const bool isSettled = begun == era;
        tally.judged += isSettled ? 1 : 0;
        const bool isKnown = status == 200 || status == 403;
        if (!isKnown || (isSettled && status != statusIn(era)))
            tally.wrong.append(u"request %1 in era %2 met %3"_s.arg(tally.asked).arg(era).arg(status));
        progress.judged += isSettled ? 1 : 0;
        ++progress.answered;
        progress.answered.notify_one();
    }
    return tally;
}

}

/// What the platform promises: a request that was sent after the answer to a change was read meets the new rule.
class TestInForce : public QObject {
    Q_OBJECT

private slots:
    void noRequestMeetsTheOldRuleOnceTheAnswerWasRead();
};

void TestInForce::noRequestMeetsTheOldRuleOnceTheAnswerWasRead()
{
    RunningService service;
    QVERIFY(service.start());
    QVERIFY(service.createTenant(u"alpha"_s));
    ApiClient chief = service.administrator("alpha");
    const QJsonObject open = ipRestriction(u"allowAll"_s);
    const QJsonObject closed = ipRestriction(u"allowListed"_s, {u"127.0.0.1"_s});

    Era begun = 1;
    Era inForce = 1;
    Progress progress;
    std::vector<Tally> tallies(connections);
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < tallies.size(); ++i)
        threads.emplace_back(
            [&, i] { tallies[i] = ask(service.client("alpha", "127.0.0.2"), begun, inForce, progress); });
    const auto ended = qScopeGuard([&progress] { progress.isDone = true; });

    qint64 revision = 0;
    // However long the disk takes for a change: until enough requests have met a rule that stood still.
    while (progress.answered < 10'000 || progress.judged < 2'500 || revision < 30) {
        const int enough = progress.answered + requestsBetween;
        for (int seen = progress.answered; seen < enough; seen = progress.answered)
            progress.answered.wait(seen);
        ++begun;
        const ApiAnswer answer = chief.put("/api/v1/settings/ipRestriction", begun % 2 == 1 ? open : closed,
            {{"If-Match", '"' + QByteArray::number(revision) + '"'}});
        QCOMPARE(answer.status, 200);
        ++inForce;
        ++revision;
    }
    progress.isDone = true;
    threads.clear();

    int asked = 0;
    int judged = 0;
    for (const Tally &tally : tallies) {
        QVERIFY2(tally.wrong.isEmpty(), qPrintable(tally.wrong.join(u'\n')));
        asked += tally.asked;
        judged += tally.judged;
    }
    QVERIFY(asked >= 10'000);
    QVERIFY(judged >= 2'500);
    QVERIFY(service.stop());
}

QTEST_GUILESS_MAIN(TestInForce)
#include "tst_inforce.moc"
