// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace sekimori::test {

/// One method of one path.
struct Operation {
    QByteArray method;
    QByteArray path; ///< with its {places}
    QJsonObject json;

    QString name() const { return QString::fromLatin1(method + ' ' + path); }
    /// None: nobody needs to be signed in.
    std::optional<QStringList> roles() const;
    QList<int> statuses() const;
};

/// resources/api/openapi.yaml. Every `$ref` is within the file.
class ApiDescription {
public:
    /// Empty, with a warning, where it cannot be read.
    static ApiDescription read();

    bool isEmpty() const { return m_root.isEmpty(); }
    const QJsonObject &root() const { return m_root; }
    QList<Operation> operations() const;
    /// An operation without a method where there is none.
    Operation operation(const QByteArray &method, const QByteArray &path) const;

    QJsonObject schema(const QString &name) const;
    /// Of what @p operation answers with @p status as @p mediaType; nothing where it says that there is no such answer.
    std::optional<QJsonObject> answerSchema(const Operation &operation, int status, const QString &mediaType) const;
    /// Whether an answer with @p status has no body.
    bool isWithoutBody(const Operation &operation, int status) const;
    /// The names of the query parameters, in alphabetical order.
    QStringList queryParameters(const Operation &operation) const;
    std::optional<QJsonObject> requestSchema(const Operation &operation) const;

    /// @p object, or what its `$ref` leads to.
    QJsonObject resolved(const QJsonObject &object) const;

private:
    QJsonObject answer(const Operation &operation, int status) const;

    QJsonObject m_root;
};

}
