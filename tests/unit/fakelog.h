// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "fakeplatform.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>
#include <QUrlQuery>

/// An audit log of numbered events, read in pages or followed as it is written.
namespace fake {

inline sekimori::audit::Event numberedEvent(qint64 number)
{
    using namespace Qt::StringLiterals;
    using namespace sekimori;
    audit::Event event;
    event.number = number;
    event.time = audit::timeFromText(u"2026-03-05T14:00:00.123456Z").value() + std::chrono::seconds(number);
    event.user = u"sato"_s;
    event.source = u"192.0.2.7"_s;
    event.service = u"Common"_s;
    event.module = u"Security settings"_s;
    event.action = u"change ipRestriction"_s;
    event.level = number % 2 == 0 ? audit::Level::Warning : audit::Level::Information;
    event.complement = u"mode: allowAll -> denyAll"_s;
    return event;
}

class Log {
public:
    qint64 newest = 0;

    /// The events from @p first up to @p last as a tail sends them.
    static QByteArray sent(qint64 first, qint64 last)
    {
        QByteArray text;
        for (qint64 number = first; number <= last; ++number) {
            text += "id: " + QByteArray::number(number) + "\nevent: audit\ndata: "
                + QJsonDocument(sekimori::audit::toJson(numberedEvent(number))).toJson(QJsonDocument::Compact) + "\n\n";
        }
        return text;
    }

    /// Writes @p count more events, and sends them to those who follow.
    void write(Platform &platform, qint64 count)
    {
        platform.stream(sent(newest + 1, newest + count));
        newest += count;
    }

    Reply answer(const SeenRequest &request) const
    {
        const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
        const QString key = QStringLiteral("after");
        const qint64 after = query.hasQueryItem(key) ? query.queryItemValue(key).toLongLong() : newest + 1;
        if (request.target.startsWith("/api/v1/audit/tail"))
            return eventStream(sent(std::max(request.headers.value("last-event-id").toLongLong(), after) + 1, newest));
        QJsonArray events;
        qint64 number = std::min(after - 1, newest);
        for (; number > 0 && events.size() < query.queryItemValue(QStringLiteral("limit")).toInt(); --number)
            events.append(sekimori::audit::toJson(numberedEvent(number)));
        const QJsonValue next = number > 0 ? QJsonValue(number + 1) : QJsonValue();
        return json(200, {{QStringLiteral("events"), events}, {QStringLiteral("next"), next}});
    }
};

}
