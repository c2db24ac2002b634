// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/certificatedetails.h"
#include "connect/certificatedialogs.h"
#include "connect/connectionwindow.h"
#include "connect/credentialsdialog.h"
#include "connect/passwordchangedialog.h"
#include "connect/profiledialog.h"
#include "connect/profilelist.h"
#include "connect/progressrow.h"
#include "controls/banner.h"
#include "controls/formfield.h"
#include "driver.h"
#include "faketenant.h"
#include "logwindow/logwindows.h"
#include "readyanswers.h"
#include "translations.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestConnectionWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void beginsWithTheLocalPlatform();
    void saysWhatIsWrongWithAProfileAtItsField();
    void keepsWhatWasAdded();
    void connectsByTheKeyboardAlone();
    void saysAtThePasswordThatItIsWrong();
    void saysThatNothingAnswers();
    void stopsWaitingWhenAsked();
    void trustsNothingWhenEnterIsPressedUnread();
    void asksOnceAboutAnUnknownAuthority();
    void stopsHardAtAChangedCertificate();
    void forgetsATrustedCertificate();
    void asksForTheGatesPairUntilItIsRight();
    void choosesAnotherPasswordWhereItHasTo();
    void removesAfterAsking();
    void saysThatThereIsNoKeyring();
    void tellsWhenProfilesCannotBeRead();
    void saysThatTheLocalPlatformIsMissing();
    void groupsFingerprints();

private:
    void open(const QList<platform::ConnectionProfile> &profiles = {});
    void enter(const QString &password);
    platform::ConnectionProfile unpinned();
    QList<platform::ConnectionProfile> kept() const { return m_profiles->load().value(); }
    QPushButton *button(const QString &name) const { return driver::find<QPushButton>(m_window.get(), name); }
    QLineEdit *password() const { return driver::find<QLineEdit>(m_window.get(), u"password"_s); }
    QString said() const;

    crypto::KeyAndCertificate m_authority;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<platform::ProfileStore> m_profiles;
    platform::PasswordKeeper m_keyring;
    ReadyAnswers m_answers;
    std::unique_ptr<Look> m_look;
    Translations m_translations{u"en"_s};
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<LogWindows> m_logs;
    fake::Tenant m_tenant;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<ConnectionWindow> m_window;
    std::unique_ptr<QSignalSpy> m_entered;
};

void TestConnectionWindow::initTestCase()
{
    // Nobody's own keyring is touched by a test.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    qunsetenv("KDE_FULL_SESSION");
    qunsetenv("DISPLAY");
    m_authority = fake::authority();
    m_look = std::make_unique<Look>(*qApp, Theme::Light);
    QApplication::setQuitOnLastWindowClosed(false);
}

void TestConnectionWindow::init()
{
    m_tenant = {};
    m_answers = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_profiles = std::make_unique<platform::ProfileStore>(m_folder->filePath(u"profiles.json"_s));
    m_preferences = std::make_unique<Preferences>(*m_settings, *m_look, m_translations);
    m_logs = std::make_unique<LogWindows>(LogWindows::Needs{m_answers, *m_settings, *m_preferences});
    m_platform = std::make_unique<fake::Platform>([this](const auto &request) { return m_tenant.answer(request); });
}

void TestConnectionWindow::cleanup()
{
    m_entered.reset();
    m_window.reset();
    m_platform.reset();
}

void TestConnectionWindow::open(const QList<platform::ConnectionProfile> &profiles)
{
    if (!profiles.isEmpty()) {
        QVERIFY(m_profiles->save(profiles));
        m_settings->setValue("connections/last"_L1, profiles.first().id);
    }
    m_window = std::make_unique<ConnectionWindow>(ConnectionWindow::Needs{.profiles = *m_profiles,
        .keyring = m_keyring,
        .asker = m_answers,
        .settings = *m_settings,
        .preferences = *m_preferences,
        .logs = *m_logs,
        .local = {.dataFolder = m_folder->filePath(u"local"_s), .program = m_folder->filePath(u"sekimorid"_s)},
        .limits = {.silence = 20s}});
    m_entered = std::make_unique<QSignalSpy>(m_window.get(), &ConnectionWindow::entered);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
}

void TestConnectionWindow::enter(const QString &text)
{
    driver::type(password(), text);
    driver::click(button(u"connect"_s));
}

platform::ConnectionProfile TestConnectionWindow::unpinned()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    profile.pinnedAuthority.clear();
    return profile;
}

QString TestConnectionWindow::said() const
{
    const auto *banner = driver::find<Banner>(m_window.get());
    return banner ? banner->text() : QString();
}

void TestConnectionWindow::beginsWithTheLocalPlatform()
{
    open();
    QVERIFY(button(u"openLocal"_s));
    QVERIFY(driver::find<ProfileList>(m_window.get())->selectedId().isEmpty());
    QVERIFY(driver::find<ProfileList>(m_window.get())
            ->item(0)
            ->data(Qt::AccessibleTextRole)
            .toString()
            .contains(u"Local"_s));
}

void TestConnectionWindow::saysWhatIsWrongWithAProfileAtItsField()
{
    open();
    driver::click(button(u"add"_s));
    auto *dialog = driver::dialogOver<ProfileDialog>(m_window.get());
    QVERIFY(dialog);
    driver::type(driver::find<QLineEdit>(dialog, u"hostName"_s), u"not a host"_s);
    driver::type(driver::find<QLineEdit>(dialog, u"port"_s), u"65536"_s);
    driver::click(driver::find<QPushButton>(dialog, u"save"_s));
    QVERIFY(dialog->isVisible());
    int wrong = 0;
    const auto fields = dialog->findChildren<FormField *>();
    for (const FormField *field : fields)
        wrong += field->hasError() ? 1 : 0;
    QCOMPARE(wrong, 4);
    QCOMPARE(dialog->focusWidget(), driver::find<QLineEdit>(dialog, u"name"_s));
    QVERIFY(kept().isEmpty());
}

void TestConnectionWindow::keepsWhatWasAdded()
{
    open();
    driver::click(button(u"add"_s));
    auto *dialog = driver::dialogOver<ProfileDialog>(m_window.get());
    driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"Head office"_s);
    driver::type(driver::find<QLineEdit>(dialog, u"hostName"_s), u"demo.example.org"_s);
    driver::type(driver::find<QLineEdit>(dialog, u"address"_s), u"192.0.2.5"_s);
    driver::type(driver::find<QLineEdit>(dialog, u"port"_s), u"8443"_s);
    driver::type(driver::find<QLineEdit>(dialog, u"userName"_s), u"mori"_s);
    QTest::keyClick(driver::find<QLineEdit>(dialog, u"userName"_s), Qt::Key_Return);
    QTRY_COMPARE(kept().size(), 1);
    const auto profile = kept().first();
    QCOMPARE(profile.name, u"Head office"_s);
    QCOMPARE(profile.address, u"192.0.2.5"_s);
    QCOMPARE(profile.port, 8443);
    QCOMPARE(driver::find<ProfileList>(m_window.get())->selectedId(), profile.id);
    QVERIFY(!button(u"connect"_s)->isEnabled());
    QVERIFY(!button(u"connect"_s)->toolTip().isEmpty());
}

void TestConnectionWindow::connectsByTheKeyboardAlone()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    open({profile});
    driver::type(password(), m_tenant.password);
    QTest::keyClick(password(), Qt::Key_Return);
    QTRY_COMPARE(m_entered->size(), 1);
    const auto entrance = m_entered->first().first().value<std::shared_ptr<Entrance>>();
    QCOMPARE(entrance->session.tenantName, u"Demo"_s);
    QVERIFY(entrance->connection->hasToken());
    QVERIFY(!entrance->lease);
    QVERIFY(m_settings->value("connections/lastUsed/"_L1 + profile.id).toDateTime().isValid());
    QVERIFY(password()->text().isEmpty());
}

void TestConnectionWindow::saysAtThePasswordThatItIsWrong()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    open({profile});
    enter(u"wrong"_s);
    const auto hasError = [this] {
        const auto fields = m_window->findChildren<FormField *>();
        return std::ranges::any_of(fields, [](const FormField *field) { return field->hasError(); });
    };
    QTRY_VERIFY(hasError());
    QVERIFY(password()->hasFocus());
    QCOMPARE(m_entered->size(), 0);
}

void TestConnectionWindow::saysThatNothingAnswers()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    m_platform->close();
    open({profile});
    enter(u"any"_s);
    QTRY_VERIFY2(said().contains(u"cannot be reached"_s), qPrintable(said()));
    QVERIFY(button(u"connect"_s)->isEnabled());
}

void TestConnectionWindow::stopsWaitingWhenAsked()
{
    m_tenant.instead = [](const auto &) { return std::optional(fake::Reply{.way = fake::Reply::Way::Never}); };
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    open({profile});
    enter(u"any"_s);
    auto *progress = m_window->findChild<ProgressRow *>(u"profileProgress"_s);
    QTRY_VERIFY(progress->isVisible());
    QVERIFY(!button(u"connect"_s)->isEnabled());
    QTRY_COMPARE(m_platform->seen().size(), 1);
    driver::click(progress->cancelButton());
    QTRY_VERIFY(button(u"connect"_s)->isEnabled());
    QVERIFY(!progress->isVisible());
}

void TestConnectionWindow::trustsNothingWhenEnterIsPressedUnread()
{
    open({unpinned()});
    enter(m_tenant.password);
    QTRY_VERIFY(driver::dialogOver<TrustDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<TrustDialog>(m_window.get());
    QVERIFY(driver::waitForActive(dialog));
    QVERIFY(dialog->focusWidget());
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!driver::dialogOver<TrustDialog>(m_window.get()));
    QVERIFY(kept().first().pinnedAuthority.isEmpty());
    QVERIFY(m_platform->seen().isEmpty());
    QVERIFY(said().contains(u"not trusted"_s));
}

void TestConnectionWindow::asksOnceAboutAnUnknownAuthority()
{
    open({unpinned()});
    enter(m_tenant.password);
    QTRY_VERIFY(driver::dialogOver<TrustDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<TrustDialog>(m_window.get());
    QVERIFY(m_platform->seen().isEmpty());
    driver::click(driver::find<QPushButton>(dialog, u"trust"_s));
    QTRY_COMPARE(m_entered->size(), 1);
    QVERIFY(!kept().first().pinnedAuthority.isEmpty());

    m_entered->clear();
    enter(m_tenant.password);
    QTRY_COMPARE(m_entered->size(), 1);
    QVERIFY(!driver::dialogOver<TrustDialog>(m_window.get()));
}

void TestConnectionWindow::stopsHardAtAChangedCertificate()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    const auto other = fake::authority(u"Somebody else"_s);
    profile.pinnedAuthority = other.certificatePem;
    open({profile});
    enter(m_tenant.password);
    QTRY_VERIFY(driver::dialogOver<ChangedCertificateDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<ChangedCertificateDialog>(m_window.get());
    QStringList texts;
    const auto labels = dialog->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        texts << label->text();
    const auto trusted = QSslCertificate::fromData(other.certificatePem).first();
    QVERIFY(texts.contains(groupedFingerprint(platform::fingerprintOf(trusted))));
    const auto buttons = dialog->findChildren<QPushButton *>();
    for (QPushButton *each : buttons) {
        if (each->text().contains(u"onnect"_s))
            driver::click(each);
    }
    QTRY_VERIFY(!driver::dialogOver<ChangedCertificateDialog>(m_window.get()));
    QVERIFY(m_platform->seen().isEmpty());
    QCOMPARE(m_entered->size(), 0);
    QCOMPARE(kept().first().pinnedAuthority, other.certificatePem);
}

void TestConnectionWindow::forgetsATrustedCertificate()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    open({profile});
    driver::click(button(u"edit"_s));
    auto *dialog = driver::dialogOver<ProfileDialog>(m_window.get());
    driver::click(driver::find<QPushButton>(dialog, u"forget"_s));
    driver::click(driver::find<QPushButton>(dialog, u"save"_s));
    QTRY_VERIFY(kept().first().pinnedAuthority.isEmpty());
}

void TestConnectionWindow::asksForTheGatesPairUntilItIsRight()
{
    m_tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        const bool isRight = request.headers.value("authorization") == "Basic " + QByteArray("office:river").toBase64();
        return isRight ? std::nullopt : std::optional(fake::gateAsksBasic());
    };
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    open({profile});
    enter(m_tenant.password);
    for (const QString &pair : {u"lake"_s, u"river"_s}) {
        QTRY_VERIFY(driver::dialogOver<CredentialsDialog>(m_window.get()));
        auto *dialog = driver::dialogOver<CredentialsDialog>(m_window.get());
        QCOMPARE(driver::find<Banner>(dialog) != nullptr, pair == "river"_L1);
        driver::type(driver::find<QLineEdit>(dialog, u"userName"_s), u"office"_s);
        driver::type(driver::find<QLineEdit>(dialog, u"password"_s), pair);
        driver::click(driver::find<QPushButton>(dialog, u"accept"_s));
    }
    QTRY_COMPARE(m_entered->size(), 1);
}

void TestConnectionWindow::choosesAnotherPasswordWhereItHasTo()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    open({profile});
    m_tenant.changeReason = u"set"_s;
    enter(m_tenant.password);
    QTRY_VERIFY(driver::dialogOver<PasswordChangeDialog>(m_window.get()));
    driver::dialogOver<PasswordChangeDialog>(m_window.get())->reject();
    QTRY_COMPARE(said(), u"Not signed in: you have to choose another password first."_s);

    enter(m_tenant.password);
    QTRY_VERIFY(driver::dialogOver<PasswordChangeDialog>(m_window.get()));
    auto *dialog = driver::dialogOver<PasswordChangeDialog>(m_window.get());
    for (const QString &name : {u"wanted"_s, u"repeated"_s})
        driver::type(driver::find<QLineEdit>(dialog, name), u"another password 7"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(m_entered->size(), 1);
    QCOMPARE(m_tenant.password, u"another password 7"_s);
    QVERIFY(m_entered->first().first().value<std::shared_ptr<Entrance>>()->connection->hasToken());
}

void TestConnectionWindow::removesAfterAsking()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    profile.userName = u"mori"_s;
    open({profile});
    driver::click(button(u"remove"_s));
    QCOMPARE(m_answers.questions.size(), 1);
    QCOMPARE(kept().size(), 1);
    m_answers.choice = 0;
    driver::click(button(u"remove"_s));
    QTRY_VERIFY(kept().isEmpty());
    QVERIFY(button(u"openLocal"_s));
}

void TestConnectionWindow::saysThatThereIsNoKeyring()
{
    auto profile = fake::listenWith(*m_platform, m_authority);
    open({profile});
    auto *remember = driver::find<QCheckBox>(m_window.get(), u"remember"_s);
    driver::tick(remember);
    QTRY_VERIFY(!remember->isChecked());
    QVERIFY2(said().contains(u"keyring"_s), qPrintable(said()));
}

void TestConnectionWindow::tellsWhenProfilesCannotBeRead()
{
    QFile file(m_folder->filePath(u"profiles.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    open();
    QVERIFY2(said().contains(u"profiles.json"_s), qPrintable(said()));
    QVERIFY(button(u"openLocal"_s));
}

void TestConnectionWindow::saysThatTheLocalPlatformIsMissing()
{
    open();
    driver::click(button(u"openLocal"_s));
    QTRY_VERIFY2(said().contains(u"sekimorid"_s), qPrintable(said()));
    QVERIFY(button(u"openLocal"_s)->isEnabled());
}

void TestConnectionWindow::groupsFingerprints()
{
    QStringList bytes;
    for (int i = 0; i < 32; ++i)
        bytes << QString::number(i, 16).rightJustified(2, u'0').toUpper();
    const QStringList lines = groupedFingerprint(bytes.join(u':')).split(u'\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines.first(), u"00 01  02 03  04 05  06 07"_s);
    QCOMPARE(lines.last(), u"18 19  1A 1B  1C 1D  1E 1F"_s);
}

QTEST_MAIN(TestConnectionWindow)
#include "tst_connectionwindow.moc"
