// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <string>
#include <vector>

namespace sekimori::audit::query {

/// Folded texts, one of which stands in every text (folded too) that the expression is found in. Empty: there is no
/// such list that would be of use.
std::vector<std::string> requiredTexts(QStringView expression);

}
