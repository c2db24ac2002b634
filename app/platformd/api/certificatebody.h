// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/certificates.h"

#include <QJsonObject>

/// What the requests about certificates have in their bodies.
namespace sekimori::platformd {

inline constexpr Message BodyListRefused{
    "request.listRefused", QT_TRANSLATE_NOOP("Messages", "This has to be a list of %1 to %2 entries.")};
inline constexpr Message BodyIdRefused{
    "request.idRefused", QT_TRANSLATE_NOOP("Messages", "This has to be a user's id, a whole number.")};
inline constexpr Message BodySerialRefused{"request.serialRefused",
    QT_TRANSLATE_NOOP("Messages", "This has to be a serial number in hexadecimal digits, as the list gives it.")};
inline constexpr Message BodyDayRefused{
    "request.dayRefused", QT_TRANSLATE_NOOP("Messages", "This has to be a day such as 2027-03-05.")};
inline constexpr Message BodyWordRefused{
    "request.wordRefused", QT_TRANSLATE_NOOP("Messages", "This has to be one of: %1.")};
inline constexpr Message BodyNotYesNo{
    "request.notYesNo", QT_TRANSLATE_NOOP("Messages", "This has to be true or false, without quotes.")};

/// `{users, endsOn?, profile?, previous?}`; who wishes it is left out.
std::expected<IssueWish, Errors> issueWishIn(const QJsonObject &body);

struct RevocationWish {
    QStringList serials;
    crypto::RevocationReason reason = crypto::RevocationReason::Unspecified;
};
/// `{serials, reason}`
std::expected<RevocationWish, Errors> revocationWishIn(const QJsonObject &body);

struct PermissionWish {
    QList<UserId> users;
    bool isPermitted = false;
};
/// `{users, permitted}`
std::expected<PermissionWish, Errors> permissionWishIn(const QJsonObject &body);

/// `{serials}`
std::expected<QStringList, Errors> serialsIn(const QJsonObject &body);

}
