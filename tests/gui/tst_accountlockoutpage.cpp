// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "pages/accountlockoutpage.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using policy::AccountLockout;

class TestAccountLockoutPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_page.reset(); }

    void saysWhatItMeans();
    void takesOtherValues();
    void warnsWhereNobodyIsEverLocked();
    void goesBackByRevert();
    void marksWhatThePlatformRefuses();
    void tellsOfTheLastAdministrator();
    void leadsToTheLockDesk();
    void letsAnAuditorOnlyLook();

private:
    QComboBox &attempts() const { return *m_page->findChild<QComboBox *>(u"attempts"_s); }
    QComboBox &duration() const { return *m_page->findChild<QComboBox *>(u"duration"_s); }
    Banner &effect() const { return *m_page->findChild<Banner *>(u"effect"_s); }
    AccountLockout collected() const;
    void setRole(platform::Role role) const;

    std::unique_ptr<AccountLockoutPage> m_page;
};

void TestAccountLockoutPage::init()
{
    m_page = std::make_unique<AccountLockoutPage>();
    setRole(platform::Role::Administrator);
    m_page->load({});
    m_page->resize(900, 700);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

AccountLockout TestAccountLockoutPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.accountLockout;
}

void TestAccountLockoutPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

void TestAccountLockoutPage::saysWhatItMeans()
{
    QCOMPARE(attempts().currentText(), u"10"_s);
    QCOMPARE(duration().currentText(), u"30 minutes"_s);
    QCOMPARE(effect().text(), u"10 wrong passwords in a row lock an account for 30 minutes."_s);
    QVERIFY(!m_page->isChanged());
}

void TestAccountLockoutPage::takesOtherValues()
{
    const QSignalSpy changed(m_page.get(), &Page::changed);
    QTest::keyClick(&attempts(), Qt::Key_Home);
    QTest::keyClick(&duration(), Qt::Key_End);
    QCOMPARE(changed.size(), 2);
    const AccountLockout expected{.attempts = 3, .duration = std::nullopt};
    QCOMPARE(collected(), expected);
    QCOMPARE(effect().text(), u"3 wrong passwords in a row lock an account until an administrator unlocks it."_s);
}

void TestAccountLockoutPage::warnsWhereNobodyIsEverLocked()
{
    QTest::keyClick(&attempts(), Qt::Key_End);
    QCOMPARE(attempts().currentText(), u"Never"_s);
    QVERIFY(!collected().attempts);
    QCOMPARE(collected().duration, std::chrono::minutes(30)); // It is there again when somebody thinks better of it.
    QCOMPARE(effect().tone(), Tone::Warning);
    QVERIFY(!duration().isEnabled());
    QVERIFY(!duration().toolTip().isEmpty());
}

void TestAccountLockoutPage::goesBackByRevert()
{
    QTest::keyClick(&attempts(), Qt::Key_End);
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QVERIFY(duration().isEnabled());
}

void TestAccountLockoutPage::marksWhatThePlatformRefuses()
{
    const QList<platform::FieldProblem> problems{
        {u"accountLockout.duration"_s, u"x"_s, u"Too long."_s}, {u"signIn.idleEnd"_s, u"x"_s, u"Elsewhere."_s}};
    QCOMPARE(m_page->showProblems(problems), problems.sliced(1));
    QVERIFY(duration().accessibleDescription().startsWith(u"Too long."_s));
    QVERIFY(duration().hasFocus());
}

void TestAccountLockoutPage::tellsOfTheLastAdministrator()
{
    const auto *notes = driver::find<QLabel>(m_page.get(), u"notes"_s);
    QVERIFY(notes->text().contains(u"last administrator"_s));
    QVERIFY(notes->text().contains(u"60 minutes"_s));
}

void TestAccountLockoutPage::leadsToTheLockDesk()
{
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    driver::click(driver::find<QPushButton>(m_page.get(), u"lockDesk"_s));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"lockDesk"_s);
}

void TestAccountLockoutPage::letsAnAuditorOnlyLook()
{
    setRole(platform::Role::Auditor);
    QVERIFY(!attempts().isVisible());
    QVERIFY(!duration().isVisible());
    QCOMPARE(driver::find<QLineEdit>(m_page.get(), u"attempts"_s)->text(), u"10"_s);
    QCOMPARE(driver::find<QLineEdit>(m_page.get(), u"duration"_s)->text(), u"30 minutes"_s);
    QVERIFY(effect().isVisible());
}

QTEST_MAIN(TestAccountLockoutPage)
#include "tst_accountlockoutpage.moc"
