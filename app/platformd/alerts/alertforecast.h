// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alertplan.h"
#include "store/eventsearch.h"

namespace sekimori::platformd {

/// What one level or rule would have sent.
struct ForecastCount {
    qint64 events = 0; ///< that it is about, also where it is off
    qint64 mails = 0;
    qint64 heldBack = 0; ///< mails that the ceiling would have kept back

    bool operator==(const ForecastCount &) const = default;
};

struct AlertForecast {
    audit::EventTime since{};
    audit::EventTime until{};
    QList<ForecastCount> counts; ///< in the order of the plan's topics
    /// Time was up, or what is older cannot be read; `since` is how far back it came, `until` how far on.
    bool isPartial = false;
};

inline constexpr std::chrono::days forecastSpan{7};

/// An event of the past as far as the forecast needs it.
struct ForecastEvent {
    qint64 number = 0;
    audit::EventTime time{};
    audit::Level level{};
    quint64 topics = 0; ///< a bit for each topic of the plan that it is for
};

struct AlertReckoning {
    QList<ForecastCount> counts; ///< in the order of the plan's topics
    qsizetype reckoned = 0; ///< events; fewer than there are: time was up
};

/// What the plan would have sent about these events, oldest first, each told of at its own time.
AlertReckoning reckonAlerts(const AlertPlan &plan, const QList<ForecastEvent> &events, SearchEnd end);

/// What @p plan would have sent about the last days of the log, looked at from the newest event back.
Result<AlertForecast> forecastAlerts(
    Database &database, TenantId tenant, const AlertPlan &plan, audit::EventTime now, SearchEnd end);

}
