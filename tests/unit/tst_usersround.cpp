// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/usersround.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using items::UsersRound;
using platform::Failure;
using platform::User;

class TestUsersRound : public QObject {
    Q_OBJECT

private slots:
    void goesFromOneToTheNext();
    void goesOnAfterARefusal();
    void stopsWhereThePlatformIsAway();
    void stopsBetweenTwo();
    void hasNothingToDoForNobody();
    void takesTenThousandThatAreDoneAtOnce();

private:
    /// By a copy: what it calls may begin the next step, and with it another one.
    static void succeed(UsersRound::Done done) { done({}); }
    static QList<User> users(int count)
    {
        QList<User> users;
        for (int i = 1; i <= count; ++i)
            users.append({.id = i});
        return users;
    }
};

void TestUsersRound::goesFromOneToTheNext()
{
    UsersRound round;
    const QSignalSpy finished(&round, &UsersRound::finished);
    QList<qint64> begun;
    UsersRound::Done done;
    round.begin(users(2), [&](const User &user, const UsersRound::Done &then) {
        begun << user.id;
        done = then;
    });
    QCOMPARE(begun, (QList<qint64>{1}));
    QVERIFY(round.isUnderWay());
    QCOMPARE(round.left(), 2);
    succeed(done);
    QCOMPARE(begun, (QList<qint64>{1, 2}));
    QCOMPARE(round.left(), 1);
    succeed(done);
    QCOMPARE(finished.size(), 1);
    QVERIFY(!round.isUnderWay());
    QCOMPARE(round.succeeded(), 2);
}

void TestUsersRound::goesOnAfterARefusal()
{
    UsersRound round;
    round.begin(users(3), [](const User &user, const UsersRound::Done &done) {
        done(user.id == 2 ? std::optional(Failure{.kind = Failure::Kind::Refused}) : std::nullopt);
    });
    QVERIFY(!round.isUnderWay());
    QCOMPARE(round.succeeded(), 2);
    QCOMPARE(round.failed().size(), 1);
    QCOMPARE(round.failed().first().user.id, 2);
    QCOMPARE(round.left(), 0);
}

void TestUsersRound::stopsWhereThePlatformIsAway()
{
    UsersRound round;
    round.begin(
        users(50), [](const User &, const UsersRound::Done &done) { done(Failure{.kind = Failure::Kind::TimedOut}); });
    QVERIFY(!round.isUnderWay());
    QCOMPARE(round.failed().size(), 1);
    QCOMPARE(round.left(), 49);
}

void TestUsersRound::stopsBetweenTwo()
{
    UsersRound round;
    UsersRound::Done done;
    round.begin(users(3), [&](const User &, const UsersRound::Done &then) { done = then; });
    round.stop();
    QVERIFY(round.isUnderWay()); // What is begun is carried through.
    succeed(done);
    QVERIFY(!round.isUnderWay());
    QCOMPARE(round.succeeded(), 1);
    QCOMPARE(round.left(), 2);
}

void TestUsersRound::hasNothingToDoForNobody()
{
    UsersRound round;
    const QSignalSpy finished(&round, &UsersRound::finished);
    round.begin({}, [](const User &, const UsersRound::Done &) { QFAIL("There is nobody."); });
    QCOMPARE(finished.size(), 1);
}

void TestUsersRound::takesTenThousandThatAreDoneAtOnce()
{
    UsersRound round;
    round.begin(users(10'000), [](const User &, const UsersRound::Done &done) { done({}); });
    QCOMPARE(round.succeeded(), 10'000);
}

QTEST_GUILESS_MAIN(TestUsersRound)
#include "tst_usersround.moc"
