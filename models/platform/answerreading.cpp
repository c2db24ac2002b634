// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/answerreading.h"

#include "error/messages.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
using Kind = Failure::Kind;

QByteArray mediaTypeOf(const QByteArray &contentType)
{
    return contentType.split(';').first().trimmed().toLower();
}

bool hasCode(const QList<FieldProblem> &problems, QLatin1StringView code)
{
    return std::ranges::any_of(problems, [code](const FieldProblem &problem) { return problem.code == code; });
}

Kind kindOfUnauthorized(const HttpAnswer &answer, const QJsonObject &problem, const QList<FieldProblem> &problems)
{
    if (answer.challengesBasic || problem.contains("gate"_L1))
        return Kind::GateAsksBasic;
    return hasCode(problems, "session.needed"_L1) ? Kind::SignedOut : Kind::SignInRefused;
}

Kind kindOf(const HttpAnswer &answer, const QJsonObject &problem, const QList<FieldProblem> &problems)
{
    switch (answer.status) {
    case 401:
        return kindOfUnauthorized(answer, problem, problems);
    case 403:
        if (hasCode(problems, "session.passwordChangeNeeded"_L1))
            return Kind::PasswordChangeNeeded;
        return problem.contains("gate"_L1) ? Kind::GateDenied : Kind::Forbidden;
    case 409:
        return hasCode(problems, "settings.shutsOut"_L1) || hasCode(problems, "settings.recoveryEnds"_L1)
            ? Kind::ShutsOut
            : Kind::Refused;
    case 412:
        return Kind::Stale;
    case 429:
        return Kind::PlatformInTrouble;
    case 496:
        return Kind::CertificateNeeded;
    default:
        return answer.status >= 500 ? Kind::PlatformInTrouble : Kind::Refused;
    }
}

Answer<QJsonObject> readProblem(const HttpAnswer &answer, const QJsonObject &problem)
{
    Failure failure;
    failure.problems = fieldProblems(problem["errors"_L1].toArray());
    failure.kind = kindOf(answer, problem, failure.problems);
    failure.detail = problem["title"_L1].toString();
    if (problem.contains("current"_L1)) {
        const auto current = readSections(problem["current"_L1].toObject());
        if (!current)
            return nonsense(current.error());
        failure.current = *current;
    }
    failure.wayIn = wayInFromJson(problem["wayIn"_L1].toObject());
    failure.consentToken = problem["consent"_L1].toString().toLatin1();
    failure.changeReason = policy::namedValue<policy::ChangeReason>(problem["reason"_L1].toString());
    if (failure.kind == Kind::ShutsOut && (!failure.wayIn || failure.consentToken.isEmpty()))
        return nonsense(u"HTTP 409"_s);
    return std::unexpected(failure);
}

/// The gate may answer in HTML where a proxy has changed what we said we prefer; its status says enough.
Answer<QJsonObject> readWithoutProblem(const HttpAnswer &answer)
{
    if (answer.status == 401 && answer.challengesBasic)
        return std::unexpected(Failure{.kind = Kind::GateAsksBasic});
    if (answer.status == 502 || answer.status == 503 || answer.status == 504)
        return std::unexpected(Failure{.kind = Kind::PlatformInTrouble, .detail = u"HTTP %1"_s.arg(answer.status)});
    const QString type = QString::fromLatin1(mediaTypeOf(answer.contentType).left(64));
    return nonsense(type.isEmpty() ? u"HTTP %1"_s.arg(answer.status) : u"HTTP %1, %2"_s.arg(answer.status).arg(type));
}
}

Answer<QJsonObject> readAnswer(const HttpAnswer &answer)
{
    if (answer.status == 204)
        return QJsonObject();
    const bool isSuccess = answer.status >= 200 && answer.status <= 202;
    if (mediaTypeOf(answer.contentType) != (isSuccess ? "application/json" : "application/problem+json"))
        return readWithoutProblem(answer);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body, &error);
    if (error.error != QJsonParseError::NoError)
        return nonsense(u"%1 (%2)"_s.arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return nonsense(u"JSON"_s);
    return isSuccess ? document.object() : readProblem(answer, document.object());
}

Answer<QByteArray> readFileAnswer(const HttpAnswer &answer, const QByteArray &mediaType)
{
    if (answer.status != 200) {
        const auto json = readAnswer(answer);
        return json ? nonsense(u"HTTP %1"_s.arg(answer.status)) : std::unexpected(json.error());
    }
    if (mediaTypeOf(answer.contentType) != mediaType)
        return std::unexpected(readWithoutProblem(answer).error());
    return answer.body;
}

Answer<void> readNothing(const QJsonObject &)
{
    return {};
}

std::unexpected<Failure> nonsense(const QString &detail)
{
    return std::unexpected(Failure{.kind = Failure::Kind::NotSekimori, .detail = detail});
}

std::unexpected<Failure> nonsense(const Error &error)
{
    const QString sentence = renderMessage(error);
    return nonsense(error.field.isEmpty() ? sentence : u"%1: %2"_s.arg(error.field, sentence));
}

QList<FieldProblem> fieldProblems(const QJsonArray &errors)
{
    QList<FieldProblem> problems;
    for (const QJsonValue &each : errors)
        problems.append({.field = each["field"_L1].toString(),
            .code = each["code"_L1].toString(),
            .message = each["message"_L1].toString(),
            .position = each["position"_L1].toInteger(-1),
            .length = each["length"_L1].toInteger()});
    return problems;
}

QDateTime timeIn(const QJsonObject &json, QLatin1StringView name)
{
    return QDateTime::fromString(json[name].toString(), Qt::ISODateWithMs).toUTC();
}

}
