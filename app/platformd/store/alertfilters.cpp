// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/alertfilters.h"

#include "audit/filter/rule.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

audit::filter::Reading alertReading(const policy::Tenant &tenant, audit::EventTime now)
{
    return {.zone = QTimeZone(tenant.timeZone.toLatin1()), .now = now};
}

FilterMistakes mistakesOf(const QList<policy::AlertRule> &rules, const audit::filter::Reading &reading)
{
    FilterMistakes mistakes;
    for (qsizetype i = 0; i < rules.size(); ++i) {
        if (const auto filter = audit::filter::parseRule(rules[i].filter, reading); !filter)
            mistakes.insert(u"rules[%1].filter"_s.arg(i), filter.error());
    }
    return mistakes;
}

Errors errorsOf(const FilterMistakes &mistakes, const QString &parent)
{
    Errors errors;
    for (auto mistake = mistakes.begin(); mistake != mistakes.end(); ++mistake) {
        Error error = mistake->error;
        error.kind = ErrorKind::Invalid;
        error.field = mistake.key();
        errors << error.under(parent);
    }
    return errors;
}

}
