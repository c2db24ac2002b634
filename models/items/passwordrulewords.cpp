// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/passwordrulewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace sekimori::items {
namespace {

struct RuleWords {
    Q_DECLARE_TR_FUNCTIONS(PasswordRule)
};

class Judgement {
public:
    Judgement(const policy::PasswordPolicy &policy, const policy::PasswordFacts &facts)
        : m_isAsked(!facts.password.isEmpty())
        , m_errors(policy::problemsOfPassword(policy, facts))
    {
    }

    PasswordRule rule(const QString &text, std::initializer_list<const Message *> broken) const
    {
        const auto isBroken = std::ranges::any_of(
            m_errors, [&](const Error &error) { return std::ranges::contains(broken, error.message); });
        return {text, m_isAsked ? std::optional(!isBroken) : std::nullopt};
    }

private:
    bool m_isAsked;
    Errors m_errors;
};

}

QList<PasswordRule> passwordRules(const policy::PasswordPolicy &policy, const policy::PasswordFacts &facts)
{
    using enum policy::PasswordPolicy::Complexity;
    using namespace policy::messages;
    const Judgement judgement(policy, facts);
    const int shortest = facts.isAdministrator ? policy.minimumLengthAdministrators : policy.minimumLengthUsers;
    QList<PasswordRule> rules{
        judgement.rule(RuleWords::tr("%1 to %2 characters").arg(shortest).arg(policy::longestPassword),
            {&PasswordTooShort, &PasswordTooShortForAdministrator, &PasswordTooLong})};
    if (policy.complexity != None) {
        rules << judgement.rule(RuleWords::tr("a letter"), {&PasswordWithoutLetter})
              << judgement.rule(RuleWords::tr("a number"), {&PasswordWithoutNumber});
    }
    if (policy.complexity == LettersNumbersSymbols)
        rules << judgement.rule(RuleWords::tr("a symbol, such as “-” or “!”"), {&PasswordWithoutSymbol});
    if (!policy.loginNameAllowed)
        rules << judgement.rule(RuleWords::tr("not the login name"), {&PasswordIsLoginName});
    return rules;
}

}
