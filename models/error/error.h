// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <expected>
#include <initializer_list>
#include <utility>

namespace sekimori {

/// What went wrong, coarse enough for code to branch on. Each kind meets one HTTP status in
/// app/platformd/http/problem.cpp.
enum class ErrorKind {
    Malformed, ///< the text or bytes are not what they claim to be
    Invalid, ///< well formed, but a value breaks a rule
    Unauthenticated, ///< nobody, or a token that has ended
    Forbidden, ///< somebody, but not of a role that may
    NotFound,
    NotAllowed, ///< the resource has no such method
    Conflict, ///< refused as things stand now: would lock out, already taken
    Stale, ///< based on an older revision
    RevisionMissing, ///< a change that names no revision
    TooLarge,
    TooMany, ///< asked more often than a limit lets
    Gone, ///< it was there once and will not come back
    Misdirected, ///< the Host is not the one the connection was opened for
    Unavailable, ///< the other side is away, slow or full; trying again may help
    Internal, ///< a defect or a broken disk; the details stand in the service's own log only
};

/// A sentence that can be told to a person: a stable code for programs, and the English text with %1, %2 … for
/// its arguments. Declared as a constant beside the code that uses it, with QT_TRANSLATE_NOOP("Messages", …).
struct Message {
    const char *code;
    const char *text;
};

/// Why something failed. Carries no sentence: renderMessage() makes one at the border, in the reader's language.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    const Message *message = nullptr; ///< points at a constant; never null once made
    QStringList arguments; ///< never a secret
    QString field; ///< path such as `entries[3].network`; empty when no single field is to blame

    Error(ErrorKind kind, const Message &message, QStringList arguments = {}, QString field = {})
        : kind(kind)
        , message(&message)
        , arguments(std::move(arguments))
        , field(std::move(field))
    {
    }

    bool is(const Message &other) const { return message == &other; }

    /// The same error, its field placed below @p parent: `network` in `entries[3]` is `entries[3].network`.
    Error under(const QString &parent) const;

    bool operator==(const Error &) const = default;
};

template<typename T>
using Result = std::expected<T, Error>;

using Errors = QList<Error>;

/// An answer tells no more mistakes than these; ten thousand of them help nobody and cost memory.
inline constexpr qsizetype maxToldErrors = 100;
inline constexpr Message MoreErrors{"errors.more",
    QT_TRANSLATE_NOOP(
        "Messages", "There are more mistakes than the %1 that are told here. Correct these, then try again.")};

/// Appends @p error while there is room. Of those beyond maxToldErrors only the fact is kept: MoreErrors, at the end.
void addError(Errors &errors, const Error &error);
/// Nothing that addError() may still be given will change @p errors, so looking further is of no use.
bool isFull(const Errors &errors);

}
