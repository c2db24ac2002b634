// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/filter/rule.h"
#include "policy/settings.h"

namespace sekimori::platformd {

/// One level or one rule that somebody is told of.
struct AlertTopic {
    QString name; ///< as mails are sent for it: the level's name, or `rule: NAME`
    std::optional<audit::Level> level; ///< none: it is a rule
    policy::AlertRule rule; ///< of a level: who is told and when, without name and filter
    std::optional<audit::filter::RuleMatcher> matcher; ///< of a rule
    bool isOn = true;

    bool wants(const audit::Event &event) const;
};

/// Whom a tenant's settings tell of what, with the rules' filters read. It judges for one thread at a time.
struct AlertPlan {
    QList<AlertTopic> topics; ///< the highest level first, rules then; without those that are off
    QTimeZone zone{QTimeZone::UTC};

    static AlertPlan of(const policy::Settings &settings, audit::EventTime now);
    /// With the levels and rules that are off.
    static AlertPlan withAll(const policy::AuditAlerts &alerts, const audit::filter::Reading &reading);

    const AlertTopic *find(const QString &name) const;
};

/// As mails and the delivery log name a rule.
QString topicOfRule(const QString &name);

/// What the settings say about @p level.
const policy::LevelAlert &alertOf(const policy::AuditAlerts &alerts, audit::Level level);

/// Whether the event is about alerts themselves: about mail that could not be delivered, or was sent again or as a
/// test. Nobody is ever mailed about those, by no level and no rule, or mail that fails would make more mail that
/// fails. They stand in the log and in the delivery log. Only the platform itself writes such events.
bool isAboutAlerts(const audit::Event &event);

}
