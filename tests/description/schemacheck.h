// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apidescription.h"

#include <QSet>

namespace sekimori::test {

/// Holds JSON against the schemas of the API's description. It knows the words of JSON Schema (2020-12) that occur
/// there, and takes any other for a mistake. An answer is held more strictly than the standard does: it has no member
/// that is not described, and nothing that is `writeOnly`.
class SchemaCheck {
public:
    enum class Use { Request, Answer };

    SchemaCheck(const ApiDescription &description, Use use)
        : m_description(description)
        , m_use(use)
    {
    }

    /// What of @p instance is not as @p schema says, each with its place; empty: all is.
    QStringList problems(const QJsonValue &instance, const QJsonObject &schema) const;

private:
    /// What one schema says of one value.
    struct Finding {
        QStringList problems;
        QSet<QString> described; ///< members
    };

    QStringList problemsAt(const QString &place, const QJsonValue &instance, const QJsonObject &schema) const;
    Finding look(const QString &place, const QJsonValue &instance, const QJsonObject &schema) const;
    Finding lookAtObject(const QString &place, const QJsonObject &object, const QJsonObject &schema) const;
    QStringList lookAtArray(const QString &place, const QJsonArray &array, const QJsonObject &schema) const;
    Finding lookAtOneOf(const QString &place, const QJsonValue &instance, const QJsonArray &schemas) const;

    const ApiDescription &m_description;
    Use m_use;
};

}
