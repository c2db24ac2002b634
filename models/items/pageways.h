// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/settingwords.h"

namespace sekimori::items {

/// What there is to do on a page, beside its settings, and can be called by name. The place is what the page's
/// focusOn() understands.
QList<SettingName> waysOn(const QString &pageKey);

}
