// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "error/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sekimori::audit::chain {

inline constexpr Message NotCanonical{"chain.notCanonical",
    QT_TRANSLATE_NOOP("Messages", "This is no event in its canonical form: it was changed, or is none at all.")};

/// The event as what is hashed: one JSON object in UTF-8 after RFC 8785 (JCS), so with sorted keys, without white space
/// and without a line end. Times and names as toJson() has them. Equal events have equal bytes, on every machine.
QByteArray canonicalForm(const Event &event);

/// The number of the event that has this canonical form; none: it is that of no event.
std::optional<qint64> numberInCanonicalForm(QByteArrayView line);

/// Refuses whatever canonicalForm() would have written in another way, be it by one blank.
Result<Event> eventFromCanonicalForm(QByteArrayView line);

}
