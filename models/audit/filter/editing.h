// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"

#include <QTimeZone>

/// What chips and menus do to a filter. All of it works on text, so that what somebody has typed stays as it was typed:
/// each gives a text that parses to what is meant.
namespace sekimori::audit::filter {

/// A term of the filter as typed; a chip shows this.
QString termText(const Filter &filter, size_t term);

QString withoutTerm(const Filter &filter, size_t term);
/// Negated, or no longer.
QString withNegatedTerm(const Filter &filter, size_t term);
/// @p text is a filter of its own, which takes the place of the term; blanks only drop it.
QString withReplacedTerm(const Filter &filter, size_t term, const QString &text);
/// What the filter lets through and @p text too. A term that is there already is not added again.
QString withTerm(const Filter &filter, const QString &text);

/// `user:taro`: all events with this value; `level:` and `result:` by the value's name.
QString onlyThis(Field field, const QString &value);
QString notThis(Field field, const QString &value);
/// All events from so long before to so long after, written in @p zone with its offset.
QString within(std::chrono::seconds distance, EventTime time, const QTimeZone &zone);

}
