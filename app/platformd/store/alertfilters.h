// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/mistake.h"
#include "audit/filter/reading.h"
#include "policy/settings.h"

/// The filters of alert rules, which `policy` cannot read.
namespace sekimori::platformd {

/// By the path of the field that the filter stands in.
using FilterMistakes = QMap<QString, audit::filter::Mistake>;

/// How the tenant's rules are read: times without a zone are the tenant's.
audit::filter::Reading alertReading(const policy::Tenant &tenant, audit::EventTime now);

/// Paths begin with `rules`.
FilterMistakes mistakesOf(const QList<policy::AlertRule> &rules, const audit::filter::Reading &reading);

/// The same as errors, below the field @p parent.
Errors errorsOf(const FilterMistakes &mistakes, const QString &parent = {});

}
