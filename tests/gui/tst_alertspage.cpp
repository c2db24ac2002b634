// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "faketenant.h"
#include "items/alertrulesmodel.h"
#include "log/filterline.h"
#include "pages/alertruledialog.h"
#include "pages/alertspage.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

#include <utility>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using items::AlertRulesModel;

class TestAlertsPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsLevelsHighestFirst();
    void setsWhoIsToldOfALevel();
    void saysWhatIsWrongAtItsPlace();
    void countsWhatADraftWouldHaveSent();
    void saysOnceWhyNothingWasCounted();
    void saysThatMailDoesNotLeave();
    void saysThatThereIsNoMailServer();
    void saysWhyNoCheckpointsAreMailed();
    void sendsATestAndFollowsIt();
    void makesARuleInTheLanguageOfTheLog();
    void refusesARuleThatSaysNothing();
    void arrangesRules();
    void keepsARuleThatIsBeingTypedWhileSomebodyLooksElsewhere();
    void countsARuleThatIsBeingTypedAsAnEdit();
    void takesARuleThatIsBeingTypedIntoAnotherLanguage();
    void takesARuleByItsNameWhereverItStands();
    void forgetsATestWithItsRule();
    void goesToThePlaceOfAProblem();
    void letsAnAuditorOnlyLook();

private:
    void open(const policy::AuditAlerts &alerts = {});
    std::unique_ptr<AlertsPage> makePage();
    /// The first rule, with another name typed over its own.
    AlertRuleDialog *beginToRename(const QString &name) const;
    void setRole(platform::Role role) const;
    policy::AuditAlerts draft() const;
    QPlainTextEdit *addresses(const QString &path) const;
    template<typename W>
    W *find(const QString &name) const
    {
        return driver::find<W>(m_page.get(), name);
    }
    QTableView *rules() const { return find<QTableView>(u"rules"_s); }
    QStringList ruleNames() const;
    static policy::AlertRule rule(const QString &name);

    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(u"console.ini"_s), QSettings::IniFormat};
    fake::Tenant m_tenant;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AlertsClient> m_alerts;
    std::unique_ptr<platform::AuditClient> m_audit;
    std::unique_ptr<platform::IntegrityClient> m_integrity;
    std::unique_ptr<items::LogKeyTrust> m_logKey;
    std::unique_ptr<AlertsPage> m_page;
};

void TestAlertsPage::init()
{
    m_tenant = {};
    const auto count
        = [](int mails) { return QJsonObject{{u"events"_s, 2 * mails}, {u"mails"_s, mails}, {u"heldBack"_s, 0}}; };
    m_tenant.mails.forecast.insert(u"levels"_s, QJsonObject{{u"critical"_s, count(3)}});
    m_tenant.mails.forecast.insert(u"rules"_s,
        QJsonArray{QJsonObject{{u"name"_s, u"Night"_s}, {u"events"_s, 9}, {u"mails"_s, 5}, {u"heldBack"_s, 0}}});
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return m_tenant.answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_alerts = std::make_unique<platform::AlertsClient>(*m_connection);
    m_audit = std::make_unique<platform::AuditClient>(*m_connection);
    m_integrity = std::make_unique<platform::IntegrityClient>(*m_connection);
    m_logKey = std::make_unique<items::LogKeyTrust>(*m_integrity, m_settings, u"demo"_s, u"Demo"_s);
}

void TestAlertsPage::cleanup()
{
    m_page.reset();
    m_logKey.reset();
    m_integrity.reset();
    m_audit.reset();
    m_alerts.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestAlertsPage::open(const policy::AuditAlerts &alerts)
{
    m_page = makePage();
    setRole(platform::Role::Administrator);
    platform::SettingsState state;
    state.settings.auditAlerts = alerts;
    m_page->load(state);
    m_page->resize(1100, 900);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

std::unique_ptr<AlertsPage> TestAlertsPage::makePage()
{
    return std::make_unique<AlertsPage>(
        AlertRuleDialog::Needs{.alerts = *m_alerts, .audit = *m_audit, .settings = m_settings, .profileId = u"demo"_s},
        *m_logKey);
}

AlertRuleDialog *TestAlertsPage::beginToRename(const QString &name) const
{
    m_page->focusOn(u"rules"_s);
    driver::click(find<QPushButton>(u"editRule"_s));
    auto *dialog = driver::dialogOver<AlertRuleDialog>(m_page.get());
    if (dialog)
        driver::type(driver::find<QLineEdit>(dialog, u"name"_s), name);
    return dialog;
}

void TestAlertsPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

policy::AuditAlerts TestAlertsPage::draft() const
{
    policy::Settings settings;
    m_page->collect(settings);
    return settings.auditAlerts;
}

QPlainTextEdit *TestAlertsPage::addresses(const QString &path) const
{
    return find<QPlainTextEdit>(path);
}

QStringList TestAlertsPage::ruleNames() const
{
    QStringList names;
    for (const policy::AlertRule &each : draft().rules)
        names << each.name;
    return names;
}

policy::AlertRule TestAlertsPage::rule(const QString &name)
{
    return {.name = name, .filter = u"user:sato"_s, .addresses = {u"a@example.com"_s}};
}

void TestAlertsPage::showsLevelsHighestFirst()
{
    open();
    QList<int> tops;
    for (const QString &level : {u"critical"_s, u"error"_s, u"warning"_s, u"notice"_s, u"information"_s})
        tops << addresses(level + u".addresses"_s)->mapTo(m_page.get(), QPoint()).y();
    QVERIFY(std::ranges::is_sorted(tops));
    QCOMPARE(find<QLabel>(u"critical.off"_s)->text(), u"Off"_s);
    QVERIFY(!find<QComboBox>(u"critical.pace"_s));
    QVERIFY(!m_page->isChanged());
}

void TestAlertsPage::setsWhoIsToldOfALevel()
{
    open();
    const QSignalSpy changed(m_page.get(), &Page::changed);
    driver::type(addresses(u"critical.addresses"_s), u"a@example.com"_s);
    QTRY_VERIFY(find<QComboBox>(u"critical.pace"_s));
    QVERIFY(!find<QLabel>(u"critical.off"_s));
    find<QComboBox>(u"critical.pace"_s)->setFocus();
    QTest::keyClick(find<QComboBox>(u"critical.pace"_s), Qt::Key_End);
    const policy::LevelAlert expected{
        .addresses = {u"a@example.com"_s}, .pace = policy::AlertPace::Day, .mailsPerHour = 60};
    QCOMPARE(draft().critical, expected);
    QVERIFY(m_page->isChanged());
    QVERIFY(changed.count() > 0);
    QVERIFY(m_page->problems().isEmpty());
    m_page->revert();
    QVERIFY(!m_page->isChanged());
}

void TestAlertsPage::saysWhatIsWrongAtItsPlace()
{
    open();
    driver::type(addresses(u"warning.addresses"_s), u"nobody"_s);
    QTRY_VERIFY(find<QLabel>(u"warning.addresses.problem"_s));
    QVERIFY(find<QLabel>(u"warning.addresses.problem"_s)->text().startsWith(u"“nobody” is no mail address."_s));
    QVERIFY(!find<QPushButton>(u"warning.test"_s)->isEnabled());
    QCOMPARE(find<QPushButton>(u"warning.test"_s)->toolTip(), u"Put the addresses right first."_s);
    QCOMPARE(m_page->problems().first().field, u"auditAlerts.warning.addresses[0]"_s);
}

void TestAlertsPage::countsWhatADraftWouldHaveSent()
{
    open();
    driver::type(addresses(u"critical.addresses"_s), u"a@example.com"_s);
    QTRY_VERIFY(find<QLabel>(u"critical.forecast"_s));
    QTRY_COMPARE(find<QLabel>(u"critical.forecast"_s)->text(),
        u"In the last 7 days this would have been 3 mails (about 6 events)."_s);
    const fake::SeenRequest last = m_platform->seen().last();
    QCOMPARE(last.target, "/api/v1/alerts/forecast");
    QCOMPARE(last.json()[u"auditAlerts"][u"critical"][u"addresses"], QJsonValue(QJsonArray{u"a@example.com"_s}));
}

void TestAlertsPage::saysOnceWhyNothingWasCounted()
{
    m_tenant.instead = [](const auto &) { return fake::problem(503, u"internal"_s); };
    policy::AuditAlerts alerts;
    alerts.critical.addresses = alerts.error.addresses = {u"a@example.com"_s};
    open(alerts);
    QTRY_VERIFY(find<Banner>(u"notCounted"_s));
    QVERIFY(find<QLabel>(u"critical.forecast"_s)->text().isEmpty());
    m_tenant.instead = {};
    driver::click(find<Banner>(u"notCounted"_s)->button());
    QTRY_VERIFY(!find<Banner>(u"notCounted"_s));
    QTRY_VERIFY(find<QLabel>(u"critical.forecast"_s)->text().contains(u"3 mails"_s));
}

void TestAlertsPage::saysThatMailDoesNotLeave()
{
    m_tenant.mails.delayed = QJsonObject{{u"mails"_s, 3},
        {u"since"_s, QDateTime::currentDateTimeUtc().addSecs(-3600).toString(Qt::ISODateWithMs)},
        {u"answer"_s, u"The mail server could not be reached: Connection refused."_s}};
    open();
    QTRY_VERIFY(find<Banner>(u"mailTrouble"_s));
    const auto *banner = find<Banner>(u"mailTrouble"_s);
    QVERIFY(banner->text().startsWith(u"3 mails wait to be delivered, the oldest since "_s));
    QVERIFY(banner->text().endsWith(u"Connection refused."_s));
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    driver::click(banner->button());
    QCOMPARE(wanted.first(), (QVariantList{u"deliveries"_s, u"waiting"_s}));
    m_tenant.mails.delayed = {};
    m_page->refresh();
    QTRY_VERIFY(!find<Banner>(u"mailTrouble"_s));
}

void TestAlertsPage::saysThatThereIsNoMailServer()
{
    m_tenant.mails.route = u"none"_s;
    open();
    QTRY_VERIFY(find<Banner>(u"mailTrouble"_s));
    QVERIFY(find<Banner>(u"mailTrouble"_s)->text().startsWith(u"No mail server is set. "_s));
    QVERIFY(!find<Banner>(u"mailTrouble"_s)->button()->isVisible());
}

void TestAlertsPage::saysWhyNoCheckpointsAreMailed()
{
    const QString why = u"The operator has set no key."_s;
    m_tenant.proof.key = {{u"logId"_s, QString(32, u'1')}, {u"key"_s, QJsonValue()}, {u"why"_s, why}};
    open();
    QTRY_VERIFY(find<Banner>(u"notSigned"_s));
    QCOMPARE(find<Banner>(u"notSigned"_s)->text(),
        u"The log is not signed, so there is no checkpoint to be mailed. "_s + why);
    QCOMPARE(find<Banner>(u"notSigned"_s)->tone(), Tone::Neutral);
    driver::type(addresses(u"checkpointAddresses"_s), u"a@example.com"_s);
    QTRY_COMPARE(find<Banner>(u"notSigned"_s)->tone(), Tone::Warning);
    m_tenant.proof.setKey('a');
    m_tenant.proof.key.insert(u"why"_s, why);
    m_page->refresh();
    QTRY_COMPARE(find<Banner>(u"notSigned"_s)->text(),
        u"The log is not signed any more, so its last checkpoint is what is mailed, day after day. "_s + why);
    m_tenant.proof.setKey('a');
    m_page->refresh();
    QTRY_VERIFY(!find<Banner>(u"notSigned"_s));
}

void TestAlertsPage::sendsATestAndFollowsIt()
{
    policy::AuditAlerts alerts;
    alerts.critical.addresses = {u"a@example.com"_s};
    m_tenant.mails.inForce = QStringList{u"b@example.com"_s};
    open(alerts);
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    QTRY_VERIFY(find<QPushButton>(u"critical.test"_s));
    driver::click(find<QPushButton>(u"critical.test"_s));
    QTRY_VERIFY(find<QLabel>(u"critical.test.result"_s));
    QTRY_COMPARE(find<QLabel>(u"critical.test.result"_s)->text(),
        u"a@example.com: Waiting\n"
        "Not applied yet: a real event would now go not to a@example.com, but to b@example.com."_s);
    m_tenant.mails.setRecipients(1, {fake::Mails::recipient(u"a@example.com"_s, u"sent"_s, u"250 OK"_s)});
    QTRY_VERIFY(find<QLabel>(u"critical.test.result"_s)->text().startsWith(u"a@example.com: Sent (250 OK)"_s));
    driver::click(find<QPushButton>(u"critical.test.log"_s));
    QCOMPARE(wanted.first(), (QVariantList{u"deliveries"_s, u"1"_s}));
}

void TestAlertsPage::makesARuleInTheLanguageOfTheLog()
{
    open();
    driver::click(find<QPushButton>(u"addRule"_s));
    const QPointer<AlertRuleDialog> dialog = driver::dialogOver<AlertRuleDialog>(m_page.get());
    QVERIFY(dialog);
    auto *take = driver::find<QPushButton>(dialog, u"take"_s);
    QCOMPARE(take->toolTip(), u"Give the rule a name first."_s);
    driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"Night"_s);
    QCOMPARE(take->toolTip(), u"Say which events first. For all of them there are the levels."_s);
    driver::type(driver::find<FilterLine>(dialog), u"colour:red level>=error"_s);
    QTRY_VERIFY(driver::find<QLabel>(dialog, u"filterProblem"_s));
    QCOMPARE(take->toolTip(), u"Put the filter right first."_s);
    driver::type(driver::find<FilterLine>(dialog), u"user:sato since:7d"_s);
    QTRY_VERIFY(driver::find<QLabel>(dialog, u"filterProblem"_s)->text().startsWith(u"“7d” is counted back"_s));
    QCOMPARE(take->toolTip(), u"Put the filter right first."_s);
    driver::type(driver::find<FilterLine>(dialog), u"user:sato level>=error"_s);
    QTRY_VERIFY(!driver::find<QLabel>(dialog, u"filterProblem"_s));
    QCOMPARE(take->toolTip(), u"Enter a mail address first."_s);
    driver::type(driver::find<QPlainTextEdit>(dialog, u"addresses"_s), u"a@example.com"_s);
    QVERIFY(take->isEnabled());
    QTRY_VERIFY(driver::find<QLabel>(dialog, u"forecast"_s)->text().contains(u"5 mails"_s));
    driver::click(take);
    QTRY_VERIFY(!dialog);
    policy::AlertRule expected = rule(u"Night"_s);
    expected.filter = u"user:sato level>=error"_s;
    QCOMPARE(draft().rules, QList{expected});
    QVERIFY(m_page->isChanged());
    QTRY_COMPARE(rules()->model()->index(0, AlertRulesModel::WeekColumn).data().toString(), u"5 mails"_s);
}

void TestAlertsPage::refusesARuleThatSaysNothing()
{
    policy::AuditAlerts alerts;
    alerts.rules = {rule(u"Night"_s), rule(u"Doors"_s)};
    open(alerts);
    m_page->focusOn(u"rules"_s);
    driver::click(find<QPushButton>(u"editRule"_s));
    const QPointer<AlertRuleDialog> dialog = driver::dialogOver<AlertRuleDialog>(m_page.get());
    QVERIFY(dialog);
    driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"doors"_s);
    QCOMPARE(driver::find<QPushButton>(dialog, u"take"_s)->toolTip(), u"Another rule has this name."_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QCOMPARE(draft(), alerts);
}

void TestAlertsPage::arrangesRules()
{
    policy::AuditAlerts alerts;
    alerts.rules = {rule(u"Night"_s), rule(u"Doors"_s)};
    open(alerts);
    QCOMPARE(find<QPushButton>(u"editRule"_s)->toolTip(), u"Choose a rule first"_s);
    m_page->focusOn(u"rules"_s);
    QVERIFY(rules()->hasFocus());
    QVERIFY(!find<QPushButton>(u"ruleUp"_s)->isEnabled());
    driver::click(find<QPushButton>(u"ruleDown"_s));
    QCOMPARE(ruleNames(), (QStringList{u"Doors"_s, u"Night"_s}));
    driver::click(find<QPushButton>(u"copyRule"_s));
    QCOMPARE(ruleNames(), (QStringList{u"Doors"_s, u"Night"_s, u"Night (2)"_s}));
    driver::click(find<QPushButton>(u"switchRule"_s));
    QVERIFY(!draft().rules.last().enabled);
    QCOMPARE(find<QLabel>(u"rule.forecast"_s)->text(), u"“Night (2)” is off and sends nothing."_s);
    rules()->setFocus();
    QTest::keyClick(rules(), Qt::Key_Space); // The box of the row.
    QVERIFY(draft().rules.last().enabled);
    QTest::keyClick(rules(), Qt::Key_Delete);
    QCOMPARE(ruleNames(), (QStringList{u"Doors"_s, u"Night"_s}));
}

void TestAlertsPage::keepsARuleThatIsBeingTypedWhileSomebodyLooksElsewhere()
{
    policy::AuditAlerts alerts;
    alerts.rules = {rule(u"Night"_s)};
    open(alerts);
    m_page->focusOn(u"rules"_s);
    driver::click(find<QPushButton>(u"editRule"_s));
    const QPointer<AlertRuleDialog> dialog = driver::dialogOver<AlertRuleDialog>(m_page.get());
    QVERIFY(dialog);
    driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"Late"_s);
    driver::click(driver::find<QPushButton>(dialog, u"test"_s));
    QTRY_VERIFY(driver::find<QPushButton>(dialog, u"test.log"_s));
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    driver::click(driver::find<QPushButton>(dialog, u"test.log"_s));
    QCOMPARE(wanted.count(), 1);
    QVERIFY(dialog && !dialog->isVisible());
    m_page->hide();
    m_page->show();
    QTRY_VERIFY(dialog->isVisible());
    QCOMPARE(dialog->rule().name, u"Late"_s);
}

void TestAlertsPage::countsARuleThatIsBeingTypedAsAnEdit()
{
    policy::AuditAlerts alerts;
    alerts.rules = {rule(u"Night"_s)};
    open(alerts);
    const QSignalSpy changed(m_page.get(), &Page::changed);
    QPointer<AlertRuleDialog> dialog = beginToRename(u"Night"_s);
    QVERIFY(dialog);
    QVERIFY(!m_page->isChanged());
    driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"Late"_s);
    QVERIFY(m_page->isChanged());
    QVERIFY(!changed.isEmpty());
    QCOMPARE(draft(), alerts);
    QCOMPARE(m_page->problems().first().field, u"auditAlerts.rules"_s);
    QVERIFY(m_page->showProblems(told(m_page->problems())).isEmpty());
    QCOMPARE(
        find<Banner>(u"rulesProblem"_s)->text(), u"A rule is still being typed. Take it over with OK, or cancel it."_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!m_page->isChanged());
    QVERIFY(m_page->problems().isEmpty());
    QTRY_VERIFY(!find<Banner>(u"rulesProblem"_s));
    QTRY_VERIFY(!dialog);

    dialog = beginToRename(u"Late"_s);
    QVERIFY(dialog);
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QTRY_VERIFY(!dialog);
}

void TestAlertsPage::takesARuleThatIsBeingTypedIntoAnotherLanguage()
{
    policy::AuditAlerts alerts;
    alerts.rules = {rule(u"Night"_s), rule(u"Doors"_s)};
    open(alerts);
    QVERIFY(beginToRename(u"Late"_s));
    const std::unique_ptr<AlertsPage> before = std::exchange(m_page, makePage());
    platform::SettingsState state;
    state.settings.auditAlerts = alerts;
    m_page->load(state);
    m_page->takeOver(*before);
    QVERIFY(m_page->isChanged());
    QVERIFY(!driver::dialogOver<AlertRuleDialog>(m_page.get()));
    m_page->show();
    QTRY_VERIFY(driver::dialogOver<AlertRuleDialog>(m_page.get()));
    driver::click(driver::find<QPushButton>(driver::dialogOver<AlertRuleDialog>(m_page.get()), u"take"_s));
    QCOMPARE(ruleNames(), (QStringList{u"Late"_s, u"Doors"_s}));
}

void TestAlertsPage::takesARuleByItsNameWhereverItStands()
{
    policy::AuditAlerts alerts;
    alerts.rules = {rule(u"Night"_s), rule(u"Doors"_s)};
    open(alerts);
    m_page->focusOn(u"rules"_s);
    for (const bool isGone : {false, true}) {
        driver::click(find<QPushButton>(u"editRule"_s));
        const QPointer<AlertRuleDialog> dialog = driver::dialogOver<AlertRuleDialog>(m_page.get());
        QVERIFY(dialog);
        const QString name = dialog->rule().name;
        driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"Late"_s);
        policy::Settings other;
        other.auditAlerts.rules = {rule(u"Doors"_s)};
        if (!isGone)
            other.auditAlerts.rules.append(rule(name));
        m_page->edit(other);
        driver::click(driver::find<QPushButton>(dialog, u"take"_s));
        QTRY_VERIFY(!dialog);
        QCOMPARE(ruleNames(), (QStringList{u"Doors"_s, u"Late"_s}));
    }
}

void TestAlertsPage::forgetsATestWithItsRule()
{
    policy::AuditAlerts alerts;
    alerts.rules = {rule(u"Night"_s), rule(u"Doors"_s)};
    open(alerts);
    m_page->focusOn(u"rules"_s);
    driver::click(find<QPushButton>(u"rule.test"_s));
    QTRY_VERIFY(find<QLabel>(u"rule.test.result"_s));
    QTest::keyClick(rules(), Qt::Key_Down);
    QTRY_VERIFY(!find<QLabel>(u"rule.test.result"_s));
}

void TestAlertsPage::goesToThePlaceOfAProblem()
{
    policy::AuditAlerts alerts;
    alerts.rules = {rule(u"Night"_s), rule(u"Doors"_s)};
    open(alerts);
    const auto rest = m_page->showProblems({{u"auditAlerts.rules[1].filter"_s, u"filter"_s, u"No such field."_s},
        {u"auditAlerts.checkpointAddresses[0]"_s, u"address"_s, u"Nobody reads that."_s},
        {u"tenant.displayName"_s, u"x"_s, u"Elsewhere."_s}});
    QCOMPARE(rest.size(), 1);
    QTRY_VERIFY(find<Banner>(u"rulesProblem"_s));
    QCOMPARE(find<Banner>(u"rulesProblem"_s)->text(), u"Doors: No such field."_s);
    QCOMPARE(rules()->currentIndex().row(), 1);
    QVERIFY(find<QLabel>(u"checkpointAddresses.problem"_s));
    m_page->focusOn(u"critical.pace"_s); // It is off and has none.
    QVERIFY(addresses(u"critical.addresses"_s)->hasFocus());
}

void TestAlertsPage::letsAnAuditorOnlyLook()
{
    policy::AuditAlerts alerts;
    alerts.critical.addresses = {u"a@example.com"_s};
    alerts.rules = {rule(u"Night"_s)};
    open(alerts);
    setRole(platform::Role::Auditor);
    QTRY_VERIFY(find<Banner>(u"readOnly"_s));
    QVERIFY(addresses(u"critical.addresses"_s)->isReadOnly());
    QVERIFY(!find<QPushButton>(u"critical.test"_s));
    QVERIFY(!find<QPushButton>(u"addRule"_s));
    m_page->focusOn(u"rules"_s);
    QTest::keyClick(rules(), Qt::Key_Return);
    QVERIFY(!driver::dialogOver<AlertRuleDialog>(m_page.get()));
}

QTEST_MAIN(TestAlertsPage)
#include "tst_alertspage.moc"
