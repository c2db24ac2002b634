// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "http/response.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>

class QTranslator;

namespace sekimori::platformd {

/// Errors, or warnings, as `{field, code, message}` each, with the members of what @p details has for the field.
QJsonArray toJson(const Errors &errors, const QTranslator *translator, const QMap<QString, QJsonObject> &details = {});

/// The one place where kinds of errors and HTTP statuses meet.
int httpStatus(ErrorKind kind);

/// An RFC 9457 problem. Its status is the first error's; the sentences are in the language of @p translator
/// (English when null). @p extra adds members, such as what stands now beside a stale change.
Response problem(const Errors &errors, const QTranslator *translator, const QJsonObject &extra = {});

/// A problem of one error, about which @p detail says more than its sentence: members of the error itself.
Response problemWithDetail(const Error &error, const QTranslator *translator, const QJsonObject &detail);

/// A problem of several, with more about those whose field has a detail in @p details.
Response problemWithDetails(const Errors &errors, const QTranslator *translator,
    const QMap<QString, QJsonObject> &details, const QJsonObject &extra = {});

/// The same with a status that no kind has, for what only HTTP knows (408, 431).
Response problemWithStatus(
    int status, const Errors &errors, const QTranslator *translator, const QJsonObject &extra = {});

}
