// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/formfield.h"
#include "controls/timezonedialog.h"
#include "driver.h"
#include "pages/tenantpage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using policy::Language;

namespace {

platform::SettingsState stateOf(const QString &name)
{
    platform::SettingsState state;
    state.settings.tenant = {name, u"Asia/Tokyo"_s, Language::Japanese};
    state.settings.subdomain.name = u"demo"_s;
    return state;
}

}

class TestTenantPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_page.reset(); }

    void showsWhatIsSaved();
    void takesAnotherName();
    void judgesTheName_data();
    void judgesTheName();
    void takesAnotherLanguage();
    void takesAnotherTimeZone();
    void keepsATimeZoneThatIsNotKnownHere();
    void keepsWhatWasEditedWhileSaving();
    void goesBackByRevert();
    void marksWhatThePlatformRefuses();
    void isLedToByTheNamesOfItsFields();
    void letsAnAuditorOnlyLook();
    void tellsNoAddressThatIsNotKnown();
    void namesEverything();

private:
    QLineEdit &name() const { return *m_page->findChild<QLineEdit *>(u"displayName"_s); }
    QComboBox &language() const { return *m_page->findChild<QComboBox *>(u"language"_s); }
    QPushButton &choose() const { return *m_page->findChild<QPushButton *>(u"timeZone"_s); }
    QLineEdit &address() const { return *m_page->findChild<QLineEdit *>(u"address"_s); }
    QLineEdit &zone() const { return *choose().parentWidget()->findChild<QLineEdit *>(); }
    QString errorOf(const QWidget &editor) const;
    policy::Tenant collected() const;
    void setRole(platform::Role role) const;

    std::unique_ptr<TenantPage> m_page;
};

void TestTenantPage::init()
{
    m_page = std::make_unique<TenantPage>(u"demo.example.org"_s);
    setRole(platform::Role::Administrator);
    m_page->load(stateOf(u"Demo"_s));
    m_page->resize(900, 700);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

QString TestTenantPage::errorOf(const QWidget &editor) const
{
    const QWidget *ancestor = &editor;
    while (!qobject_cast<const FormField *>(ancestor))
        ancestor = ancestor->parentWidget();
    return qobject_cast<const FormField *>(ancestor)->error();
}

policy::Tenant TestTenantPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.tenant;
}

void TestTenantPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

void TestTenantPage::showsWhatIsSaved()
{
    QCOMPARE(name().text(), u"Demo"_s);
    QVERIFY2(zone().text().startsWith(u"Asia/Tokyo — UTC+09:00, now "_s), qPrintable(zone().text()));
    QCOMPARE(language().currentText(), u"日本語"_s);
    QCOMPARE(address().text(), u"https://demo.example.org"_s);
    QVERIFY(address().isReadOnly());
    QVERIFY(!m_page->isChanged());
    QCOMPARE(collected(), stateOf(u"Demo"_s).settings.tenant);
}

void TestTenantPage::takesAnotherName()
{
    const QSignalSpy changed(m_page.get(), &Page::changed);
    driver::type(&name(), u"Demo Trading"_s);
    QVERIFY(!changed.isEmpty());
    QVERIFY(m_page->isChanged());
    QCOMPARE(collected().displayName, u"Demo Trading"_s);
    driver::type(&name(), u"Demo"_s);
    QVERIFY(!m_page->isChanged());
}

void TestTenantPage::judgesTheName_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isWrong");
    QTest::newRow("one character") << u"森"_s << false;
    QTest::newRow("empty") << u""_s << true;
    QTest::newRow("a character that cannot be seen") << u"De\u0007mo"_s << true;
}

void TestTenantPage::judgesTheName()
{
    QFETCH(const QString, text);
    name().setText(text);
    emit name().textEdited(text);
    QTEST(!errorOf(name()).isEmpty(), "isWrong");
    QTEST(!m_page->problems().isEmpty(), "isWrong");
}

void TestTenantPage::takesAnotherLanguage()
{
    language().setFocus();
    QTest::keyClick(&language(), Qt::Key_Up);
    QCOMPARE(collected().language, Language::English);
    QVERIFY(m_page->isChanged());
}

void TestTenantPage::takesAnotherTimeZone()
{
    const QSignalSpy changed(m_page.get(), &Page::changed);
    driver::click(&choose());
    auto *dialog = driver::dialogOver<TimeZoneDialog>(m_page.get());
    QVERIFY(dialog);
    QTest::keyClicks(driver::find<QLineEdit>(dialog, u"search"_s), u"taipei"_s);
    QTest::keyClick(driver::find<QLineEdit>(dialog, u"search"_s), Qt::Key_Return);
    QVERIFY(!driver::dialogOver(m_page.get()));
    QCOMPARE(collected().timeZone, u"Asia/Taipei"_s);
    QVERIFY(zone().text().startsWith(u"Asia/Taipei — UTC+08:00"_s));
    QCOMPARE(changed.size(), 1);
}

void TestTenantPage::keepsATimeZoneThatIsNotKnownHere()
{
    auto state = stateOf(u"Demo"_s);
    state.settings.tenant.timeZone = u"Mars/Olympus"_s;
    m_page->load(state);
    QCOMPARE(zone().text(), u"Mars/Olympus"_s);
    QVERIFY(!m_page->isChanged());
    QVERIFY(!errorOf(zone()).isEmpty());
    driver::click(&choose());
    driver::dialogOver<TimeZoneDialog>(m_page.get())->reject();
    QCOMPARE(collected().timeZone, u"Mars/Olympus"_s);
}

void TestTenantPage::keepsWhatWasEditedWhileSaving()
{
    driver::type(&name(), u"Sent"_s);
    auto sent = stateOf(u"Sent"_s);
    driver::type(&name(), u"Later"_s);
    m_page->applied(sent.settings, sent);
    QCOMPARE(name().text(), u"Later"_s);
    QVERIFY(m_page->isChanged());
    m_page->revert();
    QCOMPARE(name().text(), u"Sent"_s);
}

void TestTenantPage::goesBackByRevert()
{
    driver::type(&name(), u"Other"_s);
    language().setFocus();
    QTest::keyClick(&language(), Qt::Key_Down);
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QCOMPARE(collected(), stateOf(u"Demo"_s).settings.tenant);
}

void TestTenantPage::marksWhatThePlatformRefuses()
{
    const QList<platform::FieldProblem> problems{
        {u"tenant.displayName"_s, u"x"_s, u"Taken by another tenant."_s},
        {u"subdomain.name"_s, u"x"_s, u"Not here."_s},
        {u"tenant.colour"_s, u"x"_s, u"No such field."_s},
    };
    choose().setFocus();
    QCOMPARE(m_page->showProblems(problems), (QList{problems[1], problems[2]}));
    QCOMPARE(errorOf(name()), u"Taken by another tenant."_s);
    QVERIFY(name().hasFocus());
    QVERIFY(m_page->showProblems({}).isEmpty());
    QVERIFY(errorOf(name()).isEmpty());
}

void TestTenantPage::isLedToByTheNamesOfItsFields()
{
    const QList<std::pair<QString, QWidget *>> places{
        {u"displayName"_s, &name()}, {u"timeZone"_s, &choose()}, {u"language"_s, &language()}};
    for (const auto &[field, editor] : places) {
        m_page->focusOn(field);
        QVERIFY2(editor->hasFocus(), qPrintable(field));
    }
}

void TestTenantPage::letsAnAuditorOnlyLook()
{
    setRole(platform::Role::Auditor);
    QVERIFY(name().isReadOnly());
    QVERIFY(!choose().isVisible());
    QVERIFY(!language().isVisible());
    QCOMPARE(driver::find<QLineEdit>(m_page.get(), u"languageText"_s)->text(), u"日本語"_s);
    QVERIFY(zone().text().startsWith(u"Asia/Tokyo"_s));
}

void TestTenantPage::tellsNoAddressThatIsNotKnown()
{
    TenantPage page(u"127.0.0.1"_s);
    page.load(stateOf(u"Demo"_s));
    QCOMPARE(page.findChild<QLineEdit *>(u"address"_s)->text(), u"demo"_s);
}

void TestTenantPage::namesEverything()
{
    for (const QWidget *widget :
        std::initializer_list<const QWidget *>{&name(), &language(), &choose(), &zone(), &address()}) {
        QVERIFY(!widget->accessibleName().isEmpty());
        QVERIFY(widget->focusPolicy() & Qt::TabFocus);
    }
    QVERIFY(!name().accessibleDescription().isEmpty());
    QVERIFY(!zone().accessibleDescription().isEmpty());
}

QTEST_MAIN(TestTenantPage)
#include "tst_tenantpage.moc"
