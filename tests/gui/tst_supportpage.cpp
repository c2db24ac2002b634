// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/formfield.h"
#include "driver.h"
#include "fakelog.h"
#include "items/zonedtime.h"
#include "pages/supportpage.h"

#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace {

const QDateTime now = QDateTime(QDate(2026, 3, 5), QTime(10, 0), QTimeZone::utc());

audit::Event view(qint64 number)
{
    audit::Event event = fake::numberedEvent(number);
    event.user = u"hana@support"_s;
    event.module = u"Support"_s;
    event.action = u"view"_s;
    event.complement = u"settings"_s;
    return event;
}

}

/// Until when the platform's staff may look, set by keyboard and mouse.
class TestSupportPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysThatNobodyMayLook();
    void offersTheUsualSpans_data();
    void offersTheUsualSpans();
    void takesATimeAndNamesItsZone();
    void refusesATimeThatIsOver();
    void endsItAtOnce();
    void takesAPermissionThatHasEndedForNone();
    void goesBackByRevert();
    void showsWhoLooked();
    void triesTheLogAgain();
    void letsAnAuditorOnlyLook();

private:
    template<typename W>
    W &find(const char *name) const
    {
        return *m_page->findChild<W *>(QString::fromLatin1(name));
    }
    QRadioButton &choice(int index) const { return *m_page->findChildren<QRadioButton *>().at(index); }
    void load(const QDateTime &until) const;
    policy::Support collected() const;
    void show(platform::Role role = platform::Role::Administrator);

    QJsonArray m_events;
    bool m_logFails = false;
    QDateTime m_now;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::AuditClient> m_audit;
    std::unique_ptr<SupportPage> m_page;
};

void TestSupportPage::init()
{
    m_now = now;
    m_events = {};
    m_logFails = false;
    m_platform = std::make_unique<fake::Platform>([this](const auto &) {
        return m_logFails ? fake::problem(500, u"internal"_s)
                          : fake::json(200, {{u"events"_s, m_events}, {u"next"_s, QJsonValue()}});
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_audit = std::make_unique<platform::AuditClient>(*m_connection);
    m_page = std::make_unique<SupportPage>(*m_audit, [this] { return m_now; });
}

void TestSupportPage::cleanup()
{
    m_page.reset();
    m_connection.reset();
}

void TestSupportPage::show(platform::Role role)
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
    m_page->resize(900, 900);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

void TestSupportPage::load(const QDateTime &until) const
{
    platform::SettingsState state;
    state.settings.support.until = until;
    m_page->load(state);
}

policy::Support TestSupportPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.support;
}

void TestSupportPage::saysThatNobodyMayLook()
{
    load({});
    show();
    QVERIFY(choice(0).isChecked());
    QVERIFY(find<Banner>("standing").text().contains(u"may not look"_s));
    QVERIFY(!find<QDateTimeEdit>("until").isVisible());
    QVERIFY(!m_page->isChanged());
}

void TestSupportPage::offersTheUsualSpans_data()
{
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<QDateTime>("until");
    const auto endOfDay
        = [](int days) { return QDateTime(now.toLocalTime().date().addDays(days), QTime(23, 59)).toUTC(); };
    QTest::newRow("an hour") << QByteArray("hour") << now.addSecs(3600);
    QTest::newRow("four hours") << QByteArray("hours") << now.addSecs(4 * 3600);
    QTest::newRow("end of today") << QByteArray("today") << endOfDay(0);
    QTest::newRow("end of tomorrow") << QByteArray("tomorrow") << endOfDay(1);
}

void TestSupportPage::offersTheUsualSpans()
{
    QFETCH(const QByteArray, button);
    load({});
    show();
    const QSignalSpy changed(m_page.get(), &Page::changed);
    driver::tick(&choice(1));
    QCOMPARE(collected().until, now.addSecs(3600)); // which is proposed
    driver::click(&find<QPushButton>(button.constData()));
    QTEST(collected().until, "until");
    QVERIFY(changed.size() >= 2);
    QVERIFY(m_page->problems().isEmpty());
}

void TestSupportPage::takesATimeAndNamesItsZone()
{
    load(now.addSecs(7200));
    show();
    auto &end = find<QDateTimeEdit>("until");
    QVERIFY(end.isVisible());
    end.setFocus();
    end.setCurrentSection(QDateTimeEdit::HourSection);
    QTest::keyClick(&end, Qt::Key_Up);
    QCOMPARE(collected().until, now.addSecs(3 * 3600));
    bool isNamed = false;
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        isNamed = isNamed || label->text().contains(items::zoneName(QTimeZone::systemTimeZone(), now));
    QVERIFY(isNamed);
}

void TestSupportPage::refusesATimeThatIsOver()
{
    load({});
    show();
    driver::tick(&choice(1));
    find<QDateTimeEdit>("until").setDateTime(now.addSecs(-60).toLocalTime());
    QCOMPARE(m_page->problems().size(), 1);
    QCOMPARE(m_page->problems().first().field, u"support.until"_s);
    QVERIFY(m_page->showProblems(told(m_page->problems())).isEmpty());
    QVERIFY(find<QDateTimeEdit>("until").hasFocus());
}

void TestSupportPage::endsItAtOnce()
{
    load(now.addSecs(7200));
    show();
    auto &standing = find<Banner>("standing");
    QVERIFY2(standing.text().contains(items::zonedText(now.addSecs(7200), QTimeZone::systemTimeZone())),
        qPrintable(standing.text()));
    const QSignalSpy wanted(m_page.get(), &Page::applyWanted);
    driver::click(standing.button());
    QCOMPARE(wanted.size(), 1);
    QVERIFY(m_page->isChanged());
    QCOMPARE(collected(), policy::Support());
}

void TestSupportPage::takesAPermissionThatHasEndedForNone()
{
    load(now.addSecs(3600));
    show();
    m_now = now.addSecs(7200);
    load(now.addSecs(3600));
    QVERIFY(choice(0).isChecked());
    QVERIFY(!m_page->isChanged());
    QVERIFY(find<Banner>("standing").text().contains(u"ended at"_s));
}

void TestSupportPage::goesBackByRevert()
{
    load({});
    show();
    driver::tick(&choice(1));
    QVERIFY(m_page->isChanged());
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QVERIFY(choice(0).isChecked());
}

void TestSupportPage::showsWhoLooked()
{
    m_events = {audit::toJson(fake::numberedEvent(9)), audit::toJson(view(8)), audit::toJson(view(3))};
    load({});
    show();
    auto &views = find<QWidget>("views");
    QTRY_COMPARE(views.findChildren<QAbstractButton *>().size(), 2);
    const QSignalSpy wanted(m_page.get(), &Page::pageWanted);
    driver::click(views.findChildren<QAbstractButton *>().first());
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(0).toString(), u"auditLog"_s);
    QCOMPARE(wanted.first().at(1).toString(), u"8"_s);
}

void TestSupportPage::triesTheLogAgain()
{
    m_logFails = true;
    load({});
    show();
    auto &again = find<QPushButton>("again");
    QTRY_VERIFY(again.isVisible());
    QVERIFY(!find<QLabel>("note").text().isEmpty());
    m_logFails = false;
    driver::click(&again);
    QTRY_VERIFY(!again.isVisible());
    QTRY_VERIFY(find<QLabel>("note").text().startsWith(u"Nobody of the platform"_s));
}

void TestSupportPage::letsAnAuditorOnlyLook()
{
    load(now.addSecs(7200));
    show(platform::Role::Auditor);
    for (const QRadioButton *button : m_page->findChildren<QRadioButton *>())
        QVERIFY(!button->isVisible());
    QVERIFY(!find<QDateTimeEdit>("until").isVisible());
    QVERIFY(!find<QPushButton>("hour").isVisible());
    QVERIFY(find<Banner>("standing").isVisible());
    QVERIFY(!find<Banner>("standing").button()->isVisible());
}

QTEST_MAIN(TestSupportPage)
#include "tst_supportpage.moc"
