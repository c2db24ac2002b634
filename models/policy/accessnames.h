// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accessdecision.h"

/// The names that a decision has in JSON, the same on both sides of the API.
namespace sekimori::policy {

template<>
struct EnumNames<Verdict> {
    static constexpr std::array names{
        std::pair{Verdict::Pass, QLatin1StringView("pass")},
        std::pair{Verdict::AskBasic, QLatin1StringView("askBasic")},
        std::pair{Verdict::Deny, QLatin1StringView("deny")},
        std::pair{Verdict::CertificateNeeded, QLatin1StringView("certificateNeeded")},
    };
};

template<>
struct EnumNames<Outcome> {
    static constexpr std::array names{
        std::pair{Outcome::Met, QLatin1StringView("met")},
        std::pair{Outcome::NotMet, QLatin1StringView("notMet")},
        std::pair{Outcome::NotLooked, QLatin1StringView("notLooked")},
    };
};

template<>
struct EnumNames<Condition> {
    static constexpr std::array names{
        std::pair{Condition::ModeAllowsAll, QLatin1StringView("modeAllowsAll")},
        std::pair{Condition::ModeDeniesAll, QLatin1StringView("modeDeniesAll")},
        std::pair{Condition::AddressKnown, QLatin1StringView("addressKnown")},
        std::pair{Condition::AddressListed, QLatin1StringView("addressListed")},
        std::pair{Condition::BasicEnabled, QLatin1StringView("basicEnabled")},
        std::pair{Condition::BasicPairRight, QLatin1StringView("basicPairRight")},
        std::pair{Condition::AddressRecovered, QLatin1StringView("addressRecovered")},
        std::pair{Condition::CertificatesEnabled, QLatin1StringView("certificatesEnabled")},
        std::pair{Condition::CertificatePresented, QLatin1StringView("certificatePresented")},
        std::pair{Condition::CertificateIssuedHere, QLatin1StringView("certificateIssuedHere")},
        std::pair{Condition::CertificateKnown, QLatin1StringView("certificateKnown")},
        std::pair{Condition::CertificateNotRevoked, QLatin1StringView("certificateNotRevoked")},
        std::pair{Condition::CertificateBegun, QLatin1StringView("certificateBegun")},
        std::pair{Condition::CertificateNotEnded, QLatin1StringView("certificateNotEnded")},
        std::pair{Condition::CertificateUserExists, QLatin1StringView("certificateUserExists")},
        std::pair{Condition::CertificateUserPermitted, QLatin1StringView("certificateUserPermitted")},
    };
};

}
