// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"

#include <array>
#include <optional>

/// The published patterns of access, each a value for every switch that decides who gets in.
namespace sekimori::policy {

enum class AccessPreset {
    DenyAllBasic, ///< from any address by the shared user name and password
    ListedOnly,
    ListedBasic, ///< listed addresses, and others by the shared user name and password
    ListedCertificates, ///< listed addresses, and others by client certificate
};

template<>
struct EnumNames<AccessPreset> {
    static constexpr std::array names{
        std::pair{AccessPreset::DenyAllBasic, QLatin1StringView("denyAllBasic")},
        std::pair{AccessPreset::ListedOnly, QLatin1StringView("listedOnly")},
        std::pair{AccessPreset::ListedBasic, QLatin1StringView("listedBasic")},
        std::pair{AccessPreset::ListedCertificates, QLatin1StringView("listedCertificates")},
    };
};

/// @p settings with the switches as @p preset has them. The list, the pair and all else stay as they are, so that
/// something may be missing that validateWhole() tells.
Settings withPreset(Settings settings, AccessPreset preset);

/// None: a combination of the tenant's own.
std::optional<AccessPreset> presetOf(const Settings &settings);

}
