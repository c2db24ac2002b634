// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "policy/auditalerts.h"

#include <QTimeZone>

namespace sekimori::platformd {

/// Of the events that one mail tells of, so many stand in it in full: the first ones, and the last ones of the others.
inline constexpr qsizetype mostFirstShown = 20;
inline constexpr qsizetype mostLastShown = 10;

/// What happens within such a moment after a mail goes into the next one, so that a flood is not a mail for each event.
inline constexpr std::chrono::milliseconds alertGathering{250};

/// From so long after its time on a mail says that it is late.
inline constexpr std::chrono::minutes alertLateAfter{5};

/// Events that are told of together. However many they are, it takes the same room.
struct EventGroup {
    qint64 count = 0;
    QList<qint64> first; ///< numbers of the first ones, at most mostFirstShown
    QList<qint64> last; ///< of the last ones of the others, at most mostLastShown
    audit::Level highest{};

    qint64 firstNumber() const { return first.isEmpty() ? 0 : first.first(); }
    qint64 lastNumber() const { return last.isEmpty() ? first.isEmpty() ? 0 : first.last() : last.last(); }
    void add(qint64 number, audit::Level level);

    bool operator==(const EventGroup &) const = default;
};

/// Mail that a ceiling has kept from being sent, as far as the next mail tells of it.
struct HeldBack {
    qint64 mails = 0;
    qint64 events = 0;
    qint64 firstNumber = 0;
    qint64 lastNumber = 0;
    audit::Level highest{};

    void add(const HeldBack &later);

    bool operator==(const HeldBack &) const = default;
};

/// What one mail tells of: events, mail that was held back before it, or both.
struct AlertNews {
    EventGroup events;
    HeldBack heldBack;
    bool isLate = false;

    audit::Level highest() const { return std::max(events.highest, heldBack.highest); }
    bool operator==(const AlertNews &) const = default;
};

/// A mail that a ceiling counts.
struct SentAlert {
    audit::EventTime at{};
    audit::Level level{}; ///< the highest that it told of

    bool operator==(const SentAlert &) const = default;
};

/// Where one level or rule stands: what it waits to tell, and what it has sent in the last hour.
struct AlertWait {
    qint64 from = 0; ///< events up to this number are older than the level's address or the rule
    EventGroup waiting = {};
    audit::EventTime since{}; ///< when the first one that waits was seen
    bool isLate = false;
    HeldBack heldBack = {};
    QList<SentAlert> sent = {}; ///< oldest first; of each level and those above it never more than the ceiling lets
    audit::EventTime lastAt{}; ///< of the last mail, sent or held back

    bool operator==(const AlertWait &) const = default;
};

/// The end of the quarter of an hour, hour or day, by the clock of @p zone, in which @p time is.
audit::EventTime endOfPace(policy::AlertPace pace, audit::EventTime time, const QTimeZone &zone);

/// Says when one level or rule sends mail, and about which events: at once or by the clock, no more in any hour than
/// its ceiling lets. The ceiling counts mails of the same or a higher level, so that within a rule what is urgent is
/// never held back for what is less so. It knows no log and no mail, and no clock but what it is told; so the service
/// and the forecast reckon alike.
class AlertPacer {
public:
    AlertPacer(policy::AlertPace pace, int mailsPerHour, QTimeZone zone, AlertWait wait = {});

    /// An event that is to be told of, seen at @p now.
    void take(qint64 number, audit::Level level, audit::EventTime now, bool isLate = false);
    /// What is to be mailed now. Call it until there is nothing.
    std::optional<AlertNews> takeDue(audit::EventTime now);
    /// All there is to tell, before its time: nothing will be told later.
    std::optional<AlertNews> takeRest();
    /// When takeDue() may have something next.
    std::optional<audit::EventTime> nextAt() const;

    const AlertWait &wait() const { return m_wait; }

private:
    std::optional<audit::EventTime> lastThatCloses(audit::Level level) const;
    bool isOpen(audit::Level level) const { return !lastThatCloses(level); }
    void setClock(audit::EventTime now);
    void findDue();
    void holdBack(audit::EventTime now);

    policy::AlertPace m_pace;
    qsizetype m_mailsPerHour;
    QTimeZone m_zone;
    AlertWait m_wait;
    std::optional<audit::EventTime> m_due; ///< of what waits; none: nothing does
};

/// Puts @p news, which could not be sent after all, back into @p wait as held back.
void putBack(AlertWait &wait, const AlertNews &news);

}
