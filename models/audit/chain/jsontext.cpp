// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/jsontext.h"

namespace sekimori::audit::chain {

void appendJsonText(QByteArray &json, QByteArrayView utf8)
{
    static constexpr char digits[] = "0123456789abcdef";
    json += '"';
    for (const char c : utf8) {
        switch (c) {
        case '"':
        case '\\':
            (json += '\\') += c;
            break;
        case '\b':
            json += "\\b";
            break;
        case '\t':
            json += "\\t";
            break;
        case '\n':
            json += "\\n";
            break;
        case '\f':
            json += "\\f";
            break;
        case '\r':
            json += "\\r";
            break;
        default:
            if (uchar(c) < 0x20)
                (((json += "\\u00") += digits[uchar(c) >> 4])) += digits[uchar(c) & 15];
            else
                json += c;
        }
    }
    json += '"';
}

}
