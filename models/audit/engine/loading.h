// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/engine/problem.h"
#include "audit/fieldset.h"

#include <QTimeZone>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace sekimori::audit::engine {

struct LoadingOptions {
    QTimeZone zone{QTimeZone::UTC}; ///< in which times are read that name none
    /// Which columns are filled, where what will be asked is known: no other may be asked about then, and what is
    /// damaged elsewhere in a record may stay untold.
    FieldSet fields = FieldSet::all();
    unsigned threads = 0; ///< 0: one for each core
    size_t firstChunk = 128 << 10; ///< so many bytes are cut into records first, that something can be shown
    size_t chunk = 8 << 20;
    uint32_t blockRows = Block::mostRows;
    size_t longestRecord = 16 << 20; ///< what is longer is cut, and told
};

/// How far loading is.
struct LoadingProgress {
    uint64_t bytesThere = 0; ///< of all parts, as far as they are there by now
    uint64_t bytesCut = 0; ///< of them, cut into records
    uint64_t bytesFilled = 0; ///< of them, with their columns

    bool operator==(const LoadingProgress &) const = default;
};

/// Turns the text of files into a table, part after part, on all cores: first where records start, so that any row can
/// be shown; then their columns. What is done is published block by block while the rest goes on. Rows that are damaged
/// are read as far as they can be, and told as problems (see csvrecord.h for the rule).
class Loading {
public:
    /// Called while run() works, from one of its threads, never twice at once and not too often: at the first rows, as
    /// more come, and with the last ones; also with the last before the text has a rest.
    using Listener = std::function<void(const LogSnapshot &snapshot, const LoadingProgress &progress)>;

    /// Of parts that come by add().
    explicit Loading(const LoadingOptions &options);
    explicit Loading(const std::vector<Part> &parts, const LoadingOptions &options = {});
    ~Loading();
    Loading(const Loading &) = delete;
    Loading &operator=(const Loading &) = delete;

    /// Behind the others, from any thread, also while run() works. With @p areAll there will be no more.
    void add(const std::vector<Part> &parts, bool areAll);

    /// Reads until all parts are there and read, or @p stop. Parts that are followed are read as far as they are there:
    /// another run goes on from there. One run at a time; one that was stopped is the last.
    void run(const std::stop_token &stop, const Listener &listener = {});

    /// These are for any thread, at any time.
    LogSnapshot snapshot() const;
    LoadingProgress progress() const;
    Problems problems() const;

private:
    class Work;
    std::unique_ptr<Work> m_work;
};

}
