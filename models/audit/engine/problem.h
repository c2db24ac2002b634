// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QString>

#include <cstdint>
#include <string_view>
#include <vector>

namespace sekimori::audit::engine {

/// A place of a file that is not what it should be. The row is in the table as far as it could be read.
struct Problem {
    uint32_t part = 0;
    uint64_t row = 0;
    uint64_t line = 0; ///< from 1
    uint64_t column = 0; ///< the character in the line, from 1
    Error reason;
    QString raw; ///< what stands there, cut

    bool operator==(const Problem &) const = default;
};

/// What was found, in the order of the rows.
struct Problems {
    static constexpr size_t mostTold = 10'000; ///< more are counted only

    std::vector<Problem> told;
    uint64_t count = 0;
};

namespace messages {
extern const Message TextAfterQuote;
extern const Message QuoteNeverClosed;
extern const Message BareReturn;
extern const Message NulByte;
extern const Message NotUtf8;
extern const Message TooFewFields;
extern const Message TooManyFields;
extern const Message RecordTooLong;
extern const Message TimeUnreadable;
extern const Message LineNotJson;
extern const Message LineNotJsonBeside;
}

}
