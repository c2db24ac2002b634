// SPDX-License-Identifier: GPL-3.0-or-later
#include "apidescription.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

constexpr std::array methods{
    "get"_L1, "put"_L1, "post"_L1, "delete"_L1, "options"_L1, "head"_L1, "patch"_L1, "trace"_L1};

}

std::optional<QStringList> Operation::roles() const
{
    if (json.contains("security"_L1) && json["security"_L1].toArray().isEmpty())
        return std::nullopt;
    return json["x-roles"_L1].toVariant().toStringList();
}

QList<int> Operation::statuses() const
{
    QList<int> statuses;
    for (const QString &status : json["responses"_L1].toObject().keys())
        statuses << status.toInt();
    return statuses;
}

ApiDescription ApiDescription::read()
{
    ApiDescription description;
    QProcess python;
    python.start(u"python3"_s,
        {u"-c"_s,
            u"import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1], encoding='utf-8')), sys.stdout)"_s,
            QStringLiteral(OPENAPI)});
    if (!python.waitForFinished(300'000) || python.exitCode() != 0)
        qWarning() << "The API's description could not be read:" << python.errorString()
                   << python.readAllStandardError();
    else
        description.m_root = QJsonDocument::fromJson(python.readAllStandardOutput()).object();
    return description;
}

QList<Operation> ApiDescription::operations() const
{
    QList<Operation> operations;
    const QJsonObject paths = m_root["paths"_L1].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject item = path->toObject();
        for (const auto method : methods) {
            if (!item.contains(method))
                continue;
            QJsonObject json = item[method].toObject();
            QJsonArray parameters = item["parameters"_L1].toArray();
            for (const QJsonValue &parameter : json["parameters"_L1].toArray())
                parameters.append(parameter);
            json.insert("parameters"_L1, parameters);
            operations.append({QByteArray(method.data()).toUpper(), path.key().toLatin1(), json});
        }
    }
    return operations;
}

Operation ApiDescription::operation(const QByteArray &method, const QByteArray &path) const
{
    const QList<Operation> all = operations();
    const auto found
        = std::ranges::find_if(all, [&](const Operation &each) { return each.method == method && each.path == path; });
    return found == all.end() ? Operation() : *found;
}

QJsonObject ApiDescription::schema(const QString &name) const
{
    return m_root["components"_L1]["schemas"_L1][name].toObject();
}

QJsonObject ApiDescription::resolved(const QJsonObject &object) const
{
    const QString reference = object["$ref"_L1].toString();
    if (reference.isEmpty())
        return object;
    QJsonValue target = m_root;
    for (const QString &name : reference.sliced(2).split(u'/'))
        target = target[name];
    return resolved(target.toObject());
}

QJsonObject ApiDescription::answer(const Operation &operation, int status) const
{
    return resolved(operation.json["responses"_L1][QString::number(status)].toObject());
}

std::optional<QJsonObject> ApiDescription::answerSchema(
    const Operation &operation, int status, const QString &mediaType) const
{
    const QJsonObject content = answer(operation, status)["content"_L1].toObject();
    if (!content.contains(mediaType))
        return std::nullopt;
    return content[mediaType]["schema"_L1].toObject();
}

bool ApiDescription::isWithoutBody(const Operation &operation, int status) const
{
    const QJsonObject described = answer(operation, status);
    return !described.isEmpty() && !described.contains("content"_L1);
}

QStringList ApiDescription::queryParameters(const Operation &operation) const
{
    QStringList names;
    for (const QJsonValue &parameter : operation.json["parameters"_L1].toArray()) {
        const QJsonObject described = resolved(parameter.toObject());
        if (described["in"_L1] == "query"_L1)
            names << described["name"_L1].toString();
    }
    names.sort();
    return names;
}

std::optional<QJsonObject> ApiDescription::requestSchema(const Operation &operation) const
{
    const QJsonObject body = operation.json["requestBody"_L1].toObject();
    if (body.isEmpty())
        return std::nullopt;
    return body["content"_L1]["application/json"_L1]["schema"_L1].toObject();
}

}
