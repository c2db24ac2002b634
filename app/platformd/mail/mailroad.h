// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/deliveryrows.h"

#include <stop_token>

namespace sekimori::platformd {

/// A mail ready to go, to one address.
struct Letter {
    QString from; ///< bare addresses
    QString to;
    QString name; ///< unlike that of any other, and the same each time that it is sent; fit for a file
    QByteArray bytes; ///< MIME, lines ending in CR LF
};

/// What became of a letter.
struct LetterOutcome {
    enum class Kind {
        Taken,
        TryAgain, ///< it was not taken
        Refused, ///< for good
        NotKnown, ///< it may have been taken
        NotTried, ///< the service is to stop
    };

    Kind kind = Kind::NotTried;
    DeliveryAnswer answer;
    bool concernsAll = false; ///< the way itself is at fault, and no other letter would fare better

    /// The server has said something about this letter, and not about the way.
    bool isThrough() const { return !concernsAll && answer.kind == AnswerKind::Server; }
};

/// The way by which letters leave. Used by one thread at a time.
class MailRoad {
public:
    virtual ~MailRoad() = default;

    /// Returns when it is known what became of it. Once @p stop is requested, it hurries.
    virtual LetterOutcome carry(const Letter &letter, const std::stop_token &stop) = 0;
    /// Called now and then, when nothing is to be carried.
    virtual void rest() { }
};

}
