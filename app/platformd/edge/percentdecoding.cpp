// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/percentdecoding.h"

namespace sekimori::platformd {

std::optional<QByteArray> percentDecoded(const QByteArray &text)
{
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        // Qt reads over what is no digit.
        const QByteArray digits = text.mid(at + 1, 2);
        if (digits.size() != 2 || QByteArray::fromHex(digits).toHex() != digits.toLower())
            return std::nullopt;
    }
    return QByteArray::fromPercentEncoding(text);
}

}
