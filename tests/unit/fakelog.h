// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/matching.h"
#include "audit/filter/parser.h"
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

    /// How many events are looked at for one page before the platform stops for the time being; 0: all.
    qint64 budget = 0;

    Reply answer(const SeenRequest &request) const
    {
        const QUrl url(QString::fromLatin1(request.target));
        const QUrlQuery query(url.query());
        const auto parameter
            = [&](const char *name) { return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded); };
        if (url.path().endsWith(QStringLiteral("/audit/tail"))) {
            const qint64 last = request.headers.value("last-event-id").toLongLong();
            return eventStream(sent(std::max(last, parameter("after").toLongLong()) + 1, newest));
        }
        const auto filter = sekimori::audit::filter::parse(parameter("filter"), {});
        if (!filter)
            return problem(422, QStringLiteral("filter.mistake"));
        const sekimori::audit::filter::Matcher matcher(*filter);
        if (url.path().endsWith(QStringLiteral("/audit/summary")))
            return summary(matcher);
        if (url.path().endsWith(QStringLiteral("/audit/export")))
            return {.body = "Number\r\n", .contentType = "text/csv"};
        if (url.path().endsWith(QStringLiteral("/audit/values"))) {
            const QJsonObject sato{
                {QStringLiteral("value"), QStringLiteral("sato")}, {QStringLiteral("count"), newest}};
            return json(200, {{QStringLiteral("values"), QJsonArray{sato}}});
        }
        const Wanted wanted{matcher, parameter("limit").toInt()};
        if (query.hasQueryItem(QStringLiteral("above")))
            return page({}, upwards(parameter("above").toLongLong(), wanted));
        if (const auto at = sekimori::audit::timeFromText(parameter("at")))
            return pageAround(*at, wanted);
        const qint64 after = query.hasQueryItem(QStringLiteral("after")) ? parameter("after").toLongLong() : newest + 1;
        return page(downwards(after, wanted), {});
    }

private:
    struct Wanted {
        sekimori::audit::filter::Matcher matcher;
        qsizetype limit = 0;
    };
    struct Part {
        QList<sekimori::audit::Event> events = {}; ///< newest first
        std::optional<qint64> goesOn = {};
        bool isPartial = false;
    };

    Part downwards(qint64 after, const Wanted &wanted) const
    {
        Part part;
        qint64 looked = 0;
        qint64 number = std::min(after - 1, newest);
        for (; number > 0 && part.events.size() < wanted.limit && (budget == 0 || looked < budget);
            --number, ++looked) {
            if (const auto event = numberedEvent(number); wanted.matcher.matches(event))
                part.events.append(event);
        }
        part.goesOn = number > 0 ? std::optional(number + 1) : std::nullopt;
        part.isPartial = number > 0 && part.events.size() < wanted.limit;
        return part;
    }

    Part upwards(qint64 above, const Wanted &wanted) const
    {
        Part part;
        qint64 looked = 0;
        qint64 number = above + 1;
        for (; number <= newest && part.events.size() < wanted.limit && (budget == 0 || looked < budget);
            ++number, ++looked) {
            if (const auto event = numberedEvent(number); wanted.matcher.matches(event))
                part.events.prepend(event);
        }
        part.goesOn = number <= newest ? std::optional(number - 1) : std::nullopt;
        part.isPartial = number <= newest && part.events.size() < wanted.limit;
        return part;
    }

    static QJsonValue toJson(const std::optional<qint64> &number)
    {
        return number ? QJsonValue(*number) : QJsonValue();
    }

    static Reply page(const Part &below, const Part &above, const std::optional<qint64> &near = {})
    {
        QJsonArray events;
        const auto all = above.events + below.events;
        for (const auto &event : all)
            events.append(sekimori::audit::toJson(event));
        return json(200,
            {{QStringLiteral("events"), events}, {QStringLiteral("next"), toJson(below.goesOn)},
                {QStringLiteral("above"), toJson(above.goesOn)}, {QStringLiteral("near"), toJson(near)},
                {QStringLiteral("isPartial"), below.isPartial || above.isPartial}});
    }

    Reply pageAround(sekimori::audit::EventTime time, const Wanted &wanted) const
    {
        const auto since = std::chrono::round<std::chrono::seconds>(time - numberedEvent(0).time);
        const qint64 near = std::clamp<qint64>(since.count(), 1, std::max<qint64>(1, newest));
        const Wanted half{wanted.matcher, wanted.limit / 2};
        return page(downwards(near + 1, half), upwards(near, half), near);
    }

    Reply summary(const sekimori::audit::filter::Matcher &matcher) const
    {
        using namespace Qt::StringLiterals;
        qint64 information = 0;
        qint64 warning = 0;
        for (qint64 number = 1; number <= newest; ++number) {
            if (const auto event = numberedEvent(number); matcher.matches(event))
                ++(event.level == sekimori::audit::Level::Warning ? warning : information);
        }
        const QJsonObject counts{{u"information"_s, information}, {u"notice"_s, 0}, {u"warning"_s, warning},
            {u"error"_s, 0}, {u"critical"_s, 0}};
        const QString since = sekimori::audit::toText(numberedEvent(0).time);
        const QJsonArray day(QJsonArray::fromVariantList(QVariantList(24, 0)));
        const QJsonArray users{QJsonObject{{u"value"_s, u"sato"_s}, {u"count"_s, information + warning}}};
        return json(200,
            {{u"since"_s, since}, {u"until"_s, sekimori::audit::toText(numberedEvent(newest + 1).time)},
                {u"step"_s, 3600},
                {u"buckets"_s, QJsonArray{QJsonObject{{u"at"_s, since}, {u"failed"_s, 0}, {u"counts"_s, counts}}}},
                {u"failures"_s, QJsonArray()}, {u"hours"_s, QJsonArray{day, day, day, day, day, day, day}},
                {u"top"_s,
                    QJsonObject{{u"users"_s, users}, {u"addresses"_s, QJsonArray()}, {u"actions"_s, QJsonArray()}}},
                {u"total"_s, information + warning}, {u"all"_s, newest}, {u"countedFrom"_s, 0},
                {u"isPartial"_s, false}});
    }
};

}
