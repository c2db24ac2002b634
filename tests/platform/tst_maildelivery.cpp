// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailreceiver.h"
#include "servicefixture.h"
#include "store/mailrows.h"
#include "store/tenants.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::test;
using namespace Qt::StringLiterals;

/// The real service, killed while it sends: no mail is lost, and none goes twice that is not told so.
class TestMailDelivery : public QObject {
    Q_OBJECT

private slots:
    void losesNoMailWhenItIsKilled();
    void keepsThePasswordOutOfItsLog();
    void syncsAMailAndItsFolder();

private:
    static void enqueue(const RunningService &service, int count);
    /// The calls of @p trace about @p folder, such as "fsync folder", or about files in it.
    static QStringList callsAbout(const QString &folder, const QByteArray &trace);
    static QJsonArray deliveries(const RunningService &service, const QByteArray &state);
};

void TestMailDelivery::enqueue(const RunningService &service, int count)
{
    const auto tenants = Tenants::open({.folder = service.folder() + u"/data"_s}).value();
    const TenantId alpha = tenants->snapshot()->bySubdomain.value("alpha")->id;
    const auto done = tenants->store().write([&](Transaction &transaction) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            OutgoingMail mail;
            mail.topic = u"warning"_s;
            mail.recipients = {u"a%1@example.test"_s.arg(i)};
            mail.subject = u"Number %1"_s.arg(i);
            if (const auto queued = enqueueMail(transaction, alpha, mail, tenants->now()); !queued)
                return std::unexpected(queued.error());
        }
        return {};
    });
    QVERIFY(done);
}

QJsonArray TestMailDelivery::deliveries(const RunningService &service, const QByteArray &state)
{
    ApiClient chief = service.administrator("alpha");
    return chief.get("/api/v1/alerts/deliveries?limit=200&state=" + state).json()["deliveries"_L1].toArray();
}

void TestMailDelivery::losesNoMailWhenItIsKilled()
{
    constexpr int count = 200;
    MailReceiver receiver;
    QVERIFY(receiver.start({u"--brief"_s}));
    RunningService service;
    service.configure("smtp-server = 127.0.0.1:" + QByteArray::number(receiver.port())
        + "\nsmtp-security = none\nmail-from = sekimori@example.test\n");
    QVERIFY(service.createTenant(u"alpha"_s));
    enqueue(service, count);
    for (const int taken : {10, 60, 120}) {
        QVERIFY(service.start());
        QTRY_VERIFY_WITH_TIMEOUT(receiver.told().size() > taken, 120'000);
        service.kill();
    }
    QVERIFY(service.start());
    QTRY_COMPARE_WITH_TIMEOUT(deliveries(service, "sent").size(), count, 120'000);
    // What went twice is the same mail, and the delivery log says that it may.
    QMap<QString, QStringList> byAddress;
    for (const QJsonObject &mail : receiver.told()) {
        if (mail.contains("messageId"_L1))
            byAddress[mail["to"_L1].toString()].append(mail["messageId"_L1].toString());
    }
    QCOMPARE(byAddress.size(), count);
    for (const QJsonValue &delivery : deliveries(service, "sent")) {
        const QJsonObject recipient = delivery["recipients"_L1][0].toObject();
        QStringList ids = byAddress[recipient["address"_L1].toString()];
        QVERIFY(ids.size() <= recipient["attempts"_L1].toInt());
        ids.removeDuplicates();
        QCOMPARE(ids.size(), 1);
    }
    QVERIFY(service.stop());
}

void TestMailDelivery::keepsThePasswordOutOfItsLog()
{
    MailReceiver receiver;
    QVERIFY(receiver.start({u"--user"_s, u"relay:sesame-4711"_s}));
    RunningService service;
    QFile password(service.folder() + u"/smtp-password"_s);
    QVERIFY(password.open(QIODevice::WriteOnly) && password.write("sesame-4711\n") > 0);
    password.close();
    QVERIFY(password.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    service.configure("smtp-server = 127.0.0.1:" + QByteArray::number(receiver.port())
        + "\nsmtp-security = none\nsmtp-user = relay\nsmtp-password-file = " + password.fileName().toUtf8()
        + "\nmail-from = sekimori@example.test\nlog-level = debug\n");
    QVERIFY(service.createTenant(u"alpha"_s));
    enqueue(service, 1);
    QVERIFY(service.start());
    QVERIFY(receiver.next()["isSignedIn"_L1].toBool());
    QByteArray printed;
    QCOMPARE(service.command({u"--print-config"_s}, &printed), 0);
    QVERIFY(service.stop());
    for (const QByteArray &text : {service.log(), printed}) {
        QVERIFY(!text.contains("sesame"));
        QVERIFY(!text.contains(QByteArray("sesame-4711").toBase64()));
    }
    QVERIFY(service.log().contains("smtp-security")); // The warning that it goes over the network as it is.
}

QStringList TestMailDelivery::callsAbout(const QString &folder, const QByteArray &trace)
{
    static const QRegularExpression line(u"^\\d+ +(\\w+)\\((.*)$"_s);
    QStringList calls;
    for (const QString &text : QString::fromUtf8(trace).split(u'\n')) {
        const auto call = line.match(text);
        if (!call.hasMatch() || !call.captured(2).contains(folder))
            continue;
        calls << call.captured(1) + (call.captured(2).contains(folder + u'/') ? u" file"_s : u" folder"_s);
    }
    return calls;
}

/// A file of that name is whole, and stays when the power fails.
void TestMailDelivery::syncsAMailAndItsFolder()
{
    RunningService service;
    const QString folder = service.folder() + u"/letters"_s;
    const QString trace = service.folder() + u"/trace"_s;
    service.configure("mail-folder = " + folder.toUtf8() + "\nmail-from = sekimori@example.test\n");
    QVERIFY(service.createTenant(u"alpha"_s));
    enqueue(service, 1);
    // Leaks are looked for by tracing, and a process has one tracer only.
    service.setEnvironment(u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":detect_leaks=0"_s);
    service.runUnder({u"strace"_s, u"-D"_s, u"-f"_s, u"-y"_s, u"-q"_s, u"-s"_s, u"500"_s, u"-o"_s, trace, u"-e"_s,
        u"trace=write,fsync"_s});
    QVERIFY(service.start());
    QTRY_COMPARE(deliveries(service, "sent").size(), 1);
    QVERIFY(service.stop());
    QFile file(trace);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray traced;
    // The tracer is a process apart and writes to the end after the service has gone.
    QTRY_VERIFY((traced += file.readAll()).contains("+++ exited with 0 +++"));
    QStringList calls = callsAbout(folder, traced);
    calls.removeDuplicates(); // A file may be written in parts.
    const QStringList expected{u"write file"_s, u"fsync file"_s, u"fsync folder"_s};
    QVERIFY2(calls == expected, qPrintable(calls.join(u", ")));
    QCOMPARE(QDir(folder).entryList({u"*.eml"_s}, QDir::Files).size(), 1);
}

QTEST_GUILESS_MAIN(TestMailDelivery)
#include "tst_maildelivery.moc"
