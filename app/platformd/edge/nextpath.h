// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/formbody.h"

namespace sekimori::platformd {

/// Where somebody goes on after signing in: @p wanted, still percent-encoded, if no browser or proxy can read it as
/// anything but a path on this host; else `/`.
QByteArray safeNextPath(QByteArrayView wanted);

/// The same of what a form carries as `next`.
QByteArray nextIn(const Form &form);

/// The sign-in page's path, which goes on to @p next.
QByteArray signInPath(QByteArrayView next);

}
