// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/incomingevent.h"

#include "api/requestbody.h"
#include "error/excerpt.h"
#include "policy/singleline.h"
#include "store/tenantservice.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sekimori::platformd {
namespace {

struct TextField {
    QLatin1StringView name;
    QString audit::Event::*member;
    qsizetype shortest; ///< 0: may be absent
    qsizetype longest;
};

constexpr std::array textFields{
    TextField{"source"_L1, &audit::Event::source, 0, 64},
    TextField{"user"_L1, &audit::Event::user, 0, 128},
    TextField{"module"_L1, &audit::Event::module, 1, 128},
    TextField{"action"_L1, &audit::Event::action, 1, 128},
    TextField{"complement"_L1, &audit::Event::complement, 0, 8192},
};
constexpr std::array otherFields{"time"_L1, "service"_L1, "result"_L1, "level"_L1};

const QStringList &knownFields()
{
    static const QStringList names = [] {
        QStringList all;
        for (const TextField &field : textFields)
            all << field.name;
        for (const QLatin1StringView name : otherFields)
            all << name;
        return all;
    }();
    return names;
}

template<typename Value>
QString namesOfAll(std::initializer_list<Value> values)
{
    QStringList names;
    for (const Value value : values)
        names << audit::nameOf(value);
    return names.join(u", ");
}

/// Spells out what could move a terminal's cursor or hide a part of the text.
QString spelled(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar character : text) {
        const bool isPlain = character == u'\n' || character == u'\t' || character.category() != QChar::Other_Control;
        if (isPlain)
            shown += character;
        else
            shown += u"\\u%1"_s.arg(ushort(character.unicode()), 4, 16, QChar(u'0'));
    }
    return shown;
}

bool isStrange(audit::EventTime time, audit::EventTime now)
{
    constexpr audit::EventTime firstPlausible = sys_days(year(2000) / 1 / 1);
    return time > now + farthestAhead || time < now - farthestBehind || time < firstPlausible;
}

/// What toText() writes in four digits of a year and timeFromText() reads again.
bool canBeWritten(audit::EventTime time)
{
    return time >= sys_days(year(1) / 1 / 1) && time < sys_days(year(10000) / 1 / 1);
}

/// One event on its way in; every mistake in it is noted.
class Reading {
public:
    Reading(const QJsonObject &json, const QString &service, audit::EventTime now)
        : m_json(json)
        , m_service(service)
        , m_now(now)
    {
    }

    std::expected<audit::Event, Errors> run();

private:
    void fail(const Message &message, const QStringList &arguments, QLatin1StringView field)
    {
        m_errors << Error{ErrorKind::Invalid, message, arguments, field};
    }
    std::optional<QString> text(QLatin1StringView field);
    void readText(const TextField &field);
    void readService();
    void readTime();
    void readNames();

    const QJsonObject &m_json;
    const QString &m_service;
    const audit::EventTime m_now;
    audit::Event m_event;
    Errors m_errors;
};

/// Nothing where it is absent or no text.
std::optional<QString> Reading::text(QLatin1StringView field)
{
    const auto value = m_json.constFind(field);
    if (value == m_json.constEnd())
        return std::nullopt;
    if (value->isString())
        return value->toString();
    fail(BodyFieldNotString, {}, field);
    return std::nullopt;
}

void Reading::readText(const TextField &field)
{
    const auto value = text(field.name);
    if (!value) {
        if (field.shortest > 0 && !m_json.contains(field.name))
            fail(BodyFieldMissing, {field.name}, field.name);
        return;
    }
    const bool isComplement = field.member == &audit::Event::complement;
    auto problem = policy::length(field.shortest, field.longest).check(*value);
    if (!problem && !value->isValidUtf16())
        problem = Error{ErrorKind::Invalid, IncomingTextBroken};
    if (!problem && !isComplement)
        problem = policy::SingleLine{}.check(*value);
    if (problem)
        m_errors << problem->under(field.name);
    else
        m_event.*field.member = isComplement ? spelled(QString(*value).replace("\r\n"_L1, "\n"_L1)) : *value;
}

void Reading::readService()
{
    m_event.service = m_service;
    const auto name = text("service"_L1);
    if (!name || *name == m_service)
        return;
    if (isPlatformsName(*name))
        fail(IncomingServiceCommon, {}, "service"_L1);
    else
        fail(IncomingServiceOther, {m_service}, "service"_L1);
}

void Reading::readTime()
{
    m_event.time = m_now;
    const auto written = text("time"_L1);
    if (!written)
        return;
    const auto time = audit::timeFromText(*written);
    if (!time || !canBeWritten(*time))
        return fail(IncomingTimeMalformed, {}, "time"_L1);
    m_event.time = *time;
    if (!isStrange(*time, m_now))
        return;
    if (!m_event.complement.isEmpty())
        m_event.complement += u' ';
    m_event.complement += u"[strange time, received %1]"_s.arg(audit::toText(m_now));
}

void Reading::readNames()
{
    using enum audit::Level;
    using Outcome = audit::EventResult;
    if (const auto name = text("level"_L1)) {
        const auto level = audit::levelNamed(*name);
        m_event.level = level.value_or(Information);
        if (!level)
            fail(IncomingLevelUnknown,
                {excerpt(*name), namesOfAll({Information, Notice, Warning, audit::Level::Error, Critical})},
                "level"_L1);
    }
    if (const auto name = text("result"_L1)) {
        const auto result = audit::resultNamed(*name);
        m_event.result = result.value_or(Outcome::Success);
        if (!result)
            fail(IncomingResultUnknown,
                {excerpt(*name),
                    namesOfAll({Outcome::Success, Outcome::Failed, Outcome::ValidationError, Outcome::Error})},
                "result"_L1);
    }
}

std::expected<audit::Event, Errors> Reading::run()
{
    for (auto member = m_json.begin(); member != m_json.end(); ++member) {
        const QString shown = excerpt(member.key());
        if (!knownFields().contains(member.key()))
            m_errors << Error{ErrorKind::Invalid, BodyFieldUnknown, {shown, knownFields().join(u", ")}, shown};
    }
    for (const TextField &field : textFields)
        readText(field);
    if (m_event.user.isEmpty())
        m_event.user = u"nobody"_s;
    readService();
    readTime();
    readNames();
    if (!m_errors.isEmpty())
        return std::unexpected(m_errors);
    return m_event;
}

}

std::expected<audit::Event, Errors> readIncomingEvent(
    const QJsonObject &json, const QString &service, audit::EventTime now)
{
    return Reading(json, service, now).run();
}

}
