// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"

namespace sekimori::policy {

/// Whether the section called @p key protects less in @p after than in @p before: such a change is a warning in the
/// log. The sections about access are judged together, by who gets in; the others each by itself.
bool weakens(const Settings &before, const Settings &after, QAnyStringView key);

}
