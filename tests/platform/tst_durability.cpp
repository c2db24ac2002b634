// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.h"
#include "service/service.h"
#include "service/stopsignal.h"
#include "servicefixture.h"
#include "systemcalltrace.h"

#include <QCoreApplication>
#include <QFile>
#include <QTest>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::test;

namespace {

constexpr int changes = 10;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The real service, put together by hand with a store that waits for no disk. Run as a process of its own.
int serveCarelessly(const QString &configFile)
{
    platformd::StopSignal stop;
    const auto values = platformd::readConfigFile(configFile, platformd::configKeys());
    const auto config = platformd::readConfig(platformd::effectiveValues({*values}));
    auto service = platformd::Service::open({
        .store = {.folder = config->dataFolder, .durability = platformd::Durability::None},
        .domain = config->domain,
        .namedProxies = {},
        .limits = config->limits,
        .identity = {.certificateChainPem = contentOf(config->certificateFile),
            .privateKeyPem = contentOf(config->certificateKeyFile)},
    });
    if (!service || !(*service)->listen(config->listen))
        return 1;
    QTextStream(stderr) << "Serving carelessly on port " << (*service)->port() << Qt::endl;
    stop.wait();
    (*service)->stop();
    return 0;
}

}

/// Nothing is answered before it is on disk, seen from outside: in the system calls of the running service.
class TestDurability : public QObject {
    Q_OBJECT

private slots:
    void readsTraces_data();
    void readsTraces();
    void syncsTheLogBeforeTheFirstByteOfTheAnswer();
    void noticesAServiceThatDoesNot();

private:
    static SyncOrder traced(RunningService &service);
};

void TestDurability::readsTraces_data()
{
    QTest::addColumn<QByteArray>("trace");
    QTest::addColumn<int>("synced");
    QTest::addColumn<int>("violations");
    const QByteArray wal = "12</data/platform.db-wal>";
    const QByteArray write = "7 pwrite64(" + wal + ", \"\"..., 24, 0) = 24\n";
    const QByteArray sync = "7 fdatasync(" + wal + ") = 0\n";
    const QByteArray send = "5 sendmsg(9<socket:[77]>, {}, 0) = 300\n";
    QTest::newRow("in order") << write + sync + send << 1 << 0;
    QTest::newRow("never synced") << write + send << 0 << 1;
    QTest::newRow("synced too late") << write + send + sync << 1 << 1;
    QTest::newRow("answered while syncing")
        << write + "7 fdatasync(" + wal + " <unfinished ...>\n" + send + "7 <... fdatasync resumed>) = 0\n"
        << 1 << 1;
    QTest::newRow("synced while another thread waited")
        << write + "7 fdatasync(" + wal + " <unfinished ...>\n7 <... fdatasync resumed>) = 0\n" + send << 1 << 0;
    QTest::newRow("sync failed") << write + "7 fdatasync(" + wal + ") = -1 EIO\n" + send << 0 << 1;
    QTest::newRow("synced something else") << write + "7 fdatasync(13</data/platform.db>) = 0\n" + send << 0 << 1;
    QTest::newRow("only reads") << send + send << 0 << 0;
}

void TestDurability::readsTraces()
{
    QFETCH(QByteArray, trace);
    QFETCH(int, synced);
    QFETCH(int, violations);
    const SyncOrder order = syncOrder(trace);
    QCOMPARE(order.syncedWrites, synced);
    QCOMPARE(order.violations.size(), violations);
}

SyncOrder TestDurability::traced(RunningService &service)
{
    const QString file = service.folder() + u"/trace"_s;
    // Leaks are looked for by tracing, and a process has one tracer only.
    service.setEnvironment(u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":detect_leaks=0"_s);
    if (!service.createTenant(u"alpha"_s))
        return {};
    service.runUnder(tracer(file));
    if (!service.start())
        return {};
    ApiClient chief = service.administrator("alpha");
    for (int revision = 0; revision < changes; ++revision)
        chief.put("/api/v1/settings/ipRestriction", ipRestriction(u"allowAll"_s, {u"192.0.2.%1"_s.arg(revision)}),
            {{"If-Match", '"' + QByteArray::number(revision) + '"'}});
    if (chief.revision("ipRestriction") != changes || !service.stop())
        return {};
    // The tracer is a process apart and writes to the end after the service has gone.
    const auto isWhole = [&] { return contentOf(file).contains("+++ exited with 0 +++"); };
    return QTest::qWaitFor(isWhole, 10'000) ? syncOrder(contentOf(file)) : SyncOrder();
}

void TestDurability::syncsTheLogBeforeTheFirstByteOfTheAnswer()
{
    RunningService service;
    const SyncOrder order = traced(service);
    QVERIFY2(order.violations.isEmpty(), qPrintable(order.violations.join(u'\n')));
    QVERIFY2(order.syncedWrites >= changes, qPrintable(u"%1 synced"_s.arg(order.syncedWrites)));
    QVERIFY(order.answers > changes);
}

void TestDurability::noticesAServiceThatDoesNot()
{
    RunningService service;
    service.runInstead({QCoreApplication::applicationFilePath(), u"--careless"_s});
    const SyncOrder order = traced(service);
    QVERIFY(order.answers > changes);
    QVERIFY2(order.violations.size() >= changes, qPrintable(u"%1 violations"_s.arg(order.violations.size())));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--careless"_L1)
        return serveCarelessly(arguments.value(3));
    TestDurability test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_durability.moc"
