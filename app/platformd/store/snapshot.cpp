// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/snapshot.h"

namespace sekimori::platformd {

void adopt(TenantState &state, policy::Settings settings)
{
    // What the gate remembers of proven pairs ends with the revision of the pairs.
    if (settings.basicAuth != state.settings.basicAuth)
        state.proven = std::make_shared<ProvenPairs>();
    state.settings = std::move(settings);
    state.rules = policy::AccessRules::of(state.settings);
    state.subdomain = state.settings.subdomain.name;
    state.displayName = state.settings.tenant.displayName;
}

}
