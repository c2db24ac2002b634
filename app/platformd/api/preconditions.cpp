// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/preconditions.h"

#include "error/excerpt.h"

#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestKey = 64;
constexpr qsizetype longestReason = 500;

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool isVisibleAscii(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

std::optional<QString> reasonOf(const QByteArray &encoded)
{
    if (encoded.size() > longestReason * 12
        || !std::ranges::all_of(encoded, [](char c) { return c >= 0x20 && c < 0x7f; }))
        return std::nullopt;
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString reason = QString(utf8.decode(QByteArray::fromPercentEncoding(encoded))).trimmed();
    const qsizetype length = reason.toUcs4().size();
    if (utf8.hasError() || length < 1 || length > longestReason || std::ranges::any_of(reason, breaksLines))
        return std::nullopt;
    return reason;
}

}

Result<qint64> revisionToMatch(const Request &request)
{
    const QList<QByteArray> lines = request.headerLines("If-Match");
    if (lines.isEmpty())
        return std::unexpected(Error{ErrorKind::RevisionMissing, IfMatchMissing, {}, u"If-Match"_s});
    const QByteArray tag = lines.first().trimmed();
    const bool isQuoted = lines.size() == 1 && tag.size() >= 3 && tag.startsWith('"') && tag.endsWith('"');
    const QByteArray digits = isQuoted ? tag.sliced(1, tag.size() - 2) : QByteArray();
    bool fits = false;
    const qint64 revision = digits.toLongLong(&fits);
    if (!isDigits(digits) || !fits)
        return std::unexpected(Error{ErrorKind::Malformed, IfMatchMalformed, {}, u"If-Match"_s});
    return revision;
}

Result<QByteArray> idempotencyKey(const Request &request)
{
    const QList<QByteArray> lines = request.headerLines("Idempotency-Key");
    if (lines.isEmpty())
        return QByteArray();
    const QByteArray &key = lines.first();
    if (lines.size() > 1 || key.isEmpty() || key.size() > longestKey || !isVisibleAscii(key))
        return std::unexpected(Error{ErrorKind::Malformed, IdempotencyKeyMalformed, {}, u"Idempotency-Key"_s});
    return key;
}

Result<std::optional<Consent>> consentOf(const Request &request)
{
    const QList<QByteArray> tokens = request.headerLines("Sekimori-Consent");
    const QList<QByteArray> reasons = request.headerLines("Sekimori-Reason");
    if (tokens.isEmpty() && reasons.isEmpty())
        return std::nullopt;
    if (tokens.size() != 1 || reasons.size() != 1)
        return std::unexpected(Error{ErrorKind::Malformed, ConsentIncomplete, {}, u"Sekimori-Consent"_s});
    const auto reason = reasonOf(reasons.first());
    if (!reason)
        return std::unexpected(Error{ErrorKind::Invalid, ReasonMalformed, {}, u"Sekimori-Reason"_s});
    return Consent{.token = tokens.first(), .reason = *reason};
}

}
