// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is typed is a filter or a mistake within the text, and a filter that is written out is the same one again.
#include "audit/filter/matching.h"
#include "audit/filter/parser.h"
#include "audit/filter/writing.h"
#include "target.h"

using namespace sekimori::audit;
using namespace sekimori::audit::filter;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(bytes), qsizetype(size));
    const Reading reading{.now = EventTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 5))};
    const auto parsed = parse(text, reading);
    if (!parsed) {
        const Place place = parsed.error().place;
        if (place.position < 0 || place.length < 0 || place.position + place.length > text.size())
            qFatal("the mistake lies outside of the text");
        return 0;
    }
    Event event;
    event.source = QStringLiteral("192.0.2.1");
    event.user = QStringLiteral("ann");
    event.complement = QStringLiteral("a, \"b\"\n門");
    const bool isMatch = Matcher(*parsed).matches(event);
    const auto again = parse(toText(*parsed), reading);
    if (!again)
        qFatal("what was written is no filter: %s", qPrintable(toText(*parsed)));
    if (Matcher(*again).matches(event) != isMatch)
        qFatal("what was written is another filter: %s", qPrintable(toText(*parsed)));
    return 0;
}
