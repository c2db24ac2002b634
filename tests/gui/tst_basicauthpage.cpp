// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/formfield.h"
#include "controls/secretfield.h"
#include "driver.h"
#include "pages/basicauthpage.h"
#include "pages/basicpairform.h"
#include "pages/secondpairform.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using Mode = policy::IpRestriction::Mode;

namespace {

policy::Secret stored(int daysAgo)
{
    policy::Secret secret;
    secret.isSet = true;
    secret.changedAt = QDateTime::currentDateTimeUtc().addDays(-daysAgo);
    return secret;
}

platform::SettingsState stateOf(Mode mode, bool enabled)
{
    platform::SettingsState state;
    state.settings.ipRestriction.mode = mode;
    state.settings.basicAuth.enabled = enabled;
    if (enabled) {
        state.settings.basicAuth.pair.userName = u"office"_s;
        state.settings.basicAuth.pair.password = stored(40);
    }
    return state;
}

}

class TestBasicAuthPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_page.reset(); }

    void cannotBeSwitchedOnWhileAllAreLetIn();
    void canAlwaysBeSwitchedOff();
    void followsTheModeOfTheOtherPage();
    void switchesOnWithAPair();
    void judgesWhatIsTyped_data();
    void judgesWhatIsTyped();
    void asksForWhatIsMissingOnlyWhenItIsApplied();
    void saysWhoWillBeAsked_data();
    void saysWhoWillBeAsked();
    void proposesAnEndForASecondPair();
    void removesTheSecondPair();
    void keepsTheEndToTheMillisecond();
    void saysThatTheSecondPairIsOver();
    void forgetsThePasswordOnceItIsApplied();
    void keepsWhatWasEditedWhileSaving();
    void goesBackByRevert();
    void holdsWhatAConflictWasSettledWith();
    void marksWhatThePlatformRefuses();
    void letsAnAuditorOnlyLook();

private:
    QCheckBox &enabled() const { return *m_page->findChild<QCheckBox *>(u"enabled"_s); }
    QCheckBox &secondWanted() const { return *m_page->findChild<QCheckBox *>(u"secondPair"_s); }
    Banner &restriction() const { return *m_page->findChild<Banner *>(u"restriction"_s); }
    Banner &effect() const { return *m_page->findChild<Banner *>(u"effect"_s); }
    QLineEdit &edit(const QString &accessibleName) const;
    QString errorOf(const QString &accessibleName) const;
    policy::BasicAuth collected() const;
    static void retype(QLineEdit &edit, const QString &text);
    static void click(QAbstractButton &button);

    std::unique_ptr<BasicAuthPage> m_page;
};

void TestBasicAuthPage::init()
{
    m_page = std::make_unique<BasicAuthPage>();
    platform::Session session;
    session.role = platform::Role::Administrator;
    m_page->setSession(session);
    m_page->resize(800, 900);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

QLineEdit &TestBasicAuthPage::edit(const QString &accessibleName) const
{
    for (QLineEdit *candidate : m_page->findChildren<QLineEdit *>()) {
        if (candidate->accessibleName() == accessibleName)
            return *candidate;
    }
    qFatal("There is no such field: %s", qPrintable(accessibleName));
}

QString TestBasicAuthPage::errorOf(const QString &accessibleName) const
{
    const QWidget *ancestor = &edit(accessibleName);
    while (!qobject_cast<const FormField *>(ancestor))
        ancestor = ancestor->parentWidget();
    return qobject_cast<const FormField *>(ancestor)->error();
}

policy::BasicAuth TestBasicAuthPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.basicAuth;
}

void TestBasicAuthPage::retype(QLineEdit &edit, const QString &text)
{
    edit.setFocus();
    edit.selectAll();
    QTest::keyClick(&edit, Qt::Key_Delete);
    QTest::keyClicks(&edit, text);
}

void TestBasicAuthPage::click(QAbstractButton &button)
{
    QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(10, button.height() / 2));
}

void TestBasicAuthPage::cannotBeSwitchedOnWhileAllAreLetIn()
{
    m_page->load(stateOf(Mode::AllowAll, false));
    QVERIFY(!enabled().isEnabled());
    QVERIFY(!enabled().toolTip().isEmpty());
    QVERIFY(restriction().isVisible());
    QSignalSpy pageWanted(m_page.get(), &Page::pageWanted);
    click(*restriction().button());
    QCOMPARE(pageWanted.size(), 1);
    QCOMPARE(pageWanted.first().first().toString(), u"ipRestriction"_s);
}

void TestBasicAuthPage::canAlwaysBeSwitchedOff()
{
    auto state = stateOf(Mode::AllowListed, true);
    m_page->load(state);
    state.settings.ipRestriction.mode = Mode::AllowAll;
    m_page->showWhole(state.settings);
    QVERIFY(enabled().isEnabled());
    QCOMPARE(restriction().tone(), Tone::Error);
    QCOMPARE(m_page->problems().size(), 1);
    QCOMPARE(m_page->problems().first().field, u"basicAuth.enabled"_s);
    click(enabled());
    QVERIFY(m_page->problems().isEmpty());
}

void TestBasicAuthPage::followsTheModeOfTheOtherPage()
{
    auto state = stateOf(Mode::AllowAll, false);
    m_page->load(state);
    state.settings.ipRestriction.mode = Mode::DenyAll;
    m_page->showWhole(state.settings);
    QVERIFY(enabled().isEnabled());
    QVERIFY(!restriction().isVisible());
    QVERIFY(!m_page->isChanged());
}

void TestBasicAuthPage::switchesOnWithAPair()
{
    m_page->load(stateOf(Mode::DenyAll, false));
    QSignalSpy changed(m_page.get(), &Page::changed);
    click(enabled());
    retype(edit(u"User name"_s), u"office"_s);
    retype(edit(u"Password"_s), u"correct horse"_s);
    QVERIFY(!changed.isEmpty());
    QVERIFY(m_page->isChanged());
    QVERIFY(m_page->problems().isEmpty());
    QVERIFY(collected().enabled);
    QCOMPARE(collected().pair.userName, u"office"_s);
    QCOMPARE(collected().pair.password.entered, u"correct horse"_s);
    retype(edit(u"User name"_s), {});
    retype(edit(u"Password"_s), {});
    click(enabled());
    QVERIFY(!m_page->isChanged());
}

void TestBasicAuthPage::judgesWhatIsTyped_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isWrong");
    QTest::newRow("name") << u"User name"_s << u"sato-1_A"_s << false;
    QTest::newRow("name with a blank") << u"User name"_s << u"sato trading"_s << true;
    QTest::newRow("name with a colon") << u"User name"_s << u"sato:x"_s << true;
    QTest::newRow("password of four") << u"Password"_s << u"1234"_s << true;
    QTest::newRow("password of five") << u"Password"_s << u"12345"_s << false;
    QTest::newRow("password beyond ASCII") << u"Password"_s << u"passwörd"_s << true;
}

void TestBasicAuthPage::judgesWhatIsTyped()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    m_page->load(stateOf(Mode::DenyAll, true));
    edit(field).clear();
    edit(field).insert(text);
    emit edit(field).textEdited(text);
    QTEST(!errorOf(field).isEmpty(), "isWrong");
    QTEST(!m_page->problems().isEmpty(), "isWrong");
}

void TestBasicAuthPage::asksForWhatIsMissingOnlyWhenItIsApplied()
{
    m_page->load(stateOf(Mode::DenyAll, false));
    click(enabled());
    QVERIFY(errorOf(u"User name"_s).isEmpty());
    QVERIFY(m_page->showProblems(told(m_page->problems())).isEmpty());
    QVERIFY(!errorOf(u"User name"_s).isEmpty());
    QVERIFY(!errorOf(u"Password"_s).isEmpty());
    QVERIFY(edit(u"User name"_s).hasFocus());
    QVERIFY(edit(u"User name"_s).accessibleDescription().contains(errorOf(u"User name"_s)));
    QTest::keyClicks(&edit(u"User name"_s), u"office"_s);
    QVERIFY(errorOf(u"User name"_s).isEmpty());
}

void TestBasicAuthPage::saysWhoWillBeAsked_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<bool>("enabled");
    QTest::addColumn<int>("listed");
    QTest::addColumn<QString>("begin");
    QTest::newRow("all let in") << Mode::AllowAll << false << 1 << u"Nobody is asked: every"_s;
    QTest::newRow("off, list") << Mode::AllowListed << false << 1 << u"Nobody is asked: addresses"_s;
    QTest::newRow("off, none let in") << Mode::DenyAll << false << 1 << u"Nobody is asked, and nobody gets in"_s;
    QTest::newRow("on, none let in") << Mode::DenyAll << true << 1 << u"Everybody is asked, from"_s;
    QTest::newRow("on, empty list") << Mode::AllowListed << true << 0 << u"Everybody is asked, because"_s;
    QTest::newRow("on, list") << Mode::AllowListed << true << 3 << u"Addresses in the 3 entries"_s;
}

void TestBasicAuthPage::saysWhoWillBeAsked()
{
    QFETCH(Mode, mode);
    QFETCH(bool, enabled);
    QFETCH(int, listed);
    QFETCH(QString, begin);
    auto state = stateOf(mode, enabled);
    state.settings.ipRestriction.entries.resize(listed);
    m_page->load(state);
    QVERIFY2(effect().text().startsWith(begin), qPrintable(effect().text()));
}

void TestBasicAuthPage::proposesAnEndForASecondPair()
{
    m_page->load(stateOf(Mode::DenyAll, true));
    click(secondWanted());
    QVERIFY(edit(u"Second user name"_s).hasFocus());
    QTest::keyClicks(&edit(u"Second user name"_s), u"old"_s);
    retype(edit(u"Second password"_s), u"old password"_s);
    QVERIFY(collected().second.endsAt > QDateTime::currentDateTimeUtc().addDays(7));
    QCOMPARE(collected().second.userName, u"old"_s);
    QVERIFY(m_page->problems().isEmpty());
    QVERIFY(effect().text().contains(u"second pair"_s));
    click(secondWanted());
    QVERIFY(!m_page->isChanged());
}

void TestBasicAuthPage::removesTheSecondPair()
{
    auto state = stateOf(Mode::DenyAll, true);
    state.settings.basicAuth.second.userName = u"old"_s;
    state.settings.basicAuth.second.password = stored(200);
    state.settings.basicAuth.second.endsAt = QDateTime::currentDateTimeUtc().addDays(3);
    m_page->load(state);
    QVERIFY(!m_page->isChanged());
    click(secondWanted());
    QVERIFY(m_page->isChanged());
    QVERIFY(collected().second.isEmpty());
    QCOMPARE(collected().second.password.entered, QString());
    QVERIFY(!collected().second.endsAt.isValid());
    QVERIFY(m_page->problems().isEmpty());
    click(secondWanted());
    QVERIFY(!m_page->isChanged());
}

void TestBasicAuthPage::keepsTheEndToTheMillisecond()
{
    auto state = stateOf(Mode::DenyAll, true);
    state.settings.basicAuth.second.userName = u"old"_s;
    state.settings.basicAuth.second.password = stored(1);
    state.settings.basicAuth.second.endsAt = QDateTime(QDate(2099, 7, 1), QTime(1, 2, 3, 456), QTimeZone::utc());
    m_page->load(state);
    QVERIFY(!m_page->isChanged());
    auto *end = m_page->findChild<QDateTimeEdit *>();
    end->setSelectedSection(QDateTimeEdit::YearSection);
    end->stepUp();
    QVERIFY(m_page->isChanged());
    QCOMPARE(collected().second.endsAt.date().year(), 2100);
    end->stepDown();
    QVERIFY(!m_page->isChanged());
}

void TestBasicAuthPage::saysThatTheSecondPairIsOver()
{
    auto state = stateOf(Mode::DenyAll, true);
    state.settings.basicAuth.second.userName = u"old"_s;
    state.settings.basicAuth.second.password = stored(200);
    state.settings.basicAuth.second.endsAt = QDateTime::currentDateTimeUtc().addDays(-1);
    m_page->load(state);
    QVERIFY(m_page->findChild<QDateTimeEdit *>()->accessibleDescription().contains(u"over"_s));
    QVERIFY(!effect().text().contains(u"second pair"_s));
}

void TestBasicAuthPage::forgetsThePasswordOnceItIsApplied()
{
    auto state = stateOf(Mode::DenyAll, true);
    m_page->load(state);
    retype(edit(u"Password"_s), u"new password"_s);
    policy::Settings sent = state.settings;
    m_page->collect(sent);
    state.settings.basicAuth.pair.password = stored(0);
    m_page->applied(sent, state);
    QVERIFY(!m_page->isChanged());
    QVERIFY(edit(u"Password"_s).text().isEmpty());
}

void TestBasicAuthPage::keepsWhatWasEditedWhileSaving()
{
    auto state = stateOf(Mode::DenyAll, true);
    m_page->load(state);
    retype(edit(u"Password"_s), u"new password"_s);
    policy::Settings sent = state.settings;
    m_page->collect(sent);
    retype(edit(u"User name"_s), u"branch"_s);
    state.settings.basicAuth.pair.password = stored(0);
    m_page->applied(sent, state);
    QVERIFY(m_page->isChanged());
    QCOMPARE(collected().pair.userName, u"branch"_s);
    QVERIFY(!collected().pair.password.entered);
    m_page->revert();
    QCOMPARE(collected(), state.settings.basicAuth);
}

void TestBasicAuthPage::goesBackByRevert()
{
    const auto state = stateOf(Mode::DenyAll, true);
    m_page->load(state);
    click(enabled());
    retype(edit(u"User name"_s), u"wrong name"_s);
    retype(edit(u"Password"_s), u"abc"_s);
    click(secondWanted());
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QCOMPARE(collected(), state.settings.basicAuth);
    QVERIFY(errorOf(u"User name"_s).isEmpty());
    QVERIFY(errorOf(u"Password"_s).isEmpty());
    QVERIFY(!edit(u"Second user name"_s).isVisible());
}

void TestBasicAuthPage::holdsWhatAConflictWasSettledWith()
{
    m_page->load(stateOf(Mode::DenyAll, true));
    auto merged = stateOf(Mode::DenyAll, true).settings;
    merged.basicAuth.pair.userName = u"merged"_s;
    merged.basicAuth.pair.password.entered = u"entered before"_s;
    m_page->edit(merged);
    QVERIFY(m_page->isChanged());
    QCOMPARE(edit(u"User name"_s).text(), u"merged"_s);
    QCOMPARE(collected().pair.password.entered, u"entered before"_s);
}

void TestBasicAuthPage::marksWhatThePlatformRefuses()
{
    auto state = stateOf(Mode::DenyAll, true);
    m_page->load(state);
    const QList<platform::FieldProblem> problems{
        {u"ipRestriction.mode"_s, u"x"_s, u"Not here."_s},
        {u"basicAuth.pair.password"_s, u"x"_s, u"In a list of leaked passwords."_s},
        {u"basicAuth.pair.colour"_s, u"x"_s, u"No such field."_s},
    };
    QCOMPARE(m_page->showProblems(problems), (QList{problems[0], problems[2]}));
    QCOMPARE(errorOf(u"Password"_s), problems[1].message);
    QVERIFY(edit(u"Password"_s).hasFocus());
    QVERIFY(m_page->showProblems({}).isEmpty());
    QVERIFY(errorOf(u"Password"_s).isEmpty());
}

void TestBasicAuthPage::letsAnAuditorOnlyLook()
{
    platform::Session session;
    session.role = platform::Role::Auditor;
    m_page->setSession(session);
    m_page->load(stateOf(Mode::DenyAll, true));
    QVERIFY(!enabled().isVisible());
    QVERIFY(!secondWanted().isVisible());
    for (const QPushButton *button : m_page->findChildren<QPushButton *>())
        QVERIFY2(!button->isVisible(), qPrintable(button->text()));
    for (const QLineEdit *line : m_page->findChildren<QLineEdit *>())
        QVERIFY2(!line->isVisible() || line->isReadOnly(), qPrintable(line->accessibleName()));
    QCOMPARE(edit(u"User name"_s).text(), u"office"_s);
    QVERIFY(!m_page->isChanged());
}

QTEST_MAIN(TestBasicAuthPage)
#include "tst_basicauthpage.moc"
