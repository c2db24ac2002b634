// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/requiredtext.h"

#include "audit/filter/expression.h"
#include "audit/filter/foldedtext.h"

#include <algorithm>
#include <numeric>
#include <re2/filtered_re2.h>
#include <utility>

namespace sekimori::audit::query {
namespace {

constexpr int shortest = 2; // bytes: what is shorter stands everywhere
constexpr size_t mostTexts = 4; // one search for each
constexpr size_t shortestInCommon = 3;

/// RE2's own knowledge of an expression: what must be there is and's and or's of texts that it calls atoms.
class Atoms {
public:
    explicit Atoms(QStringView expression)
        : m_filter(shortest)
    {
        int id = 0;
        if (m_filter.Add(expression.toUtf8().toStdString(), filter::expressionOptions(), &id) == re2::RE2::NoError)
            m_filter.Compile(&m_texts);
    }

    const std::vector<std::string> &texts() const { return m_texts; }

    /// No text can match that has none of these.
    bool areRequired(const std::vector<int> &places) const
    {
        std::vector<int> others;
        for (int i = 0; i < int(m_texts.size()); ++i) {
            if (!std::ranges::contains(places, i))
                others.push_back(i);
        }
        std::vector<int> possible;
        m_filter.AllPotentials(others, &possible);
        return possible.empty();
    }

private:
    re2::FilteredRE2 m_filter;
    std::vector<std::string> m_texts;
};

/// The longest text that stands in each of @p texts.
std::string inCommon(const std::vector<std::string> &texts)
{
    const std::string &first = texts.front();
    for (size_t length = first.size(); length > 0; --length) {
        for (size_t begin = 0; begin + length <= first.size(); ++begin) {
            const auto piece = std::string_view(first).substr(begin, length);
            if (std::ranges::all_of(texts, [piece](const std::string &text) { return text.contains(piece); }))
                return std::string(piece);
        }
    }
    return {};
}

}

std::vector<std::string> requiredTexts(QStringView expression)
{
    const Atoms atoms(expression);
    const auto &texts = atoms.texts();
    std::vector<int> places(texts.size());
    std::iota(places.begin(), places.end(), 0);
    if (texts.empty() || !atoms.areRequired(places))
        return {};
    // Leaves the short ones out, as long as one of those that stay has to be there.
    std::ranges::sort(places, {}, [&](int place) { return texts[size_t(place)].size(); });
    for (size_t i = 0; i < places.size();) {
        auto fewer = places;
        fewer.erase(fewer.begin() + ptrdiff_t(i));
        if (!fewer.empty() && atoms.areRequired(fewer))
            places = fewer;
        else
            ++i;
    }
    std::vector<std::string> required;
    for (const int place : places)
        required.push_back(filter::folded(std::string_view(texts[size_t(place)])));
    if (std::string common = inCommon(required); common.size() >= shortestInCommon)
        return {std::move(common)};
    return required.size() <= mostTexts ? required : std::vector<std::string>();
}

}
