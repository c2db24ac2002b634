// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "fakeusers.h"
#include "items/accesstablemodel.h"
#include "pages/whogetsinpage.h"
#include "platform/clients.h"

#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using policy::AccessPreset;
using Mode = policy::IpRestriction::Mode;

namespace {

platform::SettingsState listedState()
{
    platform::SettingsState state;
    state.settings.ipRestriction = {Mode::AllowListed, {{IpNetwork::parse(u"203.0.113.0/24").value(), u"Office"_s}}};
    state.settings.subdomain.name = u"demo"_s;
    return state;
}

QStringList column(const QTableView &table, int index)
{
    QStringList texts;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        texts << table.model()->index(row, index).data().toString();
    return texts;
}

}

class TestWhoGetsInPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void beginsWithWhoeverLooks();
    void saysWhoGetsInAtBothHosts();
    void saysWhichPresetIsInForce();
    void comparesWhatIsEditedWithWhatIsInForce();
    void saysThatEditsChangeNothing();
    void stopsComparingOnceItIsApplied();
    void asksForAReviewOfAPreset_data();
    void asksForAReviewOfAPreset();
    void offersNoPresetThatIsInForce();
    void letsAnAuditorOnlyLook();
    void fitsWithoutScrollingSideways_data();
    void fitsWithoutScrollingSideways();
    void isReachedByKeyboardAndNamed();
    void goesWithoutAnAddressThatIsNone();

    void beginsWithTheVisitOfWhoeverLooks();
    void simulatesWhatIsMadeUp();
    void saysWhatIsWrongWithAnAddress();
    void comparesAVisitWithWhatIsEdited();
    void looksAtASecondPairAtItsTime();
    void looksAtAUsersOwnCertificate();
    void looksAtAnyCertificate_data();
    void looksAtAnyCertificate();
    void isLedToTheSimulator();

private:
    void makeUpAVisit();
    QComboBox &box(const QString &name) const { return *m_page->findChild<QComboBox *>(name); }
    QLineEdit &line(const QString &name) const { return *m_page->findChild<QLineEdit *>(name); }
    QString savedVerdict() const { return m_page->findChild<Banner *>(u"savedVerdict"_s)->text(); }
    Banner &draftVerdict() const { return *m_page->findChild<Banner *>(u"draftVerdict"_s); }
    QTableView &table(const QString &name) const { return *m_page->findChild<QTableView *>(name); }
    QTableView &main() const { return table(u"mainHost"_s); }
    Banner &summary() const { return *m_page->findChild<Banner *>(u"summary"_s); }
    QPushButton &preset(AccessPreset preset) const
    {
        return *m_page->findChild<QPushButton *>("preset-"_L1 + nameOf(preset));
    }
    void setRole(platform::Role role, const QString &address = u"203.0.113.7"_s) const;

    crypto::KeyAndCertificate m_authority;
    fake::Users m_users;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::Clients> m_clients;
    std::unique_ptr<WhoGetsInPage> m_page;
};

void TestWhoGetsInPage::initTestCase()
{
    m_authority = fake::authority();
}

void TestWhoGetsInPage::cleanup()
{
    m_page.reset();
    m_clients.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestWhoGetsInPage::init()
{
    m_users = fake::Users::many(3);
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_users.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_clients = std::make_unique<platform::Clients>(*m_connection);
    m_page = std::make_unique<WhoGetsInPage>(*m_clients, u"demo.example.org"_s);
    setRole(platform::Role::Administrator);
    m_page->load(listedState());
    m_page->resize(1000, 900);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_COMPARE(main().model()->rowCount(), 6);
}

void TestWhoGetsInPage::setRole(platform::Role role, const QString &address) const
{
    platform::Session session;
    session.role = role;
    session.clientAddress = address;
    m_page->setSession(session);
}

void TestWhoGetsInPage::beginsWithWhoeverLooks()
{
    QStringList texts;
    for (int section = 0; section < 4; ++section)
        texts << main().model()->index(0, section).data().toString();
    QCOMPARE(
        texts, (QStringList{u"You, now"_s, u"203.0.113.7"_s, u"Let in"_s, u"Listed as “Office” (203.0.113.0/24)."_s}));
}

void TestWhoGetsInPage::saysWhoGetsInAtBothHosts()
{
    QCOMPARE(main().accessibleName(), u"At the main host, demo.example.org"_s);
    QCOMPARE(table(u"secureHost"_s).accessibleName(),
        u"At the secure host, demo.s.example.org, which asks for a client certificate"_s);
    QCOMPARE(column(main(), 2),
        (QStringList{
            u"Let in"_s, u"Let in"_s, u"Refused (403)"_s, u"Refused (403)"_s, u"Refused (403)"_s, u"Refused (403)"_s}));
    QCOMPARE(column(table(u"secureHost"_s), 3), QStringList{u"Secure access with client certificates is off."_s});
}

void TestWhoGetsInPage::saysWhichPresetIsInForce()
{
    QCOMPARE(summary().text(), u"In force now, by the preset “Listed addresses only”."_s);
    QCOMPARE(m_page->findChild<QLabel *>(u"state-listedOnly"_s)->text(), u"In force"_s);
    auto state = listedState();
    state.settings.clientCertificates.enabled = true;
    state.settings.basicAuth.enabled = true;
    m_page->load(state);
    QTRY_VERIFY(summary().text().contains(u"combination of your own"_s));
}

void TestWhoGetsInPage::comparesWhatIsEditedWithWhatIsInForce()
{
    m_page->showWhole(withPreset(listedState().settings, AccessPreset::ListedBasic));
    QTRY_COMPARE(main().model()->columnCount(), 5);
    QCOMPARE(main().model()->headerData(2, Qt::Horizontal).toString(), u"In force now"_s);
    QCOMPARE(column(main(), 2).at(2), u"Refused (403)"_s);
    QCOMPARE(column(main(), 3).at(2), u"Asked for user name and password (401)"_s);
    QVERIFY(main().model()->index(2, 0).data(items::AccessTableModel::IsChangedRole).toBool());
    QVERIFY(!main().model()->index(1, 0).data(items::AccessTableModel::IsChangedRole).toBool());
    QCOMPARE(summary().tone(), Tone::Warning);
    QVERIFY2(summary().text().contains(u"in 4 of these situations"_s), qPrintable(summary().text()));
    QCOMPARE(m_page->findChild<QLabel *>(u"state-listedBasic"_s)->text(), u"As edited"_s);
    QVERIFY(!m_page->isChanged());
}

void TestWhoGetsInPage::saysThatEditsChangeNothing()
{
    auto draft = listedState().settings;
    draft.ipRestriction.entries.append({IpNetwork::parse(u"192.0.2.1").value(), {}});
    m_page->showWhole(draft);
    QTRY_VERIFY(summary().text().startsWith(u"Your edits change nothing"_s));
    QCOMPARE(summary().tone(), Tone::Hint);
}

void TestWhoGetsInPage::stopsComparingOnceItIsApplied()
{
    auto state = listedState();
    state.settings = withPreset(state.settings, AccessPreset::ListedCertificates);
    m_page->showWhole(state.settings);
    QTRY_COMPARE(table(u"secureHost"_s).model()->rowCount(), 5);
    m_page->applied(state.settings, state);
    m_page->showWhole(state.settings);
    QTRY_COMPARE(main().model()->columnCount(), 4);
    QCOMPARE(column(table(u"secureHost"_s), 2).first(), u"Let in"_s);
}

void TestWhoGetsInPage::asksForAReviewOfAPreset_data()
{
    QTest::addColumn<AccessPreset>("wanted");
    for (const auto &[each, name] : policy::EnumNames<AccessPreset>::names) {
        if (each != AccessPreset::ListedOnly)
            QTest::newRow(name.data()) << each;
    }
}

void TestWhoGetsInPage::asksForAReviewOfAPreset()
{
    QFETCH(const AccessPreset, wanted);
    const QSignalSpy asked(m_page.get(), &Page::presetWanted);
    preset(wanted).setFocus();
    QTest::keyClick(&preset(wanted), Qt::Key_Space);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().value<AccessPreset>(), wanted);
}

void TestWhoGetsInPage::offersNoPresetThatIsInForce()
{
    QVERIFY(!preset(AccessPreset::ListedOnly).isEnabled());
    QVERIFY(preset(AccessPreset::ListedOnly).toolTip().contains(u"in force already"_s));
    // With something else edited it leads back.
    m_page->showWhole(withPreset(listedState().settings, AccessPreset::ListedBasic));
    QVERIFY(preset(AccessPreset::ListedOnly).isEnabled());
    QVERIFY(preset(AccessPreset::ListedBasic).isEnabled());
}

void TestWhoGetsInPage::letsAnAuditorOnlyLook()
{
    setRole(platform::Role::Auditor);
    const auto buttons = m_page->findChildren<QPushButton *>();
    for (const QPushButton *button : buttons) {
        if (!button->isVisible())
            continue;
        QVERIFY(!button->isEnabled());
        QVERIFY(button->toolTip().contains(u"Only an administrator"_s));
        QCOMPARE(button->accessibleDescription(), button->toolTip());
    }
    QTRY_COMPARE(main().model()->rowCount(), 6);
    QVERIFY(main().isEnabled());
}

void TestWhoGetsInPage::fitsWithoutScrollingSideways_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("1280 pixels' window") << 1280 - 216 - 48;
    QTest::newRow("narrow") << 760;
}

void TestWhoGetsInPage::fitsWithoutScrollingSideways()
{
    QFETCH(const int, width);
    m_page->showWhole(withPreset(listedState().settings, AccessPreset::ListedBasic));
    QTRY_COMPARE(main().model()->columnCount(), 5);
    m_page->resize(width, 1000);
    QCOMPARE(m_page->width(), width);
    for (const QString &name : {u"mainHost"_s, u"secureHost"_s}) {
        const QTableView &each = table(name);
        int columns = 0;
        for (int section = 0; section < each.model()->columnCount(); ++section)
            columns += each.columnWidth(section);
        QVERIFY2(columns <= each.viewport()->width(), qPrintable(name));
        QTRY_COMPARE(each.horizontalScrollBar()->maximum(), 0);
        QTRY_COMPARE(each.verticalScrollBar()->maximum(), 0);
        // Every row is as high as its words need in its columns.
        for (int row = 0; row < each.model()->rowCount(); ++row)
            QVERIFY(each.rowHeight(row) >= each.fontMetrics().height());
    }
}

void TestWhoGetsInPage::isReachedByKeyboardAndNamed()
{
    main().setFocus();
    QTest::keyClick(&main(), Qt::Key_Tab);
    QVERIFY(table(u"secureHost"_s).hasFocus());
    QTest::keyClick(&table(u"secureHost"_s), Qt::Key_Tab);
    QVERIFY(preset(AccessPreset::DenyAllBasic).hasFocus());
    for (const auto &[each, name] : policy::EnumNames<AccessPreset>::names)
        QVERIFY(preset(each).accessibleName().startsWith(u"Review the preset “"_s));
    QVERIFY(!summary().accessibleName().isEmpty());
}

void TestWhoGetsInPage::goesWithoutAnAddressThatIsNone()
{
    setRole(platform::Role::Administrator, u"unix"_s);
    QTRY_COMPARE(main().model()->rowCount(), 5);
    QCOMPARE(column(main(), 0).first(), u"Anybody"_s);
}

void TestWhoGetsInPage::makeUpAVisit()
{
    auto &tabs = *m_page->findChild<QTabBar *>();
    QTest::mouseClick(&tabs, Qt::LeftButton, {}, tabs.tabRect(1).center());
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: "_s));
}

void TestWhoGetsInPage::beginsWithTheVisitOfWhoeverLooks()
{
    makeUpAVisit();
    QCOMPARE(line(u"address"_s).text(), u"203.0.113.7"_s);
    QCOMPARE(savedVerdict(), u"In force now: Let in\nListed as “Office” (203.0.113.0/24)."_s);
    QVERIFY(!draftVerdict().isVisible());
    const QTableView &conditions = table(u"conditions"_s);
    QCOMPARE(conditions.model()->columnCount(), 2);
    QCOMPARE(column(conditions, 1).at(3), u"Yes: this decides"_s);
    QVERIFY(!main().isVisible());
}

void TestWhoGetsInPage::simulatesWhatIsMadeUp()
{
    makeUpAVisit();
    driver::type(&line(u"address"_s), u"192.0.2.1"_s);
    QTRY_VERIFY2(savedVerdict().startsWith(u"In force now: Refused (403)"_s), qPrintable(savedVerdict()));
    auto state = listedState();
    state.settings.basicAuth.enabled = true;
    state.settings.basicAuth.pair.password.isSet = true;
    m_page->load(state);
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Asked for user name and password (401)"_s));
    box(u"visitPair"_s).setFocus();
    QTest::keyClick(&box(u"visitPair"_s), Qt::Key_Down);
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Let in"_s));
    QTest::keyClick(&box(u"visitPair"_s), Qt::Key_End);
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Asked"_s));
    driver::type(&line(u"address"_s), u"203.0.113.200"_s);
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Let in"_s));
}

void TestWhoGetsInPage::saysWhatIsWrongWithAnAddress()
{
    makeUpAVisit();
    driver::type(&line(u"address"_s), u"203.0.113.300"_s);
    QVERIFY(!line(u"address"_s).accessibleDescription().isEmpty());
    QCOMPARE(savedVerdict(), u"In force now: Let in\nListed as “Office” (203.0.113.0/24)."_s);
    QTest::keyClick(&line(u"address"_s), Qt::Key_Backspace);
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Let in"_s));
    line(u"address"_s).clear();
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Refused (403)"_s));
}

void TestWhoGetsInPage::comparesAVisitWithWhatIsEdited()
{
    makeUpAVisit();
    auto draft = listedState().settings;
    draft.ipRestriction.mode = Mode::DenyAll;
    m_page->showWhole(draft);
    QTRY_VERIFY(draftVerdict().isVisible());
    QVERIFY2(draftVerdict().text().startsWith(u"Different with your edits: Refused (403)"_s),
        qPrintable(draftVerdict().text()));
    QVERIFY(savedVerdict().startsWith(u"In force now: Let in"_s));
    QCOMPARE(table(u"conditions"_s).model()->columnCount(), 3);
    driver::type(&line(u"address"_s), u"192.0.2.1"_s);
    QTRY_VERIFY(draftVerdict().text().startsWith(u"The same with your edits: Refused (403)"_s));
    m_page->showWhole(listedState().settings);
    QTRY_VERIFY(!draftVerdict().isVisible());
}

void TestWhoGetsInPage::looksAtASecondPairAtItsTime()
{
    const QDateTime end = QDateTime::currentDateTimeUtc().addDays(10);
    auto state = listedState();
    state.settings.ipRestriction.mode = Mode::DenyAll;
    state.settings.basicAuth.enabled = true;
    state.settings.basicAuth.second.password.isSet = true;
    state.settings.basicAuth.second.endsAt = end;
    m_page->load(state);
    makeUpAVisit();
    box(u"visitPair"_s).setCurrentIndex(2);
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Let in"_s));
    box(u"when"_s).setCurrentIndex(1);
    auto &time = *m_page->findChild<QDateTimeEdit *>(u"time"_s);
    QVERIFY(time.isVisible());
    time.setDateTime(end.addDays(1).toLocalTime());
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Asked"_s));
    box(u"when"_s).setCurrentIndex(0);
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Let in"_s));
}

void TestWhoGetsInPage::looksAtAUsersOwnCertificate()
{
    m_users.find(101)->insert(u"certificatePermitted"_s, true);
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target != "/api/v1/certificates/of/101")
            return std::nullopt;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const QJsonObject certificate{{u"serial"_s, u"0a"_s},
            {u"issuedAt"_s, now.addDays(-10).toString(Qt::ISODateWithMs)},
            {u"endsAt"_s, now.addDays(10).toString(Qt::ISODateWithMs)}, {u"revokedAt"_s, QJsonValue::Null},
            {u"profile"_s, u"modern"_s}};
        return fake::json(200, {{u"certificates"_s, QJsonArray{certificate}}});
    };
    auto state = listedState();
    state.settings.clientCertificates.enabled = true;
    m_page->load(state);
    makeUpAVisit();
    box(u"host"_s).setCurrentIndex(1);
    QVERIFY(!box(u"visitPair"_s).isVisible());
    QTRY_VERIFY(savedVerdict().startsWith(u"In force now: Refused, certificate needed (496)"_s));
    driver::type(&line(u"user"_s), u"user0000"_s);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    driver::type(&line(u"user"_s), u"user00001"_s);
    QTRY_VERIFY2(box(u"certificate"_s).currentText().startsWith(u"The one of "_s),
        qPrintable(box(u"certificate"_s).currentText()));
    QTRY_VERIFY2(savedVerdict().startsWith(u"In force now: Let in"_s), qPrintable(savedVerdict()));
    box(u"when"_s).setCurrentIndex(1);
    m_page->findChild<QDateTimeEdit *>(u"time"_s)->setDateTime(QDateTime::currentDateTime().addDays(11));
    QTRY_VERIFY(savedVerdict().contains(u"expired"_s));
    // Somebody else, who may not use any.
    driver::type(&line(u"user"_s), u"user00002"_s);
    QTRY_VERIFY(m_platform->seen().last().target.endsWith("/certificates/of/102"));
    box(u"certificate"_s).setCurrentIndex(1);
    QTRY_VERIFY2(savedVerdict().contains(u"may not use"_s), qPrintable(savedVerdict()));
}

void TestWhoGetsInPage::looksAtAnyCertificate_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("none") << 0 << u"No client certificate is presented."_s;
    QTest::newRow("valid") << 1 << u"Signing in is possible as that user only."_s;
    QTest::newRow("expired") << 2 << u"has expired"_s;
    QTest::newRow("revoked") << 3 << u"is revoked"_s;
    QTest::newRow("another tenant's") << 4 << u"was not issued by this tenant"_s;
}

void TestWhoGetsInPage::looksAtAnyCertificate()
{
    QFETCH(const int, index);
    QFETCH(const QString, verdict);
    auto state = listedState();
    state.settings.clientCertificates.enabled = true;
    m_page->load(state);
    makeUpAVisit();
    box(u"host"_s).setCurrentIndex(1);
    box(u"certificate"_s).setCurrentIndex(index);
    QTRY_VERIFY2(savedVerdict().contains(verdict), qPrintable(savedVerdict()));
}

void TestWhoGetsInPage::isLedToTheSimulator()
{
    m_page->focusOn(u"simulator"_s);
    QVERIFY(box(u"host"_s).hasFocus());
}

QTEST_MAIN(TestWhoGetsInPage)
#include "tst_whogetsinpage.moc"
