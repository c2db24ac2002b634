// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldtypes.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace sekimori::platform {

/// How somebody stands with the newest certificate that was issued to him.
enum class CertificateState {
    NotIssued,
    Valid,
    Expiring, ///< valid, and ends soon
    Expired,
    Revoked,
};

/// By which algorithms the file that a person installs is protected.
enum class CertificateProfile {
    Modern, ///< AES-256, SHA-256
    Compatible, ///< 3DES, SHA-1: what older systems can read
};

enum class RevocationReason { Unspecified, KeyCompromise, AffiliationChanged, Superseded, CessationOfOperation };

/// What becomes of the certificate that somebody has when he is given another.
enum class PreviousCertificate { Keep, Revoke };

struct IssuedCertificate {
    QString serial; ///< hexadecimal
    QDateTime issuedAt;
    QDateTime endsAt;
    QDateTime revokedAt = {}; ///< invalid: it is not
    std::optional<RevocationReason> reason = {};
    CertificateProfile profile = CertificateProfile::Modern;
    QDateTime fileUntil = {}; ///< how long the platform keeps the file; invalid: it has none
    QDateTime fetchedAt = {}; ///< when the file was handed out; invalid: it was not

    bool operator==(const IssuedCertificate &) const = default;
};

/// Somebody who can be given a certificate, and the newest that he was given.
struct CertificateHolder {
    qint64 id = 0; ///< of the user
    QString loginName;
    QString displayName;
    bool isPermitted = false; ///< to come in by certificate
    CertificateState state = CertificateState::NotIssued;
    std::optional<IssuedCertificate> certificate;

    /// Whether there is a file that can be handed out at @p now.
    bool hasFileAt(const QDateTime &now) const
    {
        return certificate && !certificate->fetchedAt.isValid() && certificate->fileUntil > now
            && (state == CertificateState::Valid || state == CertificateState::Expiring);
    }
    /// Whether there is something that could be revoked.
    bool isCertified() const { return state == CertificateState::Valid || state == CertificateState::Expiring; }

    bool operator==(const CertificateHolder &) const = default;
};

/// How many people stand how, in the whole tenant.
struct CertificateCounts {
    std::array<qint64, 5> each{};

    qint64 of(CertificateState state) const { return each[std::size_t(state)]; }
    qint64 all() const;

    bool operator==(const CertificateCounts &) const = default;
};

/// Some people, in the order that was asked for.
struct CertificatePage {
    QList<CertificateHolder> holders;
    QString next; ///< to be passed as `after` for those that follow; empty: there are none
    CertificateCounts counts;

    bool operator==(const CertificatePage &) const = default;
};

/// Whom somebody wants to see.
struct CertificateFilter {
    enum class Order {
        End, ///< who has to be looked after first
        Name
    };

    std::optional<CertificateState> state = {}; ///< none: whatever it is
    QString search = {}; ///< a part of the login name or the display name
    Order order = Order::End;

    /// Whether it leaves somebody out.
    bool isNarrow() const { return state || !search.isEmpty(); }
    bool operator==(const CertificateFilter &) const = default;
};

/// The tenant's own authority and its list of what was revoked.
struct CertificateAuthority {
    QString subject;
    QString serial;
    QDateTime notBefore;
    QDateTime endsAt;
    QString fingerprint; ///< SHA-256

    bool operator==(const CertificateAuthority &) const = default;
};

struct RevocationList {
    qint64 number = 0;
    QDateTime thisUpdate;
    QDateTime nextUpdate;
    qint64 revoked = 0;

    bool operator==(const RevocationList &) const = default;
};

struct AuthorityState {
    std::optional<CertificateAuthority> authority; ///< none: nothing was issued yet
    std::optional<RevocationList> crl;

    bool operator==(const AuthorityState &) const = default;
};

/// What is to be issued to all of @p users, or to none of them.
struct IssueOrder {
    QList<qint64> users;
    QDate endsOn; ///< the last day, in the tenant's time zone
    CertificateProfile profile = CertificateProfile::Modern;
    PreviousCertificate previous = PreviousCertificate::Keep;

    bool operator==(const IssueOrder &) const = default;
};

struct NewCertificate {
    qint64 user = 0;
    QString serial;
    QDateTime endsAt;

    bool operator==(const NewCertificate &) const = default;
};

}

namespace sekimori::policy {

template<>
struct EnumNames<platform::CertificateState> {
    using State = platform::CertificateState;
    static constexpr std::array names{std::pair{State::NotIssued, QLatin1StringView("notIssued")},
        std::pair{State::Valid, QLatin1StringView("valid")}, std::pair{State::Expiring, QLatin1StringView("expiring")},
        std::pair{State::Expired, QLatin1StringView("expired")},
        std::pair{State::Revoked, QLatin1StringView("revoked")}};
};

template<>
struct EnumNames<platform::CertificateProfile> {
    using Profile = platform::CertificateProfile;
    static constexpr std::array names{std::pair{Profile::Modern, QLatin1StringView("modern")},
        std::pair{Profile::Compatible, QLatin1StringView("compatible")}};
};

template<>
struct EnumNames<platform::RevocationReason> {
    using Reason = platform::RevocationReason;
    static constexpr std::array names{std::pair{Reason::Unspecified, QLatin1StringView("unspecified")},
        std::pair{Reason::KeyCompromise, QLatin1StringView("keyCompromise")},
        std::pair{Reason::AffiliationChanged, QLatin1StringView("affiliationChanged")},
        std::pair{Reason::Superseded, QLatin1StringView("superseded")},
        std::pair{Reason::CessationOfOperation, QLatin1StringView("cessationOfOperation")}};
};

template<>
struct EnumNames<platform::PreviousCertificate> {
    using Previous = platform::PreviousCertificate;
    static constexpr std::array names{
        std::pair{Previous::Keep, QLatin1StringView("keep")}, std::pair{Previous::Revoke, QLatin1StringView("revoke")}};
};

}
