// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/settings.h"

#include "api/auditquestion.h"
#include "api/preconditions.h"
#include "api/requestbody.h"
#include "api/settingsdraft.h"
#include "store/settingsjson.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QByteArray quoted(const QByteArray &tag)
{
    return '"' + tag + '"';
}

SettingsChange changeOf(const Call &call, const ApiParts &parts, SettingsDraft draft)
{
    return {
        .editor = {.tenant = call.session.tenant,
            .user = call.session.user,
            .loginName = call.session.loginName,
            .address = call.passage.clientText()},
        .draft = std::move(draft),
        .wayIn = wayInOf(call, parts),
        .consent = {},
        .idempotencyKey = {},
    };
}

Response refused(const Call &call, const SettingsRefusal &refusal)
{
    QJsonObject extra;
    if (!refusal.stale.isEmpty()) {
        QJsonObject current;
        for (auto section = refusal.stale.begin(); section != refusal.stale.end(); ++section)
            current.insert(section.key(), sectionAnswer(section->revision, section->value));
        extra.insert("current"_L1, current);
    }
    if (refusal.wayIn) {
        extra.insert("wayIn"_L1, decisionJson(*refusal.wayIn));
        extra.insert("consent"_L1, QString::fromLatin1(refusal.consentToken));
    }
    const QTranslator *translator = call.passage.language.translator;
    return problemWithDetails(refusal.errors, translator, placesOf(refusal.mistakes, translator), extra);
}

/// Saves @p draft with what the request's header says about it.
std::expected<StoredAnswer, Response> save(const Call &call, ApiParts &parts, SettingsDraft draft)
{
    const auto key = idempotencyKey(call.request);
    if (!key)
        return std::unexpected(call.refuse(key.error()));
    auto consent = consentOf(call.request);
    if (!consent)
        return std::unexpected(call.refuse(consent.error()));
    SettingsChange change = changeOf(call, parts, std::move(draft));
    change.idempotencyKey = *key;
    change.consent = std::move(*consent);
    auto answer = saveSettings(parts.tenants, parts.hasher, change);
    if (!answer)
        return std::unexpected(refused(call, answer.error()));
    return std::move(*answer);
}

Response saved(const StoredAnswer &answer, const QByteArray &tag)
{
    Response response{.status = answer.status, .headers = {}, .body = answer.body};
    response.headers.set("Content-Type", "application/json");
    response.headers.set("ETag", quoted(tag));
    return response;
}

QJsonObject forecastJson(const SettingsForecast &forecast, const Language &language)
{
    QJsonObject changes;
    for (auto section = forecast.changes.begin(); section != forecast.changes.end(); ++section)
        changes.insert(section.key(), policy::toJson(*section));
    QJsonObject object{
        {u"errors"_s, toJson(forecast.errors, language.translator, placesOf(forecast.mistakes, language.translator))},
        {u"wayIn"_s, decisionJson(forecast.wayIn)},
        {u"changes"_s, changes},
        {u"warnings"_s, toJson(forecast.warnings, language.translator)},
    };
    if (!forecast.consentToken.isEmpty())
        object.insert("consent"_L1, QString::fromLatin1(forecast.consentToken));
    return object;
}

/// The draft that the request's body holds, or the answer that refuses it.
std::expected<SettingsDraft, Response> draftIn(const Call &call)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return std::unexpected(call.refuse(body.error()));
    return readDraft(*body).transform_error([&](const Errors &errors) { return call.refuse(errors); });
}

}

Response getSettings(const Call &call, ApiParts &)
{
    const TenantState &tenant = *call.passage.tenant;
    QJsonObject sections;
    for (const QString &key : policy::sectionKeys())
        sections.insert(key, sectionAnswer(tenant.settings, tenant.revisions, key));
    Response response = json(200, {{u"sections"_s, sections}});
    response.headers.set("ETag", quoted(revisionTag(tenant.revisions)));
    return response;
}

Response getSection(const Call &call, ApiParts &)
{
    const QString key = call.request.pathArguments.value(0);
    if (const auto unknown = problemOfSection(key))
        return call.refuse(*unknown);
    const TenantState &tenant = *call.passage.tenant;
    Response response = json(200, sectionAnswer(tenant.settings, tenant.revisions, key));
    response.headers.set("ETag", quoted(QByteArray::number(tenant.revisions.value(key).number)));
    return response;
}

Response putSection(const Call &call, ApiParts &parts)
{
    const QString key = call.request.pathArguments.value(0);
    if (const auto unknown = problemOfSection(key))
        return call.refuse(*unknown);
    const auto revision = revisionToMatch(call.request);
    if (!revision)
        return call.refuse(revision.error());
    const auto value = jsonBody(call.request);
    if (!value)
        return call.refuse(value.error());
    const auto answer = save(call, parts, {{key, {*revision, *value}}});
    if (!answer)
        return answer.error();
    // A repeat gets the first answer, so the tag is that of the body and not of what stands now.
    const QJsonObject section
        = QJsonDocument::fromJson(answer->body).object().value("sections"_L1).toObject().value(key).toObject();
    return saved(*answer, QByteArray::number(section.value("revision"_L1).toInteger()));
}

Response putSettings(const Call &call, ApiParts &parts)
{
    auto draft = draftIn(call);
    if (!draft)
        return std::move(draft.error());
    const auto answer = save(call, parts, std::move(*draft));
    return answer ? saved(*answer, answer->tag) : answer.error();
}

Response postSettingsCheck(const Call &call, ApiParts &parts)
{
    auto draft = draftIn(call);
    if (!draft)
        return std::move(draft.error());
    const auto forecast = checkSettings(parts.tenants, changeOf(call, parts, std::move(*draft)));
    return forecast ? json(200, forecastJson(*forecast, call.passage.language)) : refused(call, forecast.error());
}

}
