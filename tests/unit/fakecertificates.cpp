// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecertificates.h"

#include <QJsonArray>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sekimori::platform;
using sekimori::policy::namedValue;
using sekimori::policy::nameOf;

namespace fake {

namespace {

QJsonValue told(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonObject told(const IssuedCertificate &certificate)
{
    return {{u"serial"_s, certificate.serial}, {u"issuedAt"_s, told(certificate.issuedAt)},
        {u"endsAt"_s, told(certificate.endsAt)}, {u"revokedAt"_s, told(certificate.revokedAt)},
        {u"reason"_s, certificate.reason ? QJsonValue(nameOf(*certificate.reason)) : QJsonValue()},
        {u"profile"_s, nameOf(certificate.profile)}, {u"fileUntil"_s, told(certificate.fileUntil)},
        {u"fetchedAt"_s, told(certificate.fetchedAt)}};
}

QJsonObject told(const CertificateHolder &holder)
{
    return {
        {u"user"_s,
            QJsonObject{{u"id"_s, holder.id}, {u"loginName"_s, holder.loginName},
                {u"displayName"_s, holder.displayName}, {u"role"_s, u"user"_s}, {u"permitted"_s, holder.isPermitted}}},
        {u"state"_s, nameOf(holder.state)},
        {u"certificate"_s, holder.certificate ? QJsonValue(told(*holder.certificate)) : QJsonValue()}};
}

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

}

void Certificates::add(const QString &loginName, CertificateState state, int days)
{
    CertificateHolder holder{.id = holders.size() + 1,
        .loginName = loginName,
        .displayName = loginName.left(1).toUpper() + loginName.sliced(1) + u" Taro"_s,
        .isPermitted = true,
        .state = state,
        .certificate = {}};
    if (state != CertificateState::NotIssued)
        holder.certificate = IssuedCertificate{.serial = QString::number(++m_serials, 16),
            .issuedAt = now().addDays(-65),
            .endsAt = now().addDays(days),
            .revokedAt = state == CertificateState::Revoked ? now().addDays(-1) : QDateTime(),
            .fetchedAt = now().addDays(-64)};
    if (state == CertificateState::Revoked)
        holder.certificate->reason = RevocationReason::KeyCompromise;
    holders.append(holder);
}

void Certificates::addMany(int count)
{
    for (int i = 1; i <= count; ++i)
        add(u"user%1"_s.arg(i), CertificateState::NotIssued);
}

CertificateHolder &Certificates::holder(const QString &loginName)
{
    return *std::ranges::find(holders, loginName, &CertificateHolder::loginName);
}

std::optional<Reply> Certificates::answer(const SeenRequest &request)
{
    const QByteArray path = request.target.split('?').first().sliced(QByteArrayView("/api/v1").size());
    if (request.method == "POST")
        return change(request, path);
    if (path == "/certificates")
        return page(request);
    if (path == "/certificates/authority")
        return authority();
    if (path == "/certificates/authority/file")
        return authorityPem.isEmpty() ? problem(404, u"certificates.noAuthority"_s)
                                      : Reply{.body = authorityPem, .contentType = "application/x-pem-file"};
    if (path == "/certificates/calendar")
        return Reply{.body = "BEGIN:VCALENDAR", .contentType = "text/calendar"};
    if (path.startsWith("/certificates/of/"))
        return of(path.sliced(17).toLongLong());
    return std::nullopt;
}

std::optional<Reply> Certificates::change(const SeenRequest &request, const QByteArray &path)
{
    const QByteArray key = request.headers.value("idempotency-key");
    if (m_answered.contains(key))
        return m_answered.value(key);
    std::optional<Reply> reply;
    if (path == "/certificates/files")
        return files(request.json());
    if (path == "/certificates")
        reply = issue(request.json());
    else if (path == "/certificates/revoke")
        reply = revoke(request.json());
    else if (path == "/certificates/permission")
        reply = permit(request.json());
    if (reply) {
        ++changes;
        m_answered.insert(key, *reply);
    }
    return reply;
}

Reply Certificates::page(const SeenRequest &request) const
{
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    const QString search = query.queryItemValue(u"search"_s, QUrl::FullyDecoded);
    const auto state = namedValue<CertificateState>(query.queryItemValue(u"state"_s));
    QList<CertificateHolder> found = holders;
    found.removeIf([&](const CertificateHolder &holder) {
        return (state && holder.state != *state)
            || !(holder.loginName + holder.displayName).contains(search, Qt::CaseInsensitive);
    });
    if (query.queryItemValue(u"order"_s) == "name"_L1)
        std::ranges::stable_sort(found, {}, &CertificateHolder::loginName);
    QJsonObject counts;
    for (const auto &[each, name] : sekimori::policy::EnumNames<CertificateState>::names)
        counts.insert(name, qint64(std::ranges::count(holders, each, &CertificateHolder::state)));
    QJsonArray entries;
    qsizetype at = query.queryItemValue(u"after"_s).toLongLong();
    for (; at < found.size() && entries.size() < query.queryItemValue(u"limit"_s).toInt(); ++at)
        entries.append(told(found.at(at)));
    return json(200,
        {{u"entries"_s, entries}, {u"next"_s, at < found.size() ? QJsonValue(QString::number(at)) : QJsonValue()},
            {u"counts"_s, counts}});
}

Reply Certificates::of(qint64 user) const
{
    QJsonArray certificates;
    for (const CertificateHolder &holder : holders) {
        if (holder.id == user && holder.certificate)
            certificates.append(told(*holder.certificate));
    }
    for (const IssuedCertificate &certificate : older.values(user))
        certificates.append(told(certificate));
    return json(200, {{u"certificates"_s, certificates}});
}

Reply Certificates::authority() const
{
    if (authorityPem.isEmpty())
        return json(200, {{u"authority"_s, QJsonValue()}, {u"crl"_s, QJsonValue()}});
    return json(200,
        {{u"authority"_s,
             QJsonObject{{u"subject"_s, u"CN=Demo authority"_s}, {u"serial"_s, u"01"_s},
                 {u"notBefore"_s, told(now().addDays(-100))}, {u"endsAt"_s, told(authorityEndsAt)},
                 {u"fingerprint"_s, u"AB:CD"_s}}},
            {u"crl"_s,
                QJsonObject{{u"number"_s, 12}, {u"thisUpdate"_s, told(now().addDays(-1))},
                    {u"nextUpdate"_s, told(now().addDays(6))},
                    {u"revoked"_s,
                        qint64(std::ranges::count(holders, CertificateState::Revoked, &CertificateHolder::state))}}}});
}

Reply Certificates::issue(const QJsonObject &body)
{
    QJsonArray issued;
    const QJsonArray users = body[u"users"].toArray();
    for (const QJsonValue &user : users) {
        CertificateHolder &holder = *std::ranges::find(holders, user.toInteger(), &CertificateHolder::id);
        holder.state = CertificateState::Valid;
        holder.certificate = IssuedCertificate{.serial = QString::number(++m_serials, 16),
            .issuedAt = now(),
            .endsAt = QDate::fromString(body[u"endsOn"].toString(), Qt::ISODate).endOfDay(QTimeZone::utc()),
            .profile = namedValue<CertificateProfile>(body[u"profile"].toString()).value(),
            .fileUntil = now().addDays(7)};
        issued.append(QJsonObject{{u"user"_s, holder.id}, {u"serial"_s, holder.certificate->serial},
            {u"endsAt"_s, told(holder.certificate->endsAt)}});
    }
    return json(201, {{u"issued"_s, issued}});
}

Reply Certificates::revoke(const QJsonObject &body)
{
    const QJsonArray serials = body[u"serials"].toArray();
    for (CertificateHolder &holder : holders) {
        if (!holder.certificate || !serials.contains(holder.certificate->serial))
            continue;
        holder.state = CertificateState::Revoked;
        holder.certificate->revokedAt = now();
        holder.certificate->reason = namedValue<RevocationReason>(body[u"reason"].toString());
    }
    return json(200, {{u"revoked"_s, serials.size()}});
}

Reply Certificates::permit(const QJsonObject &body)
{
    qint64 changed = 0;
    for (CertificateHolder &holder : holders) {
        if (!body[u"users"].toArray().contains(holder.id))
            continue;
        changed += holder.isPermitted != body[u"permitted"].toBool();
        holder.isPermitted = body[u"permitted"].toBool();
    }
    return json(200, {{u"changed"_s, changed}});
}

Reply Certificates::files(const QJsonObject &body)
{
    const QJsonArray serials = body[u"serials"].toArray();
    for (CertificateHolder &holder : holders) {
        if (!holder.certificate || !serials.contains(holder.certificate->serial))
            continue;
        if (holder.certificate->fetchedAt.isValid())
            return problem(410, u"certificates.fetched"_s);
        holder.certificate->fetchedAt = now();
    }
    return {.body = zip, .contentType = "application/zip"};
}

}
