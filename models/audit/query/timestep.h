// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/program.h"

namespace sekimori::audit::query {

/// Times in a span. Of most blocks the ends are enough to know.
class TimeStep : public Step {
public:
    explicit TimeStep(const filter::TimeIn &span);

    void prepare(const engine::LogSnapshot &, size_t) override { }
    BlockRows judge(const engine::Block &block, const BlockRows &among, const Judging &judging) const override;
    int cost() const override { return 1; }

private:
    int64_t m_first; // included; above noTime, which is in no span
    int64_t m_last; // included
};

}
