// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/settingsdraft.h"

#include "api/requestbody.h"
#include "api/settings.h"
#include "edge/basiccredentials.h"
#include "error/excerpt.h"
#include "policy/accessnames.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr double largestRevision = 9'007'199'254'740'991.0;

bool isRevision(const QJsonValue &json)
{
    if (!json.isDouble())
        return false;
    const double number = json.toDouble();
    return number >= 0 && number <= largestRevision && double(qint64(number)) == number;
}

Errors readSection(const QString &key, const QJsonValue &json, SettingsDraft &draft)
{
    const QString path = u"sections."_s + excerpt(key);
    if (const auto unknown = problemOfSection(key))
        return {Error{ErrorKind::Invalid, *unknown->message, unknown->arguments, path}};
    if (!json.isObject())
        return {Error{ErrorKind::Invalid, BodyFieldNotObject, {}, path}};
    const QJsonObject section = json.toObject();
    Errors errors = problemsOfShape(section, {u"revision"_s, u"value"_s}, path);
    if (section.contains("revision"_L1) && !isRevision(section.value("revision"_L1)))
        errors.append(Error{ErrorKind::Invalid, RevisionNotANumber, {}, path + u".revision"_s});
    if (errors.isEmpty())
        draft.insert(key, {section.value("revision"_L1).toInteger(), section.value("value"_L1)});
    return errors;
}

}

std::optional<Error> problemOfSection(const QString &key)
{
    const QStringList known = policy::sectionKeys();
    if (known.contains(key))
        return std::nullopt;
    return Error{ErrorKind::NotFound, policy::messages::UnknownSection, {excerpt(key), known.join(u", ")}};
}

std::expected<SettingsDraft, Errors> readDraft(const QJsonObject &body)
{
    Errors errors = problemsOfShape(body, {u"sections"_s});
    if (!errors.isEmpty())
        return std::unexpected(errors);
    const QJsonValue json = body.value("sections"_L1);
    if (!json.isObject())
        return std::unexpected(Errors{Error{ErrorKind::Invalid, BodyFieldNotObject, {}, u"sections"_s}});
    const QJsonObject sections = json.toObject();
    if (sections.isEmpty())
        return std::unexpected(
            Errors{Error{ErrorKind::Invalid, SectionsNone, {policy::sectionKeys().join(u", ")}, u"sections"_s}});
    SettingsDraft draft;
    for (auto section = sections.begin(); section != sections.end(); ++section)
        errors += readSection(section.key(), section.value(), draft);
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return draft;
}

WayIn wayInOf(const Call &call, const ApiParts &parts)
{
    WayIn wayIn{.client = call.passage.client, .presentedName = {}, .provenSeals = {}, .host = call.passage.host};
    wayIn.recovery = call.passage.recovery;
    wayIn.certificateDer = call.passage.certificateDer;
    wayIn.certificate = call.passage.certificate;
    if (const auto credentials = basicCredentials(call.request)) {
        wayIn.presentedName = credentials->userName;
        const QByteArray seal = parts.prover.openedSeal(*credentials, *call.passage.tenant);
        if (!seal.isEmpty())
            wayIn.provenSeals.append(seal);
    }
    return wayIn;
}

QJsonObject decisionJson(const policy::AccessDecision &decision)
{
    QJsonArray conditions;
    for (const policy::ConditionOutcome &each : decision.conditions())
        conditions.append(QJsonObject{{u"condition"_s, QString(policy::nameOf(each.condition))},
            {u"outcome"_s, QString(policy::nameOf(each.outcome))}});
    return {
        {u"verdict"_s, QString(policy::nameOf(decision.verdict))},
        {u"decidedBy"_s, QString(policy::nameOf(decision.decidedBy))},
        {u"conditions"_s, conditions},
    };
}

}
