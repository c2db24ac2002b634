// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accountlockout.h"
#include "policy/auditalerts.h"
#include "policy/auditretention.h"
#include "policy/basicauth.h"
#include "policy/clientcertificates.h"
#include "policy/embedding.h"
#include "policy/fieldchanges.h"
#include "policy/fieldvalidation.h"
#include "policy/iprestriction.h"
#include "policy/loginpage.h"
#include "policy/passwordpolicy.h"
#include "policy/signin.h"
#include "policy/subdomain.h"
#include "policy/support.h"
#include "policy/tenant.h"

#include <QMap>

#include <concepts>

namespace sekimori::policy {

namespace messages {
extern const Message BasicNeedsRestriction;
extern const Message UnknownSection;
}

/// All sections of one tenant. A new section is one struct of its own, and one line here in each of the two places.
struct Settings {
    IpRestriction ipRestriction;
    BasicAuth basicAuth;
    ClientCertificates clientCertificates;
    PasswordPolicy passwordPolicy;
    AccountLockout accountLockout;
    SignIn signIn;
    Subdomain subdomain;
    LoginPage loginPage;
    Embedding embedding;
    Tenant tenant;
    Support support;
    AuditAlerts auditAlerts;
    AuditRetention auditRetention;

    static void sections(auto &self, auto &&section)
    {
        section(self.ipRestriction);
        section(self.basicAuth);
        section(self.clientCertificates);
        section(self.passwordPolicy);
        section(self.accountLockout);
        section(self.signIn);
        section(self.subdomain);
        section(self.loginPage);
        section(self.embedding);
        section(self.tenant);
        section(self.support);
        section(self.auditAlerts);
        section(self.auditRetention);
    }

    bool operator==(const Settings &) const = default;
};

/// How often a section was changed, and by whom last. Number 0: never, the defaults hold.
struct Revision {
    qint64 number = 0;
    QDateTime at; ///< UTC; from this moment on it was in force
    QString by; ///< login name

    bool operator==(const Revision &) const = default;
};

using Revisions = QMap<QString, Revision>; ///< by section key; every section is in it

/// The keys of all sections, in the order in which Settings names them.
QStringList sectionKeys();

/// Calls @p visit with the section called @p key, or returns false where there is none.
template<typename S>
    requires std::same_as<std::remove_const_t<S>, Settings>
bool visitSection(S &settings, QAnyStringView key, auto &&visit)
{
    bool found = false;
    Settings::sections(settings, [&]<typename T>(T &section) {
        if (std::remove_const_t<T>::key == key) {
            found = true;
            visit(section);
        }
    });
    return found;
}

QJsonObject sectionToJson(const Settings &settings, QAnyStringView key, JsonUse use);

/// Reads @p json over the section @p key of @p settings and validates it by the section's own rules. The fields in
/// the errors are paths within the section. @p settings is unchanged when there are errors.
Errors readSection(Settings &settings, QAnyStringView key, const QJsonValue &json, JsonUse use);

/// The rules of each section and those over several of them; paths begin with the section's key.
Errors validateWhole(const Settings &settings);

/// What may be saved and is worth a second thought; fields begin with the section's key.
Errors cautionsOf(const Settings &settings);

FieldChanges sectionChanges(const Settings &before, const Settings &after, QAnyStringView key);

}
