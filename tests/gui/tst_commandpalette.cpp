// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "items/settingwords.h"
#include "pages/userdialog.h"
#include "shell/commandpalette.h"
#include "shell/pagetable.h"
#include "tenantwindow.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestCommandPalette : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void reachesEveryPage();
    void leadsToASettingAndItsEditor();
    void leadsToWhatThereIsToDoOnAPage();
    void isWalkedThroughByTheArrowKeys();
    void takesAClick();
    void offersWhatTheMenusOffer();
    void saysWhyACommandCannotBeGiven();
    void appliesWhatIsEdited();
    void switchesTheLanguageAndFindsEnglishNames();
    void goesAtEscapeAndWhenLeft();

private:
    CommandPalette *palette() const { return m_tenant->window().findChild<CommandPalette *>(); }
    QListView &list() const { return *palette()->findChild<QListView *>(); }
    void open();
    void type(const QString &text);
    void enter();
    QStringList titles() const;
    QString heading() const { return m_tenant->page() ? m_tenant->page()->title() : QString(); }

    std::unique_ptr<fake::TenantWindow> m_tenant;
};

void TestCommandPalette::init()
{
    m_tenant = std::make_unique<fake::TenantWindow>();
    m_tenant->open();
    QVERIFY(m_tenant->isLoaded());
}

void TestCommandPalette::cleanup()
{
    m_tenant.reset();
}

void TestCommandPalette::open()
{
    QTRY_VERIFY(!palette());
    m_tenant->window().activateWindow();
    QVERIFY(driver::waitForActive(&m_tenant->window()));
    QTest::keyClick(&m_tenant->window(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(palette());
    QTRY_COMPARE(QApplication::activeWindow(), palette());
}

void TestCommandPalette::type(const QString &text)
{
    palette()->findChild<QLineEdit *>()->setText(text);
}

void TestCommandPalette::enter()
{
    QTest::keyClick(palette()->focusWidget(), Qt::Key_Return);
}

QStringList TestCommandPalette::titles() const
{
    QStringList titles;
    for (int row = 0; row < list().model()->rowCount(); ++row)
        titles << list().model()->index(row, 0).data().toString();
    return titles;
}

void TestCommandPalette::reachesEveryPage()
{
    for (const PageEntry &entry : pageTable()) {
        open();
        type(entry.titleText());
        enter();
        QTRY_COMPARE(heading(), entry.titleText());
    }
}

void TestCommandPalette::leadsToASettingAndItsEditor()
{
    for (const PageEntry &entry : pageTable()) {
        const QList<items::SettingName> names = items::settingNames(entry.key);
        for (const items::SettingName &name : names) {
            open();
            type(name.title + u' ' + entry.titleText());
            QVERIFY2(titles().contains(name.title), qPrintable(name.title));
            const auto row = int(titles().indexOf(name.title));
            QTest::mouseClick(list().viewport(), Qt::LeftButton, Qt::NoModifier,
                list().visualRect(list().model()->index(row, 0)).center());
            QTRY_COMPARE(heading(), entry.titleText());
        }
    }
    open();
    type(u"listed addresses"_s);
    enter();
    QTRY_COMPARE(heading(), u"IP address restriction"_s);
    QTRY_VERIFY(driver::find<QLineEdit>(&m_tenant->window(), u"newNetwork"_s));
    QTRY_VERIFY(driver::find<QLineEdit>(&m_tenant->window(), u"newNetwork"_s)->hasFocus());
}

void TestCommandPalette::leadsToWhatThereIsToDoOnAPage()
{
    open();
    type(u"make up a visit"_s);
    enter();
    QTRY_COMPARE(heading(), u"Who gets in"_s);
    QTRY_VERIFY(driver::find<QComboBox>(&m_tenant->window(), u"host"_s));
    QTRY_VERIFY(driver::find<QComboBox>(&m_tenant->window(), u"host"_s)->hasFocus());
    open();
    type(u"search users"_s);
    enter();
    QTRY_COMPARE(heading(), u"Users"_s);
    QTRY_VERIFY(driver::find<QLineEdit>(&m_tenant->window(), u"search"_s));
    QTRY_VERIFY(driver::find<QLineEdit>(&m_tenant->window(), u"search"_s)->hasFocus());
    open();
    type(u"add a user"_s);
    enter();
    QTRY_VERIFY(driver::dialogOver<UserDialog>(&m_tenant->window()));
}

void TestCommandPalette::isWalkedThroughByTheArrowKeys()
{
    open();
    QCOMPARE(list().currentIndex().row(), 0);
    auto *line = palette()->findChild<QLineEdit *>();
    QVERIFY(line->hasFocus());
    QTest::keyClick(line, Qt::Key_Down);
    QTest::keyClick(line, Qt::Key_Down);
    QTest::keyClick(line, Qt::Key_Up);
    QCOMPARE(list().currentIndex().row(), 1);
    QVERIFY(line->hasFocus());
    enter();
    QTRY_COMPARE(heading(), pageTable()[1].titleText());
}

void TestCommandPalette::takesAClick()
{
    open();
    type(u"audit"_s);
    QTest::mouseClick(
        list().viewport(), Qt::LeftButton, Qt::NoModifier, list().visualRect(list().model()->index(0, 0)).center());
    QTRY_COMPARE(heading(), u"Audit log"_s);
}

void TestCommandPalette::offersWhatTheMenusOffer()
{
    open();
    const QStringList all = titles();
    for (const QString &title : {u"Apply"_s, u"Revert"_s, u"Refresh"_s, u"Dark"_s, u"日本語"_s, u"Quit"_s,
             u"Sign out and show the connections"_s})
        QVERIFY2(all.contains(title), qPrintable(title));
    QVERIFY(!all.contains(u"Find a page, setting or command"_s));
    QCOMPARE(all.count(u"Audit log"_s), 1);
}

void TestCommandPalette::saysWhyACommandCannotBeGiven()
{
    open();
    type(u"apply"_s);
    QCOMPARE(titles().first(), u"Apply"_s);
    QVERIFY(list().currentIndex().data(items::CommandsModel::WhyNotRole).toString().contains(u"Nothing is edited"_s));
    enter();
    QVERIFY(palette()->isVisible());
}

void TestCommandPalette::appliesWhatIsEdited()
{
    m_tenant->window().showPage("ipRestriction"_L1);
    driver::tick(m_tenant->page()->findChildren<QRadioButton *>().at(2));
    open();
    type(u"apply"_s);
    enter();
    QTRY_VERIFY(m_tenant->bar().text().startsWith(u"In force since"_s));
}

void TestCommandPalette::switchesTheLanguageAndFindsEnglishNames()
{
    open();
    type(u"日本"_s);
    enter();
    QTRY_COMPARE(m_tenant->preferences.language(), u"ja"_s);
    QTRY_VERIFY(m_tenant->action(u"監査ログ"_s));
    open();
    type(u"audit"_s);
    QCOMPARE(titles().first(), u"監査ログ"_s);
    enter();
    QTRY_COMPARE(heading(), u"監査ログ"_s);
}

void TestCommandPalette::goesAtEscapeAndWhenLeft()
{
    open();
    QTest::keyClick(palette()->focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!palette());
    open();
    m_tenant->window().activateWindow();
    QTRY_VERIFY(!palette());
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
