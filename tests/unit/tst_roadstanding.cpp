// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/roadstanding.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = LetterOutcome::Kind;

namespace {

QStringList told;

void keep(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtWarningMsg)
        told << text;
}

const LetterOutcome taken{Kind::Taken, {AnswerKind::Server, u"250 ok"_s}, false};
const LetterOutcome dead{Kind::TryAgain, {AnswerKind::NotReached, u"Connection refused"_s}, true};

/// Has one answer for all letters.
class OneWordRoad final : public MailRoad {
public:
    LetterOutcome carry(const Letter &, const std::stop_token &) override { return outcome; }
    void rest() override { ++rests; }

    LetterOutcome outcome = dead;
    int rests = 0;
};

}

class TestRoadStanding : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        told.clear();
        m_before = qInstallMessageHandler(keep);
    }
    void cleanup() { qInstallMessageHandler(m_before); }

    void tellsOnceThatNothingGetsThrough();
    void isNotMovedByWhatSaysNothingOfTheWay_data();
    void isNotMovedByWhatSaysNothingOfTheWay();
    void leavesTheLogAloneWhereItComesAndGoes();
    void watchesARoad();

private:
    QtMessageHandler m_before = nullptr;
    const RoadStanding::Clock::time_point m_start = RoadStanding::Clock::now();
};

void TestRoadStanding::tellsOnceThatNothingGetsThrough()
{
    RoadStanding standing;
    standing.note(taken, m_start);
    QCOMPARE(told, QStringList());
    for (int i = 0; i < 3; ++i)
        standing.note(dead, m_start + i * 1h);
    QCOMPARE(told,
        QStringList{u"Mail does not get through and waits: "
                    "The mail server could not be reached: Connection refused."_s});
    standing.note(taken, m_start + 4h);
    standing.note(taken, m_start + 5h);
    QCOMPARE(told.mid(1), QStringList{u"Mail gets through again."_s});
    standing.note(dead, m_start + 6h);
    QCOMPARE(told.size(), 3);
}

void TestRoadStanding::isNotMovedByWhatSaysNothingOfTheWay_data()
{
    QTest::addColumn<LetterOutcome>("outcome");
    QTest::addColumn<bool>("isThrough");
    const auto row = [](const char *name, Kind kind, AnswerKind answer, bool concernsAll, bool isThrough) {
        QTest::newRow(name) << LetterOutcome{kind, {answer, u"words"_s}, concernsAll} << isThrough;
    };
    row("the service stops", Kind::NotTried, AnswerKind::None, true, false);
    row("cut off", Kind::TryAgain, AnswerKind::CutOff, false, false);
    row("no answer", Kind::NotKnown, AnswerKind::NoAnswer, false, false);
    row("this address not now", Kind::TryAgain, AnswerKind::Server, false, true);
    row("this address never", Kind::Refused, AnswerKind::Server, false, true);
}

void TestRoadStanding::isNotMovedByWhatSaysNothingOfTheWay()
{
    QFETCH(const LetterOutcome, outcome);
    QFETCH(const bool, isThrough);
    RoadStanding standing;
    standing.note(outcome, m_start);
    QCOMPARE(told.size(), 0);
    standing.note(dead, m_start);
    standing.note(outcome, m_start);
    QCOMPARE(told.size(), isThrough ? 2 : 1);
}

void TestRoadStanding::leavesTheLogAloneWhereItComesAndGoes()
{
    RoadStanding standing;
    for (int i = 0; i < 100; ++i) {
        standing.note(dead, m_start + i * 1s);
        standing.note(taken, m_start + i * 1s);
    }
    QCOMPARE(told.size(), 2);
    standing.note(dead, m_start + RoadStanding::quietFor);
    QCOMPARE(told.size(), 3);
}

void TestRoadStanding::watchesARoad()
{
    auto road = std::make_unique<OneWordRoad>();
    OneWordRoad &inside = *road;
    WatchedRoad watched(std::move(road), std::make_shared<RoadStanding>());
    QCOMPARE(watched.carry({}, {}).answer, dead.answer);
    inside.outcome = taken;
    QCOMPARE(watched.carry({}, {}).kind, Kind::Taken);
    QCOMPARE(told.size(), 2);
    watched.rest();
    QCOMPARE(inside.rests, 1);
}

QTEST_GUILESS_MAIN(TestRoadStanding)
#include "tst_roadstanding.moc"
