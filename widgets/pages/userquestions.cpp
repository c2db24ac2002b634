// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userquestions.h"

#include "items/userwords.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using platform::User;

/// Whose words these are, for the translators.
struct UserQuestionWords {
    Q_DECLARE_TR_FUNCTIONS(UserQuestions)
};

/// "Akiko Mori (mori), sato and 12 more"
QString named(const QList<User> &users)
{
    constexpr qsizetype most = 10;
    QStringList names;
    for (const User &user : users.first(std::min(users.size(), most)))
        names << items::personText(user.values);
    if (users.size() > most)
        names << UserQuestionWords::tr("%Ln more", "users that are not named", int(users.size() - most));
    return QLocale().createSeparatedList(names);
}

}

Question deletionOf(const QList<User> &users)
{
    const QString text = users.size() == 1 ? UserQuestionWords::tr("Delete %1?").arg(named(users))
                                           : UserQuestionWords::tr("Delete %Ln users?", nullptr, int(users.size()));
    const QString what = UserQuestionWords::tr(
        "All that is open for them ends at once, automatic sign-ins too, and their client certificates let nobody in "
        "any more. What they did stays in the audit log. This cannot be undone.");
    return {.weight = Question::Weight::Warning,
        .title = UserQuestionWords::tr("Delete users"),
        .text = text,
        .explanation = users.size() == 1 ? what : named(users) + u".\n\n"_s + what,
        .choices = {UserQuestionWords::tr("De&lete", "the users"), UserQuestionWords::tr("Ca&ncel")},
        .preferred = 1,
        .harmless = 1};
}

Question signOutOf(const QList<User> &users)
{
    return {.weight = Question::Weight::Question,
        .title = UserQuestionWords::tr("Sign out everywhere"),
        .text = UserQuestionWords::tr("Sign out %1 everywhere?").arg(named(users)),
        .explanation = UserQuestionWords::tr("Every session ends, here and in browsers, and every automatic sign-in. "
                                             "They can sign in again at once."),
        .choices = {UserQuestionWords::tr("&Sign out"), UserQuestionWords::tr("Ca&ncel")},
        .preferred = 0,
        .harmless = 1};
}

}
