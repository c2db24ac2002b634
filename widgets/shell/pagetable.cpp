// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/pagetable.h"

#include "pages/accountlockoutpage.h"
#include "pages/alertspage.h"
#include "pages/auditlogpage.h"
#include "pages/basicauthpage.h"
#include "pages/clientcertificatespage.h"
#include "pages/deliverylogpage.h"
#include "pages/embeddingpage.h"
#include "pages/historypage.h"
#include "pages/iprestrictionpage.h"
#include "pages/lockdeskpage.h"
#include "pages/loginpagepage.h"
#include "pages/overviewpage.h"
#include "pages/passwordpolicypage.h"
#include "pages/retentionpage.h"
#include "pages/signinpage.h"
#include "pages/subdomainpage.h"
#include "pages/supportpage.h"
#include "pages/tenantpage.h"
#include "pages/userspage.h"
#include "pages/whogetsinpage.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr auto context = "Pages";
constexpr auto glance = QT_TRANSLATE_NOOP("Pages", "At a glance");
constexpr auto access = QT_TRANSLATE_NOOP("Pages", "Access");
constexpr auto people = QT_TRANSLATE_NOOP("Pages", "People");
constexpr auto signIn = QT_TRANSLATE_NOOP("Pages", "Sign-in");
constexpr auto general = QT_TRANSLATE_NOOP("Pages", "General");
constexpr auto records = QT_TRANSLATE_NOOP("Pages", "Records");

Page *makeOverview(const PageNeeds &needs)
{
    const auto hasPage = [](const QString &key) {
        const auto table = pageTable();
        return std::ranges::any_of(table, [&](const PageEntry &entry) { return entry.key == key; });
    };
    return new OverviewPage({.audit = needs.clients.audit,
        .history = needs.clients.history,
        .certificates = needs.clients.certificates,
        .integrity = needs.clients.integrity,
        .alerts = needs.clients.alerts,
        .gatePairs = needs.gatePairs,
        .hasPage = hasPage,
        .clock = [] { return QDateTime::currentDateTimeUtc(); }});
}

Page *makeClientCertificates(const PageNeeds &needs)
{
    return new ClientCertificatesPage({needs.asker, needs.clients.certificates, needs.hostName});
}

Page *makeSubdomain(const PageNeeds &needs)
{
    return new SubdomainPage({.subdomains = needs.clients.subdomains, .hostName = needs.hostName, .clock = [] {
                                  return QDateTime::currentDateTimeUtc();
                              }});
}

Page *makeAuditLog(const PageNeeds &needs)
{
    return new AuditLogPage({.client = needs.clients.audit,
        .asker = needs.asker,
        .settings = needs.settings,
        .profileId = needs.profileId,
        .openLogFile = needs.openLogFile});
}

Page *makeAlerts(const PageNeeds &needs)
{
    return new AlertsPage({.alerts = needs.clients.alerts,
                              .audit = needs.clients.audit,
                              .settings = needs.settings,
                              .profileId = needs.profileId},
        needs.logKey);
}

Page *makeDeliveryLog(const PageNeeds &needs)
{
    return new DeliveryLogPage({.client = needs.clients.alerts,
        .folder = needs.mailFolder,
        .openFolder = [](const QString &folder) { return QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }});
}

Page *makeRetention(const PageNeeds &needs)
{
    return new RetentionPage({.retention = needs.clients.retention,
        .audit = needs.clients.audit,
        .archives = needs.clients.archives,
        .integrity = needs.clients.integrity,
        .logKey = needs.logKey,
        .asker = needs.asker,
        .openLogFile = needs.openLogFile});
}

constexpr std::array table{
    PageEntry{"overview"_L1, glance, QT_TRANSLATE_NOOP("Pages", "Overview"), "view-statistics"_L1, false, makeOverview},
    PageEntry{"ipRestriction"_L1, access, QT_TRANSLATE_NOOP("Pages", "IP address restriction"), "network-wired"_L1,
        true, [](const PageNeeds &needs) -> Page * { return new IpRestrictionPage(needs.asker); }},
    PageEntry{"basicAuth"_L1, access, QT_TRANSLATE_NOOP("Pages", "Basic authentication"), "dialog-password"_L1, true,
        [](const PageNeeds &) -> Page * { return new BasicAuthPage; }},
    PageEntry{"clientCertificates"_L1, access, QT_TRANSLATE_NOOP("Pages", "Client certificates"), "view-certificate"_L1,
        true, makeClientCertificates},
    PageEntry{"whoGetsIn"_L1, access, QT_TRANSLATE_NOOP("Pages", "Who gets in"), "system-users"_L1, true,
        [](const PageNeeds &needs) -> Page * { return new WhoGetsInPage(needs.clients, needs.hostName); }},
    PageEntry{"users"_L1, people, QT_TRANSLATE_NOOP("Pages", "Users"), "user-identity"_L1, false,
        [](const PageNeeds &needs) -> Page * { return new UsersPage(needs.clients.users, needs.asker); }},
    PageEntry{"lockDesk"_L1, people, QT_TRANSLATE_NOOP("Pages", "Lock desk"), "object-locked"_L1, false,
        [](const PageNeeds &needs) -> Page * { return new LockDeskPage(needs.clients.locks); }},
    PageEntry{"passwordPolicy"_L1, signIn, QT_TRANSLATE_NOOP("Pages", "Password policy"), "password-generate"_L1, true,
        [](const PageNeeds &needs) -> Page * { return new PasswordPolicyPage(needs.clients.passwords); }},
    PageEntry{"accountLockout"_L1, signIn, QT_TRANSLATE_NOOP("Pages", "Account lockout"), "lock"_L1, true,
        [](const PageNeeds &) -> Page * { return new AccountLockoutPage; }},
    PageEntry{"signIn"_L1, signIn, QT_TRANSLATE_NOOP("Pages", "Sessions"), "system-log-out"_L1, true,
        [](const PageNeeds &needs) -> Page * { return new SignInPage(needs.asker, needs.clients.openSessions); }},
    PageEntry{"loginPage"_L1, signIn, QT_TRANSLATE_NOOP("Pages", "Login page"), "insert-image"_L1, true,
        [](const PageNeeds &needs) -> Page * { return new LoginPagePage(needs.clients.images, needs.asker); }},
    PageEntry{"tenant"_L1, general, QT_TRANSLATE_NOOP("Pages", "Tenant"), "configure"_L1, true,
        [](const PageNeeds &needs) -> Page * { return new TenantPage(needs.hostName); }},
    PageEntry{"subdomain"_L1, general, QT_TRANSLATE_NOOP("Pages", "Subdomain"), "globe"_L1, true, makeSubdomain},
    PageEntry{"embedding"_L1, general, QT_TRANSLATE_NOOP("Pages", "Embedding"), "view-split-left-right"_L1, true,
        [](const PageNeeds &needs) -> Page * { return new EmbeddingPage(needs.clients.livePages); }},
    PageEntry{"support"_L1, general, QT_TRANSLATE_NOOP("Pages", "Support"), "help-about"_L1, true,
        [](const PageNeeds &needs) -> Page * {
            return new SupportPage(needs.clients.audit, QDateTime::currentDateTimeUtc);
        }},
    PageEntry{
        "auditLog"_L1, records, QT_TRANSLATE_NOOP("Pages", "Audit log"), "view-list-details"_L1, false, makeAuditLog},
    PageEntry{"auditAlerts"_L1, records, QT_TRANSLATE_NOOP("Pages", "Alerts"), "notifications"_L1, true, makeAlerts},
    PageEntry{"deliveries"_L1, records, QT_TRANSLATE_NOOP("Pages", "Delivery log"), "mail-message"_L1, false,
        makeDeliveryLog},
    PageEntry{"auditRetention"_L1, records, QT_TRANSLATE_NOOP("Pages", "Retention and archives"), "folder-temp"_L1,
        true, makeRetention},
    PageEntry{"history"_L1, records, QT_TRANSLATE_NOOP("Pages", "Change history"), "view-history"_L1, false,
        [](const PageNeeds &needs) -> Page * { return new HistoryPage(needs.clients.history); }},
};

}

QString PageEntry::groupText() const
{
    return QCoreApplication::translate(context, group);
}

QString PageEntry::titleText() const
{
    return QCoreApplication::translate(context, title);
}

std::span<const PageEntry> pageTable()
{
    return table;
}

}
