// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/codestep.h"

#include "audit/query/columns.h"

#include <algorithm>
#include <utility>

namespace sekimori::audit::query {

CodeStep::CodeStep(Field field, Accepts accepts)
    : m_field(field)
    , m_accepts(std::move(accepts))
{
}

CodeStep::CodeStep(Field field, std::shared_ptr<TextTest> test)
    : m_field(field)
    , m_test(std::move(test))
    , m_accepts([this](uint32_t, std::string_view text) { return m_test->accepts(text, 0); })
{
}

void CodeStep::prepare(const engine::LogSnapshot &log, size_t threads)
{
    if (m_test)
        m_test->prepare(threads);
    const engine::Dictionary &dictionary = (*log.dictionaries)[m_field];
    for (auto code = uint32_t(m_isAccepted.size()), size = dictionary.size(); code < size; ++code)
        m_isAccepted.push_back(m_accepts(code, dictionary[code]));
}

BlockRows CodeStep::judge(const engine::Block &block, const BlockRows &among, const Judging &) const
{
    if (!std::ranges::contains(m_isAccepted, uint8_t(1)))
        return BlockRows::none(among.rowCount());
    return withCodes(block, m_field,
        [&](auto codes) { return wordwise(among, [&](uint32_t row) { return m_isAccepted[codes[row]]; }); });
}

std::unique_ptr<Step> levelStep(const filter::LevelIn &levels)
{
    return std::make_unique<CodeStep>(
        Field::Level, [levels](uint32_t code, std::string_view) { return levels.levels[levelOf(code)]; });
}

std::unique_ptr<Step> sourceStep(const filter::SourceIn &range)
{
    return std::make_unique<CodeStep>(Field::Source, [range](uint32_t, std::string_view text) {
        const auto meant = filter::sourceMeant(QString::fromUtf8(text));
        return meant && range.holds(*meant);
    });
}

}
