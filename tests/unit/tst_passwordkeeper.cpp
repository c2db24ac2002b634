// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/passwordkeeper.h"

#include <QCoreApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::platform;

/// Runs where no keyring answers, so that nobody's own keyring is touched by a test.
class TestPasswordKeeper : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void saysThatThereIsNoKeyring();
    void neverCallsBackToTheDead();
};

void TestPasswordKeeper::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    qunsetenv("KDE_FULL_SESSION");
    qunsetenv("DISPLAY");
}

void TestPasswordKeeper::saysThatThereIsNoKeyring()
{
    const PasswordKeeper keeper;
    std::optional<PasswordKeeper::Done> kept;
    keeper.keep(u"profile-1"_s, u"secret"_s, this, [&](const auto &done) { kept = done; });
    QTRY_VERIFY(kept.has_value());
    QVERIFY(!*kept);
    QCOMPARE(kept->error().kind, KeyringFailure::Kind::NoKeyring);
    QVERIFY(!toText(kept->error()).contains(u"secret"));

    std::optional<PasswordKeeper::Read> read;
    keeper.read(u"profile-1"_s, this, [&](const auto &answer) { read = answer; });
    QTRY_VERIFY(read.has_value());
    QVERIFY(!*read);
    QCOMPARE(read->error().kind, KeyringFailure::Kind::NoKeyring);
}

void TestPasswordKeeper::neverCallsBackToTheDead()
{
    const PasswordKeeper keeper;
    bool wasCalled = false;
    bool isThrough = false;
    {
        QObject context;
        keeper.read(u"profile-1"_s, &context, [&](const auto &) { wasCalled = true; });
    }
    keeper.read(u"profile-1"_s, this, [&](const auto &) { isThrough = true; });
    QTRY_VERIFY(isThrough);
    QVERIFY(!wasCalled);
}

QTEST_GUILESS_MAIN(TestPasswordKeeper)

#include "tst_passwordkeeper.moc"
