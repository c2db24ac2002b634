// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/codetable.h"

#include "audit/engine/utf8text.h"
#include "audit/words.h"

namespace sekimori::audit::engine {
namespace {

constexpr size_t slotsAtFirst = 256;

size_t hashOf(std::string_view text)
{
    return std::hash<std::string_view>()(text);
}

std::string_view latin1(QLatin1StringView name)
{
    return {name.data(), size_t(name.size())};
}

}

std::string_view countedText(Field field, std::string_view text)
{
    if (field == Field::Level) {
        if (const auto level = levelFromWord(text))
            return latin1(nameOf(*level));
    } else if (field == Field::Result) {
        if (const auto result = resultFromWord(text))
            return latin1(nameOf(*result));
    }
    return text;
}

CodeTable::CodeTable(Field field, Dictionary &dictionary, Decoding decoding)
    : m_field(field)
    , m_dictionary(&dictionary)
    , m_decoding(decoding)
    , m_longSlots(slotsAtFirst)
{
    grow();
}

uint32_t CodeTable::askedCode(std::string_view raw)
{
    std::string valid;
    return m_dictionary->codeOf(countedText(m_field, validText(m_decoding(raw, m_scratch), valid)));
}

uint32_t CodeTable::added(const Key &key, std::string_view raw)
{
    if (2 * ++m_count > m_slots.size())
        grow();
    size_t at = hash(key) >> m_shift;
    while (m_slots[at].key.high != 0)
        at = (at + 1) & m_mask;
    m_slots[at] = {key, askedCode(raw)};
    return m_slots[at].code;
}

void CodeTable::grow()
{
    const std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(std::max(slotsAtFirst, 2 * m_slots.size())));
    m_mask = m_slots.size() - 1;
    m_shift = unsigned(64 - std::countr_zero(m_slots.size()));
    for (const Slot &slot : old) {
        if (slot.key.high == 0)
            continue;
        size_t at = hash(slot.key) >> m_shift;
        while (m_slots[at].key.high != 0)
            at = (at + 1) & m_mask;
        m_slots[at] = slot;
    }
}

uint32_t CodeTable::codeOfLong(std::string_view raw)
{
    const size_t mask = m_longSlots.size() - 1;
    size_t at = hashOf(raw) & mask;
    for (; m_longSlots[at].text.data(); at = (at + 1) & mask) {
        if (m_longSlots[at].text == raw)
            return m_longSlots[at].code;
    }
    m_longSlots[at] = {raw, askedCode(raw)};
    const uint32_t code = m_longSlots[at].code;
    if (2 * ++m_longCount > m_longSlots.size())
        growLong();
    return code;
}

void CodeTable::growLong()
{
    const std::vector<LongSlot> old = std::exchange(m_longSlots, std::vector<LongSlot>(4 * m_longSlots.size()));
    const size_t mask = m_longSlots.size() - 1;
    for (const LongSlot &slot : old) {
        if (!slot.text.data())
            continue;
        size_t at = hashOf(slot.text) & mask;
        while (m_longSlots[at].text.data())
            at = (at + 1) & mask;
        m_longSlots[at] = slot;
    }
}

}
