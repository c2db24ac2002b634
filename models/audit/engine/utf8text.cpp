// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/utf8text.h"

#include <QString>

#include <cstdint>
#include <simdjson.h>

namespace sekimori::audit::engine {
namespace {

/// The bytes of the character at the text's start; 0: there is none.
size_t characterLength(std::string_view text)
{
    const auto byte = [&](size_t i) { return i < text.size() ? uint8_t(text[i]) : uint8_t(0); };
    const auto follows = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
    const uint8_t first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const bool isOverlong = first == 0xe0 && byte(1) < 0xa0;
        const bool isSurrogate = first == 0xed && byte(1) > 0x9f;
        return follows(1) && follows(2) && !isOverlong && !isSurrogate ? 3 : 0;
    }
    const bool isOverlong = first == 0xf0 && byte(1) < 0x90;
    const bool isTooHigh = first > 0xf4 || (first == 0xf4 && byte(1) > 0x8f);
    return first >= 0xf0 && follows(1) && follows(2) && follows(3) && !isOverlong && !isTooHigh ? 4 : 0;
}

}

size_t firstInvalid(std::string_view text)
{
    if (simdjson::validate_utf8(text.data(), text.size()))
        return std::string_view::npos;
    for (size_t at = 0; at < text.size();) {
        const size_t length = characterLength(text.substr(at, 4));
        if (length == 0)
            return at;
        at += length;
    }
    return std::string_view::npos;
}

std::string_view validText(std::string_view text, std::string &scratch)
{
    if (simdjson::validate_utf8(text.data(), text.size()))
        return text;
    scratch = QString::fromUtf8(text.data(), qsizetype(text.size())).toStdString();
    return scratch;
}

}
