// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakelog.h"
#include "fakeproof.h"
#include "items/retentionforecast.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;
using Span = RetentionForecast::Span;

class TestRetentionForecast : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysHowManyGoAndFromWhen();
    void saysThatNothingGoes();
    void dropsTheAnswerToAnOlderQuestion();
    void saysWhyItIsNotKnown();
    void knowsWhatIsShorter();

private:
    void settle();

    bool m_fails = false;
    fake::Proof m_proof;
    fake::Log m_log;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AuditClient> m_audit;
    std::unique_ptr<platform::RetentionClient> m_retention;
    std::unique_ptr<RetentionForecast> m_forecast;
};

void TestRetentionForecast::init()
{
    m_fails = false;
    m_proof = {};
    m_log = {.newest = 2000};
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        return m_fails ? fake::problem(503, u"internal"_s) : m_proof.answer(request).value_or(m_log.answer(request));
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_audit = std::make_unique<platform::AuditClient>(*m_connection);
    m_retention = std::make_unique<platform::RetentionClient>(*m_connection);
    m_forecast = std::make_unique<RetentionForecast>(*m_retention, *m_audit);
}

void TestRetentionForecast::cleanup()
{
    m_forecast.reset();
    m_retention.reset();
    m_audit.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestRetentionForecast::settle()
{
    QTRY_VERIFY(!m_forecast->isAsking());
}

void TestRetentionForecast::saysHowManyGoAndFromWhen()
{
    m_proof.retention = {{u"events"_s, 1200}, {u"first"_s, 5}, {u"last"_s, 1204},
        {u"before"_s, u"2026-03-05T14:20:05.000000Z"_s}, {u"oldestKept"_s, 1205}};
    m_forecast->ask(Span::OneYear);
    QVERIFY(m_forecast->isAsking());
    settle();
    QVERIFY(m_forecast->loss());
    QCOMPARE(m_forecast->loss()->oldest, fake::numberedEvent(5).time);
    QCOMPARE(lossText(*m_forecast->loss(), QTimeZone::UTC),
        u"1,200 events, number 5 to 1,204, from 2026-03-05 14:00 (UTC) up to 2026-03-05 14:20 (UTC)"_s);
}

void TestRetentionForecast::saysThatNothingGoes()
{
    m_forecast->ask(Span::OneYear);
    settle();
    QVERIFY(m_forecast->loss());
    QCOMPARE(m_forecast->loss()->effect.events, 0);
    m_forecast->clear();
    QVERIFY(!m_forecast->loss());
}

void TestRetentionForecast::dropsTheAnswerToAnOlderQuestion()
{
    m_forecast->ask(Span::OneYear);
    m_forecast->ask(Span::SixWeeks);
    settle();
    QVERIFY(m_platform->seen().last().target.endsWith("keepFor=sixWeeks"));
    QVERIFY(m_forecast->loss());
}

void TestRetentionForecast::saysWhyItIsNotKnown()
{
    m_fails = true;
    m_forecast->ask(Span::OneYear);
    settle();
    QVERIFY(m_forecast->failure());
    QVERIFY(!m_forecast->loss());
    m_fails = false;
    m_forecast->ask(Span::OneYear);
    settle();
    QVERIFY(m_forecast->loss() && !m_forecast->failure());
}

void TestRetentionForecast::knowsWhatIsShorter()
{
    QVERIFY(isShorter(Span::SixWeeks, Span::ThreeMonths));
    QVERIFY(!isShorter(Span::TenYears, Span::FiveYears));
    QVERIFY(!isShorter(Span::OneYear, Span::OneYear));
}

QTEST_GUILESS_MAIN(TestRetentionForecast)
#include "tst_retentionforecast.moc"
