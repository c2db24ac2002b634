// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/numbers.h"

#include <algorithm>

namespace sekimori::platformd {

Result<qint64> readNumber(const QString &text, const QString &name, qint64 minimum, qint64 maximum)
{
    const bool isDigits = !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const qint64 value = text.toLongLong(&fits);
    if (isDigits && fits && value >= minimum && value <= maximum)
        return value;
    return std::unexpected(
        Error{ErrorKind::Invalid, NumberOutOfRange, {name, QString::number(minimum), QString::number(maximum)}, name});
}

Result<std::optional<qint64>> queryNumber(const QUrlQuery &query, const QString &name, qint64 minimum, qint64 maximum)
{
    if (!query.hasQueryItem(name))
        return std::nullopt;
    return readNumber(query.queryItemValue(name, QUrl::FullyDecoded), name, minimum, maximum)
        .transform([](qint64 value) { return std::optional(value); });
}

}
