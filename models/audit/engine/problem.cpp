// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/problem.h"

namespace sekimori::audit::engine::messages {

const Message TextAfterQuote{"log.textAfterQuote",
    QT_TRANSLATE_NOOP("Messages", "Text stands between a closing quotation mark and the end of the field.")};
const Message QuoteNeverClosed{"log.quoteNeverClosed",
    QT_TRANSLATE_NOOP("Messages", "The field begins with a quotation mark and is never closed.")};
const Message BareReturn{"log.bareReturn",
    QT_TRANSLATE_NOOP("Messages", "A carriage return without a line feed stands outside of quotation marks.")};
const Message NulByte{"log.nulByte", QT_TRANSLATE_NOOP("Messages", "The text holds a byte of the value zero.")};
const Message NotUtf8{
    "log.notUtf8", QT_TRANSLATE_NOOP("Messages", "These bytes are not UTF-8; they are shown as “\uFFFD”.")};
const Message TooFewFields{"log.tooFewFields",
    QT_TRANSLATE_NOOP("Messages", "The row has %1 fields instead of %2; the last ones are missing.")};
const Message TooManyFields{"log.tooManyFields",
    QT_TRANSLATE_NOOP("Messages", "The row has %1 fields instead of %2; nobody knows what the last ones are.")};
const Message RecordTooLong{"log.recordTooLong",
    QT_TRANSLATE_NOOP("Messages", "The row is longer than the limit of %1 bytes and was cut in two.")};
const Message TimeUnreadable{"log.timeUnreadable", QT_TRANSLATE_NOOP("Messages", "This is not a time.")};
const Message LineNotJson{"log.lineNotJson",
    QT_TRANSLATE_NOOP("Messages", "The line is not a JSON object; all of it stands in the complement.")};
const Message LineNotJsonBeside{"log.lineNotJsonBeside",
    QT_TRANSLATE_NOOP("Messages", "The line is not a JSON object; all of it stands among the surplus fields.")};

}
