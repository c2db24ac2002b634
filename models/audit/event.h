// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>

namespace sekimori::audit {

using EventTime = std::chrono::sys_time<std::chrono::microseconds>;

/// Lowest first; the names are those of RFC 5424.
enum class Level : quint8 { Information, Notice, Warning, Error, Critical };

enum class EventResult : quint8 { Success, Failed, ValidationError, Error };

/// One entry of a tenant's audit log. Never holds a secret.
struct Event {
    qint64 number = 0; ///< 1, 2, 3 … per tenant, without gaps; 0: not stored yet
    EventTime time{};
    QString source; ///< address; empty for the system
    QString user; ///< login name; `nobody` for the system and for names that do not exist
    QString service;
    QString module;
    QString action;
    EventResult result = EventResult::Success;
    Level level = Level::Information;
    QString complement;

    bool operator==(const Event &) const = default;
};

/// `information` … `critical`
QLatin1StringView nameOf(Level level);
std::optional<Level> levelNamed(QStringView name);

/// `SUCCESS`, `FAILED`, `VALIDATION ERROR`, `ERROR`
QLatin1StringView nameOf(EventResult result);
std::optional<EventResult> resultNamed(QStringView name);

/// RFC 3339, UTC, six digits of a second: `2026-03-05T14:00:00.000000Z`
QString toText(EventTime time);
std::optional<EventTime> timeFromText(QStringView text);

QJsonObject toJson(const Event &event);
std::optional<Event> eventFromJson(const QJsonObject &json);

}
