// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/timestep.h"

#include "audit/query/columns.h"

namespace sekimori::audit::query {

TimeStep::TimeStep(const filter::TimeIn &span)
    : m_first(span.since ? span.since->time_since_epoch().count() : engine::noTime + 1)
    , m_last(span.until ? span.until->time_since_epoch().count() - 1 : std::numeric_limits<int64_t>::max())
{
}

BlockRows TimeStep::judge(const engine::Block &block, const BlockRows &among, const Judging &) const
{
    if (block.latest < m_first || block.earliest > m_last)
        return BlockRows::none(among.rowCount());
    return wordwise(among, [&](uint32_t row) { return block.times[row] >= m_first && block.times[row] <= m_last; });
}

}
