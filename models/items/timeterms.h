// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"
#include "audit/filter/reading.h"

/// What a filter says of time by itself, beside its other terms: a plot of time shows it and changes it.
namespace sekimori::items {

/// The terms of @p filter that only let a span of time through, as typed, in order; empty: all times are wanted.
QString timeTermOf(const audit::filter::Filter &filter);
/// The span that these terms leave together.
audit::filter::TimeIn timeOf(const audit::filter::Filter &filter);
/// The text of @p filter with @p term in place of all of these; blanks only drop them.
QString withTimeTerm(const audit::filter::Filter &filter, const QString &term, const audit::filter::Reading &reading);

/// All events from @p begin up to @p end, which is not in it: written in @p zone with its offset, so that it means the
/// same in any other.
QString spanTerm(audit::EventTime begin, audit::EventTime end, const QTimeZone &zone);

}
