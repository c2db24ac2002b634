// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/parser.h"
#include "handlerfixture.h"
#include "http/bodystream.h"
#include "store/eventoverview.h"
#include "store/segments.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;

namespace {

/// More than a block of numbers, so that spans of time leave some out.
constexpr int eventCount = 5'000;

/// Times follow the numbers nearly; some are told late, and some at the same time.
audit::Event entry(int place, std::mt19937 &random)
{
    const auto late = random() % 50 == 0 ? std::chrono::minutes(random() % 5'000) : 0min;
    return {
        .time = std::chrono::sys_days(std::chrono::year(2025) / 6 / 1) + std::chrono::minutes(place / 2) - late,
        .source = u"192.0.2.%1"_s.arg(random() % 40),
        .user = place > 3'000 && place % 250 == 0 ? u"Rare \"one\""_s : u"user%1"_s.arg(random() % 25),
        .service = random() % 4 == 0 ? u"グループウェア"_s : u"Files"_s,
        .module = random() % 2 == 0 ? u"Files"_s : u"Groups"_s,
        .action = u"action %1"_s.arg(random() % 12),
        .result = random() % 20 == 0 ? audit::EventResult(1 + random() % 3) : audit::EventResult::Success,
        .level = random() % 100 == 0 ? audit::Level(1 + random() % 4) : audit::Level::Information,
        .complement = u"customer \"list\" %1\nof %2"_s.arg(place).arg(place % 7),
    };
}

/// All that a stream gives, pulled as a connection would.
QByteArray pulled(BodyStream &stream)
{
    QByteArray bytes;
    stream.begin([] { });
    for (;;) {
        const BodyStream::Piece piece = stream.next(false);
        bytes += piece.bytes;
        if (piece.isLast || piece.isBroken)
            return bytes + (piece.isBroken ? "broken" : "");
    }
}

}

/// What is asked of a log is answered the same whether its events lie in the database or in segments.
class TestSegmentAnswers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void answersTheSame_data();
    void answersTheSame();
    void walksTheSameWayInSteps();
    void exportsTheSame();

private:
    QString answer(const QByteArray &path);
    QByteArray exported();
    QStringList answers();
    /// Pages with hardly any time for each, to the end.
    QList<qint64> walked(bool isUpward, const QString &filter);
    QList<QList<qint64>> walks();

    HandlerFixture m_service;
    Request m_asked;
    QStringList m_questions;
    QStringList m_before; ///< the answers when all lay in the database
    QList<QList<qint64>> m_walksBefore;
    QByteArray m_exportBefore;
};

void TestSegmentAnswers::initTestCase()
{
    std::mt19937 random(1);
    QList<audit::Event> events;
    for (int place = 0; place < eventCount; ++place)
        events << entry(place, random);
    QVERIFY(m_service.tenants->appendEvents(m_service.tenant, events));
    m_asked = m_service.signedIn(m_service.request("GET", "/"), u"reader"_s);
    m_exportBefore = exported(); // an event by itself, so before all else
    const QStringList filters{u""_s, u"user:user7"_s, u"user:\"rare *\""_s, u"level>=warning"_s,
        u"result:(failed, error) source:192.0.2.0/29"_s, u"\"list\\\" 4123\""_s, u"/(?s)list. 30\\d\\d\\nof/"_s,
        u"service:グループウェア -action:\"action 3\""_s, u"nobody-has-this"_s, u"user:nobody-has-this"_s,
        u"time:2025-06-02..2025-06-03 level:notice"_s, u"4123 or user:user3 level:error"_s};
    for (const QString &filter : filters) {
        const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(filter));
        for (const char *place :
            {"", "&after=4800", "&after=2501", "&after=1001", "&after=40", "&above=0", "&above=999", "&above=1000",
                "&above=3500", "&above=4900", "&at=2025-06-02T07:00:00Z", "&at=2025-06-01T00:00:00Z",
                "&at=2024-01-01T00:00:00Z", "&since=2025-06-02T07:00:00Z&until=2025-06-02T09:00:00Z"})
            m_questions << u"events?limit=70&filter=%1%2"_s.arg(encoded, QString::fromLatin1(place));
        for (const char *span : {"", "&since=2025-06-02T07:00:00Z", "&until=2025-06-03T00:00:00Z&bars=50",
                 "&since=2025-06-02T00:00:00Z&until=2025-06-03T00:00:00Z&step=3600"})
            m_questions << u"summary?zone=Asia/Tokyo&filter=%1%2"_s.arg(encoded, QString::fromLatin1(span));
    }
    m_questions << u"summary?since=2025-06-01T00:00:00Z&until=2025-06-08T00:00:00Z&step=3600"_s
                << u"summary?since=2025-06-02T10:00:00Z&until=2025-06-02T11:30:00Z&step=60"_s
                << u"summary?since=2024-01-01T00:00:00Z&until=2024-01-02T00:00:00Z"_s << u"values?field=user"_s
                << u"values?field=action&start=action 1"_s << u"values?field=level"_s << u"values?field=result"_s;
    m_before = answers();
    m_walksBefore = walks();
    QCOMPARE(m_before, answers());
    QVERIFY(m_before.first().contains(u"customer"_s));
}

/// Whole: on a machine that has much to do, a look may end before it is through.
QString TestSegmentAnswers::answer(const QByteArray &path)
{
    Request asked = m_service.request("GET", "/api/v1/audit/" + path);
    asked.headers = m_asked.headers;
    Response response = m_service.answer(asked);
    for (int looks = 1; looks < 200 && response.body.contains("\"isPartial\":true"); ++looks)
        response = m_service.answer(asked);
    return QString::number(response.status) + u' ' + QString::fromUtf8(response.body);
}

QByteArray TestSegmentAnswers::exported()
{
    Request asked = m_service.request("GET", "/api/v1/audit/export?format=ndjson&filter=-service:common");
    asked.headers = m_asked.headers;
    const Response response = m_service.answer(asked);
    return response.stream ? pulled(*response.stream) : QByteArray();
}

QStringList TestSegmentAnswers::answers()
{
    QStringList answers;
    for (const QString &question : std::as_const(m_questions))
        answers << answer(question.toUtf8());
    return answers;
}

QList<qint64> TestSegmentAnswers::walked(bool isUpward, const QString &filter)
{
    const auto parsed = audit::filter::parse(filter, {QTimeZone(QTimeZone::UTC), m_service.store.now()});
    const auto numbers = m_service.tenants->store().search([&](Database &database) -> Result<QList<qint64>> {
        auto search = EventSearch::open(database, m_service.tenant, *parsed);
        if (!search)
            return std::unexpected(search.error());
        QList<qint64> found;
        qint64 place = isUpward ? 0 : eventCount;
        for (bool isThrough = false; !isThrough;) {
            const auto page
                = isUpward ? search->above(place, 37, SearchEnd::min()) : search->below(place, 37, SearchEnd::min());
            if (!page)
                return std::unexpected(page.error());
            for (const audit::Event &event : page->events) {
                if (event.number < eventCount)
                    found << event.number;
            }
            isThrough = page->isThrough;
            place = page->reached;
        }
        return found;
    });
    return numbers.value_or(QList<qint64>());
}

QList<QList<qint64>> TestSegmentAnswers::walks()
{
    QList<QList<qint64>> walks;
    for (const QString &filter : {u""_s, u"user:user3"_s, u"user:\"rare *\""_s, u"\"of 3\""_s})
        walks << walked(true, filter) << walked(false, filter);
    return walks;
}

void TestSegmentAnswers::answersTheSame_data()
{
    QTest::addColumn<qint64>("closed");
    QTest::newRow("a small one") << qint64(1'000);
    QTest::newRow("two") << qint64(2'500);
    QTest::newRow("three") << qint64(4'900);
    QTest::newRow("all but what comes now") << qint64(eventCount);
}

void TestSegmentAnswers::answersTheSame()
{
    QFETCH(const qint64, closed);
    QVERIFY(closeEvents(m_service.tenants->store(), m_service.tenant, u"2025-06"_s, closed));
    const QStringList now = answers();
    for (qsizetype i = 0; i < m_questions.size(); ++i)
        QVERIFY2(now[i] == m_before[i],
            qPrintable(m_questions[i] + u"\nbefore: "_s + m_before[i].left(1000) + u"\nnow: "_s + now[i].left(1000)));
}

void TestSegmentAnswers::walksTheSameWayInSteps()
{
    QCOMPARE(walks(), m_walksBefore);
    QVERIFY(m_walksBefore.first().size() > eventCount - 10);
}

void TestSegmentAnswers::exportsTheSame()
{
    QCOMPARE(exported(), m_exportBefore);
    QCOMPARE(m_exportBefore.count('\n'), eventCount);
}

QTEST_GUILESS_MAIN(TestSegmentAnswers)
#include "tst_segmentanswers.moc"
