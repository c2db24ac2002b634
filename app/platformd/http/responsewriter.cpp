// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/responsewriter.h"

#include <array>
#include <format>

namespace sekimori::platformd {
namespace {

/// Up to here a copy costs less than a TLS record and a packet of its own.
constexpr qsizetype joinedBody = 12 * 1024;

/// RFC 9110's date. Not by std::format's own names of days, which may follow a locale.
void appendDate(QByteArray &head, std::chrono::sys_seconds now)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(now - day);
    std::array<char, 64> text;
    const auto end = std::format_to_n(text.data(), text.size(), "Date: {}, {:02} {} {:04} {:02}:{:02}:{:02} GMT\r\n",
        days[std::chrono::weekday(day).c_encoding()], unsigned(date.day()), months[unsigned(date.month()) - 1],
        int(date.year()), time.hours().count(), time.minutes().count(), time.seconds().count());
    head.append(text.data(), end.size);
}

/// A line break in a value would let its author write the rest of the answer.
void appendValue(QByteArray &head, QByteArrayView value)
{
    for (const char c : value)
        head.append(c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
}

}

QByteArrayView Outgoing::rest() const
{
    if (sent < head.size())
        return QByteArrayView(head).sliced(sent);
    return QByteArrayView(body).sliced(sent - head.size());
}

Outgoing written(Response response, AnswerForm form, std::chrono::sys_seconds now)
{
    applyHeaderPolicy(response);
    const bool mayHaveBody = response.status != 204 && response.status != 304;
    const bool isJoined = response.body.size() <= joinedBody;

    Outgoing outgoing;
    QByteArray &head = outgoing.head;
    head.reserve(512 + (isJoined ? response.body.size() : 0));
    head.append("HTTP/1.1 ").append(QByteArray::number(response.status)).append(' ');
    head.append(reasonPhrase(response.status)).append("\r\n");
    appendDate(head, now);
    for (qsizetype i = 0; i < response.headers.size(); ++i) {
        const HeaderList::Line line = response.headers.at(i);
        head.append(line.name).append(": ");
        appendValue(head, line.value);
        head.append("\r\n");
    }
    if (response.stream && form.takesChunks)
        head.append("Transfer-Encoding: chunked\r\n");
    else if (mayHaveBody && !response.stream)
        head.append("Content-Length: ").append(QByteArray::number(response.body.size())).append("\r\n");
    if (!form.keepsConnection)
        head.append("Connection: close\r\n");
    head.append("\r\n");

    if (!form.hasBody || !mayHaveBody)
        return outgoing;
    if (isJoined)
        head.append(response.body);
    else
        outgoing.body = std::move(response.body);
    outgoing.stream = std::move(response.stream);
    return outgoing;
}

Outgoing writtenPiece(const QByteArray &bytes, bool isLast, AnswerForm form)
{
    if (!form.takesChunks)
        return {.head = bytes};
    Outgoing outgoing;
    outgoing.head.reserve(bytes.size() + 32);
    // A chunk of no bytes would be the end.
    if (!bytes.isEmpty())
        outgoing.head.append(QByteArray::number(bytes.size(), 16)).append("\r\n").append(bytes).append("\r\n");
    if (isLast)
        outgoing.head.append("0\r\n\r\n");
    return outgoing;
}

}
