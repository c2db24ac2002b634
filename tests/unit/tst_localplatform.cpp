// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/localplatform.h"

#include <QFile>
#include <QJsonDocument>
#include <QLocalServer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori::platform;
using Kind = LocalFailure::Kind;
using Step = LocalPlatform::Step;

namespace {
QByteArray answer()
{
    static const QString pem = QString::fromLatin1(fake::authority().certificatePem);
    return QJsonDocument(
               QJsonObject{{u"address"_s, u"127.0.0.1"_s}, {u"port"_s, 8443},
                   {u"hostName"_s, u"demo.sekimori.localhost"_s}, {u"user"_s, u"admin"_s},
                   {u"oneTimeToken"_s, u"once"_s}, {u"authorityPem"_s, pem}, {u"mailFolder"_s, u"/data/mail"_s}})
               .toJson(QJsonDocument::Compact)
        + '\n';
}

/// The other end of the control socket.
class Control : public QObject {
public:
    explicit Control(QByteArray reply)
        : m_reply(std::move(reply))
    {
        connect(&m_server, &QLocalServer::newConnection, this, [this] {
            m_lease = m_server.nextPendingConnection();
            connect(m_lease, &QLocalSocket::readyRead, this, [this] { read(); });
        });
    }

    bool listen(const QString &folder)
    {
        QLocalServer::removeServer(folder + "/control.sock"_L1);
        return m_server.listen(folder + "/control.sock"_L1);
    }
    QLocalSocket *lease() const { return m_lease; }
    const QByteArray &received() const { return m_received; }

private:
    void read()
    {
        m_received += m_lease->readAll();
        if (!m_received.endsWith('\n'))
            return;
        // In two pieces, as a stream may bring it.
        m_lease->write(m_reply.left(m_reply.size() / 2));
        m_lease->flush();
        QTimer::singleShot(0, m_lease, [this] { m_lease->write(m_reply.mid(m_reply.size() / 2)); });
    }

    QByteArray m_reply;
    QByteArray m_received;
    QLocalServer m_server;
    QPointer<QLocalSocket> m_lease;
};
}

class TestLocalPlatform : public QObject {
    Q_OBJECT

private slots:
    void init();
    void joinsTheOneThatRuns();
    void endsTheLeaseWhenItGoes();
    void startsOneWhereNoneRuns();
    void tellsThatTheProgramIsMissing();
    void tellsThatItEndedAndWhatItSaid();
    void losesPatience();
    void tellsWhyItWasRefused();
    void callsNonsenseNonsense_data();
    void callsNonsenseNonsense();
    void tellsThatTheLeaseIsLost();
    void canJoinAgain();

private:
    LocalPlatformPlaces places() const
    {
        return {.dataFolder = m_folder->path(), .program = m_program, .patience = 20s};
    }
    /// Makes m_program a program that plays the part @p part (see playPart).
    void letProgramPlay(const QByteArray &part);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_program;
};

void TestLocalPlatform::init()
{
    qRegisterMetaType<LocalAccess>();
    qRegisterMetaType<LocalFailure>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = m_folder->filePath(u"sekimorid"_s);
}

void TestLocalPlatform::letProgramPlay(const QByteArray &part)
{
    qputenv("SEKIMORI_TEST_PART", part);
    QVERIFY(QFile::link(QCoreApplication::applicationFilePath(), m_program));
}

void TestLocalPlatform::joinsTheOneThatRuns()
{
    Control control(answer());
    QVERIFY(control.listen(m_folder->path()));
    LocalPlatform platform(places());
    QSignalSpy joined(&platform, &LocalPlatform::joined);
    platform.join();
    QTRY_COMPARE(joined.size(), 1);
    const auto access = joined.first().first().value<LocalAccess>();
    QCOMPARE(access.profile.address, u"127.0.0.1"_s);
    QCOMPARE(access.profile.port, 8443);
    QCOMPARE(access.profile.hostName, u"demo.sekimori.localhost"_s);
    QCOMPARE(access.profile.userName, u"admin"_s);
    QVERIFY(!access.profile.pinnedAuthority.isEmpty());
    QCOMPARE(access.oneTimeToken, u"once"_s);
    QCOMPARE(access.profile.mailFolder, u"/data/mail"_s);
    QCOMPARE(control.received(), "{\"command\":\"join\"}\n");
    QVERIFY(platform.isJoined());
    QCOMPARE(control.lease()->state(), QLocalSocket::ConnectedState);
}

void TestLocalPlatform::endsTheLeaseWhenItGoes()
{
    Control control(answer());
    QVERIFY(control.listen(m_folder->path()));
    {
        LocalPlatform platform(places());
        platform.join();
        QTRY_VERIFY(platform.isJoined());
    }
    QTRY_COMPARE(control.lease()->state(), QLocalSocket::UnconnectedState);
}

void TestLocalPlatform::startsOneWhereNoneRuns()
{
    letProgramPlay("platform");
    LocalPlatform platform(places());
    QList<Step> steps;
    connect(&platform, &LocalPlatform::stepChanged, this, [&](Step step) { steps << step; });
    const QSignalSpy failed(&platform, &LocalPlatform::failed);
    platform.join();
    QTRY_VERIFY(platform.isJoined());
    QCOMPARE(steps, (QList{Step::Starting, Step::Joining, Step::Joined}));
    QCOMPARE(failed.size(), 0);
}

void TestLocalPlatform::tellsThatTheProgramIsMissing()
{
    LocalPlatform platform(places());
    QSignalSpy failed(&platform, &LocalPlatform::failed);
    platform.join();
    QTRY_COMPARE(failed.size(), 1);
    const auto failure = failed.first().first().value<LocalFailure>();
    QCOMPARE(failure.kind, Kind::ProgramMissing);
    QVERIFY(toText(failure).contains(m_program));
}

void TestLocalPlatform::tellsThatItEndedAndWhatItSaid()
{
    letProgramPlay("failure");
    LocalPlatform platform(places());
    QSignalSpy failed(&platform, &LocalPlatform::failed);
    platform.join();
    QTRY_COMPARE(failed.size(), 1);
    const auto failure = failed.first().first().value<LocalFailure>();
    // A system whose first process does not collect the dead shows them as running.
    QVERIFY(failure.kind == Kind::Ended || failure.kind == Kind::TooSlow);
    QVERIFY(failure.lastWords.endsWith(u"the disk is full"));
}

void TestLocalPlatform::losesPatience()
{
    letProgramPlay("sloth");
    LocalPlatformPlaces impatient = places();
    impatient.patience = 300ms;
    LocalPlatform platform(impatient);
    QSignalSpy failed(&platform, &LocalPlatform::failed);
    platform.join();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<LocalFailure>().kind, Kind::TooSlow);
}

void TestLocalPlatform::tellsWhyItWasRefused()
{
    Control control(R"({"error":{"code":"x","message":"Too many consoles."}})"
                    "\n");
    QVERIFY(control.listen(m_folder->path()));
    LocalPlatform platform(places());
    QSignalSpy failed(&platform, &LocalPlatform::failed);
    platform.join();
    QTRY_COMPARE(failed.size(), 1);
    const auto failure = failed.first().first().value<LocalFailure>();
    QCOMPARE(failure.kind, Kind::Refused);
    QVERIFY(toText(failure).contains(u"Too many consoles."));
}

void TestLocalPlatform::callsNonsenseNonsense_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("no JSON") << QByteArray("hello\n");
    QTest::newRow("empty line") << QByteArray("\n");
    QTest::newRow("nothing in it") << QByteArray("{}\n");
    QTest::newRow("no pin") << QByteArray(
        R"({"address":"127.0.0.1","port":1,"hostName":"a.localhost","user":"a","oneTimeToken":"b"})"
        "\n");
    QByteArray beyond = answer();
    QTest::newRow("port beyond range") << beyond.replace("8443", "73979");
    QTest::newRow("never a line") << QByteArray(300 * 1024, 'x');
}

void TestLocalPlatform::callsNonsenseNonsense()
{
    QFETCH(QByteArray, reply);
    Control control(reply);
    QVERIFY(control.listen(m_folder->path()));
    LocalPlatform platform(places());
    QSignalSpy failed(&platform, &LocalPlatform::failed);
    platform.join();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<LocalFailure>().kind, Kind::Nonsense);
}

void TestLocalPlatform::tellsThatTheLeaseIsLost()
{
    auto control = std::make_unique<Control>(answer());
    QVERIFY(control->listen(m_folder->path()));
    LocalPlatform platform(places());
    QSignalSpy failed(&platform, &LocalPlatform::failed);
    platform.join();
    QTRY_VERIFY(platform.isJoined());
    control.reset();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<LocalFailure>().kind, Kind::LeaseLost);
    QVERIFY(!platform.isJoined());
}

void TestLocalPlatform::canJoinAgain()
{
    LocalPlatform platform(places());
    QSignalSpy failed(&platform, &LocalPlatform::failed);
    platform.join();
    QTRY_COMPARE(failed.size(), 1);
    Control control(answer());
    QVERIFY(control.listen(m_folder->path()));
    platform.join();
    QTRY_VERIFY(platform.isJoined());
    QCOMPARE(failed.size(), 1);
}

/// What this very program does when a test has started it in the place of sekimorid.
static int playPart(QCoreApplication &application, const QByteArray &part)
{
    if (part == "failure") {
        std::fputs("starting\nthe disk is full\n", stderr);
        return 1;
    }
    // However a test ends, nothing of it stays behind.
    QTimer::singleShot(180s, &application, [] { QCoreApplication::exit(2); });
    Control control(answer());
    QTimer untilUnused;
    QObject::connect(&untilUnused, &QTimer::timeout, &application, [&] {
        if (control.lease() && control.lease()->state() == QLocalSocket::UnconnectedState)
            QCoreApplication::quit();
    });
    untilUnused.start(50ms);
    if (part == "sloth" || !control.listen(qEnvironmentVariable("SEKIMORI_LOCAL_DATA")))
        QTimer::singleShot(2s, &application, [] { QCoreApplication::exit(1); });
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(u"--local"_s))
        return playPart(application, qgetenv("SEKIMORI_TEST_PART"));
    TestLocalPlatform test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_localplatform.moc"
