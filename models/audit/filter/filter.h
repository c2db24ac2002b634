// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"
#include "audit/event.h"
#include "audit/field.h"

#include <QString>

#include <array>
#include <optional>
#include <span>
#include <variant>
#include <vector>

/// A filter as a tree of conditions: what the parser gives, and all that the column engine, the SQL of the platform and
/// the test of a single event know of the language. Texts compare after Unicode's simple case folding, without
/// normalisation, everywhere alike (see foldedtext.h).
namespace sekimori::audit::filter {

/// Where in the typed text something stands, in UTF-16 code units.
struct Place {
    qsizetype position = 0;
    qsizetype length = 0;

    bool operator==(const Place &) const = default;
};

/// From when, and until when (excluded). An event whose time could not be read is in no span.
struct TimeIn {
    std::optional<EventTime> since;
    std::optional<EventTime> until;

    bool operator==(const TimeIn &) const = default;
};

/// One of these levels. A level that nobody knows counts as information.
struct LevelIn {
    std::array<bool, 5> levels{}; ///< by Level

    bool operator==(const LevelIn &) const = default;
};

/// An address from first to last, both included and of one family. A source that is a network (so merged refusals say
/// it) is in if all of it is; any other text is in no range.
struct SourceIn {
    IpAddress first;
    IpAddress last;

    bool holds(const SourceIn &other) const { return first <= other.first && other.last <= last; }
    bool operator==(const SourceIn &) const = default;
};

/// What the source of an event says: an address, or all of a network; none: neither.
std::optional<SourceIn> sourceMeant(QStringView text);

/// The whole text, from its first to its last character.
struct TextIs {
    Field field{};
    QString text;
    bool hasWildcards = false; ///< then `*` in the text stands for any characters, also for none

    bool operator==(const TextIs &) const = default;
};

/// Somewhere in the field; with no field, somewhere in one of textFields or of the columns that nobody knows.
struct TextContains {
    std::optional<Field> field;
    QString text; ///< never empty

    bool operator==(const TextContains &) const = default;
};

/// A regular expression (RE2's syntax) that is found somewhere in the field, or with no field in any of the same ones
/// as for TextContains. Case counts only after `(?-i)`; `.` is no line break, `^` and `$` are the ends of the field.
struct TextMatches {
    std::optional<Field> field;
    QString expression; ///< one that RE2 takes

    bool operator==(const TextMatches &) const = default;
};

struct Node;
/// All of them; any of them. Never empty.
struct And {
    std::vector<Node> nodes;
    bool operator==(const And &) const;
};
struct Or {
    std::vector<Node> nodes;
    bool operator==(const Or &) const;
};
struct Not {
    std::vector<Node> node; ///< exactly one
    bool operator==(const Not &) const;
};

struct Node {
    std::variant<TimeIn, LevelIn, SourceIn, TextIs, TextContains, TextMatches, And, Or, Not> what;
    Place place; ///< what the person typed for it

    bool operator==(const Node &) const = default;
};

/// What was asked for. Without a root everything is wanted.
struct Filter {
    QString text; ///< as typed
    std::optional<Node> root;
    /// The top-level terms, which a page shows as chips: one for each node of an And at the root, or else one.
    std::vector<Place> terms;

    bool operator==(const Filter &) const = default;
};

/// An event as text fields, so that a row of a file with an unknown level is judged like one of the platform.
struct Subject {
    std::optional<EventTime> time;
    std::array<QStringView, allFields.size()> texts; ///< by Field, those of level and result as textFields says
    Level level{};
    std::span<const QString> others; ///< columns that nobody knows
};

}
