// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/usersclient.h"

#include "platform/answerreading.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
/// Of passwords the platform makes hashes, each of which is work: a file of many people takes its time.
constexpr std::chrono::minutes importSilence{60};
constexpr std::chrono::minutes exportSilence{2};

QString nameOf(UserFilter::Only only)
{
    switch (only) {
    case UserFilter::Only::Locked:
        return u"locked"_s;
    case UserFilter::Only::MustChange:
        return u"mustChange"_s;
    case UserFilter::Only::Permitted:
        return u"permitted"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<User> readUser(const QJsonObject &json)
{
    const auto role = roleNamed(json["role"_L1].toString());
    const QString loginName = json["loginName"_L1].toString();
    if (!role || loginName.isEmpty() || !json["id"_L1].isDouble() || !json["revision"_L1].isDouble())
        return std::nullopt;
    return User{
        .id = json["id"_L1].toInteger(),
        .values = {.loginName = loginName,
            .displayName = json["displayName"_L1].toString(),
            .role = *role,
            .isCertificatePermitted = json["certificatePermitted"_L1].toBool(),
            .mustChangePassword = json["mustChangePassword"_L1].toBool()},
        .passwordChangedAt = timeIn(json, "passwordChangedAt"_L1),
        .createdAt = timeIn(json, "createdAt"_L1),
        .lastSignInAt = timeIn(json, "lastSignInAt"_L1),
        .isLocked = json["locked"_L1].toBool(),
        .lockedUntil = timeIn(json, "lockedUntil"_L1),
        .revision = json["revision"_L1].toInteger(),
    };
}

Answer<User> readOneUser(const QJsonObject &json)
{
    const auto user = readUser(json);
    return user ? Answer<User>(*user) : nonsense(u"user"_s);
}

Answer<UsersPart> readPart(const QJsonObject &json)
{
    if (!json["users"_L1].isArray())
        return nonsense(u"users"_s);
    const QJsonArray users = json["users"_L1].toArray();
    UsersPart part{.users = {}, .next = json["next"_L1].toVariant().toString(), .total = json["total"_L1].toInteger()};
    part.users.reserve(users.size());
    for (const QJsonValue &each : users) {
        const auto user = readUser(each.toObject());
        if (!user)
            return nonsense(u"users[%1]"_s.arg(part.users.size()));
        part.users.append(*user);
    }
    return part;
}

Answer<AddedUser> readAdded(const QJsonObject &json)
{
    return readOneUser(json).transform(
        [&](const User &user) { return AddedUser{user, fieldProblems(json["warnings"_L1].toArray())}; });
}

Answer<QList<FieldProblem>> readWarnings(const QJsonObject &json)
{
    return fieldProblems(json["warnings"_L1].toArray());
}

QList<LineRemark> readRemarks(const QJsonArray &json)
{
    QList<LineRemark> remarks;
    remarks.reserve(json.size());
    for (const QJsonValue &each : json)
        remarks.append({each["line"_L1].toInt(), each["field"_L1].toString(), each["message"_L1].toString()});
    return remarks;
}

Answer<UsersImport> readImport(const QJsonObject &json)
{
    if (!json["added"_L1].isDouble() || !json["changed"_L1].isDouble())
        return nonsense(u"import"_s);
    return UsersImport{.added = json["added"_L1].toInteger(),
        .changed = json["changed"_L1].toInteger(),
        .unchanged = json["unchanged"_L1].toInteger(),
        .errors = readRemarks(json["errors"_L1].toArray()),
        .warnings = readRemarks(json["warnings"_L1].toArray())};
}

QJsonObject toJson(const UserValues &values)
{
    return {{u"loginName"_s, values.loginName}, {u"displayName"_s, values.displayName},
        {u"role"_s, QString(nameOf(values.role))}, {u"certificatePermitted"_s, values.isCertificatePermitted}};
}

QString pathOf(qint64 id, const QString &below = {})
{
    return u"/users/%1"_s.arg(id) + below;
}

/// The platform cannot take back a file that it has begun to send: where it breaks off, the last line says why.
Answer<QByteArray> readExport(const QByteArray &csv)
{
    const qsizetype lastLine = csv.trimmed().lastIndexOf('\n') + 1;
    if (!csv.sliced(lastLine).startsWith("# "))
        return csv;
    const QString reason = QString::fromUtf8(csv.sliced(lastLine + 2)).trimmed();
    return std::unexpected(Failure{.kind = Failure::Kind::PlatformInTrouble, .detail = reason});
}

ApiRequest importOf(const QByteArray &csv, const QString &apply)
{
    return {.method = "POST",
        .path = u"/users/import"_s,
        .query = QUrlQuery({{u"apply"_s, apply}}),
        .content = Content{"text/csv", csv},
        .silence = importSilence};
}
}

Pending UsersClient::part(const UserFilter &filter, int limit, const QString &after, Callback<UsersPart> callback) const
{
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, QString::number(std::clamp(limit, 1, mostUsers)));
    if (!after.isEmpty())
        query.addQueryItem(u"after"_s, encoded(after));
    if (!filter.search.isEmpty())
        query.addQueryItem(u"search"_s, encoded(filter.search));
    if (filter.role)
        query.addQueryItem(u"role"_s, QString(nameOf(*filter.role)));
    if (filter.only)
        query.addQueryItem(u"filter"_s, nameOf(*filter.only));
    return m_connection.read<UsersPart>({.path = u"/users"_s, .query = query}, readPart, std::move(callback));
}

Pending UsersClient::user(qint64 id, Callback<User> callback) const
{
    return m_connection.read<User>({.path = pathOf(id)}, readOneUser, std::move(callback));
}

void UsersClient::add(const UserValues &values, const QString &password, const QByteArray &key, QObject *context,
    Callback<AddedUser> callback) const
{
    QJsonObject body = toJson(values);
    body.insert(u"password"_s, password);
    m_connection.write<AddedUser>(
        {.method = "POST", .path = u"/users"_s, .body = [body] { return body; }, .headers = {{"Idempotency-Key", key}}},
        readAdded, context, std::move(callback));
}

void UsersClient::change(
    const User &shown, const UserValues &values, const QByteArray &key, QObject *context, Callback<User> callback) const
{
    QJsonObject body = toJson(values);
    body.insert(u"mustChangePassword"_s, values.mustChangePassword);
    m_connection.write<User>(
        {.method = "PUT",
            .path = pathOf(shown.id),
            .body = [body] { return body; },
            .headers = {{"If-Match", '"' + QByteArray::number(shown.revision) + '"'}, {"Idempotency-Key", key}}},
        readOneUser, context, std::move(callback));
}

void UsersClient::remove(qint64 id, QObject *context, Callback<void> callback) const
{
    m_connection.write<void>({.method = "DELETE", .path = pathOf(id)}, readNothing, context, std::move(callback));
}

void UsersClient::setPassword(qint64 id, const QString &password, const QByteArray &key, QObject *context,
    Callback<QList<FieldProblem>> callback) const
{
    const QJsonObject body{{u"password"_s, password}};
    m_connection.write<QList<FieldProblem>>({.method = "POST",
                                                .path = pathOf(id, u"/password"_s),
                                                .body = [body] { return body; },
                                                .headers = {{"Idempotency-Key", key}}},
        readWarnings, context, std::move(callback));
}

void UsersClient::endSessions(qint64 id, QObject *context, Callback<void> callback) const
{
    m_connection.write<void>(
        {.method = "DELETE", .path = pathOf(id, u"/sessions"_s)}, readNothing, context, std::move(callback));
}

Pending UsersClient::checkImport(const QByteArray &csv, Callback<UsersImport> callback) const
{
    return m_connection.read<UsersImport>(importOf(csv, u"false"_s), readImport, std::move(callback));
}

void UsersClient::import(
    const QByteArray &csv, const QByteArray &key, QObject *context, Callback<UsersImport> callback) const
{
    ApiRequest request = importOf(csv, u"true"_s);
    request.headers.append({"Idempotency-Key", key});
    m_connection.write<UsersImport>(std::move(request), readImport, context, std::move(callback));
}

Pending UsersClient::exported(Callback<QByteArray> callback) const
{
    return m_connection.readFile({.path = u"/users/export"_s, .silence = exportSilence}, "text/csv",
        [callback = std::move(callback)](const Answer<QByteArray> &file) { callback(file.and_then(readExport)); });
}

}
