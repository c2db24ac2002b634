// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakemails.h"
#include "items/alertforecasting.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using State = AlertForecasting::State;

class TestAlertForecasting : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void asksOnlyWhileSomebodyLooks();
    void asksOnceForManyEdits();
    void forgetsTheAnswerToADraftThatWasEditedOn();
    void doesNotAskAboutMistakes();
    void saysWhyThereIsNoForecast();

private:
    static policy::AuditAlerts draft(const QString &address);
    qsizetype asked() const { return m_platform->seen().size(); }

    fake::Mails m_mails;
    std::function<std::optional<fake::Reply>()> m_instead;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AlertsClient> m_client;
    std::unique_ptr<AlertForecasting> m_forecasting;
};

policy::AuditAlerts TestAlertForecasting::draft(const QString &address)
{
    policy::AuditAlerts draft;
    draft.critical.addresses = {address};
    return draft;
}

void TestAlertForecasting::init()
{
    m_mails = {};
    m_instead = {};
    m_mails.forecast.insert(
        u"levels"_s, QJsonObject{{u"critical"_s, QJsonObject{{u"events"_s, 4}, {u"mails"_s, 2}, {u"heldBack"_s, 0}}}});
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) {
        const auto instead = m_instead ? m_instead() : std::nullopt;
        return instead ? *instead : m_mails.answer(request).value();
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::AlertsClient>(*m_connection);
    m_forecasting = std::make_unique<AlertForecasting>(*m_client);
}

void TestAlertForecasting::cleanup()
{
    m_forecasting.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestAlertForecasting::asksOnlyWhileSomebodyLooks()
{
    m_forecasting->setDraft(draft(u"a@example.com"_s));
    QCOMPARE(m_forecasting->state(), State::Idle);
    m_forecasting->setWanted(true);
    QCOMPARE(m_forecasting->state(), State::Asking);
    QTRY_COMPARE(m_forecasting->state(), State::Known);
    QCOMPARE(m_forecasting->textOf(audit::Level::Critical),
        u"In the last 7 days this would have been 2 mails (about 4 events)."_s);
    m_forecasting->setDraft(draft(u"a@example.com"_s)); // The same again.
    QCOMPARE(m_forecasting->state(), State::Known);
    QCOMPARE(asked(), 1);
}

void TestAlertForecasting::asksOnceForManyEdits()
{
    m_forecasting->setWanted(true);
    QTRY_COMPARE(m_forecasting->state(), State::Known);
    for (const QString &name : {u"a"_s, u"ab"_s, u"abc"_s}) {
        m_forecasting->setDraft(draft(name + u"@example.com"_s));
        QCOMPARE(m_forecasting->state(), State::Asking);
    }
    QTRY_COMPARE(m_forecasting->state(), State::Known);
    QCOMPARE(asked(), 2);
    QCOMPARE(m_platform->seen().last().json()[u"auditAlerts"][u"critical"][u"addresses"][0].toString(),
        u"abc@example.com"_s);
}

void TestAlertForecasting::forgetsTheAnswerToADraftThatWasEditedOn()
{
    m_instead = [] { return fake::Reply{.way = fake::Reply::Way::Never}; };
    m_forecasting->setDraft(draft(u"a@example.com"_s));
    m_forecasting->setWanted(true);
    QTRY_COMPARE(asked(), 1);
    m_instead = {};
    m_forecasting->setDraft(draft(u"b@example.com"_s));
    QTRY_COMPARE(m_forecasting->state(), State::Known);
    QCOMPARE(asked(), 2);
}

void TestAlertForecasting::doesNotAskAboutMistakes()
{
    m_forecasting->setDraft(draft(u"nobody"_s));
    m_forecasting->setWanted(true);
    QCOMPARE(m_forecasting->state(), State::Wrong);
    QVERIFY(m_forecasting->textOf(audit::Level::Critical).contains(u"once all mistakes are put right"_s));
    QCOMPARE(asked(), 0);
}

void TestAlertForecasting::saysWhyThereIsNoForecast()
{
    m_instead = [] { return fake::problem(503, u"internal"_s); };
    m_forecasting->setWanted(true);
    QTRY_COMPARE(m_forecasting->state(), State::Failed);
    QVERIFY(m_forecasting->textOf(u"Night"_s).endsWith(platform::toText(*m_forecasting->failure())));
    QCOMPARE(m_forecasting->cellTextOf(u"Night"_s), u"Not known"_s);
    m_instead = {};
    m_forecasting->refresh();
    QTRY_COMPARE(m_forecasting->state(), State::Known);
}

QTEST_GUILESS_MAIN(TestAlertForecasting)
#include "tst_alertforecasting.moc"
