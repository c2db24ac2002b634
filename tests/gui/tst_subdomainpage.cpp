// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/formfield.h"
#include "driver.h"
#include "fakeplatform.h"
#include "pages/subdomainpage.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

/// Another name for the tenant: whether it is free, and what would break.
class TestSubdomainPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsThePresentName();
    void judgesAtOnce_data();
    void judgesAtOnce();
    void asksWhetherItIsFree();
    void asksForWhatWasTypedLast();
    void asksAgainWhenItWasNotAnswered();
    void saysWhatWillBreak();
    void tellsOfTheOldName();
    void marksWhatThePlatformRefuses();
    void letsAnAuditorOnlyLook();

private:
    template<typename W>
    W &find(const char *name) const
    {
        return *m_page->findChild<W *>(QString::fromLatin1(name));
    }
    QString availability() const { return find<QLabel>("availability").text(); }
    QString textsIn(const char *name) const;
    QString error() const;
    void setRole(platform::Role role) const;

    std::function<fake::Reply(const QString &)> m_reply;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::SubdomainClient> m_client;
    std::unique_ptr<SubdomainPage> m_page;
};

void TestSubdomainPage::init()
{
    m_reply = [](const QString &name) {
        const bool isFree = name != "taken"_L1;
        return fake::json(200,
            {{u"name"_s, name}, {u"isFree"_s, isFree},
                {u"reason"_s, isFree ? QJsonValue() : QJsonValue(u"It belongs to another tenant."_s)}});
    };
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_reply(QString::fromLatin1(request.target).section(u'/', -1));
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::SubdomainClient>(*m_connection);
    m_page = std::make_unique<SubdomainPage>(SubdomainPage::Needs{.subdomains = *m_client,
        .hostName = u"demo.example.org"_s,
        .clock = [] { return QDateTime(QDate(2026, 3, 5), QTime(12, 0), QTimeZone::utc()); }});
    setRole(platform::Role::Administrator);
    platform::SettingsState state;
    state.settings.subdomain.name = u"demo"_s;
    m_page->load(state);
    m_page->resize(900, 800);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

void TestSubdomainPage::cleanup()
{
    m_page.reset();
    m_connection.reset();
}

void TestSubdomainPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

QString TestSubdomainPage::textsIn(const char *name) const
{
    QStringList texts;
    for (const QAbstractButton *row : find<QWidget>(name).findChildren<QAbstractButton *>())
        texts << row->accessibleName() << row->text() << row->accessibleDescription();
    return texts.join(u' ');
}

QString TestSubdomainPage::error() const
{
    return m_page->findChild<FormField *>()->error();
}

void TestSubdomainPage::showsThePresentName()
{
    QCOMPARE(find<QLineEdit>("name").text(), u"demo"_s);
    QCOMPARE(availability(), u"This is the tenant’s present name."_s);
    QVERIFY(!m_page->isChanged());
    QVERIFY(m_platform->seen().isEmpty());
}

void TestSubdomainPage::judgesAtOnce_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isWrong");
    QTest::newRow("too short") << u"ab"_s << true;
    QTest::newRow("a character") << u"a_b_c"_s << true;
    QTest::newRow("a hyphen at the end") << u"acme-"_s << true;
    QTest::newRow("kept for the platform") << u"www"_s << true;
    QTest::newRow("capitals are none") << u"ACME"_s << false;
}

void TestSubdomainPage::judgesAtOnce()
{
    QFETCH(const QString, typed);
    driver::type(&find<QLineEdit>("name"), typed);
    QTEST(!error().isEmpty(), "isWrong");
    QTEST(!m_page->problems().isEmpty(), "isWrong");
    QCOMPARE(find<QLineEdit>("name").text(), typed.toLower());
}

void TestSubdomainPage::asksWhetherItIsFree()
{
    driver::type(&find<QLineEdit>("name"), u"acme"_s);
    QVERIFY2(availability().startsWith(u"Asking"_s), qPrintable(availability()));
    QTRY_COMPARE(availability(), u"“acme” is free."_s);
    driver::type(&find<QLineEdit>("name"), u"taken"_s);
    QTRY_COMPARE(availability(), u"It belongs to another tenant."_s);
    driver::type(&find<QLineEdit>("name"), u"demo"_s);
    QCOMPARE(availability(), u"This is the tenant’s present name."_s);
}

void TestSubdomainPage::asksForWhatWasTypedLast()
{
    driver::type(&find<QLineEdit>("name"), u"acme-trading"_s);
    QTRY_VERIFY(availability().endsWith(u"is free."_s));
    QCOMPARE(m_platform->seen().size(), 1);
    QCOMPARE(m_platform->seen().first().target, "/api/v1/subdomains/acme-trading");
}

void TestSubdomainPage::asksAgainWhenItWasNotAnswered()
{
    const auto right = std::exchange(m_reply, [](const QString &) { return fake::problem(503, u"busy"_s); });
    driver::type(&find<QLineEdit>("name"), u"acme"_s);
    auto &again = find<QPushButton>("again");
    QTRY_VERIFY(again.isVisible());
    m_reply = right;
    driver::click(&again);
    QTRY_COMPARE(availability(), u"“acme” is free."_s);
    QVERIFY(!again.isVisible());
}

void TestSubdomainPage::saysWhatWillBreak()
{
    driver::type(&find<QLineEdit>("name"), u"acme"_s);
    const QString addresses = textsIn("addresses");
    QVERIFY2(addresses.contains(u"https://demo.example.org → https://acme.example.org"_s), qPrintable(addresses));
    QVERIFY2(addresses.contains(u"https://demo.s.example.org → https://acme.s.example.org"_s), qPrintable(addresses));
    const QString effects = textsIn("effects");
    for (const QString &word : {u"Bookmarks"_s, u"Browsers"_s, u"certificates"_s, u"Integrations"_s, u"2026-06-03"_s})
        QVERIFY2(effects.contains(word), qPrintable(effects));
}

void TestSubdomainPage::tellsOfTheOldName()
{
    driver::type(&find<QLineEdit>("name"), u"acme"_s);
    policy::Settings sent;
    m_page->collect(sent);
    platform::SettingsState now;
    now.settings.subdomain.name = u"acme"_s;
    now.revisions.insert(policy::Subdomain::key,
        {.number = 2, .at = QDateTime(QDate(2026, 3, 5), QTime(12, 0), QTimeZone::utc()), .by = u"mori"_s});
    m_page->applied(sent, now);
    QVERIFY(!m_page->isChanged());
    const QString told = find<Banner>("former").text();
    QVERIFY2(told.contains(u"“demo”"_s) && told.contains(u"2026-06-03"_s), qPrintable(told));
}

void TestSubdomainPage::marksWhatThePlatformRefuses()
{
    driver::type(&find<QLineEdit>("name"), u"acme"_s);
    const platform::FieldProblem problem{u"subdomain.name"_s, u"subdomain.taken"_s, u"Taken."_s};
    QVERIFY(m_page->showProblems({problem}).isEmpty());
    QCOMPARE(error(), u"Taken."_s);
    QVERIFY(find<QLineEdit>("name").hasFocus());
}

void TestSubdomainPage::letsAnAuditorOnlyLook()
{
    setRole(platform::Role::Auditor);
    QVERIFY(find<QLineEdit>("name").isReadOnly());
    QVERIFY(!find<QWidget>("consequences").isVisible());
    QVERIFY(!find<QLabel>("availability").isVisible());
}

QTEST_MAIN(TestSubdomainPage)
#include "tst_subdomainpage.moc"
