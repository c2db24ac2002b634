// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/linefeedstream.h"

namespace sekimori::audit::files {

bool QuoteWatch::take(char each)
{
    constexpr std::string_view borders = ",;\t\r\n";
    if (m_place == Place::Quoted || (m_place == Place::BehindQuote && each == '"')) {
        m_place = m_place == Place::Quoted && each == '"' ? Place::BehindQuote : Place::Quoted;
        return false;
    }
    if (m_place == Place::FieldStart && each == '"')
        m_place = Place::Quoted;
    else
        m_place = borders.contains(each) ? Place::FieldStart : Place::InField;
    return true;
}

bool endsLinesWithReturns(std::string_view head)
{
    // Where a byte is zero, it is UTF-16 or damaged.
    if (!head.contains('\r') || head.contains('\0'))
        return false;
    QuoteWatch quotes;
    bool hasReturns = false;
    for (size_t i = 0; i < head.size(); ++i) {
        if (!quotes.take(head[i]))
            continue;
        if (head[i] == '\n')
            return false;
        hasReturns = hasReturns || (head[i] == '\r' && i + 1 < head.size());
    }
    return hasReturns;
}

Result<size_t> LineFeedStream::read(std::span<char> room)
{
    const auto count = m_text->read(room);
    for (char &each : room.first(count.value_or(0))) {
        if (m_quotes.take(each) && each == '\r')
            each = '\n';
    }
    return count;
}

}
