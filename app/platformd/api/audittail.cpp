// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/audittail.h"

#include "api/numbers.h"
#include "error/messages.h"

#include <QJsonDocument>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logTail, "sekimorid.tail")

constexpr int eventsAtOnce = 64;
constexpr qsizetype bytesAtOnce = 64 * 1024;

QByteArray sentEvent(const QByteArray &name, const QJsonObject &data)
{
    return "event: " + name + "\ndata: " + QJsonDocument(data).toJson(QJsonDocument::Compact) + "\n\n";
}

QByteArray sentEvent(const audit::Event &event)
{
    return "id: " + QByteArray::number(event.number) + '\n' + sentEvent("audit", audit::toJson(event));
}

QByteArray farewell(const Error &reason, const QTranslator *translator)
{
    return sentEvent("closed",
        {{u"code"_s, QString::fromLatin1(reason.message->code)}, {u"message"_s, renderMessage(reason, translator)}});
}

/// Behind which event the tail begins; nothing: behind the newest. A client that connects again says so by
/// Last-Event-ID, on the address that it began with.
Result<std::optional<qint64>> beginning(const Request &request)
{
    const QString name = u"Last-Event-ID"_s;
    if (const auto last = request.header("Last-Event-ID"))
        return readNumber(QString::fromLatin1(*last), name, 0, largestJsonNumber);
    return queryNumber(request.query, u"after"_s, 0, largestJsonNumber);
}

}

AuditTail::AuditTail(
    Standing standing, StreamPlaces::Place place, Tenants &tenants, qint64 after, qint64 newest, Rhythm rhythm)
    : m_standing(std::move(standing))
    , m_place(std::move(place))
    , m_tenants(tenants)
    , m_rhythm(rhythm)
    , m_sent(std::clamp(after, std::max<qint64>(0, newest - mostMissed), newest))
{
    if (after < m_sent)
        m_gap = sentEvent("gap", {{u"from"_s, after + 1}, {u"to"_s, m_sent}});
}

void AuditTail::begin(const Wake &wake)
{
    m_watching.emplace(m_tenants.store().changes().watch(m_standing.tenant(), [this, wake] {
        m_mayHaveMore = true;
        wake();
    }));
}

BodyStream::Piece AuditTail::next(bool isStopping)
{
    // The events first, the right to see them then: a change that is older than one of them is in force by now.
    const QByteArray events = unsentEvents();
    if (const auto objection = m_standing.objection())
        return {.bytes = farewell(*objection, m_standing.translator()), .isLast = true};
    if (isStopping) {
        const Error reason{ErrorKind::Unavailable, ServiceStopping};
        return {.bytes = events + farewell(reason, m_standing.translator()), .isLast = true};
    }
    Piece piece{.bytes = std::exchange(m_gap, {}) + events};
    const auto now = Clock::now();
    if (piece.bytes.isEmpty() && now - m_spokeAt >= m_rhythm.alive)
        piece.bytes = ": alive\n\n";
    if (!piece.bytes.isEmpty())
        m_spokeAt = now;
    if (events.isEmpty() || !m_mayHaveMore)
        piece.pause = std::min(m_rhythm.judging, m_rhythm.alive);
    return piece;
}

/// Some of those that follow what was sent, in order.
QByteArray AuditTail::unsentEvents()
{
    if (!m_mayHaveMore.exchange(false))
        return {};
    const auto unsent = m_tenants.eventsAbove(m_standing.tenant(), eventsAtOnce, m_sent);
    if (!unsent) {
        qCWarning(logTail) << "A live tail could not read the audit log:" << unsent.error().message->code;
        m_mayHaveMore = true;
        return {};
    }
    QByteArray text;
    for (const audit::Event &event : *unsent) {
        text += sentEvent(event);
        m_sent = event.number;
        if (text.size() >= bytesAtOnce)
            break;
    }
    if (!unsent->isEmpty() && (unsent->size() == eventsAtOnce || unsent->last().number != m_sent))
        m_mayHaveMore = true;
    return text;
}

Response getAuditTail(const Call &call, ApiParts &parts)
{
    const auto after = beginning(call.request);
    if (!after)
        return call.refuse(after.error());
    Standing standing(call, parts);
    const auto newest = parts.tenants.lastEventNumber(standing.tenant());
    if (!newest)
        return call.refuse(newest.error());
    auto place = parts.streamPlaces.take(standing.tenant(), standing.sessionDigest());
    if (!place)
        return tooManyStreams(call, place.error());
    Response response;
    response.headers.set("Content-Type", "text/event-stream");
    response.headers.set("X-Accel-Buffering", "no"); // nginx would keep events back until it has a few KiB.
    response.stream = std::make_shared<AuditTail>(
        std::move(standing), *std::move(place), parts.tenants, after->value_or(*newest), *newest, AuditTail::Rhythm());
    response.endsConnection = true;
    return response;
}

}
