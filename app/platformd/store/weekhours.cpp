// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/weekhours.h"

#include <QDateTime>

#include <algorithm>

namespace sekimori::platformd {
namespace {

constexpr qint64 quarterSeconds = 900;
constexpr qint64 daySeconds = 86'400;
constexpr qint64 mondayOf1970 = 4 * daySeconds; ///< the first one

qint64 dividedDown(qint64 number, qint64 by)
{
    return number / by - (number % by < 0 ? 1 : 0);
}

/// The difference to UTC, asked for once a day, and more often on days when it changes.
class Offsets {
public:
    explicit Offsets(const QTimeZone &zone)
        : m_zone(zone)
    {
    }

    qint64 at(qint64 second)
    {
        const qint64 day = dividedDown(second, daySeconds);
        if (day != m_day) {
            m_day = day;
            m_first = asked(day * daySeconds);
            m_isSteady = m_first == asked((day + 1) * daySeconds);
        }
        return m_isSteady ? m_first : asked(second);
    }

private:
    qint64 asked(qint64 second) const
    {
        return m_zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(second, QTimeZone::UTC));
    }

    const QTimeZone m_zone;
    std::optional<qint64> m_day;
    qint64 m_first = 0;
    bool m_isSteady = false;
};

}

std::array<std::array<qint64, 24>, 7> weekHours(const QHash<qint64, qint64> &quarters, const QTimeZone &zone)
{
    std::array<std::array<qint64, 24>, 7> hours{};
    Offsets offsets(zone);
    QList<qint64> order = quarters.keys();
    std::ranges::sort(order);
    for (const qint64 quarter : order) {
        const qint64 second = quarter * quarterSeconds;
        const qint64 local = second + offsets.at(second) - mondayOf1970;
        const qint64 hour = dividedDown(local, 3'600);
        const qint64 day = dividedDown(hour, 24);
        hours.at(size_t(day - dividedDown(day, 7) * 7)).at(size_t(hour - day * 24)) += quarters.value(quarter);
    }
    return hours;
}

}
