// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/certificatebody.h"

#include "api/numbers.h"
#include "api/requestbody.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

enum class Previous { Keep, Revoke };

}
}

template<>
struct sekimori::policy::EnumNames<sekimori::platformd::Previous> {
    static constexpr std::array names{
        std::pair{sekimori::platformd::Previous::Keep, QLatin1StringView("keep")},
        std::pair{sekimori::platformd::Previous::Revoke, QLatin1StringView("revoke")},
    };
};

namespace sekimori::platformd {
namespace {

bool isHexadecimal(const QString &text)
{
    return !text.isEmpty() && text.size() <= 40 && std::ranges::all_of(text, [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    });
}

/// The elements of a list; none, and an error, where it is no list or has too few or too many.
QJsonArray listIn(const QJsonObject &body, const QString &field, qsizetype most, Errors &errors)
{
    QJsonArray list = body.value(field).toArray();
    if (body.contains(field) && (list.isEmpty() || list.size() > most)) {
        errors.append(Error{ErrorKind::Invalid, BodyListRefused, {QString::number(1), QString::number(most)}, field});
        return {};
    }
    return list;
}

QList<UserId> userIdsIn(const QJsonObject &body, qsizetype most, Errors &errors)
{
    const QJsonArray list = listIn(body, u"users"_s, most, errors);
    QList<UserId> users;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const double number = list[i].toDouble(-1);
        if (number < 0 || number > double(largestJsonNumber) || double(qint64(number)) != number)
            addError(errors, Error{ErrorKind::Invalid, BodyIdRefused, {}, u"users[%1]"_s.arg(i)});
        users.append({list[i].toInteger()});
    }
    return users;
}

QStringList serialsOf(const QJsonObject &body, Errors &errors)
{
    const QJsonArray list = listIn(body, u"serials"_s, Certificates::mostAtOnce, errors);
    QStringList serials;
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!isHexadecimal(list[i].toString()))
            addError(errors, Error{ErrorKind::Invalid, BodySerialRefused, {}, u"serials[%1]"_s.arg(i)});
        serials.append(list[i].toString());
    }
    return serials;
}

template<typename Enum>
Enum wordIn(const QJsonObject &body, const QString &field, Enum otherwise, Errors &errors)
{
    if (!body.contains(field))
        return otherwise;
    const auto value = policy::namedValue<Enum>(body.value(field).toString());
    if (!value) {
        QStringList names;
        for (const auto &[each, name] : policy::EnumNames<Enum>::names)
            names.append(name);
        errors.append(Error{ErrorKind::Invalid, BodyWordRefused, {names.join(u", "_s)}, field});
    }
    return value.value_or(otherwise);
}

std::optional<QDate> dayIn(const QJsonObject &body, const QString &field, Errors &errors)
{
    const QJsonValue value = body.value(field);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const QString text = value.toString();
    const QDate day = QDate::fromString(text, u"yyyy-MM-dd"_s);
    if (!day.isValid() || day.toString(Qt::ISODate) != text)
        errors.append(Error{ErrorKind::Invalid, BodyDayRefused, {}, field});
    return day;
}

/// The body with what may be left out filled in, so that only the rest can be missing.
Errors problemsOfShape(QJsonObject body, const QStringList &required, const QStringList &optional)
{
    for (const QString &field : optional) {
        if (!body.contains(field))
            body.insert(field, QJsonValue());
    }
    return platformd::problemsOfShape(body, required + optional);
}

}

std::expected<IssueWish, Errors> issueWishIn(const QJsonObject &body)
{
    Errors errors = problemsOfShape(body, {u"users"_s}, {u"endsOn"_s, u"profile"_s, u"previous"_s});
    IssueWish wish{
        .users = userIdsIn(body, IssueWish::mostUsers, errors),
        .endsOn = dayIn(body, u"endsOn"_s, errors),
        .profile = wordIn(body, u"profile"_s, crypto::Pkcs12Profile::Modern, errors),
        .revokesPrevious = wordIn(body, u"previous"_s, Previous::Keep, errors) == Previous::Revoke,
        .by = {},
        .author = {},
    };
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return wish;
}

std::expected<RevocationWish, Errors> revocationWishIn(const QJsonObject &body)
{
    Errors errors = platformd::problemsOfShape(body, {u"serials"_s, u"reason"_s});
    RevocationWish wish{
        serialsOf(body, errors), wordIn(body, u"reason"_s, crypto::RevocationReason::Unspecified, errors)};
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return wish;
}

std::expected<PermissionWish, Errors> permissionWishIn(const QJsonObject &body)
{
    Errors errors = platformd::problemsOfShape(body, {u"users"_s, u"permitted"_s});
    PermissionWish wish{userIdsIn(body, Certificates::mostAtOnce, errors), body.value("permitted"_L1).toBool()};
    if (body.contains("permitted"_L1) && !body.value("permitted"_L1).isBool())
        errors.append(Error{ErrorKind::Invalid, BodyNotYesNo, {}, u"permitted"_s});
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return wish;
}

std::expected<QStringList, Errors> serialsIn(const QJsonObject &body)
{
    Errors errors = platformd::problemsOfShape(body, {u"serials"_s});
    QStringList serials = serialsOf(body, errors);
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return serials;
}

}
