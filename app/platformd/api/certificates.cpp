// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/certificates.h"

#include "api/askedonce.h"
#include "api/certificatebody.h"
#include "api/numbers.h"
#include "api/preconditions.h"
#include "api/requestbody.h"
#include "crypto/certificatesummary.h"
#include "error/excerpt.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int defaultLimit = 100;
constexpr int largestLimit = 200;

/// What each word of the query parameter `state` or `order` stands for.
template<typename Value>
using Words = QList<std::pair<QString, Value>>;

QJsonValue timeJson(const std::optional<audit::EventTime> &time)
{
    return time ? QJsonValue(audit::toText(*time)) : QJsonValue(QJsonValue::Null);
}

QJsonValue certificateJson(const std::optional<Certificate> &certificate, audit::EventTime now)
{
    if (!certificate)
        return QJsonValue(QJsonValue::Null);
    const auto reason = certificate->revokedAt ? QJsonValue(QString(policy::nameOf(certificate->reason)))
                                               : QJsonValue(QJsonValue::Null);
    const auto fileUntil = certificate->hasFileAt(now) ? QJsonValue(audit::toText(certificate->fileUntil))
                                                       : QJsonValue(QJsonValue::Null);
    return QJsonObject{
        {u"serial"_s, certificate->serial},
        {u"issuedAt"_s, audit::toText(certificate->issuedAt)},
        {u"endsAt"_s, audit::toText(certificate->endsAt)},
        {u"revokedAt"_s, timeJson(certificate->revokedAt)},
        {u"reason"_s, reason},
        {u"profile"_s, QString(policy::nameOf(certificate->profile))},
        {u"fileUntil"_s, fileUntil},
        {u"fetchedAt"_s, timeJson(certificate->fetchedAt)},
    };
}

QJsonObject entryJson(const CertificateEntry &entry, audit::EventTime now)
{
    const QJsonObject user{
        {u"id"_s, entry.user.value},
        {u"loginName"_s, entry.loginName},
        {u"displayName"_s, entry.displayName},
        {u"role"_s, QString(policy::nameOf(entry.role))},
        {u"permitted"_s, entry.isPermitted},
    };
    return {
        {u"user"_s, user},
        {u"state"_s, QString(policy::nameOf(entry.state))},
        {u"certificate"_s, certificateJson(entry.certificate, now)},
    };
}

/// The value that the query parameter @p name stands for; nothing where it is absent.
template<typename Value>
Result<std::optional<Value>> queryWord(const QUrlQuery &query, const QString &name, const Words<Value> &words)
{
    if (!query.hasQueryItem(name))
        return std::nullopt;
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    QStringList names;
    for (const auto &[word, value] : words) {
        if (word == text)
            return value;
        names.append(word);
    }
    return std::unexpected(Error{ErrorKind::Invalid, CertificateStateUnknown, {name, names.join(u", "_s)}, name});
}

Result<CertificateFilter> filterIn(const QUrlQuery &query)
{
    Words<CertificateState> states;
    for (const auto &[state, name] : policy::EnumNames<CertificateState>::names)
        states.append({name, state});
    const auto state = queryWord(query, u"state"_s, states);
    if (!state)
        return std::unexpected(state.error());
    const auto order = queryWord<CertificateOrder>(
        query, u"order"_s, {{u"end"_s, CertificateOrder::ByEnd}, {u"name"_s, CertificateOrder::ByName}});
    if (!order)
        return std::unexpected(order.error());
    return CertificateFilter{
        .search = excerpt(query.queryItemValue(u"search"_s, QUrl::FullyDecoded)),
        .state = *state,
        .order = order->value_or(CertificateOrder::ByEnd),
    };
}

QJsonObject countsJson(const QMap<CertificateState, qint64> &counts)
{
    QJsonObject object;
    for (const auto &[state, name] : policy::EnumNames<CertificateState>::names)
        object.insert(name, counts.value(state));
    return object;
}

Author authorOf(const Call &call)
{
    return {.loginName = call.session.loginName, .address = call.passage.clientText(), .at = {}};
}

/// The request's body, read by @p reading, or the answer that refuses it.
template<typename Reading>
auto bodyOf(const Call &call, Reading reading)
    -> std::expected<typename std::invoke_result_t<Reading, const QJsonObject &>::value_type, Response>
{
    const auto body = jsonBody(call.request);
    if (!body)
        return std::unexpected(call.refuse(body.error()));
    return reading(*body).transform_error([&](const Errors &errors) { return call.refuse(errors); });
}

}

Response getCertificates(const Call &call, ApiParts &parts)
{
    const QUrlQuery &query = call.request.query;
    const auto limit = queryNumber(query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return call.refuse(limit.error());
    const auto filter = filterIn(query);
    if (!filter)
        return call.refuse(filter.error());
    const QByteArray after = query.queryItemValue(u"after"_s, QUrl::FullyDecoded).toUtf8();
    const TenantId tenant = call.passage.tenant->id;
    const auto page = parts.certificates.page(tenant, *filter, int(limit->value_or(defaultLimit)), after);
    if (!page)
        return call.refuse(page.error());
    const auto counts = parts.certificates.counts(tenant);
    if (!counts)
        return call.refuse(counts.error());
    QJsonArray entries;
    for (const CertificateEntry &entry : page->entries)
        entries.append(entryJson(entry, parts.tenants.now()));
    const QJsonValue next
        = page->next.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromLatin1(page->next));
    return json(200, {{u"entries"_s, entries}, {u"next"_s, next}, {u"counts"_s, countsJson(*counts)}});
}

Response getCertificatesOf(const Call &call, ApiParts &parts)
{
    const QString text = call.request.pathArguments.value(0);
    const auto id = readNumber(text, u"user"_s, 0, largestJsonNumber);
    const auto all = parts.certificates.of(call.passage.tenant->id, {id.value_or(0)});
    if (!all)
        return call.refuse(all.error());
    const auto now = parts.tenants.now();
    QJsonArray array;
    for (const Certificate &certificate : *all) {
        QJsonObject object = certificateJson(certificate, now).toObject();
        object.insert(u"state"_s, QString(policy::nameOf(certificate.stateAt(now))));
        array.append(object);
    }
    return json(200, {{u"certificates"_s, array}});
}

Response getCertificateAuthority(const Call &call, ApiParts &parts)
{
    const TenantId tenant = call.passage.tenant->id;
    const auto row = parts.certificates.authority(tenant);
    if (!row)
        return call.refuse(row.error());
    if (!*row)
        return json(200, {{u"authority"_s, QJsonValue()}, {u"crl"_s, QJsonValue()}});
    const auto summary = crypto::readCertificate((*row)->certificatePem);
    if (!summary)
        return call.refuse(summary.error());
    const auto revoked = parts.certificates.revokedCount(tenant);
    if (!revoked)
        return call.refuse(revoked.error());
    const QJsonObject authority{
        {u"subject"_s, summary->subject},
        {u"serial"_s, summary->serial},
        {u"notBefore"_s, audit::toText(audit::EventTime(summary->notBefore))},
        {u"endsAt"_s, audit::toText(audit::EventTime(summary->notAfter))},
        {u"fingerprint"_s, QString::fromLatin1(summary->fingerprint.toHex(':').toUpper())},
    };
    const QJsonObject crl{
        {u"number"_s, (*row)->listNumber},
        {u"thisUpdate"_s, audit::toText((*row)->listFrom)},
        {u"nextUpdate"_s, audit::toText((*row)->listUntil)},
        {u"revoked"_s, qint64(*revoked)},
    };
    return json(200, {{u"authority"_s, authority}, {u"crl"_s, crl}});
}

Response getCertificateAuthorityFile(const Call &call, ApiParts &parts)
{
    const auto row = parts.certificates.authority(call.passage.tenant->id);
    if (!row)
        return call.refuse(row.error());
    if (!*row)
        return call.refuse(Error{ErrorKind::NotFound, CertificateAuthorityNone});
    Response response{.status = 200, .headers = {}, .body = (*row)->certificatePem};
    response.headers.set("Content-Type", "application/x-pem-file");
    response.headers.set("Content-Disposition", "attachment; filename=\"authority.pem\"");
    return response;
}

Response postCertificates(const Call &call, ApiParts &parts)
{
    auto wish = bodyOf(call, issueWishIn);
    if (!wish)
        return std::move(wish.error());
    const auto key = idempotencyKey(call.request);
    if (!key)
        return call.refuse(key.error());
    wish->by = authorOf(call);
    wish->author = call.session.user;
    wish->idempotencyKey = *key;
    const auto answer = parts.certificates.issue(call.passage.tenant->id, *wish);
    if (!answer)
        return call.refuse(answer.error());
    return responseOf(*answer);
}

Response postCertificateRevocation(const Call &call, ApiParts &parts)
{
    auto wish = bodyOf(call, revocationWishIn);
    if (!wish)
        return std::move(wish.error());
    const auto asked = askedOnce(call);
    if (!asked)
        return call.refuse(asked.error());
    const auto revoked
        = parts.certificates.revoke(call.passage.tenant->id, wish->serials, wish->reason, authorOf(call), *asked);
    return revoked ? responseOf(*revoked) : call.refuse(revoked.error());
}

Response postCertificatePermission(const Call &call, ApiParts &parts)
{
    auto wish = bodyOf(call, permissionWishIn);
    if (!wish)
        return std::move(wish.error());
    const auto changed
        = parts.certificates.permit(call.passage.tenant->id, wish->users, wish->isPermitted, authorOf(call));
    return changed ? json(200, {{u"changed"_s, *changed}}) : call.refuse(changed.error());
}

Response postCertificateFiles(const Call &call, ApiParts &parts)
{
    auto serials = bodyOf(call, serialsIn);
    if (!serials)
        return std::move(serials.error());
    const auto files = parts.certificates.takeFiles(call.passage.tenant->id, *serials, authorOf(call));
    if (!files)
        return call.refuse(files.error());
    auto response = parts.bundles.download(*files, *call.passage.tenant, call.request);
    return response ? *std::move(response) : call.refuse(response.error());
}

}
