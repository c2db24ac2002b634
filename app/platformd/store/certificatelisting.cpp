// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificatelisting.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message CertificateCursorUnknown{"certificate.cursor",
    QT_TRANSLATE_NOOP("Messages", "“after” has to be what an earlier page of the same list gave as “next”.")};
}

namespace {

/// Each user with the newest certificate that was issued to him, and with his state as the number of its place in
/// CertificateState. The platform's staff are no users of the tenant. The three values are the present time, twice, and
/// the tenant.
QString listed()
{
    return u"WITH listed AS (SELECT u.id, u.login_key, u.search_key, u.login_name, u.display_name, u.role, "
           u"u.certificate_permitted,"
           " c.serial, c.login_name AS issued_to, c.profile, c.issued_at, c.begins_at, coalesce(c.ends_at, 0) AS"
           " ends_at, c.revoked_at, c.reason, c.fetched_at, c.file_until,"
           " CASE WHEN c.serial IS NULL THEN %1 WHEN c.revoked_at > 0 THEN %2 WHEN c.ends_at + 1000000 <= ? THEN %3"
           " WHEN c.ends_at < ? THEN %4 ELSE %5 END AS state"
           " FROM users u LEFT JOIN certificates c ON c.tenant = u.tenant AND c.user = u.id AND c.is_newest = 1"
           " AND c.issued_at >= u.created_at WHERE u.tenant = ? AND u.role <> 'support')"_s
               .arg(int(CertificateState::NotIssued))
               .arg(int(CertificateState::Revoked))
               .arg(int(CertificateState::Expired))
               .arg(int(CertificateState::Expiring))
               .arg(int(CertificateState::Valid));
}

QVariantList listedValues(TenantId tenant, audit::EventTime now)
{
    return {toColumn(now), toColumn(now + expiringSpan), tenant.value};
}

std::optional<audit::EventTime> momentColumn(const QVariant &column)
{
    return column.toLongLong() == 0 ? std::nullopt : std::optional(timeColumn(column));
}

std::optional<Certificate> certificateIn(const QSqlQuery &row)
{
    if (row.value(6).isNull())
        return std::nullopt;
    return Certificate{
        .serial = row.value(6).toString(),
        .user = {row.value(0).toLongLong()},
        .loginName = row.value(7).toString(),
        .profile
        = policy::namedValue<crypto::Pkcs12Profile>(row.value(8).toString()).value_or(crypto::Pkcs12Profile::Modern),
        .issuedAt = timeColumn(row.value(9)),
        .beginsAt = timeColumn(row.value(10)),
        .endsAt = timeColumn(row.value(11)),
        .revokedAt = momentColumn(row.value(12)),
        .reason = policy::namedValue<crypto::RevocationReason>(row.value(13).toString())
            .value_or(crypto::RevocationReason::Unspecified),
        .fetchedAt = momentColumn(row.value(14)),
        .fileUntil = timeColumn(row.value(15)),
    };
}

/// A row and what the next page begins behind.
struct ListedRow {
    CertificateEntry entry;
    QString key;
    qint64 endsAt = 0;
};

ListedRow rowIn(const QSqlQuery &row)
{
    return {
        .entry = {
            .user = {row.value(0).toLongLong()},
            .loginName = row.value(2).toString(),
            .displayName = row.value(3).toString(),
            .role = policy::namedValue<Role>(row.value(4).toString()).value_or(Role::User),
            .isPermitted = row.value(5).toBool(),
            .state = CertificateState(row.value(16).toInt()),
            .certificate = certificateIn(row),
        },
        .key = row.value(1).toString(),
        .endsAt = row.value(11).toLongLong(),
    };
}

QByteArray cursorBehind(const ListedRow &row)
{
    const QByteArray text
        = QByteArray::number(int(row.entry.state)) + ' ' + QByteArray::number(row.endsAt) + ' ' + row.key.toUtf8();
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// The values of state, end and login key behind which a page begins.
Result<QVariantList> placeAt(const QByteArray &cursor)
{
    const auto decoding = QByteArray::fromBase64Encoding(
        cursor, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray text = decoding ? *decoding : QByteArray();
    const qsizetype first = text.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : text.indexOf(' ', first + 1);
    bool isState = false;
    bool isEnd = false;
    const int state = text.left(std::max<qsizetype>(first, 0)).toInt(&isState);
    const qint64 end = second < 0 ? 0 : text.sliced(first + 1, second - first - 1).toLongLong(&isEnd);
    if (!isState || !isEnd)
        return std::unexpected(Error(ErrorKind::Invalid, messages::CertificateCursorUnknown, {}, u"after"_s));
    return QVariantList{state, end, QString::fromUtf8(text.sliced(second + 1))};
}

}

Result<CertificateListing> certificatePage(Database &database, TenantId tenant, const CertificateFilter &filter,
    int limit, const QByteArray &after, audit::EventTime now)
{
    QString sql = listed()
        + u" SELECT id, login_key, login_name, display_name, role, certificate_permitted, serial,"
          " issued_to, profile, issued_at, begins_at, ends_at, revoked_at, reason, fetched_at,"
          " file_until, state FROM listed WHERE 1"_s;
    QVariantList values = listedValues(tenant, now);
    if (filter.state) {
        sql += u" AND state = ?"_s;
        values.append(int(*filter.state));
    }
    if (!filter.search.isEmpty()) {
        sql += u" AND instr(search_key, ?) > 0"_s;
        values.append(searchText(filter.search));
    }
    const bool isByEnd = filter.order == CertificateOrder::ByEnd;
    if (!after.isEmpty()) {
        const auto place = placeAt(after);
        if (!place)
            return std::unexpected(place.error());
        sql += isByEnd ? u" AND (state, ends_at, login_key) > (?, ?, ?)"_s : u" AND login_key > ?"_s;
        values += isByEnd ? *place : place->last(1);
    }
    // One more than asked for tells whether there are more.
    sql += (isByEnd ? u" ORDER BY state, ends_at, login_key"_s : u" ORDER BY login_key"_s) + u" LIMIT ?"_s;
    values.append(limit + 1);
    auto rows = database.select(sql, values, rowIn);
    if (!rows)
        return std::unexpected(rows.error());
    CertificateListing page;
    if (rows->size() > limit) {
        rows->removeLast();
        page.next = cursorBehind(rows->last());
    }
    for (ListedRow &row : *rows)
        page.entries.append(std::move(row.entry));
    return page;
}

Result<QMap<CertificateState, qint64>> certificateCounts(Database &database, TenantId tenant, audit::EventTime now)
{
    QMap<CertificateState, qint64> counts;
    const auto rows = database.select(listed() + u" SELECT state, count(*) FROM listed GROUP BY state"_s,
        listedValues(tenant, now), [&](const QSqlQuery &row) {
            counts.insert(CertificateState(row.value(0).toInt()), row.value(1).toLongLong());
            return true;
        });
    if (!rows)
        return std::unexpected(rows.error());
    return counts;
}

Result<QList<CertificateEnd>> certificateEnds(Database &database, TenantId tenant, audit::EventTime now)
{
    return database.select(listed()
            + u" SELECT ends_at, login_name FROM listed WHERE state IN (%1, %2)"
              " ORDER BY ends_at, login_key"_s.arg(int(CertificateState::Expiring))
                  .arg(int(CertificateState::Valid)),
        listedValues(tenant, now),
        [](const QSqlQuery &row) { return CertificateEnd{timeColumn(row.value(0)), row.value(1).toString()}; });
}

}
