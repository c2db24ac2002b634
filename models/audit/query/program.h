// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/filter/filter.h"
#include "audit/query/rowset.h"

#include <memory>
#include <stop_token>

namespace sekimori::audit::query {

/// What a block is judged with, besides itself.
struct Judging {
    const std::vector<engine::Part> &parts;
    size_t thread = 0; ///< which of the threads that prepare() was told of
    std::stop_token stop; ///< once it comes, the answer is of no use
};

/// One condition, made ready for blocks of rows.
class Step {
public:
    Step() = default;
    virtual ~Step() = default;
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;

    /// Learns what has come to the dictionaries; before blocks of a snapshot are judged, by one thread.
    virtual void prepare(const engine::LogSnapshot &log, size_t threads) = 0;
    /// Those of @p among that fulfil it. By several threads at once.
    virtual BlockRows judge(const engine::Block &block, const BlockRows &among, const Judging &judging) const = 0;
    /// About how long a row takes, in the unit of nobody: cheap ones are asked first.
    virtual int cost() const = 0;
};

/// All of @p nodes, or one of them.
std::unique_ptr<Step> stepFor(const filter::Node &node);
std::unique_ptr<Step> stepForAll(const std::vector<filter::Node> &nodes);

}
