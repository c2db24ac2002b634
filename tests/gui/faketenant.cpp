// SPDX-License-Identifier: GPL-3.0-or-later
#include "faketenant.h"

#include "policy/settings.h"

#include <QCryptographicHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace fake {

using namespace sekimori;

namespace {

QJsonObject secret(bool isSet)
{
    return {{u"set"_s, isSet}, {u"changedAt"_s, isSet ? QJsonValue(u"2026-03-05T14:00:00.000Z"_s) : QJsonValue()}};
}

QJsonObject openWayIn()
{
    return {{u"verdict"_s, u"pass"_s}, {u"decidedBy"_s, u"addressListed"_s}, {u"conditions"_s, QJsonArray()}};
}

QJsonObject nothingHappened()
{
    return {{u"since"_s, u"2026-03-04T15:00:00.000Z"_s}, {u"until"_s, u"2026-03-05T15:00:00.000Z"_s}, {u"step"_s, 3600},
        {u"buckets"_s, QJsonArray()}, {u"failures"_s, QJsonArray()}};
}

/// What was sent, with secrets as they are told.
QJsonObject told(const QJsonObject &before, const QJsonObject &sent)
{
    QJsonObject value = before;
    for (auto field = sent.begin(); field != sent.end(); ++field) {
        if (field.key() == "password"_L1)
            value.insert(field.key(), secret(field->isString()));
        else if (field->isObject())
            value.insert(field.key(), told(before[field.key()].toObject(), field->toObject()));
        else
            value.insert(field.key(), *field);
    }
    return value;
}

}

Tenant::Tenant()
{
    policy::Settings settings;
    settings.subdomain.name = u"demo"_s;
    settings.tenant.displayName = u"Demo Company"_s;
    const auto keys = policy::sectionKeys();
    for (const QString &key : keys)
        m_sections.insert(key, {.value = policy::sectionToJson(settings, key, policy::JsonUse::Answer)});
}

QJsonObject Tenant::restriction(const QString &mode, const QStringList &networks)
{
    QJsonArray entries;
    for (const QString &network : networks)
        entries.append(QJsonObject{{u"network"_s, network}, {u"memo"_s, QString()}});
    return {{u"mode"_s, mode}, {u"entries"_s, entries}};
}

void Tenant::change(const QString &key, const QJsonObject &value, const QString &by)
{
    Section &section = m_sections[key];
    section = {.revision = section.revision + 1, .by = by, .value = value};
}

QJsonObject Tenant::value(const QString &key) const
{
    return m_sections.value(key).value;
}

QJsonObject Tenant::toJson(const Section &section) const
{
    return {{u"revision"_s, section.revision}, {u"changedAt"_s, u"2026-03-05T14:00:00.250Z"_s},
        {u"changedBy"_s, section.by}, {u"value"_s, section.value}};
}

QJsonObject Tenant::sections(const QStringList &keys) const
{
    QJsonObject object;
    for (const QString &key : keys)
        object.insert(key, toJson(m_sections.value(key)));
    return object;
}

Reply Tenant::answer(const SeenRequest &request)
{
    if (instead) {
        if (const auto reply = instead(request))
            return *reply;
    }
    const QByteArray path = request.target.split('?').first();
    if (const auto reply = path.startsWith("/api/v1/certificates") ? certificates.answer(request) : std::nullopt)
        return *reply;
    if (const auto reply = proof.answer(request))
        return *reply;
    if (const auto reply = path.startsWith("/api/v1/alerts/") ? mails.answer(request) : std::nullopt)
        return *reply;
    if (path == "/api/v1/session" && request.method == "POST")
        return signIn(request.json());
    if (path == "/api/v1/session" && request.method == "GET")
        return json(200, session());
    if (path == "/api/v1/session")
        return {.status = 204, .body = {}};
    if (const auto reply = answerAboutPeople(request, path))
        return *reply;
    if (path == "/api/v1/settings" && request.method == "PUT")
        return save(request.json()[u"sections"].toObject());
    if (path == "/api/v1/settings/check")
        return json(200, {{u"errors"_s, QJsonArray()}, {u"wayIn"_s, openWayIn()}, {u"changes"_s, QJsonObject()}});
    if (path == "/api/v1/settings")
        return json(200, {{u"sections"_s, sections(m_sections.keys())}});
    if (path.startsWith("/api/v1/subdomains/")) {
        const QString name = QString::fromLatin1(path.mid(path.lastIndexOf('/') + 1));
        return json(200, {{u"name"_s, name}, {u"isFree"_s, true}, {u"reason"_s, QJsonValue()}});
    }
    if (path == "/api/v1/images" && request.method == "POST")
        return keepImage(request);
    if (path.startsWith("/api/v1/images/"))
        return {.body = m_image, .contentType = m_imageType};
    if (path == "/sign-in")
        return {.body = "<!DOCTYPE html>",
            .contentType = "text/html; charset=utf-8",
            .headers
            = {"X-Frame-Options: SAMEORIGIN", "Content-Security-Policy: default-src 'none'; frame-ancestors 'self'"}};
    if (path == "/api/v1/audit/events")
        return json(200, {{u"events"_s, QJsonArray()}, {u"next"_s, QJsonValue()}});
    if (path == "/api/v1/audit/tail")
        return eventStream();
    if (path == "/api/v1/audit/summary")
        return json(200, nothingHappened());
    if (path == "/api/v1/settings/history")
        return json(200, {{u"entries"_s, QJsonArray()}, {u"next"_s, QJsonValue()}});
    return users.answer(request).value_or(problem(404, u"path.unknown"_s));
}

Reply Tenant::keepImage(const SeenRequest &request)
{
    m_image = request.body;
    m_imageType = request.headers.value("content-type");
    const QByteArray digest = QCryptographicHash::hash(m_image, QCryptographicHash::Sha256).toHex();
    return json(201,
        {{u"sha256"_s, QString::fromLatin1(digest)}, {u"mediaType"_s, QString::fromLatin1(m_imageType)},
            {u"width"_s, 1}, {u"height"_s, 1}, {u"size"_s, m_image.size()}});
}

std::optional<Reply> Tenant::answerAboutPeople(const SeenRequest &request, const QByteArray &path)
{
    if (path == "/api/v1/session/password")
        return changePassword(request.json());
    if (path == "/api/v1/settings/password-impact")
        return json(200, passwordImpact);
    if (path == "/api/v1/locks")
        return json(200, {{u"locks"_s, locks}, {u"total"_s, locks.size()}});
    if (path == "/api/v1/locks/unlock") {
        const qsizetype unlocked = locks.size();
        locks = {};
        return json(200, {{u"unlocked"_s, unlocked}});
    }
    if (path == "/api/v1/sessions" && request.method == "GET")
        return json(200, {{u"sessions"_s, openSessions}, {u"next"_s, QJsonValue()}});
    if (path.endsWith("/sessions") && request.method == "DELETE")
        return Reply{.status = 204, .body = {}};
    return std::nullopt;
}

Reply Tenant::changePassword(const QJsonObject &body)
{
    if (body[u"password"].toString() != password)
        return problem(422, u"password.notRight"_s);
    password = body[u"newPassword"].toString();
    return {.status = 204, .body = {}};
}

QJsonObject Tenant::person(int id, const QString &loginName, const QString &role)
{
    return {{u"id"_s, id}, {u"loginName"_s, loginName}, {u"displayName"_s, QString()}, {u"role"_s, role}};
}

QJsonObject Tenant::lock(const QJsonObject &user, const QString &since, const QJsonValue &until)
{
    return {{u"user"_s, user}, {u"since"_s, since}, {u"until"_s, until}, {u"attempts"_s, 10},
        {u"addresses"_s, QJsonArray{u"192.0.2.7"_s, u"2001:db8::7"_s}}};
}

Reply Tenant::signIn(const QJsonObject &body)
{
    if (body[u"password"].toString() != password)
        return problem(401, u"session.refused"_s);
    if (!changeReason.isEmpty()) {
        const QString wanted = body[u"newPassword"].toString();
        if (wanted.isEmpty())
            return problem(403, u"session.passwordChangeNeeded"_s, {{u"reason"_s, changeReason}});
        password = wanted;
        changeReason.clear();
    }
    QJsonObject signedIn = session();
    signedIn.insert(u"token"_s, u"token"_s);
    return json(201, signedIn);
}

QJsonObject Tenant::session() const
{
    return {{u"user"_s, u"mori"_s}, {u"displayName"_s, u"Mori"_s}, {u"role"_s, role},
        {u"tenant"_s, QJsonObject{{u"subdomain"_s, value(u"subdomain"_s)[u"name"_s]}, {u"displayName"_s, u"Demo"_s}}},
        {u"client"_s, QJsonObject{{u"address"_s, u"127.0.0.1"_s}}}, {u"idleMinutes"_s, 1440},
        {u"passwordExpiresAt"_s, passwordExpiresAt}};
}

Reply Tenant::save(const QJsonObject &sent)
{
    QStringList stale;
    for (auto section = sent.begin(); section != sent.end(); ++section) {
        if (section->toObject()[u"revision"].toInteger() != m_sections.value(section.key()).revision)
            stale << section.key();
    }
    if (!stale.isEmpty())
        return problem(412, u"settings.stale"_s, {{u"current"_s, sections(stale)}});
    for (auto section = sent.begin(); section != sent.end(); ++section)
        change(section.key(), told(value(section.key()), section->toObject()[u"value"].toObject()), u"mori"_s);
    return json(200, {{u"sections"_s, sections(sent.keys())}, {u"inForceSince"_s, u"2026-03-05T14:03:22.123Z"_s}});
}

}
