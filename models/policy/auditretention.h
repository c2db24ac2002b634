// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

/// How long events are kept.
struct AuditRetention {
    enum class Span { SixWeeks, ThreeMonths, SixMonths, OneYear, TwoYears, ThreeYears, FiveYears, TenYears };

    static constexpr QLatin1StringView key{"auditRetention"};

    Span keepFor = Span::ThreeYears;

    static void fields(auto &self, auto &&field) { field("keepFor", self.keepFor); }

    bool operator==(const AuditRetention &) const = default;
};

template<>
struct EnumNames<AuditRetention::Span> {
    using Span = AuditRetention::Span;
    static constexpr std::array names{
        std::pair{Span::SixWeeks, QLatin1StringView("sixWeeks")},
        std::pair{Span::ThreeMonths, QLatin1StringView("threeMonths")},
        std::pair{Span::SixMonths, QLatin1StringView("sixMonths")},
        std::pair{Span::OneYear, QLatin1StringView("oneYear")},
        std::pair{Span::TwoYears, QLatin1StringView("twoYears")},
        std::pair{Span::ThreeYears, QLatin1StringView("threeYears")},
        std::pair{Span::FiveYears, QLatin1StringView("fiveYears")},
        std::pair{Span::TenYears, QLatin1StringView("tenYears")},
    };
};

}
