// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/card.h"
#include "controls/linkrows.h"
#include "controls/zonechooser.h"
#include "driver.h"
#include "fakecertificates.h"
#include "fakemails.h"
#include "fakeproof.h"
#include "pages/overviewpage.h"
#include "plots/eventhistogram.h"

#include <QAccessible>
#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUrlQuery>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now = QDateTime::fromString(u"2026-03-05T14:20:00Z"_s, Qt::ISODate);

QString text(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QJsonObject counts(qint64 information, qint64 warning)
{
    return {{u"information"_s, information}, {u"notice"_s, 2}, {u"warning"_s, warning}, {u"error"_s, 0},
        {u"critical"_s, 0}};
}

QJsonObject failure(const QString &module, const QString &action, qint64 count)
{
    return {{u"module"_s, module}, {u"action"_s, action}, {u"count"_s, count}, {u"lastAt"_s, text(now.addSecs(-600))}};
}

/// The settings of a tenant about which nothing is to be said.
platform::SettingsState quietSettings()
{
    platform::SettingsState state;
    state.settings.ipRestriction.mode = policy::IpRestriction::Mode::AllowListed;
    state.settings.ipRestriction.entries = {{IpNetwork::parse(u"192.0.2.0/24"_s).value(), u"Office"_s}};
    state.settings.auditAlerts.critical.addresses = {u"mori@example.com"_s};
    for (const QString &key : policy::sectionKeys())
        state.revisions.insert(key, {.number = 3, .at = now.addDays(-40), .by = u"sato"_s});
    return state;
}

}

class TestOverviewPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void asksForTheLastDayWhenItIsShown();
    void divideTheDayWhereHoursBeginHere();
    void showsWhatFailed();
    void saysThatNothingNeedsTheAdministrator();
    void leadsToWhereSomethingIsPutRight();
    void leadsToMailsThatWait();
    void leadsToCertificatesThatEnd();
    void doesNotAskForCertificatesThatNobodyComesInBy();
    void keepsToItselfWhatNothingCanBeDoneAbout();
    void leadsFromAProtectionToItsPage();
    void listsTheLastChanges();
    void leadsFromAChangeToItsEvent();
    void asksAnewByItselfOnlyWhileItIsSeen();
    void asksAnewWhenSettingsAreSaved();
    void learnsThatSomebodyElseHasChangedSettings();
    void keepsWhatItKnowsWhenThePlatformIsGone();
    void saysWhyNothingIsKnown();
    void putsTheCardsBelowEachOtherWhereItIsNarrow();
    void isGoneThroughByTheKeyboard();
    void namesEverythingForScreenReaders();

private:
    fake::Reply answer(const fake::SeenRequest &request);
    void make();
    void open(const platform::SettingsState &state = quietSettings());
    qsizetype asked(const QByteArray &path) const;
    QList<LinkRow *> rows(const QString &name) const { return m_page->findChild<LinkRows *>(name)->rows(); }
    EventHistogram &histogram() const { return *m_page->findChild<EventHistogram *>(); }
    QTableView &failures() const { return *m_page->findChild<QTableView *>(); }
    Banner &trouble() const { return *m_page->findChild<Banner *>(u"failure"_s); }
    QString status() const { return m_page->findChild<QLabel *>(u"status"_s)->text(); }

    crypto::KeyAndCertificate m_authority;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AuditClient> m_audit;
    std::unique_ptr<platform::HistoryClient> m_history;
    std::unique_ptr<platform::CertificatesClient> m_certificatesClient;
    std::unique_ptr<platform::IntegrityClient> m_integrityClient;
    std::unique_ptr<platform::AlertsClient> m_alertsClient;
    fake::Mails m_mails;
    fake::Proof m_proof;
    fake::Certificates m_certificates;
    std::unique_ptr<OverviewPage> m_page;
    QDateTime m_now;
    QStringList m_pages;
    QJsonArray m_failures;
    qint64 m_revision = 3;
    bool m_fails = false;
};

void TestOverviewPage::initTestCase()
{
    m_authority = fake::authority();
}

void TestOverviewPage::init()
{
    m_now = now;
    m_pages = {u"ipRestriction"_s, u"basicAuth"_s, u"auditLog"_s, u"history"_s};
    m_failures = {failure(u"Authentication"_s, u"login"_s, 7), failure(u"Webhook"_s, u"deliver"_s, 2)};
    m_revision = 3;
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_audit = std::make_unique<platform::AuditClient>(*m_connection);
    m_history = std::make_unique<platform::HistoryClient>(*m_connection);
    m_certificatesClient = std::make_unique<platform::CertificatesClient>(*m_connection);
    m_integrityClient = std::make_unique<platform::IntegrityClient>(*m_connection);
    m_alertsClient = std::make_unique<platform::AlertsClient>(*m_connection);
    m_certificates = {};
    m_mails = {};
    m_proof = {};
    make();
}

void TestOverviewPage::cleanup()
{
    m_page.reset();
    m_alertsClient.reset();
    m_integrityClient.reset();
    m_certificatesClient.reset();
    m_history.reset();
    m_audit.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestOverviewPage::make()
{
    m_page = std::make_unique<OverviewPage>(OverviewPage::Needs{.audit = *m_audit,
        .history = *m_history,
        .certificates = *m_certificatesClient,
        .integrity = *m_integrityClient,
        .alerts = *m_alertsClient,
        .gatePairs = m_connection->gatePairs(),
        .hasPage = [this](const QString &key) { return m_pages.contains(key); },
        .clock = [this] { return m_now; }});
}

fake::Reply TestOverviewPage::answer(const fake::SeenRequest &request)
{
    if (m_fails)
        return fake::problem(503, u"internal"_s);
    if (const auto reply = m_proof.answer(request))
        return *reply;
    if (request.target.startsWith("/api/v1/alerts/"))
        return m_mails.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    if (request.target.startsWith("/api/v1/certificates"))
        return m_certificates.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    if (request.target.startsWith("/api/v1/settings/history")) {
        const QJsonArray changes{QJsonObject{{u"field"_s, u"mode"_s}, {u"kind"_s, u"value"_s},
            {u"before"_s, u"allowAll"_s}, {u"after"_s, u"denyAll"_s}}};
        return fake::json(200,
            {{u"entries"_s,
                 QJsonArray{QJsonObject{{u"event"_s, 4711}, {u"section"_s, u"ipRestriction"_s},
                     {u"revision"_s, m_revision}, {u"at"_s, text(now.addSecs(-3600))}, {u"by"_s, u"sato"_s},
                     {u"address"_s, u"192.0.2.7"_s}, {u"reason"_s, QString()}, {u"changes"_s, changes}}}},
                {u"next"_s, QJsonValue()}});
    }
    QJsonArray buckets;
    const QDateTime since = QDateTime::fromString(query.queryItemValue(u"since"_s), Qt::ISODateWithMs);
    for (int hour = 0; hour < 24; ++hour)
        buckets.append(QJsonObject{{u"at"_s, text(since.addSecs(hour * 3600))}, {u"counts"_s, counts(hour, hour == 9)},
            {u"failed"_s, qint64(hour == 9)}});
    return fake::json(200,
        {{u"since"_s, query.queryItemValue(u"since"_s)}, {u"until"_s, query.queryItemValue(u"until"_s)},
            {u"step"_s, 3600}, {u"buckets"_s, buckets}, {u"failures"_s, m_failures}});
}

void TestOverviewPage::open(const platform::SettingsState &state)
{
    platform::Session session;
    session.clientAddress = u"192.0.2.7"_s;
    m_page->setSession(session);
    m_page->load(state);
    m_page->resize(1000, 640);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_VERIFY(!histogram().bars().isEmpty() && !rows(u"changes"_s).isEmpty());
}

qsizetype TestOverviewPage::asked(const QByteArray &path) const
{
    return std::ranges::count_if(
        m_platform->seen(), [&](const auto &request) { return request.target.contains(path); });
}

void TestOverviewPage::asksForTheLastDayWhenItIsShown()
{
    m_page->load(quietSettings());
    QVERIFY(m_platform->seen().isEmpty());
    open();
    QCOMPARE(asked("/audit/summary"), 1);
    QCOMPARE(asked("/settings/history?limit=5"), 1);
    QCOMPARE(histogram().bars().size(), 24);
    QVERIFY(histogram().readout().contains(u"1 failed"_s));
    QVERIFY2(status().contains(u"(UTC"_s), qPrintable(status()));
    QVERIFY(!trouble().isVisible());
}

void TestOverviewPage::divideTheDayWhereHoursBeginHere()
{
    items::LastDay lastDay(*m_audit, *m_history, [this] { return m_now; });
    lastDay.setZone(QTimeZone("Asia/Kolkata"));
    lastDay.refresh();
    QTRY_VERIFY(lastDay.summary());
    QCOMPARE(audit::toText(lastDay.summary()->span.until), u"2026-03-05T14:30:00.000000Z"_s);
    QCOMPARE(audit::toText(lastDay.summary()->span.since), u"2026-03-04T14:30:00.000000Z"_s);
    lastDay.setZone(QTimeZone("Asia/Tokyo"));
    lastDay.refresh();
    QTRY_VERIFY(!lastDay.isAsking());
    QCOMPARE(audit::toText(lastDay.summary()->span.until), u"2026-03-05T15:00:00.000000Z"_s);
}

void TestOverviewPage::showsWhatFailed()
{
    open();
    QVERIFY(failures().isVisible());
    QCOMPARE(failures().model()->rowCount(), 2);
    QCOMPARE(failures().model()->index(0, 1).data().toString(), u"login"_s);
    QCOMPARE(failures().model()->index(0, 2).data().toString(), u"7"_s);
    m_failures = {};
    m_page->refresh();
    QTRY_VERIFY(!failures().isVisible());
    QVERIFY(m_page->findChild<QLabel *>(u"failuresCaption"_s)->text().startsWith(u"Nothing failed"_s));
}

void TestOverviewPage::saysThatNothingNeedsTheAdministrator()
{
    open();
    QTRY_COMPARE(rows(u"calm"_s).first()->content().tone, Tone::Good);
    QVERIFY(rows(u"calm"_s).first()->isVisible());
    QVERIFY(rows(u"attention"_s).isEmpty());
    QVERIFY(rows(u"calm"_s).first()->content().text.contains(u"ways in"_s));
}

void TestOverviewPage::leadsToWhereSomethingIsPutRight()
{
    auto state = quietSettings();
    state.settings.ipRestriction.mode = policy::IpRestriction::Mode::AllowAll;
    m_failures = {failure(u"Authentication"_s, u"login"_s, 70)};
    open(state);
    QTRY_COMPARE(rows(u"attention"_s).size(), 2);
    QVERIFY(!rows(u"calm"_s).first()->isVisible());
    QVERIFY(rows(u"attention"_s).first()->content().title.contains(u"70"_s));
    QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    QTest::mouseClick(rows(u"attention"_s).first(), Qt::LeftButton);
    QTest::mouseClick(rows(u"attention"_s).last(), Qt::LeftButton);
    QCOMPARE(wanted.at(0), (QList<QVariant>{u"auditLog"_s, QString()}));
    QCOMPARE(wanted.at(1), (QList<QVariant>{u"ipRestriction"_s, u"mode"_s}));
}

void TestOverviewPage::leadsToMailsThatWait()
{
    m_pages << u"deliveries"_s;
    m_mails.delayed
        = QJsonObject{{u"mails"_s, 3}, {u"since"_s, text(now.addSecs(-3600))}, {u"answer"_s, u"451 later"_s}};
    open();
    QTRY_COMPARE(rows(u"attention"_s).size(), 1);
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    QTest::mouseClick(rows(u"attention"_s).first(), Qt::LeftButton);
    QCOMPARE(wanted.first(), (QVariantList{u"deliveries"_s, u"waiting"_s}));
}

void TestOverviewPage::leadsToCertificatesThatEnd()
{
    m_certificates.add(u"sato"_s, platform::CertificateState::Expiring, 12);
    m_certificates.add(u"mori"_s, platform::CertificateState::Valid);
    m_pages << u"clientCertificates"_s;
    auto state = quietSettings();
    state.settings.clientCertificates.enabled = true;
    open(state);
    QTRY_COMPARE(rows(u"attention"_s).size(), 1);
    QCOMPARE(asked("/certificates?limit=1"), 1);
    QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    QTest::keyClick(rows(u"attention"_s).first(), Qt::Key_Space);
    QCOMPARE(wanted.first(), (QVariantList{u"clientCertificates"_s, u"expiring"_s}));
}

void TestOverviewPage::doesNotAskForCertificatesThatNobodyComesInBy()
{
    m_certificates.add(u"sato"_s, platform::CertificateState::Expiring, 12);
    m_pages << u"clientCertificates"_s;
    open();
    QCOMPARE(asked("/certificates"), 0);
    QVERIFY(rows(u"attention"_s).isEmpty());
}

void TestOverviewPage::keepsToItselfWhatNothingCanBeDoneAbout()
{
    auto state = quietSettings();
    state.settings.auditAlerts = {};
    open(state);
    QVERIFY(rows(u"attention"_s).isEmpty());
    m_pages << u"auditAlerts"_s;
    m_page->load(state);
    QCOMPARE(rows(u"attention"_s).size(), 1);
}

void TestOverviewPage::leadsFromAProtectionToItsPage()
{
    open();
    LinkRow *restriction = rows(u"inForce"_s).first();
    QCOMPARE(restriction->content().title, u"IP address restriction"_s);
    QCOMPARE(restriction->content().tone, Tone::Good);
    QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    QTest::mouseClick(restriction, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"ipRestriction"_s);
    // The page of sessions is not there.
    LinkRow *sessions = rows(u"inForce"_s).at(3);
    QVERIFY(!sessions->content().leadsOn);
    QTest::mouseClick(sessions, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
}

void TestOverviewPage::listsTheLastChanges()
{
    open();
    m_page->findChild<ZoneChooser *>()->setCurrentIndex(1); // UTC
    QTRY_COMPARE(rows(u"changes"_s).first()->content().aside, u"sato, 03-05 13:20"_s);
    QCOMPARE(rows(u"changes"_s).size(), 1);
    QCOMPARE(rows(u"changes"_s).first()->content().title, u"IP address restriction"_s);
    QVERIFY(rows(u"changes"_s).first()->content().text.contains(u"Deny all"_s));
}

void TestOverviewPage::leadsFromAChangeToItsEvent()
{
    open();
    QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    QTest::mouseClick(rows(u"changes"_s).first(), Qt::LeftButton);
    QTest::mouseClick(m_page->findChild<QToolButton *>(u"history"_s), Qt::LeftButton);
    QTest::mouseClick(m_page->findChild<QToolButton *>(u"auditLog"_s), Qt::LeftButton);
    QCOMPARE(wanted.at(0), (QList<QVariant>{u"auditLog"_s, u"4711"_s}));
    QCOMPARE(wanted.at(1), (QList<QVariant>{u"history"_s, QString()}));
    QCOMPARE(wanted.at(2), (QList<QVariant>{u"auditLog"_s, QString()}));
}

void TestOverviewPage::asksAnewByItselfOnlyWhileItIsSeen()
{
    m_page->setPace(std::chrono::milliseconds(20));
    open();
    QTRY_VERIFY(asked("/audit/summary") >= 3);
    m_page->hide();
    const auto before = asked("/audit/summary");
    QTest::qWait(120); // Only to see that nothing comes, but what was on its way.
    QVERIFY(asked("/audit/summary") <= before + 1);
}

void TestOverviewPage::asksAnewWhenSettingsAreSaved()
{
    open();
    QCOMPARE(asked("/settings/history"), 1);
    auto state = quietSettings();
    state.settings.ipRestriction.mode = policy::IpRestriction::Mode::DenyAll;
    m_page->applied(state.settings, state);
    QTRY_COMPARE(asked("/settings/history"), 2);
    QVERIFY(rows(u"inForce"_s).first()->content().text.startsWith(u"No address"_s));
}

void TestOverviewPage::learnsThatSomebodyElseHasChangedSettings()
{
    QSignalSpy outdated(m_page.get(), &Page::settingsOutdated);
    open();
    QCOMPARE(outdated.size(), 0);
    m_revision = 4;
    m_page->refresh();
    QTRY_COMPARE(outdated.size(), 1);
    auto *note = m_page->findChild<LinkRows *>(u"inForce"_s)->parentWidget()->findChild<QLabel *>(u"note"_s);
    QVERIFY(note->isVisible());
    auto state = quietSettings();
    state.revisions[u"ipRestriction"_s].number = 4;
    m_page->load(state);
    QVERIFY(!note->isVisible());
}

void TestOverviewPage::keepsWhatItKnowsWhenThePlatformIsGone()
{
    open();
    const QString before = status();
    m_fails = true;
    m_now = now.addSecs(600);
    m_page->refresh();
    QTRY_VERIFY(trouble().isVisible());
    QCOMPARE(histogram().bars().size(), 24);
    QVERIFY(histogram().isVisible());
    QCOMPARE(rows(u"changes"_s).size(), 1);
    QCOMPARE(status(), before);
    QCOMPARE(rows(u"calm"_s).first()->content().tone, Tone::Neutral);
    m_fails = false;
    QTest::mouseClick(trouble().button(), Qt::LeftButton);
    QTRY_VERIFY(!trouble().isVisible());
    QVERIFY(status() != before);
}

void TestOverviewPage::saysWhyNothingIsKnown()
{
    m_fails = true;
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_VERIFY(trouble().isVisible());
    QVERIFY(!histogram().isVisible());
    QVERIFY(!trouble().text().isEmpty());
    QVERIFY(rows(u"inForce"_s).isEmpty());
    QCOMPARE(rows(u"calm"_s).first()->content().tone, Tone::Neutral);
}

void TestOverviewPage::putsTheCardsBelowEachOtherWhereItIsNarrow()
{
    open();
    const auto cards = m_page->findChildren<Card *>();
    QCOMPARE(cards.size(), 4);
    const auto lefts = [&] {
        QSet<int> lefts;
        for (const Card *card : cards)
            lefts << card->mapTo(m_page.get(), QPoint()).x();
        return lefts.size();
    };
    QTRY_COMPARE(lefts(), 2);
    m_page->resize(600, 1200);
    QTRY_COMPARE(lefts(), 1);
    QVERIFY(m_page->minimumSizeHint().width() < 600);
}

void TestOverviewPage::isGoneThroughByTheKeyboard()
{
    open();
    QTRY_VERIFY(!rows(u"changes"_s).isEmpty() && rows(u"changes"_s).first()->isVisible());
    m_page->findChild<QPushButton *>()->setFocus();
    QSet<QWidget *> met;
    for (int step = 0; step < 40; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        met << QApplication::focusWidget();
    }
    QVERIFY(met.contains(&histogram()));
    QVERIFY(met.contains(&failures()));
    QVERIFY(met.contains(rows(u"inForce"_s).first()));
    QVERIFY(!met.contains(rows(u"inForce"_s).at(2)));
    QVERIFY(met.contains(rows(u"changes"_s).first()));
    QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    rows(u"inForce"_s).first()->setFocus();
    QTest::keyClick(rows(u"inForce"_s).first(), Qt::Key_Space);
    QCOMPARE(wanted.size(), 1);
    failures().setFocus();
    failures().selectRow(0);
    QTest::keyClick(&failures(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 2);
    const QString place = wanted.last().last().toString();
    QVERIFY2(place.startsWith(u"filter:module:"_s) && place.endsWith(u"since:24h"_s), qPrintable(place));
}

void TestOverviewPage::namesEverythingForScreenReaders()
{
    open();
    const auto widgets = m_page->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestOverviewPage)
#include "tst_overviewpage.moc"
