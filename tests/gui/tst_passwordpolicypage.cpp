// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/formfield.h"
#include "driver.h"
#include "faketenant.h"
#include "pages/passwordpolicypage.h"
#include "pages/passwordtrialcard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QWheelEvent>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using policy::PasswordPolicy;

class TestPasswordPolicyPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsWhatIsSaved();
    void takesEveryField();
    void offersNothingBeyondTheRanges();
    void isScrolledOverWithoutHarm();
    void goesBackByRevert();
    void keepsWhatWasEditedWhileSaving();
    void marksWhatThePlatformRefuses();
    void triesAPassword();
    void keepsNothingOfATriedPassword();
    void saysWhoHasToChange();
    void asksOnceForManyEdits();
    void triesAgainWhenTheImpactDoesNotCome();
    void letsAnAuditorOnlyLook();

private:
    template<typename W>
    W *named(const char *name) const
    {
        return driver::find<W>(m_page.get(), QString::fromLatin1(name));
    }
    PasswordPolicy collected() const;
    void setRole(platform::Role role) const;
    QStringList impactsAsked() const;
    QStringList texts() const;

    std::unique_ptr<fake::Platform> m_platform;
    fake::Tenant m_tenant;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::PasswordClient> m_client;
    std::unique_ptr<PasswordPolicyPage> m_page;
};

void TestPasswordPolicyPage::init()
{
    m_tenant = {};
    m_tenant.passwordImpact = {{u"users"_s, 120}, {u"mustChangeNow"_s, 3},
        {u"dueWithin"_s, QJsonArray{QJsonObject{{u"days"_s, 7}, {u"users"_s, 12}}}}, {u"unknown"_s, 5}};
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return m_tenant.answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::PasswordClient>(*m_connection);
    m_page = std::make_unique<PasswordPolicyPage>(*m_client);
    setRole(platform::Role::Administrator);
    m_page->load({});
    m_page->resize(1000, 800);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

void TestPasswordPolicyPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

PasswordPolicy TestPasswordPolicyPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.passwordPolicy;
}

void TestPasswordPolicyPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.user = u"mori"_s;
    session.role = role;
    m_page->setSession(session);
}

/// What was asked for, as far as it expires.
QStringList TestPasswordPolicyPage::impactsAsked() const
{
    QStringList days;
    for (const fake::SeenRequest &request : m_platform->seen())
        days << request.json()[u"expiresAfter"].toVariant().toString();
    return days;
}

QStringList TestPasswordPolicyPage::texts() const
{
    QStringList texts;
    const auto labels = m_page->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible())
            texts << label->text();
    }
    return texts;
}

void TestPasswordPolicyPage::showsWhatIsSaved()
{
    QCOMPARE(named<QSpinBox>("minimumLengthUsers")->value(), 8);
    QCOMPARE(named<QSpinBox>("minimumLengthAdministrators")->value(), 12);
    QCOMPARE(named<QComboBox>("complexity")->currentText(), u"Letters and numbers"_s);
    QCOMPARE(named<QSpinBox>("reuseLimit")->value(), 3);
    QCOMPARE(named<QComboBox>("expiresAfter")->currentText(), u"Never"_s);
    QVERIFY(!m_page->isChanged());
    QCOMPARE(collected(), PasswordPolicy());
}

void TestPasswordPolicyPage::takesEveryField()
{
    const QSignalSpy changed(m_page.get(), &Page::changed);
    driver::type(named<QSpinBox>("minimumLengthUsers"), u"10"_s);
    driver::type(named<QSpinBox>("minimumLengthAdministrators"), u"15"_s);
    QTest::keyClick(named<QComboBox>("complexity"), Qt::Key_Down);
    driver::type(named<QSpinBox>("reuseLimit"), u"15"_s);
    QTest::keyClick(named<QComboBox>("expiresAfter"), Qt::Key_Home);
    for (const char *name : {"loginNameAllowed", "usersMayChange", "mustChangeAfterReset"})
        driver::tick(named<QCheckBox>(name));
    QVERIFY(!changed.isEmpty());
    const PasswordPolicy expected{.minimumLengthUsers = 10,
        .minimumLengthAdministrators = 15,
        .complexity = PasswordPolicy::Complexity::LettersNumbersSymbols,
        .loginNameAllowed = true,
        .reuseLimit = 15,
        .expiresAfter = std::chrono::days(30),
        .usersMayChange = false,
        .mustChangeAfterReset = false};
    QCOMPARE(collected(), expected);
}

void TestPasswordPolicyPage::offersNothingBeyondTheRanges()
{
    QCOMPARE(named<QSpinBox>("minimumLengthUsers")->minimum(), 3);
    QCOMPARE(named<QSpinBox>("minimumLengthUsers")->maximum(), 15);
    QCOMPARE(named<QSpinBox>("reuseLimit")->minimum(), 1);
    QStringList expiries;
    auto *expiry = named<QComboBox>("expiresAfter");
    for (int i = 0; i < expiry->count(); ++i)
        expiries << expiry->itemText(i);
    QCOMPARE(expiries, (QStringList{u"30 days"_s, u"60 days"_s, u"90 days"_s, u"180 days"_s, u"1 year"_s, u"Never"_s}));
}

void TestPasswordPolicyPage::isScrolledOverWithoutHarm()
{
    auto *length = named<QSpinBox>("minimumLengthUsers");
    named<QLineEdit>("trial")->setFocus();
    QWheelEvent wheel(QPointF(5, 5), length->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(length, &wheel);
    QVERIFY(!m_page->isChanged());
    length->setFocus();
    QApplication::sendEvent(length, &wheel);
    QCOMPARE(collected().minimumLengthUsers, 9);
}

void TestPasswordPolicyPage::goesBackByRevert()
{
    driver::type(named<QSpinBox>("reuseLimit"), u"7"_s);
    QVERIFY(m_page->isChanged());
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QCOMPARE(named<QSpinBox>("reuseLimit")->value(), 3);
}

void TestPasswordPolicyPage::keepsWhatWasEditedWhileSaving()
{
    driver::type(named<QSpinBox>("reuseLimit"), u"7"_s);
    policy::Settings sent;
    m_page->collect(sent);
    driver::type(named<QSpinBox>("reuseLimit"), u"8"_s);
    platform::SettingsState now;
    now.settings = sent;
    m_page->applied(sent, now);
    QCOMPARE(collected().reuseLimit, 8);
    QVERIFY(m_page->isChanged());
}

void TestPasswordPolicyPage::marksWhatThePlatformRefuses()
{
    const QList<platform::FieldProblem> problems{
        {u"passwordPolicy.reuseLimit"_s, u"x"_s, u"Too much."_s}, {u"basicAuth.enabled"_s, u"x"_s, u"Elsewhere."_s}};
    QCOMPARE(m_page->showProblems(problems), problems.sliced(1));
    QVERIFY(texts().contains(u"Too much."_s));
    QVERIFY(named<QSpinBox>("reuseLimit")->hasFocus());
    driver::type(named<QSpinBox>("reuseLimit"), u"4"_s);
    QVERIFY(!texts().contains(u"Too much."_s));
}

void TestPasswordPolicyPage::triesAPassword()
{
    auto *verdict = m_page->findChild<Banner *>(u"trialVerdict"_s);
    QVERIFY(!verdict->isVisible());
    driver::type(named<QLineEdit>("trial"), u"fair7wind"_s);
    QCOMPARE(verdict->text(), u"It would be accepted for a user."_s);
    QVERIFY(texts().contains(u"met: a number"_s));
    QTest::keyClick(named<QComboBox>("trialRole"), Qt::Key_Down);
    QVERIFY2(verdict->text().startsWith(u"It would be refused: 1 "_s), qPrintable(verdict->text()));
    QVERIFY(texts().contains(u"not met: 12 to 64 characters"_s));
    // The rules are those of the page, saved or not.
    driver::type(named<QSpinBox>("minimumLengthAdministrators"), u"9"_s);
    QCOMPARE(verdict->text(), u"It would be accepted for an administrator."_s);
    driver::type(named<QLineEdit>("trial"), u"mori"_s);
    QVERIFY(texts().contains(u"not met: not the login name"_s));
}

void TestPasswordPolicyPage::keepsNothingOfATriedPassword()
{
    driver::type(named<QLineEdit>("trial"), u"my own secret 7"_s);
    QTest::keyClick(named<QLineEdit>("trial"), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(named<QLineEdit>("trial")->echoMode(), QLineEdit::Normal);
    m_page->hide();
    QCOMPARE(m_page->findChild<QLineEdit *>(u"trial"_s)->text(), QString());
    m_page->show();
    QCOMPARE(named<QLineEdit>("trial")->echoMode(), QLineEdit::Password);
    QTRY_VERIFY(!m_platform->seen().isEmpty());
    for (const fake::SeenRequest &request : m_platform->seen())
        QVERIFY(!request.body.contains("secret") && !request.target.contains("secret"));
}

void TestPasswordPolicyPage::saysWhoHasToChange()
{
    auto *impact = m_page->findChild<QLabel *>(u"impact"_s);
    QTRY_COMPARE(impact->text(), u"3 of 120 people have to choose another password when they sign in next."_s);
    QVERIFY(!texts().contains(u"within 7 days"_s)); // Nothing expires.
    QTest::keyClick(named<QComboBox>("expiresAfter"), Qt::Key_Home);
    QTRY_COMPARE(
        impact->text(), u"Once applied, 3 of 120 people have to choose another password when they sign in next."_s);
    QTRY_VERIFY(texts().contains(u"within 7 days"_s));
    QVERIFY(texts().contains(u"12 people"_s));
    QVERIFY(texts().contains(u"Whether the passwords of 5 people meet the stricter rules is not known."_s));
}

void TestPasswordPolicyPage::asksOnceForManyEdits()
{
    QTRY_COMPARE(impactsAsked().size(), 1);
    auto *expiry = named<QComboBox>("expiresAfter");
    QTest::keyClick(expiry, Qt::Key_Home);
    QTest::keyClick(expiry, Qt::Key_Down);
    QTest::keyClick(expiry, Qt::Key_Down);
    QTRY_COMPARE(impactsAsked(), (QStringList{QString(), u"90"_s}));
}

void TestPasswordPolicyPage::triesAgainWhenTheImpactDoesNotCome()
{
    m_tenant.instead = [](const auto &) { return fake::problem(503, u"internal"_s); };
    m_page->refresh();
    QTRY_VERIFY(named<QPushButton>("impactAgain"));
    QCOMPARE(named<QLabel>("impact")->text(), u"Said."_s);
    m_tenant.instead = {};
    driver::click(named<QPushButton>("impactAgain"));
    QTRY_VERIFY(named<QLabel>("impact")->text().startsWith(u"3 of 120"_s));
    QVERIFY(!named<QPushButton>("impactAgain"));
}

void TestPasswordPolicyPage::letsAnAuditorOnlyLook()
{
    setRole(platform::Role::Auditor);
    QVERIFY(!named<QSpinBox>("minimumLengthUsers"));
    QVERIFY(!named<QComboBox>("complexity"));
    QVERIFY(!named<QCheckBox>("usersMayChange"));
    QVERIFY(!named<QLabel>("impact"));
    QCOMPARE(named<QLineEdit>("minimumLengthUsers")->text(), u"8"_s);
    QVERIFY(named<QLineEdit>("minimumLengthUsers")->isReadOnly());
    QCOMPARE(named<QLineEdit>("complexity")->text(), u"Letters and numbers"_s);
    QVERIFY(texts().contains(u"Users may change their password themselves."_s));
    QVERIFY(named<QLineEdit>("trial")); // Trying one out changes nothing.
}

QTEST_MAIN(TestPasswordPolicyPage)
#include "tst_passwordpolicypage.moc"
