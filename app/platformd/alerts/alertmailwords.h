// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <array>

/// What mail about events says.
namespace sekimori::platformd {

inline constexpr std::array<Message, 5> alertLevelWords{{
    {"mail.information", QT_TRANSLATE_NOOP("Messages", "Information")},
    {"mail.notice", QT_TRANSLATE_NOOP("Messages", "Notice")},
    {"mail.warning", QT_TRANSLATE_NOOP("Messages", "Warning")},
    {"mail.error", QT_TRANSLATE_NOOP("Messages", "Error")},
    {"mail.critical", QT_TRANSLATE_NOOP("Messages", "Critical")},
}};

inline constexpr Message AlertEventNumber{"mail.number", QT_TRANSLATE_NOOP("Messages", "Number")};

/// By audit::Field.
inline constexpr std::array<Message, 9> alertFieldWords{{
    {"mail.time", QT_TRANSLATE_NOOP("Messages", "Date and time")},
    {"mail.source", QT_TRANSLATE_NOOP("Messages", "Accessed from")},
    {"mail.user", QT_TRANSLATE_NOOP("Messages", "User")},
    {"mail.service", QT_TRANSLATE_NOOP("Messages", "Service")},
    {"mail.module", QT_TRANSLATE_NOOP("Messages", "Module")},
    {"mail.action", QT_TRANSLATE_NOOP("Messages", "Action")},
    {"mail.result", QT_TRANSLATE_NOOP("Messages", "Result")},
    {"mail.level", QT_TRANSLATE_NOOP("Messages", "Level")},
    {"mail.complement", QT_TRANSLATE_NOOP("Messages", "Complement")},
}};

inline constexpr Message AlertManyEvents{"mail.manyEvents", QT_TRANSLATE_NOOP("Messages", "%1 events")};
inline constexpr Message AlertOnlyHeldBack{"mail.onlyHeldBack", QT_TRANSLATE_NOOP("Messages", "mail was held back")};
inline constexpr Message AlertOfLevel{"mail.ofLevel",
    QT_TRANSLATE_NOOP("Messages", "You get this because events of level “%1” in “%2” are mailed to you.")};
inline constexpr Message AlertOfRule{"mail.ofRule",
    QT_TRANSLATE_NOOP("Messages", "You get this because the rule “%1” of “%2” mails to you. It selects: %3")};
inline constexpr Message AlertNotAllShown{"mail.notAllShown",
    QT_TRANSLATE_NOOP("Messages",
        "Of %1 events the first %2 and the last %3 are shown. All of them stand in the audit log, between the numbers "
        "%4 and %5.")};
inline constexpr Message AlertsNotInLog{
    "mail.notInLog", QT_TRANSLATE_NOOP("Messages", "%1 of the events are no longer in the log and cannot be shown.")};
inline constexpr Message AlertHeldBack{"mail.heldBack",
    QT_TRANSLATE_NOOP("Messages",
        "Held back before this mail: %1 (events in them: %2, between the numbers %3 and %4). At most %5 mails an hour "
        "are sent for this. The events stand in the audit log.")};
inline constexpr Message AlertIsLate{"mail.late",
    QT_TRANSLATE_NOOP("Messages",
        "This mail is late: the service was not running, or could not write mail, when the events happened.")};
inline constexpr Message AlertZone{"mail.zone", QT_TRANSLATE_NOOP("Messages", "Times are those of the time zone %1.")};
inline constexpr Message AlertFooter{"mail.footer",
    QT_TRANSLATE_NOOP("Messages",
        "Who is mailed, and about what, is set in the console under Alerts. Nobody reads answers to this mail.")};

inline constexpr Message AlertTestSubject{"mail.test", QT_TRANSLATE_NOOP("Messages", "Test mail")};
inline constexpr Message AlertTestOfLevel{"mail.testOfLevel",
    QT_TRANSLATE_NOOP("Messages",
        "This is a test that %1 sent. Nothing has happened. Events of level “%2” in “%3” would come to you like this, "
        "by the same queue and the same mail server.")};
inline constexpr Message AlertTestOfRule{"mail.testOfRule",
    QT_TRANSLATE_NOOP("Messages",
        "This is a test that %1 sent. Nothing has happened. Events that the rule “%2” of “%3” selects would come to "
        "you like this, by the same queue and the same mail server.")};
inline constexpr Message AlertTestNoOne{"mail.testNoOne",
    QT_TRANSLATE_NOOP("Messages", "By the settings in force, a real event would be mailed to nobody.")};
inline constexpr Message AlertTestReal{
    "mail.testReal", QT_TRANSLATE_NOOP("Messages", "By the settings in force, a real event would be mailed to: %1")};

}
