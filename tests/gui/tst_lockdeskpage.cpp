// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "driver.h"
#include "faketenant.h"
#include "pages/lockdeskpage.h"
#include "pages/unlockdialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLockDeskPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysThatNobodyIsLocked();
    void listsWhoIsLocked();
    void asksAnewWhileItIsShown();
    void keepsWhatIsSelectedWhenItAsksAnew();
    void unlocksManyWithAReason();
    void staysWhenUnlockingFails();
    void saysWhyItIsEmptyAndTriesAgain();
    void letsAnAuditorOnlyLook();

private:
    void open(std::chrono::milliseconds pace = 1h);
    void setRole(platform::Role role) const;
    void select(int row) const;
    int asked() const;
    QTableView *table() const { return driver::find<QTableView>(m_page.get(), u"locks"_s); }
    QPushButton *button(const QString &name) const { return driver::find<QPushButton>(m_page.get(), name); }

    std::unique_ptr<fake::Platform> m_platform;
    fake::Tenant m_tenant;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::LockClient> m_client;
    std::unique_ptr<LockDeskPage> m_page;
};

void TestLockDeskPage::init()
{
    m_tenant = {};
    m_tenant.locks = {fake::Tenant::lock(fake::Tenant::person(3, u"kato"_s), u"2026-03-05T14:00:00.000000Z"_s, {}),
        fake::Tenant::lock(fake::Tenant::person(4, u"sato"_s, u"administrator"_s), u"2026-03-05T15:00:00.000000Z"_s,
            u"2026-03-05T15:30:00.000000Z"_s)};
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return m_tenant.answer(request); });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::LockClient>(*m_connection);
}

void TestLockDeskPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestLockDeskPage::open(std::chrono::milliseconds pace)
{
    m_page = std::make_unique<LockDeskPage>(*m_client, pace);
    setRole(platform::Role::Administrator);
    m_page->resize(1000, 600);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_VERIFY(button(u"refresh"_s)->isEnabled());
}

void TestLockDeskPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

void TestLockDeskPage::select(int row) const
{
    const QRect place = table()->visualRect(table()->model()->index(row, 0));
    QTest::mouseClick(
        table()->viewport(), Qt::LeftButton, row == 0 ? Qt::NoModifier : Qt::ControlModifier, place.center());
}

int TestLockDeskPage::asked() const
{
    return int(std::ranges::count(m_platform->seen(), "/api/v1/locks", &fake::SeenRequest::target));
}

void TestLockDeskPage::saysThatNobodyIsLocked()
{
    m_tenant.locks = {};
    open();
    QCOMPARE(driver::find<EmptyState>(m_page.get())->headline(), u"Nobody is locked out"_s);
    QVERIFY(!table());
    QVERIFY(driver::find<QLabel>(m_page.get(), u"status"_s)->text().startsWith(u"0 accounts are locked, as of "_s));
}

void TestLockDeskPage::listsWhoIsLocked()
{
    open();
    QCOMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(table()->model()->index(0, items::LocksModel::PersonColumn).data().toString(), u"sato"_s);
    QVERIFY(!button(u"unlock"_s)->isEnabled());
    QCOMPARE(button(u"unlock"_s)->toolTip(), u"Select one or many first"_s);
}

void TestLockDeskPage::asksAnewWhileItIsShown()
{
    open(50ms);
    QTRY_VERIFY(asked() >= 3);
    m_tenant.locks = {};
    QTRY_VERIFY(!table());
    m_page->hide();
    const int before = asked();
    QTest::qWait(300);
    QVERIFY(asked() <= before + 1); // One may have been on its way.
}

void TestLockDeskPage::keepsWhatIsSelectedWhenItAsksAnew()
{
    open();
    select(0);
    m_tenant.locks.append(fake::Tenant::lock(fake::Tenant::person(5, u"ito"_s), u"2026-03-05T16:00:00.000000Z"_s, {}));
    driver::click(button(u"refresh"_s));
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QCOMPARE(table()->selectionModel()->selectedRows().first().row(), 1);
    QCOMPARE(table()->selectionModel()->selectedRows().first().data().toString(), u"sato"_s);
}

void TestLockDeskPage::unlocksManyWithAReason()
{
    open();
    select(0);
    select(1);
    driver::click(button(u"unlock"_s));
    const QPointer<UnlockDialog> dialog = driver::dialogOver<UnlockDialog>(m_page.get());
    QVERIFY(dialog);
    auto *unlock = driver::find<QPushButton>(dialog, u"unlock"_s);
    QVERIFY(!unlock->isEnabled());
    QCOMPARE(unlock->toolTip(), u"Say why first."_s);
    driver::type(driver::find<QLineEdit>(dialog, u"reason"_s), u"They called"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog);
    QTRY_VERIFY(driver::find<EmptyState>(m_page.get()));
    QTRY_COMPARE(driver::find<EmptyState>(m_page.get())->headline(), u"Nobody is locked out"_s);
    const auto &seen = m_platform->seen();
    const auto sent = std::ranges::find(seen, "/api/v1/locks/unlock", &fake::SeenRequest::target);
    const QJsonObject expected{{u"users"_s, QJsonArray{4, 3}}, {u"reason"_s, u"They called"_s}};
    QCOMPARE(sent->json(), expected);
}

void TestLockDeskPage::staysWhenUnlockingFails()
{
    open();
    select(0);
    QTest::keyClick(table(), Qt::Key_Return);
    const QPointer<UnlockDialog> dialog = driver::dialogOver<UnlockDialog>(m_page.get());
    QVERIFY(dialog);
    driver::type(driver::find<QLineEdit>(dialog, u"reason"_s), u"He called"_s);
    m_tenant.instead = [](const auto &) { return fake::problem(503, u"internal"_s); };
    driver::click(driver::find<QPushButton>(dialog, u"unlock"_s));
    QTest::keyClick(dialog, Qt::Key_Escape); // Not before there is an answer.
    QTRY_VERIFY(driver::find<Banner>(dialog));
    QCOMPARE(driver::find<Banner>(dialog)->text(), u"Said."_s);
    m_tenant.instead = {};
    driver::click(driver::find<QPushButton>(dialog, u"unlock"_s));
    QTRY_VERIFY(!dialog);
}

void TestLockDeskPage::saysWhyItIsEmptyAndTriesAgain()
{
    m_tenant.instead = [](const auto &) { return fake::problem(503, u"internal"_s); };
    open();
    auto *empty = driver::find<EmptyState>(m_page.get());
    QCOMPARE(empty->headline(), u"It could not be read who is locked"_s);
    m_tenant.instead = {};
    driver::click(empty->button());
    QTRY_VERIFY(table());
}

void TestLockDeskPage::letsAnAuditorOnlyLook()
{
    open();
    setRole(platform::Role::Auditor);
    QVERIFY(!button(u"unlock"_s));
    select(0);
    QTest::keyClick(table(), Qt::Key_Return);
    QVERIFY(!driver::dialogOver<UnlockDialog>(m_page.get()));
}

QTEST_MAIN(TestLockDeskPage)
#include "tst_lockdeskpage.moc"
