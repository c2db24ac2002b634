// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/csvreader.h"

/// How fields stand in the CSV files that people and their spreadsheets write, and in ours.
namespace sekimori::policy {

/// So that spreadsheets take a file for UTF-8.
inline constexpr QChar byteOrderMark = u'\ufeff';

bool isBlankField(const QString &field);

/// Makes “ＩＰ アドレス”, “IPアドレス” and “ip address” comparable: width, case and blanks do not count.
QString comparableName(const QString &name);

/// The first record that is neither empty nor a comment.
std::optional<CsvRecord> headerOf(CsvReader &reader);
/// Whether a record is empty, or a comment that begins with #.
bool isPassedOver(const QStringList &fields);

/// @p text in quotes where it needs them (a # would make a comment of the line), and with an apostrophe before it where
/// a spreadsheet would run it as a formula.
QString writtenField(const QString &text);
/// Takes that apostrophe off again.
QString withoutFormulaGuard(QStringView field);

}
