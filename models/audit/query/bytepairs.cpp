// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for each kind of processor, by including itself.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audit/query/bytepairs.cpp"
#include <hwy/foreach_target.h>
// Must come after it.
#include "audit/query/bytepairs.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace sekimori::audit::query::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

size_t findPairOn(const uint8_t *text, size_t size, size_t from, const BytePair &pair)
{
    const hn::ScalableTag<uint8_t> tag;
    const size_t lanes = hn::Lanes(tag);
    const auto firstMask = hn::Set(tag, pair.first.mask);
    const auto firstValue = hn::Set(tag, pair.first.value);
    const auto secondMask = hn::Set(tag, pair.second.mask);
    const auto secondValue = hn::Set(tag, pair.second.value);
    const auto differenceAt = [&](size_t place) HWY_ATTR {
        const auto first = hn::And(hn::LoadU(tag, text + place), firstMask);
        const auto second = hn::And(hn::LoadU(tag, text + place + pair.distance), secondMask);
        return hn::Or(hn::Xor(first, firstValue), hn::Xor(second, secondValue));
    };
    const auto zero = hn::Zero(tag);
    size_t place = from;
    for (; place + pair.distance + 4 * lanes <= size; place += 4 * lanes) {
        const auto a = differenceAt(place);
        const auto b = differenceAt(place + lanes);
        const auto c = differenceAt(place + 2 * lanes);
        const auto d = differenceAt(place + 3 * lanes);
        if (hn::AllFalse(tag, hn::Eq(hn::Min(hn::Min(a, b), hn::Min(c, d)), zero)))
            continue;
        const auto firstOf = [&](auto difference) HWY_ATTR { return hn::FindFirstTrue(tag, hn::Eq(difference, zero)); };
        size_t at = place;
        for (const intptr_t found : {firstOf(a), firstOf(b), firstOf(c), firstOf(d)}) {
            if (found >= 0)
                return at + size_t(found);
            at += lanes;
        }
    }
    for (; place + pair.distance < size; ++place) {
        if (pair.first.fits(char(text[place])) && pair.second.fits(char(text[place + pair.distance])))
            return place;
    }
    return size;
}

}
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sekimori::audit::query {

HWY_EXPORT(findPairOn);

size_t findPair(std::string_view text, size_t from, const BytePair &pair)
{
    return HWY_DYNAMIC_DISPATCH(findPairOn)(reinterpret_cast<const uint8_t *>(text.data()), text.size(), from, pair);
}

}
#endif
