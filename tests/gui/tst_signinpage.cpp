// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "faketenant.h"
#include "items/opensessionsmodel.h"
#include "pages/signinpage.h"
#include "readyanswers.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using policy::SignIn;

namespace {

QJsonObject session(int user, const QString &loginName, int minutesUnused)
{
    const QDateTime used = QDateTime::currentDateTimeUtc().addSecs(-60LL * minutesUnused - 5);
    return {{u"id"_s, user * 10}, {u"user"_s, fake::Tenant::person(user, loginName)}, {u"kind"_s, u"browser"_s},
        {u"address"_s, u"192.0.2.7"_s}, {u"openedAt"_s, u"2026-03-05T14:00:00.000000Z"_s},
        {u"lastUsedAt"_s, used.toString(Qt::ISODateWithMs)}};
}

}

class TestSignInPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsWhatIsSaved();
    void takesEveryField();
    void speaksInTheUnitThatFits_data();
    void speaksInTheUnitThatFits();
    void keepsWithinTheRange();
    void warnsWhereNamesAreGivenAway();
    void saysHowManySessionsWouldEnd();
    void listsOpenSessions();
    void signsSomebodyOutEverywhere();
    void signsOneselfOutElsewhere();
    void saysWhySigningOutFailed();
    void marksWhatThePlatformRefuses();
    void letsAnAuditorOnlyLook();

private:
    template<typename W>
    W *named(const char *name) const
    {
        return driver::find<W>(m_page.get(), QString::fromLatin1(name));
    }
    SignIn collected() const;
    void setRole(platform::Role role) const;
    void load(std::chrono::minutes idleEnd);
    QList<QByteArray> deleted() const;

    std::unique_ptr<fake::Platform> m_platform;
    fake::Tenant m_tenant;
    ReadyAnswers m_answers;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::OpenSessionsClient> m_client;
    std::unique_ptr<SignInPage> m_page;
};

void TestSignInPage::init()
{
    m_answers = {};
    m_tenant = {};
    m_tenant.openSessions = {session(3, u"kato"_s, 0), session(4, u"sato"_s, 50), session(5, u"ito"_s, 200)};
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return m_tenant.answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::OpenSessionsClient>(*m_connection);
    m_page = std::make_unique<SignInPage>(m_answers, *m_client);
    setRole(platform::Role::Administrator);
    m_page->load({});
    m_page->resize(1000, 900);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_COMPARE(named<QTableView>("sessions")->model()->rowCount(), 3);
}

void TestSignInPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

SignIn TestSignInPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.signIn;
}

void TestSignInPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

void TestSignInPage::load(std::chrono::minutes idleEnd)
{
    platform::SettingsState state;
    state.settings.signIn.idleEnd = idleEnd;
    m_page->load(state);
}

QList<QByteArray> TestSignInPage::deleted() const
{
    QList<QByteArray> targets;
    for (const fake::SeenRequest &request : m_platform->seen()) {
        if (request.method == "DELETE")
            targets << request.target;
    }
    return targets;
}

void TestSignInPage::showsWhatIsSaved()
{
    QVERIFY(!named<QCheckBox>("loginNameCompletion")->isChecked());
    QCOMPARE(named<QComboBox>("automaticSignIn")->currentText(), u"Off"_s);
    QCOMPARE(named<QSpinBox>("idleEndNumber")->value(), 1);
    QCOMPARE(named<QComboBox>("idleEndUnit")->currentText(), u"days"_s);
    QVERIFY(!m_page->isChanged());
}

void TestSignInPage::takesEveryField()
{
    const QSignalSpy changed(m_page.get(), &Page::changed);
    driver::tick(named<QCheckBox>("loginNameCompletion"));
    QTest::keyClick(named<QComboBox>("automaticSignIn"), Qt::Key_End);
    QTest::keyClick(named<QComboBox>("idleEndUnit"), Qt::Key_Up);
    driver::type(named<QSpinBox>("idleEndNumber"), u"8"_s);
    QVERIFY(!changed.isEmpty());
    const SignIn expected{.loginNameCompletion = true, .automaticSignIn = std::chrono::days(30), .idleEnd = 8h};
    QCOMPARE(collected(), expected);
    m_page->revert();
    QVERIFY(!m_page->isChanged());
}

void TestSignInPage::speaksInTheUnitThatFits_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("unit");
    QTest::newRow("15 minutes") << 15 << 15 << u"minutes"_s;
    QTest::newRow("90 minutes") << 90 << 90 << u"minutes"_s;
    QTest::newRow("2 hours") << 120 << 2 << u"hours"_s;
    QTest::newRow("36 hours") << 36 * 60 << 36 << u"hours"_s;
    QTest::newRow("7 days") << 7 * 24 * 60 << 7 << u"days"_s;
}

void TestSignInPage::speaksInTheUnitThatFits()
{
    QFETCH(int, minutes);
    load(std::chrono::minutes(minutes));
    QTEST(named<QSpinBox>("idleEndNumber")->value(), "number");
    QTEST(named<QComboBox>("idleEndUnit")->currentText(), "unit");
    QCOMPARE(collected().idleEnd, std::chrono::minutes(minutes));
    QVERIFY(!m_page->isChanged());
}

void TestSignInPage::keepsWithinTheRange()
{
    QCOMPARE(named<QSpinBox>("idleEndNumber")->maximum(), 7);
    QTest::keyClick(named<QComboBox>("idleEndUnit"), Qt::Key_Home);
    QCOMPARE(named<QSpinBox>("idleEndNumber")->minimum(), 15);
    QCOMPARE(named<QSpinBox>("idleEndNumber")->maximum(), 7 * 24 * 60);
    QCOMPARE(collected().idleEnd, 24h); // Said in minutes, it is as long.
}

void TestSignInPage::warnsWhereNamesAreGivenAway()
{
    QVERIFY(!named<Banner>("namesGivenAway"));
    driver::tick(named<QCheckBox>("loginNameCompletion"));
    QVERIFY(named<Banner>("namesGivenAway"));
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    driver::click(named<Banner>("namesGivenAway")->button());
    QCOMPARE(wanted.value(0).value(0).toString(), u"ipRestriction"_s);
    policy::Settings whole;
    m_page->collect(whole);
    whole.ipRestriction.mode = policy::IpRestriction::Mode::AllowListed;
    m_page->showWhole(whole);
    QVERIFY(!named<Banner>("namesGivenAway"));
}

void TestSignInPage::saysHowManySessionsWouldEnd()
{
    QVERIFY(!named<Banner>("ending"));
    QTest::keyClick(named<QComboBox>("idleEndUnit"), Qt::Key_Home);
    driver::type(named<QSpinBox>("idleEndNumber"), u"30"_s);
    QTRY_COMPARE(
        named<Banner>("ending")->text(), u"2 of 3 open sessions end at once: they were not used for 30 minutes."_s);
    driver::type(named<QSpinBox>("idleEndNumber"), u"300"_s);
    QCOMPARE(named<Banner>("ending")->text(), u"No open session ends at once: all were used within 5 hours."_s);
    m_page->revert();
    QVERIFY(!named<Banner>("ending"));
}

void TestSignInPage::listsOpenSessions()
{
    const auto *model = named<QTableView>("sessions")->model();
    QCOMPARE(model->index(1, items::OpenSessionsModel::PersonColumn).data().toString(), u"sato"_s);
    QVERIFY(named<QLabel>("status")->text().startsWith(u"All 3 sessions, as of "_s));
    QVERIFY(!named<QPushButton>("endSelected")->isEnabled());
    QVERIFY(!named<QPushButton>("endSelected")->toolTip().isEmpty());
}

void TestSignInPage::signsSomebodyOutEverywhere()
{
    auto *table = named<QTableView>("sessions");
    QTest::mouseClick(
        table->viewport(), Qt::LeftButton, Qt::NoModifier, table->visualRect(table->model()->index(1, 0)).center());
    driver::click(named<QPushButton>("endSelected"));
    QVERIFY(m_answers.questions.value(0).text.contains(u"sato"_s));
    QVERIFY(deleted().isEmpty()); // Nobody said yes.
    m_answers.choice = 0;
    driver::click(named<QPushButton>("endSelected"));
    QTRY_VERIFY(named<Banner>("sessionsBanner"));
    QCOMPARE(named<Banner>("sessionsBanner")->text(), u"sato is signed out everywhere."_s);
    QCOMPARE(deleted(), QList<QByteArray>{"/api/v1/users/4/sessions"});
}

void TestSignInPage::signsOneselfOutElsewhere()
{
    m_answers.choice = 0;
    driver::click(named<QPushButton>("endOwn"));
    QTRY_VERIFY(named<Banner>("sessionsBanner"));
    QCOMPARE(deleted(), QList<QByteArray>{"/api/v1/sessions"});
}

void TestSignInPage::saysWhySigningOutFailed()
{
    m_answers.choice = 0;
    m_tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method == "DELETE")
            return fake::problem(503, u"internal"_s);
        return std::nullopt;
    };
    driver::click(named<QPushButton>("endOwn"));
    QTRY_VERIFY(named<Banner>("sessionsBanner"));
    QCOMPARE(named<Banner>("sessionsBanner")->text(), u"Said."_s);
    QVERIFY(named<QPushButton>("endOwn")->isEnabled());
}

void TestSignInPage::marksWhatThePlatformRefuses()
{
    const QList<platform::FieldProblem> problems{
        {u"signIn.idleEnd"_s, u"x"_s, u"Too long."_s}, {u"tenant.displayName"_s, u"x"_s, u"Elsewhere."_s}};
    QCOMPARE(m_page->showProblems(problems), problems.sliced(1));
    QVERIFY(named<QSpinBox>("idleEndNumber")->accessibleDescription().startsWith(u"Too long."_s));
    QVERIFY(named<QSpinBox>("idleEndNumber")->hasFocus());
}

void TestSignInPage::letsAnAuditorOnlyLook()
{
    setRole(platform::Role::Auditor);
    QVERIFY(!named<QCheckBox>("loginNameCompletion"));
    QVERIFY(!named<QComboBox>("automaticSignIn"));
    QVERIFY(!named<QSpinBox>("idleEndNumber"));
    QVERIFY(!named<QPushButton>("endSelected"));
    QCOMPARE(named<QLineEdit>("automaticSignIn")->text(), u"Off"_s);
    QVERIFY(named<QTableView>("sessions"));
    QVERIFY(named<QPushButton>("endOwn")); // That is his own affair.
}

QTEST_MAIN(TestSignInPage)
#include "tst_signinpage.moc"
