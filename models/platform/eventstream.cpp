// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/eventstream.h"

#include <algorithm>
#include <utility>

namespace sekimori::platform {

namespace {
constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
}

QList<StreamEvent> EventStream::take(QByteArrayView bytes)
{
    QList<StreamEvent> events;
    bytes = bytes.sliced(skipMark(bytes));
    while (!bytes.isEmpty() && !m_isTooLarge) {
        if (std::exchange(m_isAfterCr, false) && bytes.front() == '\n') {
            bytes = bytes.sliced(1);
            continue;
        }
        const auto end = std::ranges::find_if(bytes, [](char byte) { return byte == '\n' || byte == '\r'; });
        const auto length = qsizetype(end - bytes.begin());
        grow(m_line, bytes.first(length));
        bytes = bytes.sliced(length);
        if (bytes.isEmpty())
            break;
        m_isAfterCr = bytes.front() == '\r';
        bytes = bytes.sliced(1);
        takeLine(events);
    }
    return events;
}

/// The length of what is left of the byte order mark at the head of @p bytes. A mark that turns out to be none was the
/// beginning of the first line.
qsizetype EventStream::skipMark(QByteArrayView bytes)
{
    qsizetype skipped = 0;
    while (m_markSeen < byteOrderMark.size() && skipped < bytes.size()) {
        if (bytes[skipped] != byteOrderMark[m_markSeen]) {
            m_line = byteOrderMark.first(m_markSeen - skipped).toByteArray();
            m_markSeen = byteOrderMark.size();
            return 0;
        }
        ++m_markSeen;
        ++skipped;
    }
    return skipped;
}

void EventStream::grow(QByteArray &buffer, QByteArrayView bytes)
{
    m_isTooLarge = m_isTooLarge || buffer.size() + bytes.size() > largestEvent;
    if (m_isTooLarge)
        buffer.clear();
    else
        buffer += bytes;
}

void EventStream::takeLine(QList<StreamEvent> &events)
{
    const QByteArray line = std::exchange(m_line, {});
    if (line.isEmpty())
        return dispatch(events);
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return takeField(line, {});
    QByteArrayView value = QByteArrayView(line).sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    takeField(QByteArrayView(line).first(colon), value); // A line that begins with a colon, a comment, names no field.
}

void EventStream::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "event") {
        m_type = value.toByteArray();
    } else if (name == "data") {
        grow(m_data, value);
        m_data += '\n';
    } else if (name == "id") {
        if (!value.contains('\0'))
            m_id = value.toByteArray();
    } else if (name == "retry") {
        bool fits = false;
        const qint64 milliseconds = value.toLongLong(&fits);
        const bool isDigits = std::ranges::all_of(value, [](char byte) { return byte >= '0' && byte <= '9'; });
        if (fits && isDigits)
            m_retry = std::chrono::milliseconds(milliseconds);
    }
}

void EventStream::dispatch(QList<StreamEvent> &events)
{
    m_lastId = m_id;
    const QByteArray type = std::exchange(m_type, {});
    QByteArray data = std::exchange(m_data, {});
    if (data.isEmpty())
        return;
    data.chop(1);
    events.append({type.isEmpty() ? QByteArray("message") : type, data, m_lastId});
}

}
