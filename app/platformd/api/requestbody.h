// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "http/request.h"

#include <QJsonObject>

namespace sekimori::platformd {

inline constexpr Message BodyNotJson{
    "request.bodyNotJson", QT_TRANSLATE_NOOP("Messages", "The body has to be sent as “application/json”.")};
inline constexpr Message BodyFieldUnknown{
    "request.fieldUnknown", QT_TRANSLATE_NOOP("Messages", "There is no field called “%1” here. Known are %2.")};
inline constexpr Message BodyFieldMissing{
    "request.fieldMissing", QT_TRANSLATE_NOOP("Messages", "The field “%1” is missing.")};
inline constexpr Message BodyFieldNotText{
    "request.fieldNotText", QT_TRANSLATE_NOOP("Messages", "This has to be a text of 1 to %1 characters.")};
inline constexpr Message BodyFieldNotString{
    "request.fieldNotString", QT_TRANSLATE_NOOP("Messages", "This has to be a text, in double quotes.")};
inline constexpr Message BodyFieldNotObject{
    "request.fieldNotObject", QT_TRANSLATE_NOOP("Messages", "This has to be an object, from “{” to “}”.")};

/// The request's body as a JSON object, strictly read.
Result<QJsonObject> jsonBody(const Request &request);

/// What @p object has beyond @p known, or lacks of it: all of @p known is required. Fields are below @p path.
Errors problemsOfShape(const QJsonObject &object, const QStringList &known, const QString &path = {});

}
