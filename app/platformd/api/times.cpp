// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/times.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<std::optional<audit::EventTime>> queryTime(const QUrlQuery &query, const QString &name)
{
    if (!query.hasQueryItem(name))
        return std::nullopt;
    const auto time = audit::timeFromText(query.queryItemValue(name, QUrl::FullyDecoded));
    if (!time)
        return std::unexpected(Error{ErrorKind::Invalid, TimeMalformed, {name}, name});
    return time;
}

Result<TimeSpan> querySpan(const QUrlQuery &query)
{
    const auto since = queryTime(query, u"since"_s);
    if (!since)
        return std::unexpected(since.error());
    const auto until = queryTime(query, u"until"_s);
    if (!until)
        return std::unexpected(until.error());
    if (*since && *until && **until <= **since)
        return std::unexpected(Error{ErrorKind::Invalid, SpanReversed, {}, u"until"_s});
    return TimeSpan{*since, *until};
}

}
