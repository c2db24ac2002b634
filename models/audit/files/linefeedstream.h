// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/bytestream.h"

#include <cstdint>

namespace sekimori::audit::files {

/// Tells what stands in quotes, character by character, whatever the separator is.
class QuoteWatch {
public:
    /// True: @p each stands outside of quotes.
    bool take(char each);

private:
    enum class Place : uint8_t { FieldStart, InField, Quoted, BehindQuote };

    Place m_place = Place::FieldStart;
};

/// The lines of a text that begins so end with a carriage return alone, as old programs wrote them.
bool endsLinesWithReturns(std::string_view head);

/// Such a text, with line feeds in place of the returns that are not quoted.
class LineFeedStream final : public ByteStream {
public:
    explicit LineFeedStream(std::unique_ptr<ByteStream> text)
        : m_text(std::move(text))
    {
    }

    Result<size_t> read(std::span<char> room) override;
    quint64 consumed() const override { return m_text->consumed(); }

private:
    std::unique_ptr<ByteStream> m_text;
    QuoteWatch m_quotes;
};

}
