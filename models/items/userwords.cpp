// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/userwords.h"

#include "items/personwords.h"
#include "items/zonedtime.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::UserValues;

/// Whose words these are, for the translators.
struct UserWords {
    Q_DECLARE_TR_FUNCTIONS(Users)
};

struct UserField {
    QLatin1StringView name;
    const char *title;
    QString (*text)(const UserValues &values); ///< none: it is never read back
};

QString yesOrNo(bool isSo)
{
    return isSo ? UserWords::tr("Yes") : UserWords::tr("No");
}

const std::array<UserField, 6> &fields()
{
    static const std::array<UserField, 6> fields{{
        {"loginName"_L1, QT_TRANSLATE_NOOP("Users", "Login name"),
            [](const UserValues &values) { return values.loginName; }},
        {"displayName"_L1, QT_TRANSLATE_NOOP("Users", "Display name"),
            [](const UserValues &values) { return values.displayName; }},
        {"role"_L1, QT_TRANSLATE_NOOP("Users", "Role"), [](const UserValues &values) { return roleText(values.role); }},
        {"certificatePermitted"_L1, QT_TRANSLATE_NOOP("Users", "May use a client certificate"),
            [](const UserValues &values) { return yesOrNo(values.isCertificatePermitted); }},
        {"mustChangePassword"_L1, QT_TRANSLATE_NOOP("Users", "Must change the password"),
            [](const UserValues &values) { return yesOrNo(values.mustChangePassword); }},
        {"password"_L1, QT_TRANSLATE_NOOP("Users", "Password"), nullptr},
    }};
    return fields;
}

}

QString personText(const UserValues &values)
{
    return personText(platform::Person{.loginName = values.loginName, .displayName = values.displayName});
}

QString passwordText(const platform::User &user, const QDateTime &now)
{
    if (user.values.mustChangePassword)
        return UserWords::tr("Must be changed", "a password");
    if (!user.passwordChangedAt.isValid())
        return {};
    return UserWords::tr("Changed %1", "40 days ago").arg(ageText(user.passwordChangedAt, now));
}

QString lockText(const platform::User &user, const QTimeZone &zone)
{
    if (!user.isLocked)
        return {};
    return user.lockedUntil.isValid() ? UserWords::tr("Locked until %1").arg(zonedText(user.lockedUntil, zone))
                                      : UserWords::tr("Locked until an administrator unlocks");
}

QString userFieldText(const QString &field)
{
    const auto found = std::ranges::find(fields(), field, &UserField::name);
    return found == fields().end() ? field : UserWords::tr(found->title);
}

QStringList userDifferences(const UserValues &before, const UserValues &after)
{
    QStringList differences;
    for (const UserField &field : fields()) {
        const QString was = field.text ? field.text(before) : QString();
        const QString is = field.text ? field.text(after) : QString();
        if (was != is)
            differences
                << UserWords::tr("%1: %2 → %3", "field, before, after").arg(UserWords::tr(field.title), was, is);
    }
    return differences;
}

}
