// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventarguments.h"

#include <cstring>

namespace sekimori::platformd {
namespace {

constexpr qsizetype addressBytes = 1 + sizeof(IpAddress::Bytes);

/// Its order is that of the bytes.
QByteArray bytesOf(const IpAddress &address)
{
    QByteArray bytes(1, char(address.family));
    return bytes.append(reinterpret_cast<const char *>(address.bytes.data()), qsizetype(address.bytes.size()));
}

qint64 codeAt(QByteArrayView set, qsizetype place)
{
    qint64 code = 0;
    std::memcpy(&code, set.data() + place * qsizetype(sizeof code), sizeof code);
    return code;
}

}

QByteArray sourceRange(const IpAddress &first, const IpAddress &last)
{
    return bytesOf(first) + bytesOf(last);
}

bool isInRange(const IpAddress &address, QByteArrayView range)
{
    if (range.size() != 2 * addressBytes)
        return false;
    const QByteArray bytes = bytesOf(address);
    return std::memcmp(bytes.constData(), range.data(), addressBytes) >= 0
        && std::memcmp(bytes.constData(), range.data() + addressBytes, addressBytes) <= 0;
}

QByteArray codeSet(const std::vector<qint64> &codes)
{
    return {reinterpret_cast<const char *>(codes.data()), qsizetype(codes.size() * sizeof(qint64))};
}

bool isInSet(qint64 code, QByteArrayView set)
{
    qsizetype first = 0;
    qsizetype end = set.size() / qsizetype(sizeof code);
    while (first < end) {
        const qsizetype middle = first + (end - first) / 2;
        const qint64 found = codeAt(set, middle);
        if (found == code)
            return true;
        if (found < code)
            first = middle + 1;
        else
            end = middle;
    }
    return false;
}

}
