// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/credentialsdialog.h"
#include "connect/passwordchangedialog.h"
#include "connect/profiledialog.h"
#include "controls/timezonedialog.h"
#include "driver.h"
#include "items/settingwords.h"
#include "logwindow/verdictdialog.h"
#include "pages/alertruledialog.h"
#include "pages/certificatefilesdialog.h"
#include "pages/cropdialog.h"
#include "pages/ipimportdialog.h"
#include "pages/issuedialog.h"
#include "pages/permissiondialog.h"
#include "pages/revokedialog.h"
#include "pages/sendagaindialog.h"
#include "pages/unlockdialog.h"
#include "pages/userdialog.h"
#include "pages/userimportdialog.h"
#include "pages/userpassworddialog.h"
#include "reach.h"
#include "shell/commandpalette.h"
#include "shell/conflictdialog.h"
#include "shell/pagetable.h"
#include "shell/retentiondialog.h"
#include "shell/shutoutdialog.h"
#include "tenantwindow.h"

#include <QJsonArray>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

/// What holds for every page of the table, whoever adds one.
class TestEveryPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void canBeUsedWithoutAMouse_data();
    void canBeUsedWithoutAMouse();
    void hasANameForEverySetting_data();
    void hasANameForEverySetting();
    void leadsToEverySetting_data();
    void leadsToEverySetting();
    void opensDialogsThatCanBeUsedWithoutAMouse_data();
    void opensDialogsThatCanBeUsedWithoutAMouse();

private:
    bool show(const QString &key);

    std::unique_ptr<fake::TenantWindow> m_tenant;
    std::unique_ptr<platform::Connection> m_connection; ///< to nobody
    std::unique_ptr<platform::LockClient> m_locks;
    platform::Connection m_nowhere{platform::ConnectionProfile::fresh()};
    platform::UsersClient m_users{m_nowhere};
    platform::AlertsClient m_alerts{m_nowhere};
    platform::AuditClient m_audit{m_nowhere};
    platform::CertificatesClient m_certificates{m_nowhere};
    platform::RetentionClient m_retention{m_nowhere};
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(u"console.ini"_s), QSettings::IniFormat};
    items::BundleVerdicts m_verdicts{m_settings};
};

namespace {

template<typename T>
QStringList fieldPaths(const T &value, const QString &path = {})
{
    QStringList paths;
    T::fields(value, [&]<typename M>(const char *name, const M &member, const auto &...) {
        const QString below = path.isEmpty() ? QString::fromLatin1(name) : path + u'.' + QLatin1StringView(name);
        if constexpr (policy::Fielded<M>)
            paths += fieldPaths(member, below);
        else
            paths += below;
    });
    return paths;
}

/// All fields of the sections that have a page, as `section.field`.
QList<std::pair<QString, QString>> settingsOnPages()
{
    QList<std::pair<QString, QString>> found;
    const policy::Settings settings;
    policy::Settings::sections(settings, [&]<typename T>(const T &section) {
        const bool hasPage = std::ranges::any_of(
            pageTable(), [](const PageEntry &entry) { return entry.editsSettings && entry.key == T::key; });
        if (!hasPage)
            return;
        const QStringList paths = fieldPaths(section);
        for (const QString &path : paths)
            found.append({T::key, path});
    });
    return found;
}

void addSettingRows()
{
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("field");
    for (const auto &[section, field] : settingsOnPages())
        QTest::newRow(qPrintable(section + u'.' + field)) << section << field;
}

}

void TestEveryPage::initTestCase()
{
    m_tenant = std::make_unique<fake::TenantWindow>();
    // As much on the pages as there can be.
    m_tenant->tenant.change(
        u"ipRestriction"_s, fake::Tenant::restriction(u"allowListed"_s, {u"192.0.2.0/24"_s, u"192.0.2.1"_s}));
    const QJsonObject set{{u"set"_s, true}, {u"changedAt"_s, u"2026-03-05T14:00:00.000Z"_s}};
    m_tenant->tenant.change(u"basicAuth"_s,
        {{u"enabled"_s, false}, {u"pair"_s, QJsonObject{{u"userName"_s, u"office"_s}, {u"password"_s, set}}},
            {u"second"_s,
                QJsonObject{{u"userName"_s, u"before"_s}, {u"password"_s, set},
                    {u"endsAt"_s, u"2030-03-05T14:00:00.000Z"_s}}}});
    m_tenant->tenant.locks
        = {fake::Tenant::lock(fake::Tenant::person(4, u"sato"_s), u"2026-03-05T15:00:00.000000Z"_s, QJsonValue())};
    m_tenant->tenant.passwordImpact = {{u"users"_s, 120}, {u"mustChangeNow"_s, 3},
        {u"dueWithin"_s, QJsonArray{QJsonObject{{u"days"_s, 7}, {u"users"_s, 12}}}}, {u"unknown"_s, 5}};
    policy::AuditAlerts alerts;
    alerts.critical.addresses = alerts.checkpointAddresses = {u"mori@example.com"_s};
    alerts.rules = {{.name = u"Night"_s, .filter = u"user:sato"_s, .addresses = {u"mori@example.com"_s}}};
    m_tenant->tenant.change(u"auditAlerts"_s, policy::fieldsToJson(alerts, policy::JsonUse::Answer));
    m_tenant->tenant.mails.add(
        u"critical"_s, u"Somebody failed to sign in"_s, fake::Mails::recipient(u"mori@example.com"_s, u"waiting"_s));
    m_connection = std::make_unique<platform::Connection>(platform::ConnectionProfile::fresh());
    m_locks = std::make_unique<platform::LockClient>(*m_connection);
    m_tenant->tenant.certificates.authorityPem = "-----BEGIN CERTIFICATE-----";
    for (const auto &[state, name] : policy::EnumNames<platform::CertificateState>::names)
        m_tenant->tenant.certificates.add(QString(name).toLower(), state, 12);
    m_tenant->tenant.certificates.holders.last().isPermitted = false;
    m_tenant->tenant.proof.addMonth(u"2026-02"_s, 1, 2000);
    m_tenant->tenant.proof.addMonth(u"2026-03"_s, 2001, 2345, u"open"_s);
    m_tenant->tenant.proof.breakAt(17);
    m_tenant->open();
    QVERIFY(m_tenant->isLoaded());
}

void TestEveryPage::cleanupTestCase()
{
    m_tenant.reset();
    m_locks.reset();
    m_connection.reset();
    // What went with them goes now: nobody does it at the end of the program.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

bool TestEveryPage::show(const QString &key)
{
    m_tenant->window().showPage(QLatin1StringView(key.toLatin1()));
    return driver::waitFor([this] { return m_tenant->page(); });
}

void TestEveryPage::canBeUsedWithoutAMouse_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("language");
    for (const Language &language : Translations::languages()) {
        for (const PageEntry &entry : pageTable())
            QTest::newRow(qPrintable(u"%1, %2"_s.arg(entry.key, language.tag)))
                << QString(entry.key) << QString(language.tag);
    }
}

void TestEveryPage::canBeUsedWithoutAMouse()
{
    QFETCH(const QString, key);
    QFETCH(const QString, language);
    const QWidget *before = m_tenant->window().centralWidget();
    const bool isOther = m_tenant->preferences.language() != language;
    m_tenant->preferences.setLanguage(language);
    QTRY_VERIFY(!isOther || m_tenant->window().centralWidget() != before);
    if (language == "ja"_L1 && !m_tenant->window().isWindowModified()) {
        // From now on with buttons that can be pressed.
        QVERIFY(show(u"ipRestriction"_s));
        driver::tick(m_tenant->page()->findChildren<QRadioButton *>().at(2));
        QVERIFY(m_tenant->window().isWindowModified());
    }
    QVERIFY(show(key));
    const QStringList faults = reach::all(m_tenant->window());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestEveryPage::hasANameForEverySetting_data()
{
    addSettingRows();
}

void TestEveryPage::hasANameForEverySetting()
{
    QFETCH(const QString, section);
    QFETCH(const QString, field);
    // What has no words is called by its path within the section.
    QVERIFY2(items::fieldTitle(section, field) != field, "It has no words in settingwords.cpp.");
}

void TestEveryPage::leadsToEverySetting_data()
{
    addSettingRows();
}

void TestEveryPage::leadsToEverySetting()
{
    QFETCH(const QString, section);
    QFETCH(const QString, field);
    QVERIFY(show(section));
    if (QWidget *focused = m_tenant->window().focusWidget())
        focused->clearFocus();
    m_tenant->page()->focusOn(field);
    const QWidget *focused = m_tenant->window().focusWidget();
    QVERIFY(focused);
    QVERIFY2(m_tenant->page()->isAncestorOf(focused), qPrintable(focused->objectName()));
}

void TestEveryPage::opensDialogsThatCanBeUsedWithoutAMouse_data()
{
    using Make = std::function<QDialog *(MainWindow &)>;
    QTest::addColumn<Make>("make");
    const auto row = [](const char *name, const Make &make) { QTest::newRow(name) << make; };
    row("gate's pair", [](MainWindow &over) { return CredentialsDialog::forGate(u"demo.example.org"_s, &over); });
    row("signing in again",
        [](MainWindow &over) { return CredentialsDialog::forSession(u"mori"_s, u"Demo"_s, &over); });
    row("another password to sign in", [](MainWindow &over) {
        return PasswordChangeDialog::forSignIn(u"mori"_s, policy::ChangeReason::Expired, &over);
    });
    row("another password", [](MainWindow &over) {
        platform::Session session;
        session.user = u"mori"_s;
        auto *dialog = PasswordChangeDialog::forSession(session, &over);
        dialog->setPolicy({});
        return dialog;
    });
    row("unlocking", [this](MainWindow &over) {
        return new UnlockDialog(*m_locks, {{.id = 1, .loginName = u"mori"_s, .displayName = {}}}, &over);
    });
    row("connection", [](MainWindow &over) { return new ProfileDialog(platform::ConnectionProfile::fresh(), &over); });
    row("shutting oneself out",
        [](MainWindow &over) { return new ShutOutDialog(platform::WayIn(), u"192.0.2.1"_s, &over); });
    row("shorter retention", [this](MainWindow &over) {
        using Span = policy::AuditRetention::Span;
        return new RetentionDialog({m_retention, m_audit, m_tenant->answers}, Span::ThreeYears, Span::OneYear, &over);
    });
    row("sealed bundles", [this](MainWindow &over) { return new VerdictDialog(m_verdicts, QTimeZone::utc(), &over); });
    row("import", [](MainWindow &over) {
        return new IpImportDialog(policy::parsePastedLines(u"192.0.2.1\nnothing"_s), u"a file"_s, 3, &over);
    });
    row("cropping", [](MainWindow &over) {
        QImage image(400, 200, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        return new CropDialog(image, &over);
    });
    row("conflict", [](MainWindow &over) {
        Conflict conflict;
        conflict.keys = {u"ipRestriction"_s, u"basicAuth"_s};
        conflict.mine.ipRestriction.mode = policy::IpRestriction::Mode::DenyAll;
        conflict.theirs.settings.ipRestriction.mode = policy::IpRestriction::Mode::AllowListed;
        conflict.theirs.settings.basicAuth.enabled = true;
        return new ConflictDialog(conflict, &over);
    });
    const auto holders = m_tenant->tenant.certificates.holders;
    const platform::CertificatesClient &client = m_certificates;
    row("issuing", [this, holders, &client](MainWindow &over) {
        return new IssueDialog({m_tenant->answers, client, QTimeZone::utc(), QDate(2026, 3, 5)}, holders, &over);
    });
    row("revoking", [holders, &client](MainWindow &over) { return new RevokeDialog(client, holders, &over); });
    row("permission",
        [holders, &client](MainWindow &over) { return new PermissionDialog(client, holders, false, &over); });
    row("certificates' files", [this, holders, &client](MainWindow &over) {
        return new CertificateFilesDialog(m_tenant->answers, client, holders.mid(1), &over);
    });
    row("time zone", [](MainWindow &over) { return new TimeZoneDialog(u"Asia/Tokyo"_s, &over); });
    const platform::User sato{.id = 2, .values = {.loginName = u"sato"_s, .displayName = u"Sato Hiroshi"_s}};
    row("adding a user", [this](MainWindow &over) { return new UserDialog(m_users, policy::PasswordPolicy(), &over); });
    row("editing a user", [this, sato](MainWindow &over) { return new UserDialog(m_users, sato, {}, &over); });
    row("editing the last administrator",
        [this, sato](MainWindow &over) { return new UserDialog(m_users, sato, u"The last one."_s, &over); });
    row("another password", [this, sato](MainWindow &over) {
        return new UserPasswordDialog(m_users, sato, policy::PasswordPolicy(), &over);
    });
    row("importing users",
        [this](MainWindow &over) { return new UserImportDialog(m_users, "Login Name", u"users.csv"_s, &over); });
    row("rule of the alerts", [this](MainWindow &over) {
        return new AlertRuleDialog(
            {.alerts = m_alerts, .audit = m_audit, .settings = m_tenant->settings, .profileId = u"demo"_s},
            {.name = u"Night"_s, .filter = u"user:sato"_s, .addresses = {u"mori@example.com"_s}}, QTimeZone::utc(),
            [](const QString &) { return false; }, &over);
    });
    row("sending a mail again", [this](MainWindow &over) {
        platform::Delivery delivery;
        delivery.subject = u"Somebody failed to sign in"_s;
        delivery.recipients = QList<platform::DeliveryRecipient>(2);
        delivery.recipients.first().address = u"mori@example.com"_s;
        delivery.recipients.last().address = u"sato@example.com"_s;
        return new SendAgainDialog(m_alerts, delivery, &over);
    });
    row("palette", [](MainWindow &over) {
        return new CommandPalette({{.title = u"Apply"_s, .english = u"Apply"_s, .place = u"Tenant"_s}}, &over);
    });
}

void TestEveryPage::opensDialogsThatCanBeUsedWithoutAMouse()
{
    QFETCH(const std::function<QDialog *(MainWindow &)>, make);
    const QPointer<QDialog> dialog = make(m_tenant->window());
    dialog->show();
    QVERIFY(driver::waitForActive(dialog));
    const QStringList faults = reach::all(*dialog);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog || !dialog->isVisible());
    delete dialog;
}

QTEST_MAIN(TestEveryPage)
#include "tst_everypage.moc"
