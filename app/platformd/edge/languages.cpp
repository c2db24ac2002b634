// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/languages.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

struct Range {
    QByteArray tag;
    double weight = 1;
};

/// One element such as `ja;q=0.8`; weight 0, also for a malformed one, means "not this".
Range rangeOf(const QByteArray &element)
{
    const QByteArrayList parts = element.split(';');
    Range range{.tag = parts.first().trimmed().toLower()};
    for (const QByteArray &parameter : parts.sliced(1)) {
        const QByteArray trimmed = parameter.trimmed().toLower();
        if (!trimmed.startsWith("q="))
            continue;
        bool isNumber = false;
        range.weight = trimmed.sliced(2).toDouble(&isNumber);
        if (!isNumber || range.weight < 0 || range.weight > 1)
            range.weight = 0;
    }
    return range;
}

std::unique_ptr<QTranslator> translatorFor(QLatin1StringView locale)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(u":/i18n/sekimori_"_s + locale))
        return nullptr;
    return translator;
}

}

Languages::Languages()
{
    m_offered.push_back({policy::Language::English, "en", {"en", "*"}, nullptr});
    m_offered.push_back({policy::Language::Japanese, "ja", {"ja"}, translatorFor("ja"_L1)});
    m_offered.push_back({policy::Language::TraditionalChinese, "zh-TW", {"zh-tw", "zh-hant", "zh-hk", "zh-mo", "zh"},
        translatorFor("zh_TW"_L1)});
}

const Languages::Offered *Languages::offerFor(QByteArrayView range) const
{
    // As in RFC 4647's look-up: cut from the end until something matches.
    for (QByteArrayView rest = range; !rest.isEmpty();
        rest = rest.first(std::max<qsizetype>(rest.lastIndexOf('-'), 0))) {
        const auto found = std::ranges::find_if(
            m_offered, [&](const Offered &each) { return each.accepted.contains(rest.toByteArray()); });
        if (found != m_offered.end())
            return &*found;
    }
    return nullptr;
}

Language Languages::languageOf(const Offered &offer)
{
    return {offer.tag, offer.translator.get(), offer.language};
}

Language Languages::preferredBy(QByteArrayView acceptLanguage, policy::Language otherwise) const
{
    std::vector<Range> ranges;
    const QByteArrayView bounded = acceptLanguage.first(std::min<qsizetype>(acceptLanguage.size(), 512));
    for (const QByteArray &element : bounded.toByteArray().split(','))
        ranges.push_back(rangeOf(element));
    std::ranges::stable_sort(ranges, std::greater(), &Range::weight);
    for (const Range &range : ranges) {
        const Offered *offer = range.weight > 0 ? offerFor(range.tag) : nullptr;
        if (offer)
            return languageOf(*offer);
    }
    const auto own = std::ranges::find(m_offered, otherwise, &Offered::language);
    return languageOf(own == m_offered.end() ? m_offered.front() : *own);
}

}
