// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/program.h"

#include "audit/query/codestep.h"
#include "audit/query/textstep.h"
#include "audit/query/timestep.h"

#include <algorithm>
#include <utility>

namespace sekimori::audit::query {
namespace {

using Steps = std::vector<std::unique_ptr<Step>>;

/// What steps of several steps have in common; the cheap ones come first.
class JointStep : public Step {
public:
    explicit JointStep(Steps steps)
        : m_steps(std::move(steps))
    {
        std::ranges::stable_sort(m_steps, {}, &Step::cost);
    }

    void prepare(const engine::LogSnapshot &log, size_t threads) override
    {
        for (const auto &step : m_steps)
            step->prepare(log, threads);
    }
    int cost() const override { return m_steps.back()->cost(); }

protected:
    const Steps &steps() const { return m_steps; }

private:
    Steps m_steps;
};

class AllOf : public JointStep {
public:
    using JointStep::JointStep;

    BlockRows judge(const engine::Block &block, const BlockRows &among, const Judging &judging) const override
    {
        BlockRows rows = among;
        for (const auto &step : steps()) {
            if (rows.isEmpty())
                break;
            rows = step->judge(block, rows, judging);
        }
        return rows;
    }
};

/// What one step has found, no other is asked about.
class AnyOf : public JointStep {
public:
    using JointStep::JointStep;

    BlockRows judge(const engine::Block &block, const BlockRows &among, const Judging &judging) const override
    {
        BlockRows found = BlockRows::none(among.rowCount());
        BlockRows left = among;
        for (const auto &step : steps()) {
            if (left.isEmpty())
                break;
            const BlockRows more = step->judge(block, left, judging);
            found = found | more;
            left = left & ~more;
        }
        return found;
    }
};

class NoneOf : public JointStep {
public:
    using JointStep::JointStep;

    BlockRows judge(const engine::Block &block, const BlockRows &among, const Judging &judging) const override
    {
        return among & ~steps().front()->judge(block, among, judging);
    }
};

template<typename... Step>
Steps stepsOf(std::unique_ptr<Step>... step)
{
    Steps steps;
    (steps.push_back(std::move(step)), ...);
    return steps;
}

Steps stepsFor(const std::vector<filter::Node> &nodes)
{
    Steps steps;
    for (const filter::Node &node : nodes)
        steps.push_back(stepFor(node));
    return steps;
}

/// A test of the texts in one field, or in all textFields and the columns that nobody knows.
std::unique_ptr<Step> textStep(std::optional<Field> field, const std::shared_ptr<TextTest> &test)
{
    if (field == Field::Complement)
        return std::make_unique<TextStep>(test, TextStep::Where::Complements);
    if (field)
        return std::make_unique<CodeStep>(*field, test);
    Steps steps;
    for (const Field coded : engine::codedFields)
        steps.push_back(std::make_unique<CodeStep>(coded, test));
    steps.push_back(std::make_unique<TextStep>(test, TextStep::Where::ComplementsAndOthers));
    return std::make_unique<AnyOf>(std::move(steps));
}

struct Making {
    std::unique_ptr<Step> operator()(const filter::TimeIn &span) const { return std::make_unique<TimeStep>(span); }
    std::unique_ptr<Step> operator()(const filter::LevelIn &levels) const { return levelStep(levels); }
    std::unique_ptr<Step> operator()(const filter::SourceIn &range) const { return sourceStep(range); }
    std::unique_ptr<Step> operator()(const filter::TextIs &is) const { return textStep(is.field, testOf(is)); }
    std::unique_ptr<Step> operator()(const filter::TextContains &contains) const
    {
        return textStep(contains.field, testOf(contains));
    }
    std::unique_ptr<Step> operator()(const filter::TextMatches &matches) const
    {
        return textStep(matches.field, testOf(matches));
    }
    std::unique_ptr<Step> operator()(const filter::And &all) const { return stepForAll(all.nodes); }
    std::unique_ptr<Step> operator()(const filter::Or &any) const
    {
        return std::make_unique<AnyOf>(stepsFor(any.nodes));
    }
    std::unique_ptr<Step> operator()(const filter::Not &not_) const
    {
        return std::make_unique<NoneOf>(stepsFor(not_.node));
    }
};

}

std::unique_ptr<Step> stepFor(const filter::Node &node)
{
    return std::visit(Making(), node.what);
}

std::unique_ptr<Step> stepForAll(const std::vector<filter::Node> &nodes)
{
    return nodes.size() == 1 ? stepFor(nodes.front()) : std::make_unique<AllOf>(stepsFor(nodes));
}

}
