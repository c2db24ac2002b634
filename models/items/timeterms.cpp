// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/timeterms.h"

#include "audit/filter/editing.h"
#include "audit/filter/parser.h"
#include "items/zonedtime.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace sekimori::items {

using audit::filter::Filter;
using audit::filter::Node;
using audit::filter::TimeIn;

namespace {

const TimeIn *timeIn(const Filter &filter, size_t term)
{
    const auto *all = std::get_if<audit::filter::And>(&filter.root->what);
    return std::get_if<TimeIn>(&(all ? all->nodes.at(term) : *filter.root).what);
}

std::vector<size_t> timeTermsIn(const Filter &filter)
{
    std::vector<size_t> found;
    for (size_t term = 0; term < filter.terms.size(); ++term) {
        if (timeIn(filter, term))
            found.push_back(term);
    }
    return found;
}

QString moment(audit::EventTime time, const QTimeZone &zone)
{
    const QDateTime shown = toDateTime(time).toTimeZone(zone);
    const bool hasFraction = shown.time().msec() != 0;
    return shown.toOffsetFromUtc(shown.offsetFromUtc()).toString(hasFraction ? Qt::ISODateWithMs : Qt::ISODate);
}

}

QString timeTermOf(const Filter &filter)
{
    QStringList texts;
    for (const size_t term : timeTermsIn(filter))
        texts << audit::filter::termText(filter, term);
    return texts.join(u' ');
}

TimeIn timeOf(const Filter &filter)
{
    TimeIn whole;
    for (const size_t term : timeTermsIn(filter)) {
        const TimeIn &span = *timeIn(filter, term);
        if (span.since && (!whole.since || *span.since > *whole.since))
            whole.since = span.since;
        if (span.until && (!whole.until || *span.until < *whole.until))
            whole.until = span.until;
    }
    return whole;
}

QString withTimeTerm(const Filter &filter, const QString &term, const audit::filter::Reading &reading)
{
    const auto places = timeTermsIn(filter);
    if (places.empty())
        return term.trimmed().isEmpty() ? filter.text : audit::filter::withTerm(filter, term);
    Filter rest = filter;
    for (size_t index = places.size() - 1; index > 0; --index) {
        auto shorter = audit::filter::parse(audit::filter::withoutTerm(rest, places[index]), reading);
        if (!shorter)
            return filter.text;
        rest = *std::move(shorter);
    }
    return audit::filter::withReplacedTerm(rest, places.front(), term);
}

QString spanTerm(audit::EventTime begin, audit::EventTime end, const QTimeZone &zone)
{
    // The last second, or thousandth of one, is in as a whole.
    const bool isFine = std::chrono::floor<std::chrono::seconds>(end) != end;
    const audit::EventTime last = isFine ? end - std::chrono::milliseconds(1) : end - std::chrono::seconds(1);
    return u"time:%1..%2"_s.arg(moment(begin, zone), moment(std::max(begin, last), zone));
}

}
