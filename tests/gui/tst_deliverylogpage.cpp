// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "driver.h"
#include "faketenant.h"
#include "pages/deliverylogpage.h"
#include "pages/sendagaindialog.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTableWidget>

#include <algorithm>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fake::Mails;
using items::DeliveriesModel;

class TestDeliveryLogPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void explainsWhyItIsEmpty_data();
    void explainsWhyItIsEmpty();
    void listsMailsWithTheirStates();
    void filtersByStateAndTopic();
    void filtersByKindAndByARuleThatHasGone();
    void showsEveryAttempt();
    void followsWhatChangesWhileItIsShown();
    void sendsAgainToThoseWhoDidNotGetIt();
    void leavesThoseAloneForWhomItStillWaits();
    void triesNowWhatWaits();
    void staysWhenSendingAgainFails();
    void leadsToTheEvents();
    void goesToAMailThatALinkNames();
    void showsAMailThatTheListDoesNotHold();
    void opensTheFolderOfALocalPlatform();
    void letsAnAuditorOnlyLook();

private:
    void open(std::chrono::milliseconds pace = 1h);
    void setRole(platform::Role role) const;
    void choose(int row) const;
    QTableView *table() const { return driver::find<QTableView>(m_page.get(), u"deliveries"_s); }
    QPushButton *button(const QString &name) const { return driver::find<QPushButton>(m_page.get(), name); }
    QString text(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    /// What the details say, once they have come.
    QTableWidget *part(const QString &name) const;

    QStringList m_opened;
    std::unique_ptr<fake::Platform> m_platform;
    fake::Tenant m_tenant;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AlertsClient> m_client;
    std::unique_ptr<DeliveryLogPage> m_page;
};

void TestDeliveryLogPage::init()
{
    m_tenant = {};
    m_opened.clear();
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return m_tenant.answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::AlertsClient>(*m_connection);
}

void TestDeliveryLogPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestDeliveryLogPage::open(std::chrono::milliseconds pace)
{
    m_page = std::make_unique<DeliveryLogPage>(DeliveryLogPage::Needs{
        .client = *m_client, .folder = u"/home/mori/mails"_s, .openFolder = [this](const QString &folder) {
            m_opened << folder;
            return true;
        }});
    m_page->setPace(pace);
    setRole(platform::Role::Administrator);
    m_page->resize(1200, 700);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_VERIFY(!driver::find<QLabel>(m_page.get(), u"status"_s)->text().startsWith(u"Reading"_s));
}

void TestDeliveryLogPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

void TestDeliveryLogPage::choose(int row) const
{
    QTRY_VERIFY(table());
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::NoModifier,
        table()->visualRect(table()->model()->index(row, 0)).center());
    QTRY_VERIFY(!m_page->findChild<QPlainTextEdit *>(u"mailText"_s)->toPlainText().isEmpty());
}

QTableWidget *TestDeliveryLogPage::part(const QString &name) const
{
    return m_page->findChild<QTableWidget *>(name);
}

void TestDeliveryLogPage::explainsWhyItIsEmpty_data()
{
    QTest::addColumn<QString>("route");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("headline");
    QTest::newRow("nothing yet") << u"server"_s << QString() << u"No mail was sent yet"_s;
    QTest::newRow("no server") << u"none"_s << QString() << u"No mail yet, and no mail server"_s;
    QTest::newRow("filtered") << u"server"_s << u"givenUp"_s << u"Nothing matches the filter"_s;
}

void TestDeliveryLogPage::explainsWhyItIsEmpty()
{
    QFETCH(const QString, route);
    QFETCH(const QString, state);
    QFETCH(const QString, headline);
    m_tenant.mails.route = route;
    open();
    if (!state.isEmpty())
        m_page->focusOn(state);
    QTRY_COMPARE(driver::find<EmptyState>(m_page.get())->headline(), headline);
}

void TestDeliveryLogPage::listsMailsWithTheirStates()
{
    m_tenant.mails.add(u"critical"_s, u"Three failed"_s, Mails::recipient(u"a@example.com"_s, u"givenUp"_s));
    open();
    QTRY_VERIFY(table());
    QCOMPARE(text(0, DeliveriesModel::TopicColumn), u"Critical"_s);
    QCOMPARE(text(0, DeliveriesModel::RecipientsColumn), u"a@example.com: Given up"_s);
    QVERIFY(driver::find<QLabel>(m_page.get(), u"status"_s)->text().startsWith(u"All 1 mail"_s));
}

void TestDeliveryLogPage::filtersByStateAndTopic()
{
    m_tenant.mails.add(u"critical"_s, u"Failed"_s, Mails::recipient(u"a@example.com"_s, u"givenUp"_s));
    m_tenant.mails.add(u"rule: Night"_s, u"Late"_s, Mails::recipient(u"a@example.com"_s, u"sent"_s));
    open();
    platform::SettingsState state;
    state.settings.auditAlerts.rules = {{.name = u"Night"_s, .filter = u"a"_s, .addresses = {u"a@example.com"_s}}};
    m_page->load(state);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    auto *topic = driver::find<QComboBox>(m_page.get(), u"topic"_s);
    topic->setCurrentIndex(topic->findText(u"Rule “Night”"_s));
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(text(0, DeliveriesModel::SubjectColumn), u"Late"_s);
    auto *states = driver::find<QComboBox>(m_page.get(), u"state"_s);
    states->setCurrentIndex(states->findText(u"Given up"_s));
    QTRY_VERIFY(driver::find<EmptyState>(m_page.get()));
    driver::click(driver::find<EmptyState>(m_page.get())->button());
    QTRY_VERIFY(table());
    QTRY_COMPARE(table()->model()->rowCount(), 2);
}

void TestDeliveryLogPage::filtersByKindAndByARuleThatHasGone()
{
    const auto to = Mails::recipient(u"a@example.com"_s, u"sent"_s);
    m_tenant.mails.add(u"rule: Gone"_s, u"Late"_s, to);
    m_tenant.mails.add(u"critical"_s, u"Failed"_s, to);
    m_tenant.mails.add({}, u"Checkpoint 17"_s, to).insert(u"kind"_s, u"checkpoint"_s);
    m_tenant.mails.topics = {u"critical"_s, u"rule: Gone"_s};
    open();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    auto *kind = driver::find<QComboBox>(m_page.get(), u"kind"_s);
    kind->setCurrentIndex(kind->findText(u"Daily checkpoint"_s));
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(text(0, DeliveriesModel::SubjectColumn), u"Checkpoint 17"_s);
    kind->setCurrentIndex(0);
    auto *topic = driver::find<QComboBox>(m_page.get(), u"topic"_s);
    QTRY_VERIFY(topic->findText(u"Rule “Gone”"_s) > 0);
    QCOMPARE(topic->count(), 7); // All, five levels, and the rule once.
    topic->setCurrentIndex(topic->findText(u"Rule “Gone”"_s));
    QTRY_COMPARE(text(0, DeliveriesModel::SubjectColumn), u"Late"_s);
    QCOMPARE(table()->model()->rowCount(), 1);
    m_tenant.mails.topics.removeLast(); // What is chosen is still offered.
    m_page->refresh();
    m_page->load({});
    QCOMPARE(topic->currentText(), u"Rule “Gone”"_s);
}

void TestDeliveryLogPage::showsEveryAttempt()
{
    m_tenant.mails.add(u"critical"_s, u"Failed"_s, Mails::recipient(u"a@example.com"_s, u"sent"_s, u"250 OK"_s, 2));
    const auto attempt = [](const QString &outcome, const QString &answer) {
        return QJsonObject{{u"at"_s, u"2026-03-05T14:00:00.000Z"_s}, {u"address"_s, u"a@example.com"_s},
            {u"outcome"_s, outcome}, {u"answer"_s, answer}};
    };
    m_tenant.mails.attempts = {attempt(u"delayed"_s, u"451 later"_s), attempt(u"sent"_s, u"250 OK"_s)};
    open();
    choose(0);
    QCOMPARE(part(u"attempts"_s)->rowCount(), 2);
    QCOMPARE(part(u"attempts"_s)->item(0, 2)->text(), u"Not now: will be tried again"_s);
    QCOMPARE(part(u"attempts"_s)->item(0, 3)->text(), u"451 later"_s);
    QCOMPARE(part(u"recipients"_s)->item(0, 1)->text(), u"Sent"_s);
    QCOMPARE(m_page->findChild<QPlainTextEdit *>(u"mailText"_s)->toPlainText(), u"Somebody failed to sign in."_s);
}

void TestDeliveryLogPage::followsWhatChangesWhileItIsShown()
{
    m_tenant.mails.add(u"critical"_s, u"Slow"_s, Mails::recipient(u"a@example.com"_s, u"waiting"_s));
    open(30ms);
    choose(0);
    m_tenant.mails.setRecipients(1, {Mails::recipient(u"a@example.com"_s, u"sent"_s)});
    QTRY_COMPARE(text(0, DeliveriesModel::RecipientsColumn), u"a@example.com: Sent"_s);
    QTRY_COMPARE(part(u"recipients"_s)->item(0, 1)->text(), u"Sent"_s);
}

void TestDeliveryLogPage::sendsAgainToThoseWhoDidNotGetIt()
{
    m_tenant.mails.add(u"critical"_s, u"Half"_s, {});
    m_tenant.mails.setRecipients(
        1, {Mails::recipient(u"a@example.com"_s, u"sent"_s), Mails::recipient(u"b@example.com"_s, u"givenUp"_s)});
    open();
    choose(0);
    driver::click(button(u"again"_s));
    const QPointer<SendAgainDialog> dialog = driver::dialogOver<SendAgainDialog>(m_page.get());
    QVERIFY(dialog);
    auto *recipients = driver::find<QListWidget>(dialog, u"recipients"_s);
    QCOMPARE(recipients->item(0)->checkState(), Qt::Unchecked);
    QCOMPARE(recipients->item(1)->text(), u"b@example.com: Given up"_s);
    recipients->setCurrentRow(1);
    QTest::keyClick(recipients, Qt::Key_Space);
    QVERIFY(!driver::find<QPushButton>(dialog, u"send"_s)->isEnabled());
    QCOMPARE(driver::find<QPushButton>(dialog, u"send"_s)->toolTip(), u"Choose a recipient first."_s);
    QTest::keyClick(recipients, Qt::Key_Space);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    const auto &seen = m_platform->seen();
    const auto sent = std::ranges::find(seen, "/api/v1/alerts/deliveries/1/again", &fake::SeenRequest::target);
    QVERIFY(sent != seen.end());
    QCOMPARE(sent->json(), (QJsonObject{{u"addresses"_s, QJsonArray{u"b@example.com"_s}}}));
}

void TestDeliveryLogPage::leavesThoseAloneForWhomItStillWaits()
{
    m_tenant.mails.add(u"critical"_s, u"Half"_s, {});
    m_tenant.mails.setRecipients(1,
        {Mails::recipient(u"a@example.com"_s, u"sent"_s), Mails::recipient(u"b@example.com"_s, u"waiting"_s),
            Mails::recipient(u"c@example.com"_s, u"sending"_s), Mails::recipient(u"d@example.com"_s, u"refused"_s)});
    open();
    choose(0);
    driver::click(button(u"again"_s));
    const QPointer<SendAgainDialog> dialog = driver::dialogOver<SendAgainDialog>(m_page.get());
    QVERIFY(dialog);
    auto *recipients = driver::find<QListWidget>(dialog, u"recipients"_s);
    QList<Qt::CheckState> states;
    for (int row = 0; row < recipients->count(); ++row)
        states << recipients->item(row)->checkState();
    QCOMPARE(states, (QList{Qt::Unchecked, Qt::Unchecked, Qt::Unchecked, Qt::Checked}));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
}

void TestDeliveryLogPage::triesNowWhatWaits()
{
    m_tenant.mails.add(u"critical"_s, u"Slow"_s, Mails::recipient(u"a@example.com"_s, u"waiting"_s));
    open();
    choose(0);
    m_tenant.instead = [](const auto &request) {
        return request.method == "POST" ? std::optional(fake::problem(503, u"internal"_s)) : std::nullopt;
    };
    driver::click(button(u"now"_s));
    QTRY_VERIFY(driver::find<Banner>(m_page.get(), u"detailsFailure"_s));
    QVERIFY(button(u"now"_s)->isEnabled());
    m_tenant.instead = {};
    m_tenant.mails.setRecipients(1, {Mails::recipient(u"a@example.com"_s, u"sent"_s)});
    driver::click(button(u"now"_s));
    QTRY_VERIFY(!button(u"now"_s)); // There is nothing left to try.
    QVERIFY(!driver::find<Banner>(m_page.get(), u"detailsFailure"_s));
    QTRY_COMPARE(text(0, DeliveriesModel::RecipientsColumn), u"a@example.com: Sent"_s);
    QVERIFY(std::ranges::contains(m_platform->seen(), "/api/v1/alerts/deliveries/1/now", &fake::SeenRequest::target));
}

void TestDeliveryLogPage::staysWhenSendingAgainFails()
{
    m_tenant.mails.add(u"critical"_s, u"Half"_s, Mails::recipient(u"b@example.com"_s, u"givenUp"_s));
    open();
    choose(0);
    driver::click(button(u"again"_s));
    const QPointer<SendAgainDialog> dialog = driver::dialogOver<SendAgainDialog>(m_page.get());
    QVERIFY(dialog);
    m_tenant.instead = [](const auto &request) {
        return request.method == "POST" ? std::optional(fake::problem(503, u"internal"_s)) : std::nullopt;
    };
    driver::click(driver::find<QPushButton>(dialog, u"send"_s));
    QTRY_VERIFY(driver::find<Banner>(dialog));
    QVERIFY(driver::find<QPushButton>(dialog, u"send"_s)->isEnabled());
    m_tenant.instead = {};
    driver::click(driver::find<QPushButton>(dialog, u"send"_s));
    QTRY_VERIFY(!dialog);
    QByteArrayList keys;
    for (const fake::SeenRequest &request : m_platform->seen()) {
        if (request.target.endsWith("/again"))
            keys << request.headers.value("idempotency-key");
    }
    QCOMPARE(keys.size(), 2);
    QCOMPARE(keys.first(), keys.last()); // The platform may have heard the first.
}

void TestDeliveryLogPage::leadsToTheEvents()
{
    m_tenant.mails.add(u"critical"_s, u"Failed"_s, Mails::recipient(u"a@example.com"_s, u"sent"_s));
    open();
    choose(0);
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    driver::click(button(u"events"_s));
    QCOMPARE(wanted.first(), (QVariantList{u"auditLog"_s, u"17"_s}));
}

void TestDeliveryLogPage::goesToAMailThatALinkNames()
{
    for (int i = 0; i < 3; ++i)
        m_tenant.mails.add(u"critical"_s, u"Mail"_s, Mails::recipient(u"a@example.com"_s, u"sent"_s));
    open();
    m_page->focusOn(u"2"_s);
    QTRY_COMPARE(table()->currentIndex().row(), 1);
    QVERIFY(table()->hasFocus());
}

void TestDeliveryLogPage::showsAMailThatTheListDoesNotHold()
{
    for (int i = 0; i < 3; ++i)
        m_tenant.mails.add(u"critical"_s, u"Mail %1"_s.arg(i), Mails::recipient(u"a@example.com"_s, u"sent"_s));
    m_tenant.mails.pageSize = 1;
    open();
    m_page->focusOn(u"1"_s);
    QTRY_VERIFY(driver::find<QLabel>(m_page.get(), u"mailSubject"_s));
    QTRY_COMPARE(driver::find<QLabel>(m_page.get(), u"mailSubject"_s)->text(), u"Mail 0"_s);
    m_page->focusOn(u"99"_s);
    QTRY_VERIFY(driver::find<Banner>(m_page.get(), u"detailsFailure"_s));
}

void TestDeliveryLogPage::opensTheFolderOfALocalPlatform()
{
    open();
    QVERIFY(!button(u"folder"_s));
    m_tenant.mails.route = u"folder"_s;
    driver::click(button(u"refresh"_s));
    QTRY_VERIFY(button(u"folder"_s));
    driver::click(button(u"folder"_s));
    QCOMPARE(m_opened, QStringList{u"/home/mori/mails"_s});
}

void TestDeliveryLogPage::letsAnAuditorOnlyLook()
{
    m_tenant.mails.add(u"critical"_s, u"Failed"_s, Mails::recipient(u"a@example.com"_s, u"waiting"_s));
    open();
    setRole(platform::Role::Auditor);
    choose(0);
    QVERIFY(!button(u"again"_s));
    QVERIFY(!button(u"now"_s));
    QVERIFY(button(u"events"_s));
}

QTEST_MAIN(TestDeliveryLogPage)
#include "tst_deliverylogpage.moc"
