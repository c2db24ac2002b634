// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/accesspresets.h"

#include <algorithm>

namespace sekimori::policy {
namespace {

using Mode = IpRestriction::Mode;

struct Pattern {
    AccessPreset preset;
    Mode mode;
    bool basic;
    bool certificates;
};

constexpr std::array patterns{
    Pattern{AccessPreset::DenyAllBasic, Mode::DenyAll, true, false},
    Pattern{AccessPreset::ListedOnly, Mode::AllowListed, false, false},
    Pattern{AccessPreset::ListedBasic, Mode::AllowListed, true, false},
    Pattern{AccessPreset::ListedCertificates, Mode::AllowListed, false, true},
};

}

Settings withPreset(Settings settings, AccessPreset preset)
{
    const Pattern &pattern = *std::ranges::find(patterns, preset, &Pattern::preset);
    settings.ipRestriction.mode = pattern.mode;
    settings.basicAuth.enabled = pattern.basic;
    settings.clientCertificates.enabled = pattern.certificates;
    return settings;
}

std::optional<AccessPreset> presetOf(const Settings &settings)
{
    const auto found = std::ranges::find_if(patterns, [&](const Pattern &pattern) {
        return pattern.mode == settings.ipRestriction.mode && pattern.basic == settings.basicAuth.enabled
            && pattern.certificates == settings.clientCertificates.enabled;
    });
    return found == patterns.end() ? std::nullopt : std::optional(found->preset);
}

}
