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

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
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
    void syncsTheLogBeforeTheAnswerIsThere();
    void noticesAServiceThatDoesNot();

private:
    static std::optional<int> countSyncedBeforeTheirAnswers(RunningService &service);
};

void TestDurability::readsTraces_data()
{
    QTest::addColumn<QByteArray>("trace");
    QTest::addColumn<std::vector<LogSync>>("syncs");
    const QByteArray wal = "12</data/platform.db-wal>";
    const QByteArray write = "7 100.000100 pwrite64(" + wal + ", \"\"..., 24, 0) = 24 <0.000020>\n";
    const QByteArray again = "7 100.000300 pwrite64(" + wal + ", \"\"..., 24, 0) = 24 <0.000020>\n";
    const QByteArray sync = "7 100.000400 fdatasync(" + wal + ") = 0 (DELAYED) <0.020500>\n";
    const QByteArray begun = "7 100.000400 fdatasync(" + wal + " <unfinished ...>\n";
    const QByteArray resumed = "7 100.020900 <... fdatasync resumed>) = 0 (DELAYED) <0.020500>\n";
    const TraceTime second(100s);
    const auto at
        = [&](int written, int done) { return std::vector<LogSync>{{second + written * 1us, second + done * 1us}}; };
    const std::vector<LogSync> none;
    QTest::newRow("nothing") << QByteArray() << none;
    QTest::newRow("in order") << write + sync << at(100, 20'900);
    QTest::newRow("two writes") << write + again + sync << at(100, 20'900);
    QTest::newRow("never synced") << write << none;
    QTest::newRow("nothing new") << sync << none;
    QTest::newRow("nothing new since") << write + sync + sync << at(100, 20'900);
    QTest::newRow("cut in two") << write + begun + "5 100.000500 write(3</log>, \"\"..., 1) = 1\n" + resumed
                                << at(100, 20'900);
    QTest::newRow("written while syncing") << begun + write + resumed << none;
    QTest::newRow("not back yet") << write + begun << none;
    QTest::newRow("another thread's sync came back")
        << write + begun + "5 100.000500 fdatasync(9</log>) = 0 <0.000010>\n"
        << none;
    QTest::newRow("sync failed") << write + "7 100.000400 fdatasync(" + wal + ") = -1 EIO (Input/output error)\n"
                                 << none;
    QTest::newRow("synced something else") << write + "7 100.000400 fdatasync(13</data/platform.db>) = 0\n" << none;
}

void TestDurability::readsTraces()
{
    QFETCH(QByteArray, trace);
    QTEST(logSyncs(trace), "syncs");
}

/// Of @c changes changes one after another, how many were answered only when something that was written after they
/// had been sent was on disk.
std::optional<int> TestDurability::countSyncedBeforeTheirAnswers(RunningService &service)
{
    const QString file = service.folder() + u"/trace"_s;
    // Leaks are looked for by tracing, and a process has one tracer only.
    service.setEnvironment(u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":detect_leaks=0"_s);
    if (!service.createTenant(u"alpha"_s))
        return {};
    service.runUnder(slowDiskTracer(file));
    if (!service.start())
        return {};
    ApiClient chief = service.administrator("alpha");
    const auto now = [] { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); };
    std::vector<std::pair<TraceTime, TraceTime>> spans; // From before a change is sent until its answer is there.
    for (int revision = 0; revision < changes; ++revision) {
        const TraceTime sent = now();
        chief.put("/api/v1/settings/ipRestriction", ipRestriction(u"allowAll"_s, {u"192.0.2.%1"_s.arg(revision)}),
            {{"If-Match", '"' + QByteArray::number(revision) + '"'}});
        spans.emplace_back(sent, now());
    }
    if (chief.revision("ipRestriction") != changes || !service.stop())
        return {};
    // The tracer is a process apart and writes to the end after the service has gone.
    const auto isWhole = [&] { return contentOf(file).contains("+++ exited with 0 +++"); };
    if (!QTest::qWaitFor(isWhole, 30s))
        return {};
    const std::vector<LogSync> syncs = logSyncs(contentOf(file));
    return int(std::ranges::count_if(spans, [&](const auto &span) {
        return std::ranges::any_of(
            syncs, [&](const LogSync &sync) { return span.first <= sync.written && sync.done <= span.second; });
    }));
}

void TestDurability::syncsTheLogBeforeTheAnswerIsThere()
{
    RunningService service;
    QCOMPARE(countSyncedBeforeTheirAnswers(service), changes);
}

void TestDurability::noticesAServiceThatDoesNot()
{
    RunningService service;
    service.runInstead({QCoreApplication::applicationFilePath(), u"--careless"_s});
    QCOMPARE(countSyncedBeforeTheirAnswers(service), 0);
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
