// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/failure.h"

#include <QDateTime>
#include <QJsonObject>

namespace sekimori::platform {

/// What came over the wire, complete but not yet understood.
struct HttpAnswer {
    int status = 0;
    QByteArray contentType;
    bool challengesBasic = false; ///< WWW-Authenticate: Basic
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< as they came, those of one name together
};

/// The JSON of a success (empty for 204), or the platform's refusal in our terms. Pure; made for a worker thread.
Answer<QJsonObject> readAnswer(const HttpAnswer &answer);

/// The bytes of a success that has to be a file of @p mediaType, or the platform's refusal in our terms.
Answer<QByteArray> readFileAnswer(const HttpAnswer &answer, const QByteArray &mediaType);

/// For an answer in which nothing is looked for.
Answer<void> readNothing(const QJsonObject &json);

/// For an answer that is well-formed JSON and yet not what the API promises.
std::unexpected<Failure> nonsense(const QString &detail);
std::unexpected<Failure> nonsense(const Error &error);

QList<FieldProblem> fieldProblems(const QJsonArray &errors);

/// The time of this name, in UTC; invalid where there is none.
QDateTime timeIn(const QJsonObject &json, QLatin1StringView name);

}
