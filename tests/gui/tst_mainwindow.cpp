// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/credentialsdialog.h"
#include "controls/banner.h"
#include "controls/linkrow.h"
#include "driver.h"
#include "fakelog.h"
#include "faketenant.h"
#include "items/settingwords.h"
#include "log/logview.h"
#include "logwindow/logwindows.h"
#include "pages/alertruledialog.h"
#include "readyanswers.h"
#include "shell/applybar.h"
#include "shell/conflictdialog.h"
#include "shell/mainwindow.h"
#include "shell/navigation.h"
#include "shell/pagetable.h"
#include "shell/shutoutdialog.h"
#include "translations.h"

#include <QApplication>
#include <QCheckBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::widgets;
using Leaving = MainWindow::Leaving;

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void showsTenantUserAndOriginOnEveryPage();
    void followsTheTenantsName();
    void saysWhyNothingCanBeApplied();
    void appliesEditsOfAllPagesInOneStep();
    void leadsToWhatHasToBePutRight();
    void showsProblemsThatThePlatformFinds();
    void keepsEditsAndTriesAgainWithTheSameKey_data();
    void keepsEditsAndTriesAgainWithTheSameKey();
    void showsAConflictAndKeepsMine();
    void showsAConflictAndTakesTheirs();
    void leavesEditsAloneWhenAConflictIsLeftForLater();
    void asksForAReasonBeforeItLocksOut();
    void asksAgainAfterAnEdit();
    void asksAboutEditsBeforeItLeaves_data();
    void asksAboutEditsBeforeItLeaves();
    void staysWhenApplyingBeforeLeavingFails();
    void asksAboutARuleThatIsBeingTypedBeforeItLeaves();
    void signsInAgainAndKeepsEdits();
    void asksForTheGatesPair();
    void appliesNothingWhereOnlyARefreshHasFailed();
    void saysWhySettingsAreNotThereAndTriesAgain();
    void letsAnAuditorOnlyLook();
    void takesAllEditsBack();
    void callsASectionLikeItsPage();
    void leadsFromAChangeToItsEvent();
    void beginsWithTheOverview();
    void opensWhereItWasLeft();

private:
    /// And goes to @p page; empty: stays where it opens.
    void open(QLatin1StringView page = "ipRestriction"_L1);
    void choose(const QString &title) const;
    void setMode(int index) const;
    QPushButton *apply() const { return driver::find<QPushButton>(m_window.get(), u"apply"_s); }
    ApplyBar &bar() const { return *m_window->findChild<ApplyBar *>(); }
    Banner &trouble() const { return *m_window->findChild<Banner *>(u"trouble"_s); }
    QList<fake::SeenRequest> changes() const;

    crypto::KeyAndCertificate m_authority;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Look> m_look;
    Translations m_translations{u"en"_s};
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<LogWindows> m_logs;
    ReadyAnswers m_answers;
    fake::Tenant m_tenant;
    std::unique_ptr<fake::Platform> m_platform;
    std::chrono::milliseconds m_patience = 60s; ///< with a platform that says nothing
    platform::ConnectionProfile m_profile; ///< the same however often a window is opened
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::initTestCase()
{
    m_authority = fake::authority();
    m_look = std::make_unique<Look>(*qApp, Theme::Light);
    QApplication::setQuitOnLastWindowClosed(false);
}

void TestMainWindow::init()
{
    m_patience = 60s;
    m_tenant = {};
    m_answers = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_preferences = std::make_unique<Preferences>(*m_settings, *m_look, m_translations);
    m_logs = std::make_unique<LogWindows>(LogWindows::Needs{m_answers, *m_settings, *m_preferences});
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return m_tenant.answer(request); });
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_platform.reset();
}

void TestMainWindow::open(QLatin1StringView page)
{
    auto entrance = std::make_shared<Entrance>();
    const platform::ConnectionLimits limits{.silence = m_patience};
    if (m_platform->port() == 0)
        m_profile = fake::listenWith(*m_platform, m_authority);
    entrance->connection = std::make_unique<platform::Connection>(m_profile, limits);
    entrance->connection->setToken("token");
    entrance->session = {.user = u"mori"_s,
        .displayName = u"Mori Akiko"_s,
        .role = m_tenant.role == "administrator"_L1 ? platform::Role::Administrator : platform::Role::Auditor,
        .subdomain = u"demo"_s,
        .tenantName = u"Demo Company"_s,
        .clientAddress = u"127.0.0.1"_s,
        .idleLimit = 1440min};
    m_window
        = std::make_unique<MainWindow>(entrance, MainWindow::Needs{m_answers, *m_settings, *m_preferences, *m_logs});
    m_window->show();
    if (!page.isEmpty())
        m_window->showPage(page);
    QVERIFY(driver::waitForActive(m_window.get()));
}

void TestMainWindow::choose(const QString &title) const
{
    auto *navigation = driver::find<Navigation>(m_window.get());
    const auto found = navigation->findItems(title, Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    navigation->scrollToItem(found.first());
    QTest::mouseClick(
        navigation->viewport(), Qt::LeftButton, Qt::NoModifier, navigation->visualItemRect(found.first()).center());
    QTRY_VERIFY(driver::find<Page>(m_window.get()) && driver::find<Page>(m_window.get())->title() == title);
}

void TestMainWindow::setMode(int index) const
{
    QTRY_VERIFY(driver::find<QRadioButton>(m_window.get()));
    driver::tick(driver::find<Page>(m_window.get())->findChildren<QRadioButton *>().at(index));
}

QList<fake::SeenRequest> TestMainWindow::changes() const
{
    QList<fake::SeenRequest> changes;
    for (const fake::SeenRequest &request : m_platform->seen()) {
        if (request.method == "PUT")
            changes << request;
    }
    return changes;
}

void TestMainWindow::showsTenantUserAndOriginOnEveryPage()
{
    open();
    QTRY_VERIFY(driver::find<QRadioButton>(m_window.get()));
    for (const PageEntry &entry : pageTable()) {
        const QString title = entry.titleText();
        choose(title);
        QStringList texts;
        const auto labels = m_window->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible())
                texts << label->text();
        }
        const QString all = texts.join(u'\n');
        for (const QString &part :
            {u"Demo Company"_s, fake::hostName, u"Mori Akiko"_s, u"Administrator"_s, u"127.0.0.1"_s, u"Connected"_s})
            QVERIFY2(all.contains(part), qPrintable(title + u": "_s + part));
    }
}

void TestMainWindow::followsTheTenantsName()
{
    open();
    choose(u"Tenant"_s);
    driver::type(driver::find<QLineEdit>(m_window.get(), u"displayName"_s), u"Demo Trading"_s);
    QVERIFY(m_window->windowTitle().startsWith(u"Demo Company"_s)); // It is not in force yet.
    driver::click(apply());
    QTRY_VERIFY(m_window->windowTitle().startsWith(u"Demo Trading"_s));
    const auto labels = m_window->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->text() == u"Demo Trading"_s; }));
}

void TestMainWindow::saysWhyNothingCanBeApplied()
{
    open();
    QTRY_COMPARE(bar().text(), u"Nothing is edited"_s);
    QVERIFY(!apply()->isEnabled());
    QVERIFY(apply()->toolTip().contains(u"Nothing is edited"_s));
    m_tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method == "PUT")
            return fake::Reply{.way = fake::Reply::Way::Never};
        return std::nullopt;
    };
    setMode(2);
    QVERIFY(apply()->isEnabled());
    driver::click(apply());
    QCOMPARE(bar().text(), u"Applying…"_s);
    QVERIFY(!apply()->isEnabled());
    QVERIFY(apply()->toolTip().contains(u"being asked"_s));
}

void TestMainWindow::appliesEditsOfAllPagesInOneStep()
{
    open();
    setMode(2);
    choose(u"Basic authentication"_s);
    driver::tick(driver::find<QCheckBox>(m_window.get(), u"enabled"_s));
    const auto edits = driver::find<Page>(m_window.get())->findChildren<QLineEdit *>();
    driver::type(edits.at(0), u"office"_s);
    driver::type(edits.at(1), u"river stone"_s);
    QVERIFY2(bar().text().startsWith(u"2 sections"_s), qPrintable(bar().text()));
    QVERIFY(m_window->isWindowModified());

    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY2(bar().text().startsWith(u"In force since"_s), qPrintable(bar().text()));
    QVERIFY(bar().text().contains(u":03:22.123 ("_s));
    QVERIFY(bar().text().contains(u"IP address restriction revision 4"_s));
    QVERIFY(bar().text().contains(u"Basic authentication revision 4"_s));
    QCOMPARE(changes().size(), 1);
    const QJsonObject sections = changes().first().json()[u"sections"].toObject();
    QCOMPARE(sections.keys(), (QStringList{u"basicAuth"_s, u"ipRestriction"_s}));
    QCOMPARE(sections[u"basicAuth"][u"value"][u"pair"][u"password"].toString(), u"river stone"_s);
    QVERIFY(!m_window->isWindowModified());
    QVERIFY(!apply()->isEnabled());
}

void TestMainWindow::leadsToWhatHasToBePutRight()
{
    open();
    setMode(2);
    choose(u"Basic authentication"_s);
    driver::tick(driver::find<QCheckBox>(m_window.get(), u"enabled"_s));
    choose(u"IP address restriction"_s);
    driver::click(apply());
    QTRY_VERIFY(driver::find<Page>(m_window.get()));
    QTRY_COMPARE(driver::find<Page>(m_window.get())->title(), u"Basic authentication"_s);
    QVERIFY(changes().isEmpty());
    QVERIFY(m_window->isWindowModified());
}

void TestMainWindow::showsProblemsThatThePlatformFinds()
{
    m_tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method == "PUT")
            return fake::problem(422, u"something.new"_s);
        return std::nullopt;
    };
    open();
    setMode(2);
    driver::click(apply());
    QTRY_VERIFY(trouble().isVisible());
    QVERIFY(trouble().text().contains(u"Said."_s));
    QVERIFY(apply()->isEnabled());
}

void TestMainWindow::keepsEditsAndTriesAgainWithTheSameKey_data()
{
    QTest::addColumn<fake::Reply>("reply");
    QTest::newRow("hangs up") << fake::Reply{.way = fake::Reply::Way::HangUp};
    QTest::newRow("silent") << fake::Reply{.way = fake::Reply::Way::Never};
    QTest::newRow("half an answer") << fake::Reply{.way = fake::Reply::Way::Half};
    QTest::newRow("nonsense") << fake::Reply{.body = "<html>Welcome</html>", .contentType = "text/html"};
    QTest::newRow("in trouble") << fake::problem(503, u"busy"_s);
}

void TestMainWindow::keepsEditsAndTriesAgainWithTheSameKey()
{
    QFETCH(const fake::Reply, reply);
    m_tenant.instead = [reply](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        return request.method == "PUT" ? std::optional(reply) : std::nullopt;
    };
    if (reply.way == fake::Reply::Way::Never)
        m_patience = 10s;
    open();
    setMode(2);
    driver::click(apply());
    QTRY_VERIFY(trouble().isVisible());
    QVERIFY2(trouble().text().contains(u"Your edits are kept"_s), qPrintable(trouble().text()));
    QVERIFY(trouble().button()->isVisible());
    QVERIFY(apply()->isEnabled());
    QVERIFY(m_window->isWindowModified());

    m_tenant.instead = {};
    driver::click(trouble().button());
    QTRY_VERIFY(bar().text().startsWith(u"In force since"_s));
    QVERIFY(!trouble().isVisible());
    const auto sent = changes();
    QCOMPARE(sent.last().headers.value("idempotency-key"), sent.first().headers.value("idempotency-key"));
    QCOMPARE(m_tenant.value(u"ipRestriction"_s)[u"mode"].toString(), u"denyAll"_s);
}

void TestMainWindow::showsAConflictAndKeepsMine()
{
    open();
    setMode(2);
    m_tenant.change(u"ipRestriction"_s, fake::Tenant::restriction(u"allowListed"_s, {u"192.0.2.1"_s}), u"sato"_s);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ConflictDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<ConflictDialog>(m_window.get());
    auto *table = driver::find<QTableWidget>(dialog);
    QCOMPARE(table->rowCount(), 2);
    QCOMPARE(table->item(0, 0)->text(), u"Mode"_s);
    QCOMPARE(table->item(0, 1)->text(), u"Allow all"_s);
    QCOMPARE(table->item(0, 2)->text(), u"Deny all"_s);
    QCOMPARE(table->item(0, 3)->text(), u"Allow listed"_s);
    QCOMPARE(table->item(1, 2)->text(), u"As before"_s);
    QVERIFY(table->item(1, 3)->text().startsWith(u"+ 192.0.2.1"_s));
    QStringList texts;
    const auto labels = dialog->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        texts << label->text();
    QVERIFY(texts.join(u' ').contains(u"Changed by sato"_s));

    auto *applyChosen = driver::find<QPushButton>(dialog, u"applyChosen"_s);
    QVERIFY(!applyChosen->isEnabled());
    QVERIFY(!applyChosen->toolTip().isEmpty());
    driver::tick(driver::find<QRadioButton>(dialog, u"keepMine-ipRestriction"_s));
    driver::click(applyChosen);
    QTRY_VERIFY(bar().text().contains(u"revision 5"_s));
    const QJsonObject value = m_tenant.value(u"ipRestriction"_s);
    QCOMPARE(value[u"mode"].toString(), u"denyAll"_s);
    QCOMPARE(value[u"entries"].toArray().size(), 1);
}

void TestMainWindow::showsAConflictAndTakesTheirs()
{
    open();
    setMode(2);
    m_tenant.change(u"ipRestriction"_s, fake::Tenant::restriction(u"allowListed"_s, {u"192.0.2.1"_s}), u"sato"_s);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ConflictDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<ConflictDialog>(m_window.get());
    driver::tick(driver::find<QRadioButton>(dialog, u"takeTheirs-ipRestriction"_s));
    driver::click(driver::find<QPushButton>(dialog, u"applyChosen"_s));
    QTRY_VERIFY(!m_window->isWindowModified());
    QCOMPARE(changes().size(), 1);
    const auto modes = driver::find<Page>(m_window.get())->findChildren<QRadioButton *>();
    QVERIFY(modes.at(1)->isChecked());
}

void TestMainWindow::leavesEditsAloneWhenAConflictIsLeftForLater()
{
    open();
    setMode(2);
    m_tenant.change(u"ipRestriction"_s, fake::Tenant::restriction(u"allowListed"_s), u"sato"_s);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ConflictDialog>(m_window.get()));
    QTest::keyClick(driver::dialogOver<ConflictDialog>(m_window.get()), Qt::Key_Escape);
    QTRY_VERIFY(!driver::dialogOver<ConflictDialog>(m_window.get()));
    QVERIFY(m_window->isWindowModified());
    QCOMPARE(m_tenant.value(u"ipRestriction"_s)[u"mode"].toString(), u"allowListed"_s);
}

namespace {
std::optional<fake::Reply> refuseWithoutConsent(const fake::SeenRequest &request)
{
    if (request.method != "PUT" || request.headers.value("sekimori-consent") == "token-1")
        return std::nullopt;
    const QJsonArray conditions{QJsonObject{{u"condition"_s, u"modeDeniesAll"_s}, {u"outcome"_s, u"met"_s}},
        QJsonObject{{u"condition"_s, u"basicEnabled"_s}, {u"outcome"_s, u"notMet"_s}}};
    return fake::problem(409, u"settings.shutsOut"_s,
        {{u"wayIn"_s,
             QJsonObject{
                 {u"verdict"_s, u"deny"_s}, {u"decidedBy"_s, u"basicEnabled"_s}, {u"conditions"_s, conditions}}},
            {u"consent"_s, u"token-1"_s}});
}
}

void TestMainWindow::asksForAReasonBeforeItLocksOut()
{
    m_tenant.instead = refuseWithoutConsent;
    open();
    setMode(2);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ShutOutDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<ShutOutDialog>(m_window.get());
    auto *insist = driver::find<QPushButton>(dialog, u"insist"_s);
    auto *reason = driver::find<QPlainTextEdit>(dialog, u"reason"_s);
    QVERIFY(!insist->isEnabled());
    QVERIFY(!insist->toolTip().isEmpty());
    driver::type(reason, u"   "_s);
    QVERIFY(!insist->isEnabled());
    reason->setPlainText(QString(501, u'あ'));
    QVERIFY(!insist->isEnabled());
    driver::type(reason, u"closed until Monday"_s);
    QVERIFY(insist->isEnabled());
    driver::click(insist);
    QTRY_VERIFY(bar().text().startsWith(u"In force since"_s));
    QCOMPARE(changes().size(), 2);
    QCOMPARE(changes().last().headers.value("sekimori-reason"), "closed%20until%20Monday");
    QVERIFY(changes().first().headers.value("sekimori-consent").isEmpty());
}

void TestMainWindow::asksAgainAfterAnEdit()
{
    m_tenant.instead = refuseWithoutConsent;
    open();
    setMode(2);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ShutOutDialog>(m_window.get()));
    QTest::keyClick(driver::dialogOver<ShutOutDialog>(m_window.get()), Qt::Key_Escape);
    QTRY_VERIFY(!driver::dialogOver<ShutOutDialog>(m_window.get()));
    setMode(1);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ShutOutDialog>(m_window.get()));
    QCOMPARE(changes().size(), 2);
    QVERIFY(changes().last().headers.value("sekimori-consent").isEmpty());
}

void TestMainWindow::asksAboutEditsBeforeItLeaves_data()
{
    QTest::addColumn<int>("choice");
    QTest::addColumn<bool>("leaves");
    QTest::addColumn<QString>("mode");
    QTest::newRow("apply") << 0 << true << u"denyAll"_s;
    QTest::newRow("discard") << 1 << true << u"allowAll"_s;
    QTest::newRow("stay") << 2 << false << u"allowAll"_s;
}

void TestMainWindow::asksAboutEditsBeforeItLeaves()
{
    QFETCH(const int, choice);
    QFETCH(const bool, leaves);
    open();
    setMode(2);
    QSignalSpy left(m_window.get(), &MainWindow::left);
    m_answers.choice = choice;
    m_window->close();
    QCOMPARE(m_answers.questions.size(), 1);
    if (leaves) {
        QTRY_COMPARE(left.size(), 1);
        // The overview's questions may come in behind it.
        QTRY_VERIFY(std::ranges::contains(m_platform->seen(), "DELETE", &fake::SeenRequest::method));
        QVERIFY(!m_window->isVisible());
    } else {
        QVERIFY(m_window->isVisible());
        QVERIFY(m_window->isWindowModified());
    }
    QTEST(m_tenant.value(u"ipRestriction"_s)[u"mode"].toString(), "mode");
}

void TestMainWindow::staysWhenApplyingBeforeLeavingFails()
{
    m_tenant.instead = refuseWithoutConsent;
    open();
    setMode(2);
    QSignalSpy left(m_window.get(), &MainWindow::left);
    m_answers.choice = 0;
    m_window->close();
    QTRY_VERIFY(driver::dialogOver<ShutOutDialog>(m_window.get()));
    QCOMPARE(left.size(), 0);
    QVERIFY(m_window->isVisible());
}

void TestMainWindow::asksAboutARuleThatIsBeingTypedBeforeItLeaves()
{
    open("auditAlerts"_L1);
    QTRY_VERIFY(driver::find<QPushButton>(m_window.get(), u"addRule"_s));
    driver::click(driver::find<QPushButton>(m_window.get(), u"addRule"_s));
    const QPointer<AlertRuleDialog> dialog = driver::dialogOver<AlertRuleDialog>(m_window.get());
    QVERIFY(dialog);
    driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"Night"_s);
    emit dialog->deliveryWanted(1); // The link to a test mail.
    QVERIFY(!dialog->isVisible());
    QCOMPARE(bar().text(), u"1 section edited, not applied yet"_s);
    const QSignalSpy left(m_window.get(), &MainWindow::left);
    m_answers.choice = 0;
    m_window->close();
    QCOMPARE(m_answers.questions.size(), 1);
    QTRY_VERIFY(dialog && dialog->isVisible());
    QCOMPARE(driver::find<Page>(m_window.get())->title(), u"Alerts"_s);
    QVERIFY(changes().isEmpty());
    QCOMPARE(left.size(), 0);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QCOMPARE(bar().text(), u"Nothing is edited"_s);
    m_window->close();
    QTRY_COMPARE(left.size(), 1);
    QCOMPARE(m_answers.questions.size(), 1);
}

void TestMainWindow::signsInAgainAndKeepsEdits()
{
    m_tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method == "PUT")
            return fake::problem(401, u"session.needed"_s);
        return std::nullopt;
    };
    open();
    setMode(2);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<CredentialsDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<CredentialsDialog>(m_window.get());
    auto *password = driver::find<QLineEdit>(dialog, u"password"_s);
    QCOMPARE(driver::find<QLineEdit>(dialog, u"userName"_s)->text(), u"mori"_s);
    driver::type(password, u"wrong password"_s);
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(driver::find<Banner>(dialog));
    driver::type(password, m_tenant.password);
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(!driver::dialogOver<CredentialsDialog>(m_window.get()));
    QVERIFY(m_window->isWindowModified());
    m_tenant.instead = {};
    driver::click(apply());
    QTRY_VERIFY(bar().text().startsWith(u"In force since"_s));
}

void TestMainWindow::asksForTheGatesPair()
{
    m_tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        const bool isRight = request.headers.value("authorization") == "Basic " + QByteArray("office:river").toBase64();
        return request.method == "PUT" && !isRight ? std::optional(fake::gateAsksBasic()) : std::nullopt;
    };
    open();
    setMode(2);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<CredentialsDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<CredentialsDialog>(m_window.get());
    driver::type(driver::find<QLineEdit>(dialog, u"userName"_s), u"office"_s);
    driver::type(driver::find<QLineEdit>(dialog, u"password"_s), u"river"_s);
    driver::click(driver::find<QPushButton>(dialog, u"accept"_s));
    QTRY_VERIFY(bar().text().startsWith(u"In force since"_s));
}

void TestMainWindow::appliesNothingWhereOnlyARefreshHasFailed()
{
    open();
    QTRY_VERIFY(driver::find<Page>(m_window.get()));
    m_tenant.instead = [](const fake::SeenRequest &) { return std::optional(fake::problem(503, u"busy"_s)); };
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTRY_VERIFY(trouble().isVisible());
    m_tenant.instead = {};
    setMode(2);
    driver::click(trouble().button());
    QVERIFY(!trouble().isVisible());
    QVERIFY(m_window->isWindowModified());
    driver::click(apply());
    QTRY_VERIFY(bar().text().startsWith(u"In force since"_s));
    QCOMPARE(changes().size(), 1);
}

void TestMainWindow::saysWhySettingsAreNotThereAndTriesAgain()
{
    m_tenant.instead = [](const fake::SeenRequest &) { return std::optional(fake::problem(503, u"busy"_s)); };
    open();
    const auto retry = [this]() -> QPushButton * {
        const auto buttons = m_window->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->isVisible() && button->text() == "&Try again"_L1)
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY(retry());
    QVERIFY(!driver::find<Page>(m_window.get()));
    m_tenant.instead = {};
    driver::click(retry());
    QTRY_VERIFY(driver::find<Page>(m_window.get()));
}

void TestMainWindow::letsAnAuditorOnlyLook()
{
    m_tenant.role = u"auditor"_s;
    open();
    QTRY_VERIFY(driver::find<Page>(m_window.get()));
    QVERIFY(driver::find<Banner>(m_window.get(), u"role"_s)->text().contains(u"Auditor"_s));
    QVERIFY(!bar().isVisible());
    QVERIFY(!driver::find<QRadioButton>(m_window.get()));
    QVERIFY(!driver::find<QLineEdit>(m_window.get(), u"newNetwork"_s));
}

void TestMainWindow::takesAllEditsBack()
{
    open();
    setMode(2);
    driver::click(driver::find<QPushButton>(m_window.get(), u"revert"_s));
    QVERIFY(!m_window->isWindowModified());
    QVERIFY(driver::find<Page>(m_window.get())->findChildren<QRadioButton *>().first()->isChecked());
    QCOMPARE(bar().text(), u"Nothing is edited"_s);
}

void TestMainWindow::callsASectionLikeItsPage()
{
    const QStringList sections = policy::sectionKeys();
    for (const PageEntry &entry : pageTable()) {
        if (sections.contains(entry.key))
            QCOMPARE(items::sectionTitle(entry.key), entry.titleText());
    }
}

void TestMainWindow::leadsFromAChangeToItsEvent()
{
    fake::Log log{.newest = 500};
    const QJsonObject change{{u"event"_s, 123}, {u"section"_s, u"ipRestriction"_s}, {u"revision"_s, 4},
        {u"at"_s, u"2026-03-05T14:00:00.000Z"_s}, {u"by"_s, u"sato"_s}, {u"changes"_s, QJsonArray()}};
    m_tenant.instead = [&](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target.startsWith("/api/v1/settings/history"))
            return fake::json(200, {{u"entries"_s, QJsonArray{change}}, {u"next"_s, QJsonValue()}});
        if (request.target.startsWith("/api/v1/audit/"))
            return log.answer(request);
        return std::nullopt;
    };
    open();
    choose(u"Change history"_s);
    QTRY_VERIFY(driver::find<QTableView>(m_window.get(), u"history"_s));
    auto *history = driver::find<QTableView>(m_window.get(), u"history"_s);
    history->setFocus();
    QTest::keyClick(history, Qt::Key_Down);
    QTest::keyClick(history, Qt::Key_Return);
    QTRY_VERIFY(driver::find<Banner>(m_window.get(), u"around"_s));
    const auto record = driver::find<LogView>(m_window.get())->currentRecord();
    QVERIFY(record);
    QCOMPARE(record->number, 123);
}

void TestMainWindow::beginsWithTheOverview()
{
    open({});
    QVERIFY(driver::find<Page>(m_window.get()));
    QCOMPARE(driver::find<Page>(m_window.get())->title(), u"Overview"_s);
    QVERIFY(!bar().isVisible());
    // From which one thing leads to another.
    QTRY_VERIFY(driver::find<LinkRow>(m_window.get()) && driver::find<LinkRow>(m_window.get())->content().leadsOn);
    driver::click(driver::find<LinkRow>(m_window.get()));
    QCOMPARE(driver::find<Page>(m_window.get())->title(), u"IP address restriction"_s);
    QTRY_VERIFY(qobject_cast<QRadioButton *>(QApplication::focusWidget()));
}

void TestMainWindow::opensWhereItWasLeft()
{
    open({});
    choose(u"Audit log"_s);
    m_window.reset();
    open({});
    QVERIFY(driver::find<Page>(m_window.get()));
    QCOMPARE(driver::find<Page>(m_window.get())->title(), u"Audit log"_s);
    QVERIFY(!bar().isVisible());
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
