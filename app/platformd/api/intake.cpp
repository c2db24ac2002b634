// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/intake.h"

#include "api/incomingevent.h"
#include "api/jsontext.h"
#include "api/preconditions.h"
#include "store/intake.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using Batch = std::expected<QList<audit::Event>, Errors>;

Batch oneEvent(const QByteArray &body, const QString &service, audit::EventTime now)
{
    const auto json = readJsonObject(body);
    if (!json)
        return std::unexpected(Errors{json.error()});
    return readIncomingEvent(*json, service, now).transform([](const audit::Event &event) {
        return QList<audit::Event>{event};
    });
}

/// Reads one line; its mistakes go below @p path.
void readLine(const QByteArray &line, qsizetype number, const QString &service, audit::EventTime now,
    QList<audit::Event> &events, Errors &errors)
{
    const QString path = u"[%1]"_s.arg(number);
    const auto json = readJsonObject(line, number + 1);
    if (!json)
        return addError(errors, json.error().under(path));
    auto event = readIncomingEvent(*json, service, now);
    if (event) {
        events << std::move(*event);
        return;
    }
    for (const Error &error : std::as_const(event.error()))
        addError(errors, error.under(path));
}

Batch manyEvents(const QByteArray &body, const QString &service, audit::EventTime now)
{
    QList<audit::Event> events;
    Errors errors;
    qsizetype number = 0;
    for (qsizetype begin = 0; begin < body.size() && !isFull(errors); ++number) {
        if (number >= mostIncomingLines)
            return std::unexpected(
                Errors{Error{ErrorKind::TooLarge, IntakeTooLong, {QString::number(mostIncomingLines)}}});
        const qsizetype newline = body.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? body.size() : newline;
        const QByteArray line = QByteArray::fromRawData(body.constData() + begin, end - begin);
        if (!line.trimmed().isEmpty())
            readLine(line, number, service, now, events, errors);
        begin = end + 1;
    }
    if (!errors.isEmpty())
        return std::unexpected(errors);
    if (events.isEmpty())
        return std::unexpected(Errors{Error{ErrorKind::Invalid, IntakeEmpty}});
    return events;
}

Batch eventsIn(const Call &call, audit::EventTime now)
{
    const QByteArray type = call.request.header("Content-Type").value_or(QByteArray());
    const QByteArray mediaType = type.split(';').first().trimmed().toLower();
    if (mediaType == "application/json")
        return oneEvent(call.request.body, call.service.name, now);
    if (mediaType == "application/x-ndjson")
        return manyEvents(call.request.body, call.service.name, now);
    return std::unexpected(Errors{Error{ErrorKind::Malformed, IntakeTypeUnknown, {}, u"Content-Type"_s}});
}

}

Response postAuditEvents(const Call &call, ApiParts &parts)
{
    const auto key = idempotencyKey(call.request);
    if (!key)
        return call.refuse(key.error());
    auto events = eventsIn(call, parts.tenants.now());
    if (!events)
        return call.refuse(events.error());
    const qsizetype accepted = events->size();
    const auto receipt = takeIn(parts.tenants,
        {.caller = call.service,
            .events = std::move(*events),
            .idempotencyKey = *key,
            .requestDigest
            = key->isEmpty() ? QByteArray() : QCryptographicHash::hash(call.request.body, QCryptographicHash::Sha256)});
    if (!receipt)
        return call.refuse(receipt.error());
    return json(201, {{u"first"_s, receipt->first}, {u"last"_s, receipt->last}, {u"accepted"_s, accepted}});
}

}
