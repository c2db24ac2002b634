// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "http/request.h"

#include <QHash>

namespace sekimori::platformd {

inline constexpr Message FormMalformed{"form.malformed",
    QT_TRANSLATE_NOOP("Messages", "The form did not arrive as this page sends it. Load the page anew and try again.")};

inline constexpr qsizetype largestForm = 16 * 1024; ///< bytes
inline constexpr qsizetype mostFormFields = 16;

/// The fields of a form by their names.
using Form = QHash<QByteArray, QString>;

/// Reads a body of type `application/x-www-form-urlencoded`. What two programs could read differently is an error: a
/// field that is there twice, broken encoding, control characters.
Result<Form> formBody(const Request &request);

}
