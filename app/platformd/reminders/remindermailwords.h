// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

/// What mail says that comes by the calendar.
namespace sekimori::platformd {

inline constexpr Message ReminderAndMore{"mail.reminderAndMore", QT_TRANSLATE_NOOP("Messages", "%1, and %2 more")};
inline constexpr Message ReminderMeaning{"mail.reminderMeaning",
    QT_TRANSLATE_NOOP("Messages",
        "Something of the client certificates of “%1” ends soon. Whoever has only an ended certificate is not let in "
        "any more; new ones are issued in the console, under Client certificates.")};
inline constexpr Message ReminderCalendar{"mail.reminderCalendar",
    QT_TRANSLATE_NOOP(
        "Messages", "The attached file puts the days on which you are reminded of these into a calendar.")};
inline constexpr Message ReminderFooter{"mail.reminderFooter",
    QT_TRANSLATE_NOOP("Messages",
        "Who is reminded is set in the console, under Client certificates. Answers to this mail are read by nobody.")};
inline constexpr Message ReminderWhat{"mail.reminderWhat", QT_TRANSLATE_NOOP("Messages", "What ends")};
inline constexpr Message ReminderUsers{"mail.reminderUsers", QT_TRANSLATE_NOOP("Messages", "Users")};

inline constexpr Message CheckpointTitle{
    "mail.checkpointTitle", QT_TRANSLATE_NOOP("Messages", "Checkpoint of the audit log, number %1")};
inline constexpr Message CheckpointMeaning{"mail.checkpointMeaning",
    QT_TRANSLATE_NOOP("Messages",
        "This is how far the audit log of “%1” went at the time below. The platform has signed it with the log's key. "
        "Keep this mail where nobody who runs the platform can change it: should the log ever be rewritten, even by "
        "somebody who has its key, it will no longer fit what is kept here.")};
inline constexpr Message CheckpointIsOld{"mail.checkpointIsOld",
    QT_TRANSLATE_NOOP("Messages",
        "Nothing of this log has been signed since %1, although %2 events were written to it since. This mail cannot "
        "prove them: ask the platform's operator why.")};
inline constexpr Message CheckpointUse{"mail.checkpointUse",
    QT_TRANSLATE_NOOP("Messages",
        "To hold a sealed bundle of the log against it, save this mail or the attached file, open the bundle in the "
        "console and choose what you saved under Details. Or save the log's key too, as KEY.pem, under Retention and "
        "archives in the console, and run: %1")};
inline constexpr Message CheckpointKeyHint{"mail.checkpointKeyHint",
    QT_TRANSLATE_NOOP("Messages",
        "The key is the one that you have compared once. Should this mail name another key than the mails before it, "
        "ask the platform's operator why.")};
inline constexpr Message CheckpointFooter{"mail.checkpointFooter",
    QT_TRANSLATE_NOOP("Messages",
        "Who gets this each day is set in the console, under Alerts. Answers to this mail are read by nobody.")};
inline constexpr Message CheckpointLog{"mail.checkpointLog", QT_TRANSLATE_NOOP("Messages", "Log")};
inline constexpr Message CheckpointNumber{"mail.checkpointNumber", QT_TRANSLATE_NOOP("Messages", "Last event")};
inline constexpr Message CheckpointTip{"mail.checkpointTip", QT_TRANSLATE_NOOP("Messages", "Its hash")};
inline constexpr Message CheckpointTime{"mail.checkpointTime", QT_TRANSLATE_NOOP("Messages", "Signed at")};
inline constexpr Message CheckpointKey{"mail.checkpointKey", QT_TRANSLATE_NOOP("Messages", "Key")};
inline constexpr Message CheckpointSignature{
    "mail.checkpointSignature", QT_TRANSLATE_NOOP("Messages", "Signature (Base64)")};

}
