// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/link.h"

#include "audit/chain/digesting.h"

#include <algorithm>

namespace sekimori::audit::chain {
namespace {

Hash digest(QByteArrayView first, QByteArrayView second)
{
    thread_local Digesting digesting;
    digesting.add(first);
    digesting.add(second);
    return digesting.finish();
}

}

std::optional<Hash> Hash::fromBytes(QByteArrayView bytes)
{
    Hash hash;
    if (bytes.size() != qsizetype(hash.bytes.size()))
        return std::nullopt;
    std::ranges::copy(bytes, hash.bytes.begin());
    return hash;
}

std::optional<Hash> Hash::fromHex(QByteArrayView digits)
{
    const auto hash = fromBytes(QByteArray::fromHex(digits.toByteArray()));
    return hash && hash->toHex() == digits ? hash : std::nullopt;
}

Hash originOf(QByteArrayView logId)
{
    return digest("Sekimori audit log 1\n", logId);
}

Hash linked(const Hash &before, QByteArrayView line)
{
    return digest(before.view(), line);
}

}
