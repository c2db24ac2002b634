// SPDX-License-Identifier: GPL-3.0-or-later
#include "handlerfixture.h"
#include "http/bodystream.h"
#include "store/chainreading.h"
#include "store/checkpointrows.h"
#include "store/segments.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

constexpr int eventCount = 2500;

audit::Event entry(int place)
{
    return {
        .time = std::chrono::sys_days(std::chrono::year(2025) / 6 / 1) + std::chrono::minutes(place),
        .source = u"192.0.2.1"_s,
        .user = place % 2 == 0 ? u"sato"_s : u"tanaka"_s,
        .service = u"グループウェア"_s,
        .module = u"Files"_s,
        .action = u"upload"_s,
        .level = audit::Level::Notice,
        .complement = u"place %1, \"quoted\"\nnext line"_s.arg(place),
    };
}

/// All that a stream gives, pulled as a connection would.
struct Pulled {
    QByteArray bytes = {};
    int pieces = 0;
    bool isWhole = false;
    qsizetype largest = 0;
};

Pulled pull(BodyStream &stream, int atMost = 100'000)
{
    Pulled pulled;
    stream.begin([] { });
    while (pulled.pieces < atMost) {
        const BodyStream::Piece piece = stream.next(false);
        ++pulled.pieces;
        if (piece.isBroken)
            return pulled;
        pulled.bytes += piece.bytes;
        pulled.largest = std::max(pulled.largest, piece.bytes.size());
        if (piece.isLast) {
            pulled.isWhole = true;
            return pulled;
        }
    }
    return pulled;
}

}

class TestAuditExport : public QObject {
    Q_OBJECT

private slots:
    void init();
    void writesAllAsNdjson();
    void writesWhatIsFilteredAsCsv();
    void namesTheFile_data();
    void namesTheFile();
    void tellsTheLogBeforeTheFirstByte();
    void holdsOnlyWhatThereWasAtTheBeginning();
    void comesInSmallPieces();
    void isSignedFor();
    void needsNoKey();
    void breaksOffWhereRetentionGoesPastIt();
    void breaksOffWhenTheSessionEnds();
    void breaksOffWhenTheServiceStops();
    void takesAPlaceAmongTheStreams();

private:
    Response ask(const QUrlQuery &query, const QString &user = u"reader"_s);
    /// As retention does with a month that is closed.
    void deleteUpTo(qint64 last);

    std::unique_ptr<HandlerFixture> m_service;
};

void TestAuditExport::init()
{
    m_service = std::make_unique<HandlerFixture>();
    QList<audit::Event> events;
    for (int place = 0; place < eventCount; ++place)
        events << entry(place);
    QVERIFY(m_service->tenants->appendEvents(m_service->tenant, events));
}

Response TestAuditExport::ask(const QUrlQuery &query, const QString &user)
{
    Request asked = m_service->signedIn(m_service->request("GET", "/api/v1/audit/export"), user);
    asked.query = query;
    return m_service->answer(asked);
}

void TestAuditExport::writesAllAsNdjson()
{
    const Response response = ask({{u"format"_s, u"ndjson"_s}});
    QCOMPARE(response.status, 200);
    const qint64 last = *m_service->tenants->lastEventNumber(m_service->tenant) - 1; // it tells of itself
    const Pulled pulled = pull(*response.stream);
    QVERIFY(pulled.isWhole);
    qint64 number = 0;
    for (const QByteArray &line : pulled.bytes.split('\n')) {
        if (line.isEmpty())
            continue;
        const auto event = audit::eventFromJson(QJsonDocument::fromJson(line).object());
        QVERIFY2(event, line.constData());
        QCOMPARE(event->number, ++number);
    }
    QCOMPARE(number, last);
}

void TestAuditExport::writesWhatIsFilteredAsCsv()
{
    const Response response
        = ask({{u"filter"_s, u"user:SATO service:グループウェア place"_s}, {u"until"_s, u"2025-06-01T00:05:00Z"_s}});
    const Pulled pulled = pull(*response.stream);
    QVERIFY(pulled.isWhole);
    QVERIFY(pulled.bytes.startsWith("\xef\xbb\xbf"));
    QCOMPARE(pulled.bytes.count("グループウェア"), 3);
    QVERIFY(pulled.bytes.contains("\"place 0, \"\"quoted\"\"\nnext line\""));
    QVERIFY(pulled.bytes.contains("place 4,"));
    QVERIFY(!pulled.bytes.contains("place 1,"));
    QVERIFY(!pulled.bytes.contains("place 6,"));
}

void TestAuditExport::namesTheFile_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("pack");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("magic");
    QTest::newRow("CSV") << u"csv"_s << u"none"_s << QByteArray("audit-alpha-2026-03-05.csv")
                         << QByteArray("text/csv; charset=utf-8") << QByteArray("\xef\xbb\xbf");
    QTest::newRow("NDJSON") << u"ndjson"_s << u"none"_s << QByteArray("audit-alpha-2026-03-05.ndjson")
                            << QByteArray("application/x-ndjson") << QByteArray("{\"number\":");
    QTest::newRow("gzip") << u"csv"_s << u"gzip"_s << QByteArray("audit-alpha-2026-03-05.csv.gz")
                          << QByteArray("application/gzip") << QByteArray("\x1f\x8b");
    QTest::newRow("ZIP") << u"ndjson"_s << u"zip"_s << QByteArray("audit-alpha-2026-03-05.ndjson.zip")
                         << QByteArray("application/zip") << QByteArray("PK\x03\x04");
}

void TestAuditExport::namesTheFile()
{
    QFETCH(QString, format);
    QFETCH(QString, pack);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, magic);
    const Response response = ask({{u"format"_s, format}, {u"pack"_s, pack}});
    QCOMPARE(response.headers.value("Content-Disposition"), "attachment; filename=\"" + name + '"');
    QCOMPARE(response.headers.value("Content-Type"), type);
    QVERIFY(pull(*response.stream).bytes.startsWith(magic));
}

void TestAuditExport::tellsTheLogBeforeTheFirstByte()
{
    const Response response = ask({{u"filter"_s, u"user:sato"_s}, {u"since"_s, u"2025-06-01T00:00:00Z"_s},
        {u"zone"_s, u"Asia/Tokyo"_s}, {u"pack"_s, u"zip"_s}});
    QCOMPARE(response.status, 200);
    const audit::Event event = m_service->events(1).first();
    QCOMPARE(event.service, u"Common"_s);
    QCOMPARE(event.module, u"Audit log"_s);
    QCOMPARE(event.action, u"export"_s);
    QCOMPARE(event.level, audit::Level::Notice);
    QCOMPARE(event.user, u"reader"_s);
    QCOMPARE(event.complement,
        u"filter: user:sato; since: 2025-06-01T00:00:00.000000Z; zone: Asia/Tokyo; file: audit-alpha-2026-03-05.csv.zip"_s);
}

void TestAuditExport::holdsOnlyWhatThereWasAtTheBeginning()
{
    const Response response = ask({{u"format"_s, u"ndjson"_s}});
    QVERIFY(m_service->tenants->appendEvent(m_service->tenant, entry(9999)));
    const Pulled pulled = pull(*response.stream);
    QVERIFY(pulled.isWhole);
    QVERIFY(!pulled.bytes.contains("place 9999"));
    QVERIFY(!pulled.bytes.contains("\"export\"")); // of itself
}

void TestAuditExport::comesInSmallPieces()
{
    const Response response = ask({});
    const Pulled pulled = pull(*response.stream);
    QVERIFY(pulled.pieces > 3);
    QVERIFY2(pulled.largest < qsizetype(256) * 1024, qPrintable(QString::number(pulled.largest)));
}

void TestAuditExport::isSignedFor()
{
    QVERIFY(m_service->checkpoints->settle());
    QVERIFY(m_service->tenants->appendEvent(m_service->tenant, entry(1))); // No minute has passed.
    const qint64 newest = *m_service->tenants->lastEventNumber(m_service->tenant);
    const auto isSigned = [&] {
        const auto made = m_service->tenants->store().read(
            [&](Database &database) { return checkpointsIn(database, m_service->tenant, {newest, newest + 2}, 1); });
        return made && !made->isEmpty();
    };
    QVERIFY(!isSigned());
    QCOMPARE(ask({}).status, 200);
    QVERIFY(isSigned());
}

void TestAuditExport::needsNoKey()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"There is no key-file"_s));
    m_service = std::make_unique<HandlerFixture>(nullptr);
    QVERIFY(m_service->tenants->appendEvent(m_service->tenant, entry(1)));
    const Response response = ask({{u"format"_s, u"ndjson"_s}});
    QCOMPARE(response.status, 200);
    const Pulled pulled = pull(*response.stream);
    QVERIFY(pulled.isWhole);
    QVERIFY(pulled.bytes.contains("place 1,"));
}

void TestAuditExport::deleteUpTo(qint64 last)
{
    Store &store = m_service->tenants->store();
    const TenantId tenant = m_service->tenant;
    QVERIFY(closeEvents(store, tenant, u"2025-06"_s, 2000));
    const auto tip = store.search([&](Database &database) { return hashInLog(database, tenant, last); });
    QVERIFY(tip && *tip);
    QVERIFY(deleteEventsBelow(store, tenant, last + 1, [&](Transaction &transaction) {
        return m_service->checkpoints->signStart(transaction, tenant, last, **tip).transform([](const auto &) { });
    }));
}

void TestAuditExport::breaksOffWhereRetentionGoesPastIt()
{
    const Response before = ask({{u"format"_s, u"ndjson"_s}});
    const Response within = ask({{u"format"_s, u"ndjson"_s}});
    QVERIFY(!pull(*within.stream, 1).bytes.isEmpty());
    deleteUpTo(100); // It is past these.
    QVERIFY(!within.stream->next(false).isBroken);
    deleteUpTo(1900);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"broke off: export.overtaken"_s));
    QVERIFY(within.stream->next(false).isBroken);
    // Of this one nothing was written yet, so it has no hole.
    const Pulled pulled = pull(*before.stream);
    QVERIFY(pulled.isWhole);
    QVERIFY(pulled.bytes.startsWith("{"));
    QVERIFY(pulled.bytes.contains("\"number\":1901"));
    QVERIFY(!pulled.bytes.contains("\"number\":1900,"));
}

void TestAuditExport::breaksOffWhenTheSessionEnds()
{
    Request asked = m_service->signedIn(m_service->request("GET", "/api/v1/audit/export"), u"reader"_s);
    const Response response = m_service->answer(asked);
    QVERIFY(!pull(*response.stream, 2).isWhole);
    asked.method = "DELETE";
    asked.path = "/api/v1/session";
    QCOMPARE(m_service->answer(asked).status, 204);
    QVERIFY(response.stream->next(false).isBroken);
}

void TestAuditExport::breaksOffWhenTheServiceStops()
{
    const Response response = ask({{u"pack"_s, u"gzip"_s}});
    QVERIFY(response.stream->next(true).isBroken);
}

void TestAuditExport::takesAPlaceAmongTheStreams()
{
    std::vector<Response> open;
    for (int i = 0; i < 5 && (open.empty() || open.back().status == 200); ++i)
        open.push_back(ask({}));
    QCOMPARE(open.back().status, 429);
    QVERIFY(open.back().headers.contains("Retry-After"));
    QVERIFY(open.size() > 1);
    // Whoever is refused has exported nothing.
    const auto told = m_service->events(30);
    const auto isExport = [](const audit::Event &event) { return event.action == u"export"_s; };
    QCOMPARE(std::ranges::count_if(told, isExport), qsizetype(open.size()) - 1);
}

QTEST_GUILESS_MAIN(TestAuditExport)
#include "tst_auditexport.moc"
