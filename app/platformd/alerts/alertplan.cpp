// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertplan.h"

#include "store/alertfilters.h"

#include <QLoggingCategory>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logPlan, "sekimorid.alerts")

constexpr std::array levelsFromHighest{audit::Level::Critical, audit::Level::Error, audit::Level::Warning,
    audit::Level::Notice, audit::Level::Information};

AlertTopic topicOf(audit::Level level, const policy::LevelAlert &alert)
{
    AlertTopic topic{.name = audit::nameOf(level), .level = level, .rule = {}, .matcher = {}, .isOn = false};
    topic.rule.addresses = alert.addresses;
    topic.rule.pace = alert.pace;
    topic.rule.mailsPerHour = alert.mailsPerHour;
    topic.isOn = !alert.addresses.isEmpty();
    return topic;
}

}

bool AlertTopic::wants(const audit::Event &event) const
{
    return level ? event.level == *level : matcher && matcher->matches(event);
}

AlertPlan AlertPlan::of(const policy::Settings &settings, audit::EventTime now)
{
    AlertPlan plan = withAll(settings.auditAlerts, alertReading(settings.tenant, now));
    plan.topics.removeIf([](const AlertTopic &topic) { return !topic.isOn; });
    return plan;
}

AlertPlan AlertPlan::withAll(const policy::AuditAlerts &alerts, const audit::filter::Reading &reading)
{
    AlertPlan plan{.topics = {}, .zone = reading.zone};
    for (const audit::Level level : levelsFromHighest)
        plan.topics.append(topicOf(level, alertOf(alerts, level)));
    for (const policy::AlertRule &rule : alerts.rules) {
        const auto matcher = audit::filter::RuleMatcher::of(rule.filter, reading);
        if (matcher)
            plan.topics.append({topicOfRule(rule.name), std::nullopt, rule, *matcher, rule.enabled});
        else // It was read when it was saved, and this program reads it otherwise.
            qCWarning(logPlan) << "The filter of an alert rule cannot be read:" << matcher.error().error.message->code;
    }
    return plan;
}

const AlertTopic *AlertPlan::find(const QString &name) const
{
    const auto found = std::ranges::find(topics, name, &AlertTopic::name);
    return found == topics.end() ? nullptr : &*found;
}

QString topicOfRule(const QString &name)
{
    return u"rule: "_s + name;
}

const policy::LevelAlert &alertOf(const policy::AuditAlerts &alerts, audit::Level level)
{
    switch (level) {
    case audit::Level::Information:
        return alerts.information;
    case audit::Level::Notice:
        return alerts.notice;
    case audit::Level::Warning:
        return alerts.warning;
    case audit::Level::Error:
        return alerts.error;
    case audit::Level::Critical:
        return alerts.critical;
    }
    std::unreachable();
}

bool isAboutAlerts(const audit::Event &event)
{
    return event.service == "Common"_L1 && event.module == "Alerts"_L1;
}

}
