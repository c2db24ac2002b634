// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/program.h"
#include "audit/query/texttest.h"

#include <functional>

namespace sekimori::audit::query {

/// A condition on a coded field: asked once for each text of the dictionary, then looked up for each row.
class CodeStep : public Step {
public:
    using Accepts = std::function<bool(uint32_t code, std::string_view text)>;

    CodeStep(Field field, Accepts accepts);
    CodeStep(Field field, std::shared_ptr<TextTest> test);

    void prepare(const engine::LogSnapshot &log, size_t threads) override;
    BlockRows judge(const engine::Block &block, const BlockRows &among, const Judging &judging) const override;
    int cost() const override { return 1; }

private:
    Field m_field;
    std::shared_ptr<TextTest> m_test; // may be null
    Accepts m_accepts;
    std::vector<uint8_t> m_isAccepted; // by code
};

std::unique_ptr<Step> levelStep(const filter::LevelIn &levels);
std::unique_ptr<Step> sourceStep(const filter::SourceIn &range);

}
