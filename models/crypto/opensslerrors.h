// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QString>

namespace sekimori::crypto {

/// The reasons that OpenSSL has queued for this thread, oldest first, in its own English words; the queue is empty
/// afterwards. Holds no key, password or file content: OpenSSL's additional data are left out for that.
QString takeOpensslErrors();

/// An error of @p message whose only argument is takeOpensslErrors().
Error opensslError(ErrorKind kind, const Message &message);

}
