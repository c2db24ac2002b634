// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QJsonValue>
#include <QLatin1StringView>

#include <optional>

/// How JSON that may be anything is read: by whom, where reading stands, and what is said of mistakes.
namespace sekimori::policy {

/// Who reads the JSON. It decides how a Secret is written and how strict reading is.
enum class JsonUse {
    Request, ///< console to platform: only a newly entered secret is in it; unknown and missing fields are errors
    Answer, ///< platform to console: a secret is `{"set": true, "changedAt": …}`; unknown fields are ignored
    Storage, ///< the platform's own store: a secret's digest is in it; missing fields keep their default
};

namespace messages {
extern const Message ExpectedBool;
extern const Message ExpectedNumber;
extern const Message ExpectedSeconds;
extern const Message ExpectedMinutes;
extern const Message ExpectedHours;
extern const Message ExpectedDays;
extern const Message ExpectedText;
extern const Message NotUnicode;
extern const Message ExpectedTime;
extern const Message ExpectedSecret;
extern const Message ExpectedDigest;
extern const Message ExpectedList;
extern const Message ExpectedObject;
extern const Message UnknownField;
extern const Message MissingField;
extern const Message UnknownName;
extern const Message NotATime;
}

/// Where reading stands: collects errors, up to maxToldErrors, with the path of each field instead of stopping at the
/// first.
struct JsonReading {
    JsonUse use;
    Errors &errors;
    QString path = {};

    JsonReading below(const QString &field) const;
    JsonReading at(qsizetype index) const;
    void fail(const Message &message, QStringList arguments = {}) const;
    void fail(const Error &error) const;
};

namespace detail {

/// The name of a field, and whether a request must have it.
struct FieldName {
    QLatin1StringView name;
    bool isRequired = true;
};

/// Reports what the object has and should not have, or lacks; false when it is no object at all.
bool checkShape(const QJsonValue &json, const QList<FieldName> &fields, const JsonReading &reading);
void failUnknownName(const QString &met, const QStringList &names, const JsonReading &reading);

/// The whole number that @p json is, or an error that names the unit.
std::optional<qint64> readCount(const QJsonValue &json, const Message &otherwise, const JsonReading &reading);

}

}
