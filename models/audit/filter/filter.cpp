// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/filter.h"

#include "address/ipnetwork.h"

namespace sekimori::audit::filter {

bool And::operator==(const And &) const = default;
bool Or::operator==(const Or &) const = default;
bool Not::operator==(const Not &) const = default;

std::optional<SourceIn> sourceMeant(QStringView text)
{
    const auto network = IpNetwork::parse(text);
    return network ? std::optional(SourceIn{network->first(), network->last()}) : std::nullopt;
}

}
