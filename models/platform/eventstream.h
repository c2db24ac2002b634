// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace sekimori::platform {

/// One event of such a stream.
struct StreamEvent {
    QByteArray type; ///< `message` where the sender names none
    QByteArray data; ///< lines joined by LF, as they came: whoever reads them finds out whether they are UTF-8
    QByteArray id; ///< the last that was named up to here

    bool operator==(const StreamEvent &) const = default;
};

/// Takes server-sent events apart, as the HTML standard has them (WHATWG, 9.2.6), in pieces of any size as they come.
/// It knows no network and no meaning of an event.
class EventStream {
public:
    static constexpr qsizetype largestEvent = 1024 * 1024; ///< bytes, of a line and of an event's data

    /// The events that @p bytes bring to their end, in order.
    QList<StreamEvent> take(QByteArrayView bytes);

    /// The id to continue from: that of the last event that came to its end.
    const QByteArray &lastId() const { return m_lastId; }
    /// How long the sender wants us to wait before we connect again; none: it does not say.
    std::optional<std::chrono::milliseconds> retry() const { return m_retry; }
    /// A line or an event grew beyond belief. Nothing is taken any more.
    bool isTooLarge() const { return m_isTooLarge; }

private:
    qsizetype skipMark(QByteArrayView bytes);
    void grow(QByteArray &buffer, QByteArrayView bytes);
    void takeLine(QList<StreamEvent> &events);
    void takeField(QByteArrayView name, QByteArrayView value);
    void dispatch(QList<StreamEvent> &events);

    QByteArray m_line;
    qsizetype m_markSeen = 0; ///< bytes of a byte order mark at the very beginning
    bool m_isAfterCr = false; ///< an LF that comes now belongs to the line before
    QByteArray m_type;
    QByteArray m_data;
    QByteArray m_id; ///< becomes the last one when the event ends
    QByteArray m_lastId;
    std::optional<std::chrono::milliseconds> m_retry;
    bool m_isTooLarge = false;
};

}
