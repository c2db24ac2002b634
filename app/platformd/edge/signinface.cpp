// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/signinface.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

QString signInTitle(const TenantState &tenant)
{
    const QString title = tenant.settings.loginPage.title.trimmed();
    return title.isEmpty() ? tenant.displayName : title;
}

std::optional<QString> failureMessage(const TenantState &tenant, const Language &language)
{
    const QString own = tenant.settings.loginPage.failureMessage.value(language.which).trimmed();
    return own.isEmpty() ? std::nullopt : std::optional(own);
}

QString signInImagePath(const TenantState &tenant)
{
    const QByteArray &digest = tenant.settings.loginPage.image.sha256;
    return digest.isEmpty() ? QString() : u"/sign-in/image/"_s + QString::fromLatin1(digest);
}

}
