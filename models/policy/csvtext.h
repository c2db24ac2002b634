// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>

namespace sekimori::policy {

/// The text of a CSV file and what it was written in, as a preview names it.
struct CsvText {
    QString text;
    QString encoding; ///< "UTF-8", "UTF-8 with BOM" or "Shift-JIS"
};

/// UTF-8 if the bytes are valid UTF-8, otherwise Shift-JIS, as spreadsheets in Japan save it.
Result<CsvText> decodedCsv(const QByteArray &bytes);

namespace messages {
extern const Message CsvIsUtf16;
extern const Message CsvBrokenUtf8;
extern const Message CsvEncodingUnknown;
extern const Message CsvCodecMissing;
}

}
