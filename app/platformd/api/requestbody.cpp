// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/requestbody.h"

#include "api/jsontext.h"
#include "error/excerpt.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<QJsonObject> jsonBody(const Request &request)
{
    const QByteArray type = request.header("Content-Type").value_or(QByteArray());
    if (type.split(';').first().trimmed().toLower() != "application/json")
        return std::unexpected(Error{ErrorKind::Malformed, BodyNotJson, {}, u"Content-Type"_s});
    return readJsonObject(request.body);
}

Errors problemsOfShape(const QJsonObject &object, const QStringList &known, const QString &path)
{
    Errors errors;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString shown = excerpt(member.key());
        if (!known.contains(member.key()))
            errors.append(Error{ErrorKind::Invalid, BodyFieldUnknown, {shown, known.join(u", ")}, shown}.under(path));
    }
    for (const QString &field : known) {
        if (!object.contains(field))
            errors.append(Error{ErrorKind::Invalid, BodyFieldMissing, {field}, field}.under(path));
    }
    return errors;
}

}
