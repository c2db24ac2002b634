// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "items/accesstablemodel.h"
#include "pages/whogetsinpage.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
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
    state.settings.ipRestriction
        = {Mode::AllowListed, {{policy::IpNetwork::parse(u"203.0.113.0/24").value(), u"Office"_s}}};
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
    void init();
    void cleanup() { m_page.reset(); }

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

private:
    QTableView &table(const QString &name) const { return *m_page->findChild<QTableView *>(name); }
    QTableView &main() const { return table(u"mainHost"_s); }
    Banner &summary() const { return *m_page->findChild<Banner *>(u"summary"_s); }
    QPushButton &preset(AccessPreset preset) const
    {
        return *m_page->findChild<QPushButton *>("preset-"_L1 + nameOf(preset));
    }
    void setRole(platform::Role role, const QString &address = u"203.0.113.7"_s) const;

    std::unique_ptr<WhoGetsInPage> m_page;
};

void TestWhoGetsInPage::init()
{
    m_page = std::make_unique<WhoGetsInPage>(u"demo.example.org"_s);
    setRole(platform::Role::Administrator);
    m_page->load(listedState());
    m_page->resize(1000, 900);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
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
    draft.ipRestriction.entries.append({policy::IpNetwork::parse(u"192.0.2.1").value(), {}});
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

QTEST_MAIN(TestWhoGetsInPage)
#include "tst_whogetsinpage.moc"
