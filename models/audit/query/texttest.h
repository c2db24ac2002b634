// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori::audit::query {

/// Whether one text is wanted, and what such a text has in it for sure, so that it can be searched for.
class TextTest {
public:
    virtual ~TextTest() = default;
    TextTest(const TextTest &) = delete;
    TextTest &operator=(const TextTest &) = delete;

    /// For so many threads; before it is asked, by one thread.
    virtual void prepare(size_t /*threads*/) { }
    virtual bool accepts(std::string_view text, size_t thread) const = 0;
    /// Folded texts, one of which stands in each accepted text after folding. Empty: nothing is known.
    const std::vector<std::string> &needles() const { return m_needles; }
    /// A text that has one of them is accepted: nothing else is asked for.
    virtual bool areEnough() const { return false; }
    /// About how long a text takes.
    virtual int cost() const { return 1; }

protected:
    explicit TextTest(std::vector<std::string> needles)
        : m_needles(std::move(needles))
    {
    }

private:
    std::vector<std::string> m_needles;
};

std::shared_ptr<TextTest> testOf(const filter::TextIs &is);
std::shared_ptr<TextTest> testOf(const filter::TextContains &contains);
std::shared_ptr<TextTest> testOf(const filter::TextMatches &matches);

}
