// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/ipentry.h"

#include <QByteArray>
#include <QList>

namespace sekimori::policy {

/// The header that a written file gets; both are read.
enum class CsvLanguage { English, Japanese };

/// A line that gave no entry, and why.
struct CsvLineError {
    int line = 0;
    Error error;
    QString raw;
};

/// What a file or a pasted text holds, before anything is changed.
struct CsvEntries {
    QList<IpEntry> entries;
    QList<int> lines; ///< for each entry the line where it stands; a range gives several entries of one line
    QList<CsvLineError> errors;
    QString encoding; ///< as a preview names it; empty for pasted text
};

inline constexpr qsizetype maxCsvBytes = 10'485'760;

/// Reads a file with the header `IP Address,CIDR,Memo` or `IPアドレス,CIDR,メモ`, columns in any order. The address may
/// hold the prefix length itself ("10.0.0.0/8") or be a range; then the CIDR column is empty. Blanks around a field are
/// dropped; empty lines and those that begin with # are passed over. Bad lines are listed; an Error is about the whole
/// file.
Result<CsvEntries> readEntriesCsv(const QByteArray &bytes);

/// UTF-8 with BOM, so that spreadsheets open it. A memo that a spreadsheet would take for a formula gets a leading
/// apostrophe, which reading takes off again.
QByteArray writeEntriesCsv(const QList<IpEntry> &entries, CsvLanguage language);

/// Reads what somebody pastes: lines of `network`, or network and memo with a tab, comma or blank between, or rows
/// copied from a spreadsheet or from a file as above.
CsvEntries parsePastedLines(const QString &text);

namespace messages {
extern const Message CsvTooLarge;
extern const Message CsvTooManyEntries;
extern const Message CsvNoHeader;
extern const Message CsvWrongHeader;
extern const Message CsvTooManyFields;
extern const Message CsvPrefixTwice;
}

}
