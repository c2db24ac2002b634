// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/certificatesclient.h"

#include "platform/answerreading.h"

#include <QJsonArray>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
using policy::namedValue;
using policy::nameOf;

std::optional<IssuedCertificate> readCertificate(const QJsonObject &json)
{
    const auto profile = namedValue<CertificateProfile>(json["profile"_L1].toString());
    const IssuedCertificate certificate{
        .serial = json["serial"_L1].toString(),
        .issuedAt = timeIn(json, "issuedAt"_L1),
        .endsAt = timeIn(json, "endsAt"_L1),
        .revokedAt = timeIn(json, "revokedAt"_L1),
        .reason = namedValue<RevocationReason>(json["reason"_L1].toString()),
        .profile = profile.value_or(CertificateProfile::Modern),
        .fileUntil = timeIn(json, "fileUntil"_L1),
        .fetchedAt = timeIn(json, "fetchedAt"_L1),
    };
    const bool isWhole
        = profile && !certificate.serial.isEmpty() && certificate.issuedAt.isValid() && certificate.endsAt.isValid();
    return isWhole ? std::optional(certificate) : std::nullopt;
}

std::optional<CertificateHolder> readHolder(const QJsonObject &json)
{
    const QJsonObject user = json["user"_L1].toObject();
    const auto state = namedValue<CertificateState>(json["state"_L1].toString());
    CertificateHolder holder{
        .id = user["id"_L1].toInteger(),
        .loginName = user["loginName"_L1].toString(),
        .displayName = user["displayName"_L1].toString(),
        .isPermitted = user["permitted"_L1].toBool(),
        .state = state.value_or(CertificateState::NotIssued),
        .certificate = readCertificate(json["certificate"_L1].toObject()),
    };
    const bool isWhole = state && holder.id > 0 && !holder.loginName.isEmpty()
        && holder.certificate.has_value() == (state != CertificateState::NotIssued);
    return isWhole ? std::optional(std::move(holder)) : std::nullopt;
}

std::optional<CertificateCounts> readCounts(const QJsonObject &json)
{
    CertificateCounts counts;
    for (const auto &[state, name] : policy::EnumNames<CertificateState>::names) {
        if (!json[name].isDouble())
            return std::nullopt;
        counts.each[std::size_t(state)] = json[name].toInteger();
    }
    return counts;
}

Answer<CertificatePage> readPage(const QJsonObject &json)
{
    const auto counts = readCounts(json["counts"_L1].toObject());
    if (!counts)
        return nonsense(u"counts"_s);
    if (!json["entries"_L1].isArray())
        return nonsense(u"entries"_s);
    const QJsonArray entries = json["entries"_L1].toArray();
    CertificatePage page{.holders = {}, .next = json["next"_L1].toVariant().toString(), .counts = *counts};
    page.holders.reserve(entries.size());
    for (const QJsonValue &each : entries) {
        const auto holder = readHolder(each.toObject());
        if (!holder)
            return nonsense(u"entries[%1]"_s.arg(page.holders.size()));
        page.holders.append(*holder);
    }
    return page;
}

Answer<QList<IssuedCertificate>> readCertificates(const QJsonObject &json)
{
    if (!json["certificates"_L1].isArray())
        return nonsense(u"certificates"_s);
    const QJsonArray all = json["certificates"_L1].toArray();
    QList<IssuedCertificate> certificates;
    for (const QJsonValue &each : all) {
        const auto certificate = readCertificate(each.toObject());
        if (!certificate)
            return nonsense(u"certificates[%1]"_s.arg(certificates.size()));
        certificates.append(*certificate);
    }
    return certificates;
}

Answer<AuthorityState> readAuthority(const QJsonObject &json)
{
    AuthorityState state;
    if (const QJsonObject authority = json["authority"_L1].toObject(); !authority.isEmpty()) {
        state.authority = CertificateAuthority{
            .subject = authority["subject"_L1].toString(),
            .serial = authority["serial"_L1].toString(),
            .notBefore = timeIn(authority, "notBefore"_L1),
            .endsAt = timeIn(authority, "endsAt"_L1),
            .fingerprint = authority["fingerprint"_L1].toString(),
        };
        if (state.authority->subject.isEmpty() || !state.authority->endsAt.isValid())
            return nonsense(u"authority"_s);
    }
    if (const QJsonObject crl = json["crl"_L1].toObject(); !crl.isEmpty()) {
        state.crl = RevocationList{
            .number = crl["number"_L1].toInteger(),
            .thisUpdate = timeIn(crl, "thisUpdate"_L1),
            .nextUpdate = timeIn(crl, "nextUpdate"_L1),
            .revoked = crl["revoked"_L1].toInteger(),
        };
        if (!state.crl->nextUpdate.isValid())
            return nonsense(u"crl"_s);
    }
    return state;
}

Answer<QList<NewCertificate>> readIssued(const QJsonObject &json)
{
    const QJsonArray issued = json["issued"_L1].toArray();
    QList<NewCertificate> certificates;
    for (const QJsonValue &each : issued) {
        certificates.append({
            .user = each["user"_L1].toInteger(),
            .serial = each["serial"_L1].toString(),
            .endsAt = timeIn(each.toObject(), "endsAt"_L1),
        });
        if (certificates.last().user <= 0 || certificates.last().serial.isEmpty())
            return nonsense(u"issued"_s);
    }
    return certificates;
}

template<const QLatin1StringView &name>
Answer<qint64> readCount(const QJsonObject &json)
{
    return json[name].isDouble() ? Answer<qint64>(json[name].toInteger()) : nonsense(name);
}

/// Keys are made and thousands of files packed before the first byte of an answer.
constexpr std::chrono::seconds patience{120};

constexpr QLatin1StringView revoked{"revoked"};
constexpr QLatin1StringView changed{"changed"};

QJsonArray toJson(const QList<qint64> &users)
{
    QJsonArray array;
    for (const qint64 user : users)
        array.append(user);
    return array;
}

ApiRequest post(const QString &path, const QByteArray &key, const QJsonObject &body)
{
    return {.method = "POST",
        .path = path,
        .body = [body] { return body; },
        .headers = {{"Idempotency-Key", key}},
        .silence = patience};
}
}

qint64 CertificateCounts::all() const
{
    return std::accumulate(each.begin(), each.end(), qint64(0));
}

Pending CertificatesClient::page(
    const CertificateFilter &filter, int limit, const QString &after, Callback<CertificatePage> callback) const
{
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, QString::number(std::clamp(limit, 1, mostHolders)));
    query.addQueryItem(u"order"_s, filter.order == CertificateFilter::Order::End ? u"end"_s : u"name"_s);
    if (filter.state)
        query.addQueryItem(u"state"_s, nameOf(*filter.state));
    if (!filter.search.isEmpty())
        query.addQueryItem(u"search"_s, QString::fromLatin1(QUrl::toPercentEncoding(filter.search)));
    if (!after.isEmpty())
        query.addQueryItem(u"after"_s, QString::fromLatin1(QUrl::toPercentEncoding(after)));
    return m_connection.read<CertificatePage>(
        {.path = u"/certificates"_s, .query = query}, readPage, std::move(callback));
}

Pending CertificatesClient::of(qint64 user, Callback<QList<IssuedCertificate>> callback) const
{
    return m_connection.read<QList<IssuedCertificate>>(
        {.path = u"/certificates/of/%1"_s.arg(user)}, readCertificates, std::move(callback));
}

Pending CertificatesClient::authority(Callback<AuthorityState> callback) const
{
    return m_connection.read<AuthorityState>(
        {.path = u"/certificates/authority"_s}, readAuthority, std::move(callback));
}

Pending CertificatesClient::authorityFile(Callback<QByteArray> callback) const
{
    return m_connection.readFile(
        {.path = u"/certificates/authority/file"_s}, "application/x-pem-file", std::move(callback));
}

Pending CertificatesClient::calendar(Callback<QByteArray> callback) const
{
    return m_connection.readFile({.path = u"/certificates/calendar"_s}, "text/calendar", std::move(callback));
}

void CertificatesClient::issue(
    const IssueOrder &order, const QByteArray &key, QObject *context, Callback<QList<NewCertificate>> callback) const
{
    const QJsonObject body{{"users"_L1, toJson(order.users)}, {"endsOn"_L1, order.endsOn.toString(Qt::ISODate)},
        {"profile"_L1, nameOf(order.profile)}, {"previous"_L1, nameOf(order.previous)}};
    m_connection.write<QList<NewCertificate>>(
        post(u"/certificates"_s, key, body), readIssued, context, std::move(callback));
}

void CertificatesClient::revoke(const QStringList &serials, RevocationReason reason, const QByteArray &key,
    QObject *context, Callback<qint64> callback) const
{
    const QJsonObject body{{"serials"_L1, QJsonArray::fromStringList(serials)}, {"reason"_L1, nameOf(reason)}};
    m_connection.write<qint64>(
        post(u"/certificates/revoke"_s, key, body), readCount<revoked>, context, std::move(callback));
}

void CertificatesClient::permit(const QList<qint64> &users, bool isPermitted, const QByteArray &key, QObject *context,
    Callback<qint64> callback) const
{
    const QJsonObject body{{"users"_L1, toJson(users)}, {"permitted"_L1, isPermitted}};
    m_connection.write<qint64>(
        post(u"/certificates/permission"_s, key, body), readCount<changed>, context, std::move(callback));
}

Pending CertificatesClient::files(const QStringList &serials, Callback<QByteArray> callback) const
{
    return m_connection.readFile(
        {.method = "POST",
            .path = u"/certificates/files"_s,
            .body = [serials] { return QJsonObject{{"serials"_L1, QJsonArray::fromStringList(serials)}}; },
            .silence = patience},
        "application/zip", std::move(callback));
}

}
