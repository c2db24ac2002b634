// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/auditalerts.h"

#include "error/excerpt.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message MailAddressMalformed{"alerts.addressMalformed",
    QT_TRANSLATE_NOOP("Messages", "“%1” is no mail address. Write it as name@example.com, one address to a line.")};
constexpr Message MailAddressTwice{
    "alerts.addressTwice", QT_TRANSLATE_NOOP("Messages", "“%1” is listed twice. Remove one of the two.")};
constexpr Message AlertRuleNameTwice{
    "alerts.ruleNameTwice", QT_TRANSLATE_NOOP("Messages", "Two rules are called “%1”. Give one of them another name.")};
constexpr Message AlertRuleWithoutAddress{"alerts.ruleWithoutAddress",
    QT_TRANSLATE_NOOP("Messages", "The rule has no address to write to. Enter one, or remove the rule.")};
}

bool isMailAddress(const QString &text)
{
    static const QRegularExpression form(
        QRegularExpression::anchoredPattern(u"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                                            "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                                            "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"_s));
    return text.size() <= 254 && text.indexOf(u'@') <= 64 && form.match(text).hasMatch();
}

QString foldedMailAddress(const QString &address)
{
    return address.toCaseFolded();
}

bool areSameMailboxes(const QStringList &one, const QStringList &other)
{
    const auto folded = [](const QStringList &addresses) {
        QSet<QString> mailboxes;
        for (const QString &address : addresses)
            mailboxes.insert(foldedMailAddress(address));
        return mailboxes;
    };
    return folded(one) == folded(other);
}

void checkMailAddresses(const QString &field, const QStringList &addresses, Errors &errors)
{
    QSet<QString> before;
    for (qsizetype i = 0; i < addresses.size() && !isFull(errors); ++i) {
        const QString place = u"%1[%2]"_s.arg(field).arg(i);
        if (!isMailAddress(addresses[i]))
            errors.append(Error{ErrorKind::Invalid, messages::MailAddressMalformed, {excerpt(addresses[i])}, place});
        else if (before.contains(foldedMailAddress(addresses[i])))
            errors.append(Error{ErrorKind::Invalid, messages::MailAddressTwice, {addresses[i]}, place});
        before.insert(foldedMailAddress(addresses[i]));
    }
}

void LevelAlert::check(Errors &errors) const
{
    checkMailAddresses(u"addresses"_s, addresses, errors);
}

void AlertRule::check(Errors &errors) const
{
    if (addresses.isEmpty())
        addError(errors, Error{ErrorKind::Invalid, messages::AlertRuleWithoutAddress, {}, u"addresses"_s});
    checkMailAddresses(u"addresses"_s, addresses, errors);
}

void AuditAlerts::check(Errors &errors) const
{
    QSet<QString> names;
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const QString name = rules[i].name.toCaseFolded();
        if (names.contains(name)) {
            addError(errors,
                Error{ErrorKind::Invalid, messages::AlertRuleNameTwice, {excerpt(rules[i].name)},
                    u"rules[%1].name"_s.arg(i)});
        }
        names.insert(name);
    }
    checkMailAddresses(u"checkpointAddresses"_s, checkpointAddresses, errors);
}

}
