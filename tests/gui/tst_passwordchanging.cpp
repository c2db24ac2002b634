// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/credentialsdialog.h"
#include "connect/passwordchangedialog.h"
#include "controls/banner.h"
#include "shell/commandpalette.h"
#include "tenantwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;

/// Choosing another password: because one wants to, because it ends soon, and because one has to.
class TestPasswordChanging : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_tenant.reset(); }

    void changesItFromTheMenu();
    void saysWhichRulesAreNotMet();
    void saysThatThePresentOneIsWrong();
    void saysThatTheTwoDiffer();
    void staysUntilThereIsAnAnswer();
    void isFoundByName();
    void warnsBeforeItEnds_data();
    void warnsBeforeItEnds();
    void saysWhyAnAuditorMayNot();
    void choosesAnotherWhenSigningInAgain();

private:
    void open();
    PasswordChangeDialog *dialog() const { return driver::dialogOver<PasswordChangeDialog>(&m_tenant->window()); }
    static void fill(const QWidget *dialog, const QString &present, const QString &wanted, const QString &repeated);
    static QPushButton *accept(const QWidget *dialog) { return driver::find<QPushButton>(dialog, u"accept"_s); }
    static QStringList texts(const QWidget *window);
    QByteArray lastBody(const QByteArray &target) const;

    std::unique_ptr<fake::TenantWindow> m_tenant;
};

void TestPasswordChanging::init()
{
    m_tenant = std::make_unique<fake::TenantWindow>();
}

void TestPasswordChanging::open()
{
    m_tenant->open();
    QVERIFY(m_tenant->isLoaded());
}

void TestPasswordChanging::fill(
    const QWidget *dialog, const QString &present, const QString &wanted, const QString &repeated)
{
    if (!present.isEmpty())
        driver::type(driver::find<QLineEdit>(dialog, u"present"_s), present);
    driver::type(driver::find<QLineEdit>(dialog, u"wanted"_s), wanted);
    driver::type(driver::find<QLineEdit>(dialog, u"repeated"_s), repeated);
}

QStringList TestPasswordChanging::texts(const QWidget *window)
{
    QStringList texts;
    const auto labels = window->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible())
            texts << label->text();
    }
    return texts;
}

QByteArray TestPasswordChanging::lastBody(const QByteArray &target) const
{
    const auto seen = m_tenant->seen();
    const auto found = std::ranges::find(seen.rbegin(), seen.rend(), target, &fake::SeenRequest::target);
    return found == seen.rend() ? QByteArray() : found->body;
}

void TestPasswordChanging::changesItFromTheMenu()
{
    open();
    const QSignalSpy changed(&m_tenant->window(), &MainWindow::passwordChanged);
    m_tenant->action(u"Change &password…"_s)->trigger();
    const QPointer<PasswordChangeDialog> asked = dialog();
    QVERIFY(asked);
    QVERIFY(!accept(asked)->isEnabled());
    fill(asked, u"right password"_s, u"another password 7"_s, u"another password 7"_s);
    QTest::keyClick(asked, Qt::Key_Return);
    QTRY_VERIFY(!asked);
    QCOMPARE(m_tenant->tenant.password, u"another password 7"_s);
    QCOMPARE(changed.value(0).value(1).toString(), u"another password 7"_s);
    const auto *banner = m_tenant->window().findChild<Banner *>(u"trouble"_s);
    QCOMPARE(banner->tone(), Tone::Good);
    QCOMPARE(banner->text(), u"Your password was changed. Your other sessions have ended."_s);
}

void TestPasswordChanging::saysWhichRulesAreNotMet()
{
    open();
    m_tenant->action(u"Change &password…"_s)->trigger();
    fill(dialog(), u"right password"_s, u"short"_s, u"short"_s);
    QVERIFY(texts(dialog()).contains(u"not met: 12 to 64 characters"_s));
    QVERIFY(texts(dialog()).contains(u"not met: a number"_s));
    QVERIFY(texts(dialog()).contains(u"met: a letter"_s));
    QVERIFY(!accept(dialog())->isEnabled());
    QCOMPARE(accept(dialog())->toolTip(), u"The new password does not meet the rules yet."_s);
    // What only the platform knows, it says.
    m_tenant->tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target != "/api/v1/session/password")
            return std::nullopt;
        fake::Reply reply = fake::json(422,
            {{u"status"_s, 422}, {u"title"_s, u"Title"_s},
                {u"errors"_s,
                    QJsonArray{QJsonObject{{u"field"_s, u"newPassword"_s}, {u"code"_s, u"password.usedBefore"_s},
                        {u"message"_s, u"You had this one before."_s}}}}});
        reply.contentType = "application/problem+json";
        return reply;
    };
    fill(dialog(), {}, u"another password 7"_s, u"another password 7"_s);
    driver::click(accept(dialog()));
    QTRY_VERIFY(texts(dialog()).contains(u"You had this one before."_s));
    QVERIFY(driver::find<QLineEdit>(dialog(), u"wanted"_s)->hasFocus());
    QTest::keyClicks(driver::find<QLineEdit>(dialog(), u"wanted"_s), u"yet another 8"_s);
    QVERIFY(!texts(dialog()).contains(u"You had this one before."_s));
}

void TestPasswordChanging::saysThatThePresentOneIsWrong()
{
    open();
    m_tenant->action(u"Change &password…"_s)->trigger();
    fill(dialog(), u"wrong"_s, u"another password 7"_s, u"another password 7"_s);
    driver::click(accept(dialog()));
    QTRY_VERIFY(driver::find<Banner>(dialog()));
    QCOMPARE(driver::find<Banner>(dialog())->text(), u"Said."_s);
    QCOMPARE(m_tenant->tenant.password, u"right password"_s);
}

void TestPasswordChanging::saysThatTheTwoDiffer()
{
    open();
    m_tenant->action(u"Change &password…"_s)->trigger();
    fill(dialog(), u"right password"_s, u"another password 7"_s, u"another pass"_s);
    QVERIFY(!texts(dialog()).contains(u"This is not the same password."_s)); // It may become it.
    QCOMPARE(accept(dialog())->toolTip(), u"Enter the new password a second time first."_s);
    driver::type(driver::find<QLineEdit>(dialog(), u"repeated"_s), u"another passport"_s);
    QVERIFY(texts(dialog()).contains(u"This is not the same password."_s));
    QVERIFY(!accept(dialog())->isEnabled());
}

void TestPasswordChanging::staysUntilThereIsAnAnswer()
{
    open();
    m_tenant->action(u"Change &password…"_s)->trigger();
    m_tenant->tenant.instead = [](const auto &) { return fake::Reply{.way = fake::Reply::Way::Never}; };
    fill(dialog(), u"right password"_s, u"another password 7"_s, u"another password 7"_s);
    driver::click(accept(dialog()));
    QCOMPARE(accept(dialog())->toolTip(), u"The platform is being asked."_s);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QVERIFY(dialog());
}

void TestPasswordChanging::isFoundByName()
{
    open();
    m_tenant->action(u"&Find a page, setting or command…"_s)->trigger();
    auto *palette = driver::dialogOver<CommandPalette>(&m_tenant->window());
    QVERIFY(palette);
    driver::type(driver::find<QLineEdit>(palette, u"search"_s), u"change passw"_s);
    QTest::keyClick(driver::find<QLineEdit>(palette, u"search"_s), Qt::Key_Return);
    QTRY_VERIFY(dialog());
}

void TestPasswordChanging::warnsBeforeItEnds_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("begin");
    QTest::newRow("in six days") << 6 * 24 * 60 << QString();
    QTest::newRow("in four days") << 4 * 24 * 60 << u"Your password expires at "_s;
    QTest::newRow("since an hour") << -60 << u"Your password has expired."_s;
}

void TestPasswordChanging::warnsBeforeItEnds()
{
    QFETCH(int, minutes);
    QFETCH(QString, begin);
    // Whoever signs in again learns when it ends.
    open();
    m_tenant->tenant.passwordExpiresAt
        = QDateTime::currentDateTimeUtc().addSecs(60LL * minutes).toString(Qt::ISODateWithMs);
    m_tenant->tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target == "/api/v1/settings")
            return fake::problem(401, u"session.needed"_s);
        return std::nullopt;
    };
    m_tenant->action(u"Re&fresh"_s)->trigger();
    QTRY_VERIFY(driver::dialogOver<CredentialsDialog>(&m_tenant->window()));
    m_tenant->tenant.instead = {};
    auto *signIn = driver::dialogOver<CredentialsDialog>(&m_tenant->window());
    driver::type(driver::find<QLineEdit>(signIn, u"password"_s), u"right password"_s);
    driver::click(accept(signIn));
    QTRY_VERIFY(!driver::dialogOver<CredentialsDialog>(&m_tenant->window()));
    auto *banner = driver::find<Banner>(&m_tenant->window(), u"passwordEnd"_s);
    QCOMPARE(banner != nullptr, !begin.isEmpty());
    if (!banner)
        return;
    QVERIFY2(banner->text().startsWith(begin), qPrintable(banner->text()));
    driver::click(banner->button());
    QVERIFY(dialog());
    m_tenant->tenant.passwordExpiresAt = {};
    fill(dialog(), u"right password"_s, u"another password 7"_s, u"another password 7"_s);
    driver::click(accept(dialog()));
    QTRY_VERIFY(!driver::find<Banner>(&m_tenant->window(), u"passwordEnd"_s));
}

void TestPasswordChanging::saysWhyAnAuditorMayNot()
{
    QJsonObject policy = m_tenant->tenant.value(u"passwordPolicy"_s);
    policy.insert(u"usersMayChange"_s, false);
    m_tenant->tenant.change(u"passwordPolicy"_s, policy);
    open();
    const auto *change = m_tenant->action(u"Change &password…"_s);
    QVERIFY(change->isEnabled()); // An administrator may.
    m_tenant->tenant.role = u"auditor"_s;
    m_tenant->tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target == "/api/v1/settings")
            return fake::problem(401, u"session.needed"_s);
        return std::nullopt;
    };
    m_tenant->action(u"Re&fresh"_s)->trigger();
    QTRY_VERIFY(driver::dialogOver<CredentialsDialog>(&m_tenant->window()));
    m_tenant->tenant.instead = {};
    auto *signIn = driver::dialogOver<CredentialsDialog>(&m_tenant->window());
    driver::type(driver::find<QLineEdit>(signIn, u"password"_s), u"right password"_s);
    driver::click(accept(signIn));
    QTRY_VERIFY(!change->isEnabled());
    QVERIFY(change->toolTip().startsWith(u"In this tenant only administrators"_s));
}

void TestPasswordChanging::choosesAnotherWhenSigningInAgain()
{
    open();
    const QSignalSpy changed(&m_tenant->window(), &MainWindow::passwordChanged);
    m_tenant->tenant.changeReason = u"expired"_s;
    m_tenant->tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target == "/api/v1/settings")
            return fake::problem(401, u"session.needed"_s);
        return std::nullopt;
    };
    m_tenant->action(u"Re&fresh"_s)->trigger();
    QTRY_VERIFY(driver::dialogOver<CredentialsDialog>(&m_tenant->window()));
    m_tenant->tenant.instead = {};
    auto *signIn = driver::dialogOver<CredentialsDialog>(&m_tenant->window());
    driver::type(driver::find<QLineEdit>(signIn, u"password"_s), u"right password"_s);
    driver::click(accept(signIn));
    QTRY_VERIFY(dialog());
    QVERIFY(texts(dialog()).join(u'\n').contains(u"The password of mori has expired."_s));
    QVERIFY(!driver::find<QLineEdit>(dialog(), u"present"_s));
    fill(dialog(), {}, u"another password 7"_s, u"another password 7"_s);
    QTest::keyClick(dialog(), Qt::Key_Return);
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_tenant->tenant.password, u"another password 7"_s);
    QCOMPARE(changed.size(), 1);
    QVERIFY(lastBody("/api/v1/session").contains("newPassword"));
}

QTEST_MAIN(TestPasswordChanging)
#include "tst_passwordchanging.moc"
