// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

class QTranslator;

namespace sekimori {

/// The sentence for @p error in the language of @p translator; English when it is null or has no such text.
/// Pure: nothing is installed, so that a service can speak several languages at once.
QString renderMessage(const Error &error, const QTranslator *translator);

/// The sentence in the language of the running application (its installed translators), for the windows.
QString renderMessage(const Error &error);

}
