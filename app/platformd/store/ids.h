// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QtTypes>

#include <compare>

namespace sekimori::platformd {

/// A row's number; ids of different things are different types.
template<typename Tag>
struct Id {
    qint64 value = 0;

    auto operator<=>(const Id &) const = default;
};

template<typename Tag>
size_t qHash(const Id<Tag> &id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

using TenantId = Id<struct TenantTag>;
using UserId = Id<struct UserTag>;
using ServiceId = Id<struct ServiceTag>;
using ServiceTokenId = Id<struct ServiceTokenTag>;

}
