// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/html.h"
#include "edge/languages.h"
#include "store/snapshot.h"

#include <optional>

/// What a tenant has made its own of the sign-in page: section loginPage.
namespace sekimori::platformd {

/// The section's title; the tenant's name where it has none.
QString signInTitle(const TenantState &tenant);

/// What is said in @p language to those who fail; nothing where the tenant has no words of its own for it.
std::optional<QString> failureMessage(const TenantState &tenant, const Language &language);

/// Where the tenant's image is, `/sign-in/image/` and its digest: a new image has a new address, so that browsers may
/// keep each for good. Empty where there is none.
QString signInImagePath(const TenantState &tenant);

}
