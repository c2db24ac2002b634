// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filterspan.h"

#include <algorithm>

namespace sekimori::items {
namespace {

void narrow(platform::TimeSpan &span, const audit::filter::TimeIn &times)
{
    if (times.since)
        span.since = span.since ? std::max(*span.since, *times.since) : *times.since;
    if (times.until)
        span.until = span.until ? std::min(*span.until, *times.until) : *times.until;
}

}

platform::TimeSpan timeSpanOf(const audit::filter::Filter &filter)
{
    platform::TimeSpan span;
    if (!filter.root)
        return span;
    if (const auto *times = std::get_if<audit::filter::TimeIn>(&filter.root->what)) {
        narrow(span, *times);
    } else if (const auto *all = std::get_if<audit::filter::And>(&filter.root->what)) {
        for (const audit::filter::Node &node : all->nodes) {
            if (const auto *one = std::get_if<audit::filter::TimeIn>(&node.what))
                narrow(span, *one);
        }
    }
    return span;
}

}
