// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeproof.h"
#include "platform/clients.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platform;
using namespace Qt::StringLiterals;
using policy::AuditRetention;

class TestProofClients : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void readsTheMonthsOfTheLog();
    void readsWhatRetentionWouldDelete();
    void readsTheKeyOrWhyThereIsNone();
    void readsHowTheCheckWent();
    void readsAllPlacesWhereTheLogDoesNotHold();
    void readsWhatIsNotProven();
    void takesWhatAnOlderPlatformTells();
    void refusesWhatTheApiDoesNotPromise_data();
    void refusesWhatTheApiDoesNotPromise();
    void hasTheLogChecked();
    void savesABundleWholeOrNotAtAll();
    void asksForABundleByNumbersOrTimes();
    void savesAMonth();

private:
    template<typename T>
    Answer<T> askedBy(const std::function<Pending(Callback<T>)> &ask)
    {
        std::optional<Answer<T>> answer;
        const Pending pending = ask([&](const Answer<T> &given) { answer = given; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 60'000))
            return std::unexpected(Failure{});
        return *answer;
    }
    Answer<Integrity> integrity()
    {
        return askedBy<Integrity>([this](auto callback) { return m_clients->integrity.state(callback); });
    }
    bool isSaved(AuditExport &file);

    fake::Proof m_proof;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<Clients> m_clients;
    QTemporaryDir m_folder;
};

void TestProofClients::init()
{
    m_proof = {};
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        return m_proof.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    });
    m_connection = std::make_unique<Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_clients = std::make_unique<Clients>(*m_connection);
}

void TestProofClients::cleanup()
{
    m_clients.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestProofClients::readsTheMonthsOfTheLog()
{
    m_proof.addMonth(u"2026-02"_s, 1, 400);
    m_proof.addMonth(u"2026-03"_s, 401, 500, u"open"_s);
    const auto archives = askedBy<QList<Archive>>([this](auto callback) { return m_clients->archives.list(callback); });
    QVERIFY(archives);
    QCOMPARE(archives->size(), 2);
    const Archive &february = archives->last();
    QCOMPARE(february.id, u"2026-02"_s);
    QCOMPARE(february.first, 1);
    QCOMPARE(february.last, 400);
    QCOMPARE(february.events, 400);
    QCOMPARE(february.state, Archive::State::Closed);
    QVERIFY(february.closedAt);
    QCOMPARE(audit::toText(february.until), u"2026-03-01T00:00:00.000000Z"_s);
    QCOMPARE(archives->first().state, Archive::State::Open);
    QVERIFY(!archives->first().closedAt);
}

void TestProofClients::readsWhatRetentionWouldDelete()
{
    const auto effect = [this] {
        return askedBy<RetentionEffect>(
            [this](auto callback) { return m_clients->retention.effectOf(AuditRetention::Span::OneYear, callback); });
    };
    QCOMPARE(effect()->events, 0);
    QVERIFY(m_platform->seen().last().target.endsWith("/audit/retention?keepFor=oneYear"));
    m_proof.retention = {{u"events"_s, 1200}, {u"first"_s, 1}, {u"last"_s, 1200},
        {u"before"_s, u"2025-03-05T14:00:00.000000Z"_s}, {u"oldestKept"_s, 1201}};
    const auto lossy = effect();
    QVERIFY(lossy);
    QCOMPARE(lossy->events, 1200);
    QCOMPARE(lossy->last, 1200);
    QVERIFY(lossy->before);
}

void TestProofClients::readsTheKeyOrWhyThereIsNone()
{
    const auto ask = [this] {
        return askedBy<LogIdentity>([this](auto callback) { return m_clients->integrity.logKey(callback); });
    };
    const auto known = ask();
    QVERIFY(known && known->key);
    QCOMPARE(known->logId, QByteArray(32, '1'));
    QCOMPARE(known->key->id, fake::keyIdOf('a'));
    QVERIFY(known->key->publicKey.startsWith("-----BEGIN PUBLIC KEY-----"));
    m_proof.key = {{u"logId"_s, u"1"_s}, {u"key"_s, QJsonValue()}, {u"why"_s, u"No operator’s key."_s}};
    const auto none = ask();
    QVERIFY(none && !none->key);
    QCOMPARE(none->whyNone, u"No operator’s key."_s);
}

void TestProofClients::readsHowTheCheckWent()
{
    const auto intact = integrity();
    QVERIFY(intact);
    QCOMPARE(intact->state, Integrity::State::Intact);
    QCOMPARE(intact->last, 2345);
    QVERIFY(intact->checkedAt && !intact->place && !intact->isBeginningDeleted);
    QCOMPARE(intact->beginsAt, 1);
    QVERIFY(intact->lastCheckpoint);
    QCOMPARE(intact->lastCheckpoint->number, 2345);
    QCOMPARE(intact->lastCheckpoint->tip, QByteArray(64, 'c'));
    QCOMPARE(intact->lastCheckpoint->signedLine, lineOf(fake::checkpoint()));
    QVERIFY(intact->findings.isEmpty());

    m_proof.breakAt(17);
    m_proof.integrity.insert(u"start"_s, u"deletedByRetention"_s);
    m_proof.integrity.insert(u"lastCheckpoint"_s, QJsonValue());
    const auto broken = integrity();
    QVERIFY(broken);
    QCOMPARE(broken->state, Integrity::State::Broken);
    QCOMPARE(broken->place, 17);
    QVERIFY(!broken->findings.isEmpty() && broken->isBeginningDeleted && !broken->lastCheckpoint);
}

void TestProofClients::readsAllPlacesWhereTheLogDoesNotHold()
{
    m_proof.breakAt(17);
    m_proof.addFinding(40, 60, u"Missing."_s);
    const auto broken = integrity();
    QVERIFY(broken);
    QCOMPARE(broken->findings.size(), 2);
    QCOMPARE(broken->findings.first().first, 17);
    QCOMPARE(broken->findings.last(), (ChainFinding{40, 60, u"Missing."_s}));
    QVERIFY(!isOnlyUnsigned(*broken));
}

void TestProofClients::readsWhatIsNotProven()
{
    m_proof.breakAt(17);
    m_proof.addFinding(40, 60, u"Not proven."_s, u"unsigned"_s);
    auto broken = integrity();
    QVERIFY(broken);
    QCOMPARE(broken->findings.last(), (ChainFinding{40, 60, u"Not proven."_s, true}));
    QVERIFY(!isOnlyUnsigned(*broken));
    broken->findings.removeFirst();
    QVERIFY(isOnlyUnsigned(*broken));
    broken->findings.clear();
    QVERIFY(!isOnlyUnsigned(*broken));
}

void TestProofClients::takesWhatAnOlderPlatformTells()
{
    m_proof.breakAt(17);
    m_proof.integrity.remove(u"findings"_s);
    m_proof.integrity.remove(u"beginsAt"_s);
    QJsonObject checkpoint = m_proof.integrity.value(u"lastCheckpoint"_s).toObject();
    checkpoint.remove(u"signedLine"_s);
    m_proof.integrity.insert(u"lastCheckpoint"_s, checkpoint);
    const auto older = integrity();
    QVERIFY(older);
    QCOMPARE(older->findings, (QList{ChainFinding{17, 17, u"Its hash is not the one that was written."_s}}));
    QVERIFY(older->lastCheckpoint && older->lastCheckpoint->signedLine.isEmpty());
    QVERIFY(!older->beginsAt);
}

void TestProofClients::refusesWhatTheApiDoesNotPromise_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("state") << u"state"_s << QJsonValue(u"fine"_s);
    QTest::newRow("no state") << u"state"_s << QJsonValue();
    QTest::newRow("checkpoint without a time") << u"lastCheckpoint"_s << QJsonValue(QJsonObject{{u"number"_s, 3}});
    QJsonObject checkpoint = fake::Proof().integrity.value(u"lastCheckpoint"_s).toObject();
    checkpoint.insert(u"number"_s, 2346);
    QTest::newRow("the line of another checkpoint") << u"lastCheckpoint"_s << QJsonValue(checkpoint);
    checkpoint.insert(u"signedLine"_s, u"{}"_s);
    QTest::newRow("no such line") << u"lastCheckpoint"_s << QJsonValue(checkpoint);
}

void TestProofClients::refusesWhatTheApiDoesNotPromise()
{
    QFETCH(const QString, field);
    QFETCH(const QJsonValue, value);
    m_proof.integrity.insert(field, value);
    const auto answer = integrity();
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Failure::Kind::NotSekimori);
}

void TestProofClients::hasTheLogChecked()
{
    std::optional<Answer<void>> answer;
    m_clients->integrity.check(this, [&](const Answer<void> &given) { answer = given; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE(m_proof.checks, 1);
    QCOMPARE(m_platform->seen().last().method, "POST");
}

bool TestProofClients::isSaved(AuditExport &file)
{
    const QSignalSpy finished(&file, &AuditExport::finished);
    const QSignalSpy failed(&file, &AuditExport::failed);
    file.start();
    return QTest::qWaitFor([&] { return finished.size() + failed.size() > 0; }, 60'000) && failed.isEmpty();
}

void TestProofClients::savesABundleWholeOrNotAtAll()
{
    const QString path = m_folder.filePath(u"bundle.zip"_s);
    m_proof.bundleWay = fake::Reply::Way::Half;
    const auto broken = m_clients->audit.bundle(path, NumberSpan{1, 400});
    QVERIFY(!isSaved(*broken));
    QVERIFY(!QFile::exists(path));
    m_proof.bundleWay = fake::Reply::Way::Whole;
    const auto whole = m_clients->audit.bundle(path, NumberSpan{1, 400});
    QVERIFY(isSaved(*whole));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), m_proof.bundle);
}

void TestProofClients::asksForABundleByNumbersOrTimes()
{
    const auto asked = [this](const LogSpan &span) {
        const auto file = m_clients->audit.bundle(m_folder.filePath(u"asked.zip"_s), span);
        return isSaved(*file) ? m_platform->seen().last().target : QByteArray();
    };
    QCOMPARE(asked(NumberSpan{3, 9}), "/api/v1/audit/bundle?first=3&last=9");
    const auto since = audit::timeFromText(u"2026-03-01T00:00:00.000000Z");
    QCOMPARE(asked(TimeSpan{.since = since, .until = {}}), "/api/v1/audit/bundle?since=2026-03-01T00:00:00.000000Z");
}

void TestProofClients::savesAMonth()
{
    const QString path = m_folder.filePath(u"month.zip"_s);
    const auto file = m_clients->archives.download(u"2026-02"_s, path);
    QVERIFY(isSaved(*file));
    QCOMPARE(m_platform->seen().last().target, "/api/v1/audit/archives/2026-02");
    QVERIFY(QFile::exists(path));
}

QTEST_GUILESS_MAIN(TestProofClients)
#include "tst_proofclients.moc"
