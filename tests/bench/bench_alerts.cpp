// SPDX-License-Identifier: GPL-3.0-or-later
// From an event to its mail: another service's event, sent over the API of the real service, until a mail server on
// loopback has taken the mail about it. Then a flood of events: whether alerts keep up, and stay small.
#include "processmemory.h"
#include "servicefixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

constexpr int singleEvents = 100;
constexpr int floodSeconds = 10;
constexpr int eventsASecond = 1000;
constexpr int eventsOfBatch = 100;

[[noreturn]] void giveUp(const char *why)
{
    std::fprintf(stderr, "bench_alerts: %s\n", why);
    std::exit(1);
}

/// A mail server that takes everything, on a thread of its own, and counts.
class MailSink : public QThread {
public:
    MailSink()
    {
        start();
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_port != 0; });
    }

    ~MailSink() override
    {
        quit();
        wait();
    }

    quint16 port() const { return m_port; }

    int taken()
    {
        const std::scoped_lock lock(m_mutex);
        return m_taken;
    }

    bool waitFor(int mails, std::chrono::seconds most)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, most, [&] { return m_taken >= mails; });
    }

protected:
    void run() override
    {
        QTcpServer server;
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            socket->write("220 sink.test\r\n");
            const auto inData = std::make_shared<bool>(false);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, inData] {
                while (socket->canReadLine())
                    answer(*socket, socket->readLine(), *inData);
            });
        });
        if (!server.listen(QHostAddress::LocalHost))
            giveUp("cannot listen");
        {
            const std::scoped_lock lock(m_mutex);
            m_port = server.serverPort();
        }
        m_changed.notify_all();
        exec();
    }

private:
    void answer(QTcpSocket &socket, const QByteArray &line, bool &isInData)
    {
        if (isInData) {
            if (line != ".\r\n")
                return;
            isInData = false;
            {
                const std::scoped_lock lock(m_mutex);
                ++m_taken;
            }
            m_changed.notify_all();
        }
        isInData = line.startsWith("DATA");
        socket.write(isInData             ? "354 go on\r\n"
                : line.startsWith("EHLO") ? "250-sink.test\r\n250 8BITMIME\r\n"
                : line.startsWith("QUIT") ? "221 bye\r\n"
                                          : "250 ok\r\n");
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    quint16 m_port = 0;
    int m_taken = 0; ///< under m_mutex
};

QByteArray eventLine(const QByteArray &action)
{
    return R"({"module":"Files","action":")" + action
        + R"(","user":"taro","source":"192.0.2.7","level":"error","complement":"a file of the bench"})";
}

QByteArray eventLines(int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += eventLine("flood") + '\n';
    return lines;
}

void turnOn(ApiClient &chief)
{
    QJsonObject value = chief.get("/api/v1/settings/auditAlerts").json()["value"_L1].toObject();
    value.insert(u"error"_s,
        QJsonObject{
            {u"addresses"_s, QJsonArray{u"mori@example.test"_s}}, {u"pace"_s, u"atOnce"_s}, {u"mailsPerHour"_s, 1000}});
    if (chief.put("/api/v1/settings/auditAlerts", value, {{"If-Match", "\"0\""}}).status != 200)
        giveUp("cannot turn alerts on");
}

ApiClient otherService(RunningService &service, ApiClient &chief)
{
    const QJsonObject files{{u"name"_s, u"Files"_s}, {u"url"_s, u"https://files.example.test/"_s}};
    const auto id = QByteArray::number(chief.post("/api/v1/services", files).json()["id"_L1].toInteger());
    const ApiAnswer issued = chief.post("/api/v1/services/" + id + "/tokens", {});
    ApiClient client = service.client("alpha");
    client.setToken(issued.json()["token"_L1].toString().toLatin1());
    return client;
}

void measureSingle(ApiClient &files, MailSink &sink)
{
    std::vector<double> times;
    for (int i = 0; i < singleEvents; ++i) {
        const int before = sink.taken();
        QElapsedTimer time;
        time.start();
        if (files.call("POST", "/api/v1/audit/events", eventLine("open")).status != 201)
            giveUp("an event was not taken");
        if (!sink.waitFor(before + 1, std::chrono::seconds(30)))
            giveUp("no mail came");
        times.push_back(double(time.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("event to mail, %d events one after the other: median %.0f ms, 99th of 100 %.0f ms (goal 1000 ms)\n",
        singleEvents, times[times.size() / 2], times[times.size() * 99 / 100]);
}

/// How many events the mails of the tenant's delivery log tell of, and how many mails there are.
std::pair<qint64, qint64> told(ApiClient &chief)
{
    qint64 events = 0;
    qint64 mails = 0;
    QByteArray after;
    for (;;) {
        const QJsonObject page = chief.get("/api/v1/alerts/deliveries?limit=100" + after).json();
        const QJsonArray deliveries = page["deliveries"_L1].toArray();
        for (const QJsonValue &delivery : deliveries) {
            events += delivery["eventCount"_L1].toInteger();
            ++mails;
        }
        if (!page["next"_L1].isDouble())
            return {events, mails};
        after = "&after=" + QByteArray::number(page["next"_L1].toInteger());
    }
}

void measureFlood(RunningService &service, ApiClient &chief, ApiClient &files, MailSink &sink)
{
    const auto [eventsBefore, mailsBefore] = told(chief);
    const qint64 memoryBefore = residentKib(service.processId()).value_or(0);
    const QByteArray batch = eventLines(eventsOfBatch);
    const int batches = floodSeconds * eventsASecond / eventsOfBatch;
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < batches; ++i) {
        const qint64 due = qint64(i) * 1000 * eventsOfBatch / eventsASecond;
        if (due > time.elapsed())
            QThread::msleep(static_cast<unsigned long>(due - time.elapsed()));
        if (files.call("POST", "/api/v1/audit/events", batch, {{"Content-Type", "application/x-ndjson"}}).status != 201)
            giveUp("a batch was not taken");
    }
    const double sent = double(time.elapsed()) / 1000;
    const qint64 wanted = eventsBefore + qint64(batches) * eventsOfBatch;
    auto present = told(chief);
    while (present.first < wanted && time.elapsed() < 60'000) {
        sink.waitFor(sink.taken() + 1, std::chrono::seconds(1));
        present = told(chief);
    }
    const double through = double(time.elapsed()) / 1000;
    std::printf(
        "flood: %d events in %.1f s, all told %.2f s after the last one, in %lld mails; memory grew by %.1f MB\n",
        batches * eventsOfBatch, sent, through - sent, static_cast<long long>(present.second - mailsBefore),
        double(residentKib(service.processId()).value_or(0) - memoryBefore) / 1024);
    if (present.first != wanted)
        giveUp("events were lost or told twice");
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    MailSink sink;
    RunningService service;
    service.configure("smtp-server = 127.0.0.1:" + QByteArray::number(sink.port())
        + "\nsmtp-security = none\nmail-from = sekimori@example.test\n");
    if (!service.start() || !service.createTenant(u"alpha"_s))
        giveUp("the service does not start");
    ApiClient chief = service.administrator("alpha");
    ApiClient files = otherService(service, chief);
    turnOn(chief);
    measureSingle(files, sink);
    measureFlood(service, chief, files, sink);
    return service.stop() ? 0 : 1;
}
