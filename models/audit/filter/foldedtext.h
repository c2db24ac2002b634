// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

/// How texts compare in a filter, wherever it runs: after Unicode's simple case folding (`K` of Kelvin is `k`, `ſ` is
/// `s`, `ς` is `σ`, but `ß` is not `ss`), without normalisation, full and half width apart. Texts are UTF-8; a byte
/// that begins no character stands for itself. What is named `folded` here is what folded() gave.
namespace sekimori::audit::filter {

char32_t folded(char32_t character);
QString folded(QStringView text);
std::string folded(std::string_view text);

/// None of these allocates for texts of up to about a thousand bytes.
bool equalsFolded(std::string_view text, std::string_view folded);
bool containsFolded(std::string_view text, std::string_view folded);
bool startsFolded(std::string_view text, std::string_view folded);
/// @p folded with `*` for any characters, also for none.
bool fitsWildcards(std::string_view text, std::string_view folded);

}
