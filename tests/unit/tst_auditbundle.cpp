// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verifying.h"
#include "handlerfixture.h"
#include "http/bodystream.h"
#include "store/chainreading.h"
#include "store/chainrows.h"
#include "store/segmentlogs.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using audit::bundle::Verdict;
using State = Verdict::State;

namespace {

constexpr int eventCount = 2500;
constexpr qint64 total
    = 3 + eventCount + 3; ///< behind the events of the users' making, before those of their signing in

audit::Event entry(int place)
{
    return {
        .time = std::chrono::sys_days(std::chrono::year(2025) / 6 / 1) + std::chrono::minutes(place),
        .source = u"192.0.2.1"_s,
        .user = u"sato"_s,
        .service = u"グループウェア"_s,
        .module = u"Files"_s,
        .action = u"upload"_s,
        .complement = u"place %1, \"quoted\"\nnext line\0"_s.arg(place),
    };
}

}

class TestAuditBundle : public QObject {
    Q_OBJECT

private slots:
    void init();
    void provesTheWholeLog();
    void provesASpan_data();
    void provesASpan();
    void provesWhatRetentionHasLeft();
    void provesBesideAKeyThatIsNone();
    void tellsWhatWasAlteredBefore();
    void refusesWhatCannotBeRead_data();
    void refusesWhatCannotBeRead();
    void exportsWhatDoesNotNeedTheDamaged();
    void refusesWhatIsNoSpan_data();
    void refusesWhatIsNoSpan();
    void isForReadersOnly();
    void tellsTheLogBeforeTheFirstByte();
    void breaksOff_data();
    void breaksOff();
    void takesAPlaceAmongTheExports();
    void handsOutTheKey();
    void saysWhyNothingIsSigned();
    void tellsWhatTheCheckHasFound();
    void checksForAdministratorsOnly();

private:
    void signIn();
    Response ask(const QByteArray &path, const QString &user = u"reader"_s, const QByteArray &method = "GET");
    /// All that a stream gives, written to a file; empty: it broke off.
    QString saved(const Response &response);
    Verdict verdictOn(const QString &path);
    bool sql(const QString &statement);
    /// From 1 to 1000, from 1001 to 2000, and from 2001 to 2200.
    void closeThreeMonths();
    QString segmentFile(qsizetype place, bool isOfHashes = false);

    std::unique_ptr<HandlerFixture> m_service;
    QHash<QString, QByteArray> m_tokens;
    QTemporaryDir m_folder;
};

void TestAuditBundle::init()
{
    m_service = std::make_unique<HandlerFixture>(); // with three events
    QList<audit::Event> events;
    for (int place = 0; place < eventCount; ++place)
        events << entry(place);
    QVERIFY(m_service->tenants->appendEvents(m_service->tenant, events));
    signIn();
}

void TestAuditBundle::signIn()
{
    for (const QString &user : {u"reader"_s, u"chief"_s, u"person"_s})
        m_tokens[user] = m_service->tokenOf(user);
}

Response TestAuditBundle::ask(const QByteArray &path, const QString &user, const QByteArray &method)
{
    Request asked = m_service->request(method, "/api/v1/audit/" + path);
    asked.headers.set("Sekimori-Token", m_tokens.value(user));
    return m_service->answer(asked);
}

QString TestAuditBundle::saved(const Response &response)
{
    QFile file(m_folder.filePath(u"bundle.zip"_s));
    if (!response.stream || !file.open(QFile::WriteOnly))
        return {};
    response.stream->begin([] { });
    for (;;) {
        const BodyStream::Piece piece = response.stream->next(false);
        if (piece.isBroken)
            return {};
        file.write(piece.bytes);
        if (piece.isLast)
            return file.fileName();
    }
}

Verdict TestAuditBundle::verdictOn(const QString &path)
{
    const auto keys = m_service->tenants->store().read(
        [this](Database &database) { return logKeyRows(database, m_service->tenant); });
    return audit::bundle::verifyBundle(path, {.keys = {keys->last().key.key}}).value_or(Verdict());
}

bool TestAuditBundle::sql(const QString &statement)
{
    return m_service->tenants->store()
        .write([&](Transaction &transaction) { return transaction.database().run(statement); })
        .has_value();
}

void TestAuditBundle::closeThreeMonths()
{
    Store &store = m_service->tenants->store();
    QVERIFY(closeEvents(store, m_service->tenant, u"2025-06"_s, 1000));
    QVERIFY(closeEvents(store, m_service->tenant, u"2025-07"_s, 2000));
    QVERIFY(closeEvents(store, m_service->tenant, u"2025-08"_s, 2200));
}

QString TestAuditBundle::segmentFile(qsizetype place, bool isOfHashes)
{
    Store &store = m_service->tenants->store();
    const auto segments = store.read([this](Database &database) { return segmentsOf(database, m_service->tenant); });
    const SegmentFolder &folder = store.segments().folder();
    return isOfHashes ? folder.hashesOf(m_service->tenant, segments->at(place))
                      : folder.linesOf(m_service->tenant, segments->at(place));
}

void TestAuditBundle::provesTheWholeLog()
{
    const Response response = ask("bundle");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.headers.value("Content-Type"), QByteArray("application/zip"));
    QCOMPARE(response.headers.value("Content-Disposition"),
        QByteArray("attachment; filename=\"audit-alpha-1-2506-sealed.zip\""));
    const QString path = saved(response);
    QVERIFY(!path.isEmpty());
    const Verdict verdict = verdictOn(path);
    QVERIFY2(verdict.state == State::Intact, qPrintable(QString::number(int(verdict.state))));
    QCOMPARE(verdict.start, Verdict::Start::FirstEvent);
    QCOMPARE(verdict.manifest.first, 1);
    QCOMPARE(verdict.manifest.last, total); // it does not hold the event that tells of it
    QCOMPARE(verdict.manifest.tipNumber, total);
    QCOMPARE(verdict.manifest.tenant, u"Alpha & Co"_s);
    QCOMPARE(verdict.eventsChecked, total);
    QVERIFY(verdict.checkpointsChecked > 0);
    // Without a key from elsewhere nobody can know.
    QCOMPARE(audit::bundle::verifyBundle(path, {})->state, State::KeyUnknown);
}

void TestAuditBundle::provesASpan_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    const auto row = [](const char *name, const QByteArray &query, qint64 first, qint64 last) {
        QTest::newRow(name) << query << first << last;
    };
    row("in the middle", "?first=100&last=1700", 100, 1700);
    row("from a number on", "?first=2000", 2000, total);
    row("up to a number", "?last=1000", 1, 1000);
    row("one event", "?first=1001&last=1001", 1001, 1001);
    row("beyond the end", "?first=2400&last=9000", 2400, total);
    row("by times", "?since=2025-06-01T01:40:00Z&until=2025-06-01T03:20:00Z", 104, 203);
    row("by one time", "?until=2025-06-01T00:01:00Z", 4, 4);
}

void TestAuditBundle::provesASpan()
{
    QFETCH(const QByteArray, query);
    QFETCH(const qint64, first);
    QFETCH(const qint64, last);
    const QString path = saved(ask("bundle" + query));
    QVERIFY(!path.isEmpty());
    const Verdict verdict = verdictOn(path);
    QVERIFY2(verdict.state == State::Intact, qPrintable(QString::number(int(verdict.state))));
    QCOMPARE(verdict.manifest.first, first);
    QCOMPARE(verdict.manifest.last, last);
    QCOMPARE(verdict.start, first == 1 ? Verdict::Start::FirstEvent : Verdict::Start::Within);
}

void TestAuditBundle::provesWhatRetentionHasLeft()
{
    Store &store = m_service->tenants->store();
    QVERIFY(closeEvents(store, m_service->tenant, u"2026-02"_s, 1500));
    const auto start = store.read([this](Database &database) { return hashInLog(database, m_service->tenant, 700); });
    QVERIFY(start && *start);
    QVERIFY(deleteEventsBelow(store, m_service->tenant, 701, [&](Transaction &transaction) {
        return m_service->checkpoints->signStart(transaction, m_service->tenant, 700, **start)
            .transform([](const auto &) { });
    }));
    const QString path = saved(ask("bundle"));
    QVERIFY(!path.isEmpty());
    const Verdict verdict = verdictOn(path);
    QVERIFY2(verdict.state == State::Intact, qPrintable(QString::number(int(verdict.state))));
    QCOMPARE(verdict.start, Verdict::Start::DeletedByRetention);
    QCOMPARE(verdict.manifest.first, 701);
    const QJsonObject integrity = jsonOf(ask("integrity"));
    QCOMPARE(integrity["start"_L1].toString(), u"deletedByRetention"_s);
    QCOMPARE(integrity["beginsAt"_L1].toInteger(), 701);
}

/// Whoever has the store can add a key, but not under the operator's.
void TestAuditBundle::provesBesideAKeyThatIsNone()
{
    const QString foreign = QString::fromLatin1(crypto::SigningKey::make().verifyingKey().raw().toHex());
    QVERIFY(sql(u"INSERT INTO log_keys (tenant, key_id, public_key, sealed_key, made_at)"
                " SELECT tenant, 'x', x'%1', x'0102', 0 FROM log_keys LIMIT 1"_s.arg(foreign)));
    const Verdict verdict = verdictOn(saved(ask("bundle")));
    QVERIFY2(verdict.state == State::Intact, qPrintable(QString::number(int(verdict.state))));
}

/// What is handed out is what the log has: whoever altered it is found out by the bundle too.
void TestAuditBundle::tellsWhatWasAlteredBefore()
{
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number = 1234"_s));
    const Verdict altered = verdictOn(saved(ask("bundle")));
    QCOMPARE(altered.state, State::Altered);
    QCOMPARE(altered.from, 1234);
    QVERIFY(sql(u"DELETE FROM events WHERE number BETWEEN 1230 AND 1240"_s));
    const Verdict missing = verdictOn(saved(ask("bundle")));
    QCOMPARE(missing.state, State::Missing);
    QCOMPARE(missing.from, 1229);
    QCOMPARE(missing.to, 1241);
    // What is missing right before a span, or at its beginning, accuses no event of the span.
    for (const auto first : {1235, 1241}) {
        const Verdict before = verdictOn(saved(ask("bundle?last=1300&first=" + QByteArray::number(first))));
        QCOMPARE(before.state, State::Missing);
        QCOMPARE(before.from, 1229);
        QCOMPARE(before.to, 1241);
        QCOMPARE(before.manifest.first, 1230);
    }
    // Nor does it where the log had begun with it.
    QVERIFY(sql(u"DELETE FROM events WHERE number < 10"_s));
    const Verdict begin = verdictOn(saved(ask("bundle?first=10&last=20")));
    QCOMPARE(begin.state, State::Missing);
    QCOMPARE(begin.from, 0);
    QCOMPARE(begin.to, 10);
}

void TestAuditBundle::refusesWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("harm");
    QTest::addColumn<QString>("others");
    QTest::newRow("no lines") << u"lines"_s << u"1–1000, 2001–2506"_s;
    QTest::newRow("lines cut off") << u"cut"_s << u"1–1000, 2001–2506"_s;
    // The proof of 2001 begins with the hash of 2000.
    QTest::newRow("neither lines nor hashes") << u"both"_s << u"1–1000, 2002–2506"_s;
}

/// Before it is begun, signed for and told of; what is offered instead can be had.
void TestAuditBundle::refusesWhatCannotBeRead()
{
    QFETCH(const QString, harm);
    QFETCH(const QString, others);
    closeThreeMonths();
    QCOMPARE(ask("archives/2025-07").status, 200);
    if (harm == u"cut")
        QVERIFY(QFile::resize(segmentFile(1), 1000));
    else
        QVERIFY(QFile::remove(segmentFile(1)) && (harm != u"both" || QFile::remove(segmentFile(1, true))));
    const qint64 last = *m_service->tenants->lastEventNumber(m_service->tenant);
    for (const QByteArray path : {"bundle?last=2506", "bundle?first=1500&last=1600", "archives/2025-07", "export"}) {
        const Response response = ask(path);
        QCOMPARE(response.status, 503);
        QCOMPARE(errorsOf(response), QStringList{u": segments.damaged"_s});
        QVERIFY(response.body.contains("The events 1001–2000 (2025-07) of the audit log cannot be handed out"));
    }
    QVERIFY(!ask("archives/2025-07").body.contains("The others can be"));
    const QString offer = u"The others can be, by their numbers: %1."_s.arg(others);
    QVERIFY(QString::fromUtf8(ask("bundle?last=2506").body).contains(offer));
    QCOMPARE(m_service->tenants->lastEventNumber(m_service->tenant), last);
    for (const QString &range : others.split(u", "_s)) {
        const QStringList numbers = range.split(u'–');
        const QString path = saved(ask(u"bundle?first=%1&last=%2"_s.arg(numbers[0], numbers[1]).toLatin1()));
        QVERIFY(!path.isEmpty());
        QCOMPARE(verdictOn(path).state, State::Intact);
    }
    for (const QByteArray month : {"2025-06", "2025-08"})
        QCOMPARE(ask("archives/" + month).status, 200);
}

void TestAuditBundle::exportsWhatDoesNotNeedTheDamaged()
{
    closeThreeMonths();
    QVERIFY(QFile::remove(segmentFile(2)));
    // Of times before those of the third month, and of somebody who occurs in none.
    for (const QByteArray query : {"?since=2025-06-01T20:00:00Z&until=2025-06-02T01:00:00Z", "?filter=user:hanako"}) {
        const Response response = ask("export" + query);
        QCOMPARE(response.status, 200);
        QVERIFY(!saved(response).isEmpty());
    }
    QVERIFY(QFile::remove(segmentFile(0)));
    const Response both = ask("export");
    QCOMPARE(both.status, 503);
    QVERIFY(both.body.contains("The events 1–1000 (2025-06), 2001–2200 (2025-08) of the audit log"));
}

void TestAuditBundle::refusesWhatIsNoSpan_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("errors");
    const auto row = [](const char *name, const QByteArray &query, int status, const QString &error) {
        QTest::newRow(name) << query << status << QStringList{error};
    };
    row("no number", "?first=one", 422, u"first: request.numberOutOfRange"_s);
    row("zero", "?first=0", 422, u"first: request.numberOutOfRange"_s);
    row("the wrong way round", "?first=3&last=2", 422, u"last: bundle.spanReversed"_s);
    row("numbers and times", "?last=2&until=2026-03-05T14:00:00Z", 422, u"until: bundle.spanTwice"_s);
    row("no time", "?since=yesterday", 422, u"since: request.timeMalformed"_s);
    row("times the wrong way round", "?since=2026-03-05T14:00:00Z&until=2026-03-05T13:00:00Z", 422,
        u"until: request.spanReversed"_s);
    row("a filter", "?filter=user:sato", 422, u"filter: request.queryUnknown"_s);
    row("behind the end", "?first=9000", 404, u": bundle.empty"_s);
    row("a time without events", "?until=2001-01-01T00:00:00Z", 404, u": bundle.empty"_s);
}

void TestAuditBundle::refusesWhatIsNoSpan()
{
    QFETCH(const QByteArray, query);
    QFETCH(const int, status);
    QFETCH(const QStringList, errors);
    const qint64 last = *m_service->tenants->lastEventNumber(m_service->tenant);
    const Response response = ask("bundle" + query);
    QCOMPARE(response.status, status);
    QCOMPARE(errorsOf(response), errors);
    QCOMPARE(m_service->tenants->lastEventNumber(m_service->tenant), last); // nothing was exported
}

void TestAuditBundle::isForReadersOnly()
{
    for (const QByteArray path : {"bundle", "log-key", "integrity"}) {
        QCOMPARE(ask(path, u"person"_s).status, 403);
        QCOMPARE(ask(path, u"chief"_s).status, 200);
    }
}

void TestAuditBundle::tellsTheLogBeforeTheFirstByte()
{
    QCOMPARE(ask("bundle?since=2025-06-01T00:00:00Z&until=2025-06-01T00:05:00Z").status, 200);
    const audit::Event event = m_service->events(1).first();
    QCOMPARE(event.module, u"Audit log"_s);
    QCOMPARE(event.action, u"export"_s);
    QCOMPARE(event.level, audit::Level::Notice);
    QCOMPARE(event.user, u"reader"_s);
    QCOMPARE(event.complement,
        u"sealed bundle; first: 4; last: 8; since: 2025-06-01T00:00:00.000000Z; until: 2025-06-01T00:05:00.000000Z; "
        "file: audit-alpha-4-8-sealed.zip"_s);
}

void TestAuditBundle::breaksOff_data()
{
    QTest::addColumn<QString>("cause");
    for (const char *cause : {"session", "stop", "retention"})
        QTest::newRow(cause) << QString::fromLatin1(cause);
}

void TestAuditBundle::breaksOff()
{
    QFETCH(const QString, cause);
    Request asked = m_service->signedIn(m_service->request("GET", "/api/v1/audit/bundle"), u"reader"_s);
    const Response response = m_service->answer(asked);
    response.stream->begin([] { });
    QVERIFY(!response.stream->next(false).isBroken);
    if (cause == u"session") {
        asked.method = "DELETE";
        asked.path = "/api/v1/session";
        QCOMPARE(m_service->answer(asked).status, 204);
    } else if (cause == u"retention") {
        QVERIFY(sql(u"UPDATE tenants SET chain_start = last_event"_s));
    }
    QVERIFY(response.stream->next(cause == u"stop").isBroken);
}

void TestAuditBundle::takesAPlaceAmongTheExports()
{
    std::vector<Response> open;
    for (int i = 0; i < 5 && (open.empty() || open.back().status == 200); ++i)
        open.push_back(ask("bundle"));
    QCOMPARE(open.back().status, 429);
    QVERIFY(open.back().headers.contains("Retry-After"));
    QVERIFY(open.size() > 1);
}

void TestAuditBundle::handsOutTheKey()
{
    const QJsonObject log = jsonOf(ask("log-key"));
    QCOMPARE(log["why"_L1].toString(), QString());
    const auto key = crypto::VerifyingKey::fromPem(log["key"_L1]["publicKey"_L1].toString().toLatin1());
    QVERIFY(key);
    QCOMPARE(log["key"_L1]["id"_L1].toString().toLatin1(), key->id());
    const auto end = m_service->tenants->store().read(
        [this](Database &database) { return chainEnd(database, m_service->tenant); });
    QCOMPARE(log["logId"_L1].toString().toLatin1(), end->logId);
    QCOMPARE(jsonOf(ask("log-key")), log);
    const auto last = m_service->tenants->store().read([this](Database &database) {
        return m_service->checkpoints->keys().lastCheckpoint(database, m_service->tenant);
    });
    QVERIFY(last && *last && (*last)->isSignedBy(*key));
    // As it goes to whoever keeps it outside.
    const auto line = jsonOf(ask("integrity"))["lastCheckpoint"_L1]["signedLine"_L1].toString().toUtf8();
    QCOMPARE(audit::chain::signedCheckpointFromLine(line).value(), **last);
}

void TestAuditBundle::saysWhyNothingIsSigned()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"There is no key-file"_s));
    m_service = std::make_unique<HandlerFixture>(nullptr);
    signIn();
    const QJsonObject log = jsonOf(ask("log-key"));
    QVERIFY(log["key"_L1].isNull());
    QVERIFY(log["why"_L1].toString().contains(u"key-file"));
    const Response bundle = ask("bundle");
    QCOMPARE(bundle.status, 503);
    QCOMPARE(errorsOf(bundle), QStringList{u": log.keyMissing"_s});
    QVERIFY(m_service->events(1).first().action != u"export");
    // What can be done without a key is done.
    m_service->chainChecks->request(m_service->tenant);
    m_service->chainChecks->settle();
    const QJsonObject integrity = jsonOf(ask("integrity"));
    QCOMPARE(integrity["state"_L1].toString(), u"intact"_s);
    QVERIFY(integrity["lastCheckpoint"_L1].isNull());
}

void TestAuditBundle::tellsWhatTheCheckHasFound()
{
    const QJsonObject before = jsonOf(ask("integrity"));
    QCOMPARE(before["state"_L1].toString(), u"unchecked"_s);
    QVERIFY(before["checkedAt"_L1].isNull());
    QCOMPARE(ask("integrity/check", u"chief"_s, "POST").status, 202);
    m_service->chainChecks->settle();
    const QJsonObject intact = jsonOf(ask("integrity"));
    QCOMPARE(intact["state"_L1].toString(), u"intact"_s);
    QCOMPARE(intact["checkedAt"_L1].toString(), audit::toText(m_service->store.now()));
    QCOMPARE(intact["first"_L1].toInteger(), 1);
    QCOMPARE(intact["last"_L1].toInteger(), total);
    QCOMPARE(intact["start"_L1].toString(), u"firstEvent"_s);
    QCOMPARE(intact["beginsAt"_L1].toInteger(), 1);
    QVERIFY(!intact.contains("place"_L1));
    QVERIFY(sql(u"UPDATE events SET complement = 'x' WHERE number = 17"_s));
    QCOMPARE(ask("integrity/check", u"chief"_s, "POST").status, 202);
    m_service->chainChecks->settle();
    const QJsonObject broken = jsonOf(ask("integrity"));
    QCOMPARE(broken["state"_L1].toString(), u"broken"_s);
    QCOMPARE(broken["place"_L1].toInteger(), 17);
    QCOMPARE(broken["message"_L1].toString(), u"Event 17 of the audit log was altered after it was written."_s);
    QCOMPARE(broken["findings"_L1].toArray().size(), 1);
    QCOMPARE(broken["findings"_L1][0]["kind"_L1].toString(), u"altered"_s);
    const audit::Event told = m_service->events(1).first();
    QCOMPARE(told.level, audit::Level::Critical);
    QCOMPARE(told.action, u"integrity check failed"_s);
    QCOMPARE(told.complement, u"altered at number 17"_s);
}

void TestAuditBundle::checksForAdministratorsOnly()
{
    QCOMPARE(ask("integrity/check", u"reader"_s, "POST").status, 403);
    QCOMPARE(ask("integrity/check", u"person"_s, "POST").status, 403);
}

QTEST_GUILESS_MAIN(TestAuditBundle)
#include "tst_auditbundle.moc"
