// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/fieldtext.h"
#include "audit/query/foldedsearch.h"
#include "audit/query/program.h"
#include "audit/query/texttest.h"

namespace sekimori::audit::query {

/// A condition on texts that stay in the file. What an accepted text has in it is searched for through all the bytes of
/// a block; a row with a hit is looked at again as it reads, since the hit may be in another field, and marks of
/// quoting within. A record in which text may be written in another way than it reads is looked at in any case.
class TextStep : public Step {
public:
    enum class Where : uint8_t { Complements, ComplementsAndOthers };

    TextStep(std::shared_ptr<TextTest> test, Where where);

    void prepare(const engine::LogSnapshot &log, size_t threads) override;
    BlockRows judge(const engine::Block &block, const BlockRows &among, const Judging &judging) const override;
    int cost() const override { return 10 * m_test->cost(); }

private:
    class Looking;

    std::shared_ptr<TextTest> m_test;
    Where m_where;
    FoldedSearch m_search;
    bool m_areHitsEnough = false; // certain ones, in a complement
    std::optional<FieldTexts> m_complements; // these two once prepare() was called
    std::optional<OtherTexts> m_others; // none: they do not count
};

}
