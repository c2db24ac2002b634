// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/auditalerts.h"

#include "policy/excerpt.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message MailAddressMalformed{"alerts.addressMalformed",
    QT_TRANSLATE_NOOP("Messages", "“%1” is no mail address. Write it as name@example.com, one address to a line.")};
constexpr Message MailAddressTwice{
    "alerts.addressTwice", QT_TRANSLATE_NOOP("Messages", "“%1” is listed twice. Remove one of the two.")};
}

bool isMailAddress(const QString &text)
{
    static const QRegularExpression form(
        QRegularExpression::anchoredPattern(u"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                                            "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                                            "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"_s));
    return text.size() <= 254 && text.indexOf(u'@') <= 64 && form.match(text).hasMatch();
}

void LevelAlert::check(Errors &errors) const
{
    for (qsizetype i = 0; i < addresses.size() && !isFull(errors); ++i) {
        const QString place = u"addresses[%1]"_s.arg(i);
        if (!isMailAddress(addresses[i]))
            errors.append(Error{ErrorKind::Invalid, messages::MailAddressMalformed, {excerpt(addresses[i])}, place});
        else if (addresses.indexOf(addresses[i]) < i)
            errors.append(Error{ErrorKind::Invalid, messages::MailAddressTwice, {addresses[i]}, place});
    }
}

}
