// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "tenantwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace {

QByteArray hostIn(const fake::SeenRequest &request)
{
    return request.headers.value("host").split(':').first();
}

}

/// The console's session goes on when the tenant takes another name, and says how to go on where it cannot. Beside it,
/// what the window of somebody from the platform's staff is like.
class TestRelocation : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_tenant.reset(); }

    void goesOnAtTheNewName();
    void saysHowToGoOn();
    void showsStaffWhatTheyAre();
    void tellsStaffThatTheEndHasCome();
    void endsAPermissionInOneStep();
    void leavesOtherEditsAlone();

private:
    void rename(const QString &name);
    void open(platform::Role role);
    bool shows(const QString &text) const;

    std::unique_ptr<fake::TenantWindow> m_tenant;
};

void TestRelocation::init()
{
    m_tenant = std::make_unique<fake::TenantWindow>();
}

void TestRelocation::open(platform::Role role)
{
    m_tenant->role = role;
    m_tenant->open();
    QVERIFY(m_tenant->isLoaded() || role != platform::Role::Administrator);
}

bool TestRelocation::shows(const QString &text) const
{
    const auto labels = m_tenant->window().findChildren<QLabel *>();
    return std::ranges::any_of(
        labels, [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
}

void TestRelocation::rename(const QString &name)
{
    m_tenant->window().showPage("subdomain"_L1);
    auto *field = driver::find<QLineEdit>(m_tenant->page(), u"name"_s);
    QVERIFY(field);
    driver::type(field, name);
    QTRY_VERIFY(m_tenant->bar().applyButton()->isEnabled());
    driver::click(m_tenant->bar().applyButton());
}

void TestRelocation::goesOnAtTheNewName()
{
    open(platform::Role::Administrator);
    const QSignalSpy moved(&m_tenant->window(), &MainWindow::moved);
    rename(u"acme"_s);
    QTRY_COMPARE(moved.size(), 1);
    QCOMPARE(moved.first().first().value<platform::ConnectionProfile>().hostName, u"acme.example.org"_s);
    QTRY_VERIFY(shows(u"acme.example.org"_s)); // in the header
    QTRY_VERIFY(std::ranges::any_of(m_tenant->seen(), [](const fake::SeenRequest &request) {
        return request.target.startsWith("/api/v1/session") && hostIn(request) == "acme.example.org";
    }));
    QVERIFY(driver::find<Banner>(m_tenant->page(), u"former"_s));
    QVERIFY(!driver::find<Banner>(&m_tenant->window(), u"trouble"_s));
    m_tenant->leave();
}

void TestRelocation::saysHowToGoOn()
{
    open(platform::Role::Administrator);
    bool isKnown = false;
    m_tenant->tenant.instead = [&](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (hostIn(request) == "demo.example.org" || isKnown)
            return std::nullopt;
        return fake::Reply{.way = fake::Reply::Way::HangUp};
    };
    rename(u"acme"_s);
    const auto trouble = [this] { return driver::find<Banner>(&m_tenant->window(), u"trouble"_s); };
    QTRY_VERIFY(trouble());
    QVERIFY2(trouble()->text().contains(u"https://acme.example.org"_s), qPrintable(trouble()->text()));
    QVERIFY2(trouble()->text().contains(u"is in force"_s), qPrintable(trouble()->text()));
    isKnown = true;
    driver::click(trouble()->button());
    QTRY_VERIFY(!trouble());
    QTRY_VERIFY(shows(u"acme.example.org"_s));
    m_tenant->leave();
}

void TestRelocation::showsStaffWhatTheyAre()
{
    m_tenant->tenant.change(u"support"_s, {{u"until"_s, u"2036-03-05T14:00:00.000Z"_s}});
    open(platform::Role::Support);
    m_tenant->window().showPage("tenant"_L1);
    const auto role = [this] { return driver::find<Banner>(&m_tenant->window(), u"role"_s); };
    QTRY_VERIFY(role() && role()->text().contains(u"2036-03-0"_s));
    QVERIFY2(
        role()->text().startsWith(u"You look at Demo Company as platform staff until"_s), qPrintable(role()->text()));
    QVERIFY(!m_tenant->bar().isVisible());
    for (const char *key : {"subdomain", "loginPage", "embedding", "support", "tenant", "basicAuth", "ipRestriction"}) {
        m_tenant->window().showPage(QLatin1StringView(key));
        const auto fields = m_tenant->page()->findChildren<QLineEdit *>();
        for (const QLineEdit *field : fields)
            QVERIFY2(!field->isVisible() || field->isReadOnly() || field->objectName() == "search"_L1, key);
        QVERIFY2(role()->isVisible(), key);
    }
    m_tenant->leave();
}

void TestRelocation::tellsStaffThatTheEndHasCome()
{
    open(platform::Role::Support);
    m_tenant->window().showPage("tenant"_L1);
    QTRY_VERIFY(m_tenant->page());
    m_tenant->tenant.instead
        = [](const fake::SeenRequest &) { return std::optional(fake::problem(401, u"session.needed"_s)); };
    m_tenant->action(u"Re&fresh"_s)->trigger();
    const auto trouble = [this] { return driver::find<Banner>(&m_tenant->window(), u"trouble"_s); };
    QTRY_VERIFY(trouble() && trouble()->text().contains(u"ended the permission"_s));
    m_tenant->tenant.instead = {};
    m_tenant->leave();
}

void TestRelocation::endsAPermissionInOneStep()
{
    m_tenant->tenant.change(u"support"_s, {{u"until"_s, u"2036-03-05T14:00:00.000Z"_s}});
    open(platform::Role::Administrator);
    m_tenant->window().showPage("support"_L1);
    auto *standing = driver::find<Banner>(m_tenant->page(), u"standing"_s);
    QVERIFY(standing);
    driver::click(standing->button());
    QTRY_VERIFY(m_tenant->tenant.value(u"support"_s)[u"until"_s].isNull());
    QTRY_VERIFY(!m_tenant->window().isWindowModified());
    m_tenant->leave();
}

void TestRelocation::leavesOtherEditsAlone()
{
    m_tenant->tenant.change(u"support"_s, {{u"until"_s, u"2036-03-05T14:00:00.000Z"_s}});
    open(platform::Role::Administrator);
    m_tenant->window().showPage("tenant"_L1);
    driver::type(driver::find<QLineEdit>(m_tenant->page(), u"displayName"_s), u"Another"_s);
    m_tenant->window().showPage("support"_L1);
    driver::click(driver::find<Banner>(m_tenant->page(), u"standing"_s)->button());
    QTRY_VERIFY(m_tenant->bar().text().startsWith(u"2 sections edited"_s));
    QVERIFY(!m_tenant->tenant.value(u"support"_s)[u"until"_s].isNull());
    m_tenant->answers.choice = 1; // discards
    m_tenant->leave();
}

QTEST_MAIN(TestRelocation)
#include "tst_relocation.moc"
