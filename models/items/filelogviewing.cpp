// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filelogviewing.h"

#include "audit/engine/recordreading.h"

#include <algorithm>

namespace sekimori::items {

using audit::engine::LogSnapshot;
using audit::query::BlockRows;
using audit::query::RowSet;
using audit::query::Scope;

namespace {

/// Beside those of @p filled all rows that can be read already, though nothing can be asked of them yet.
RowSet withUnfilled(RowSet filled, const LogSnapshot &log)
{
    for (size_t i = filled.blockCount(); i < log.blocks->size(); ++i)
        filled.append(std::make_shared<const BlockRows>(BlockRows::all((*log.blocks)[i]->rowCount)));
    return filled;
}

bool isSamePart(const audit::engine::Part &part, const audit::engine::Part &before)
{
    return part.path == before.path && part.name == before.name;
}

/// The row of @p log that @p row is, of the same log when it was shorter: the same one of its part.
uint64_t rowInGrown(const LogSnapshot &log, const LogSnapshot &before, uint64_t row)
{
    const auto &held = audit::engine::blockOf(before, row);
    uint64_t place = row - held.firstRow; // among those of its part
    for (const auto &block : *before.blocks) {
        if (block.get() == &held)
            break;
        place += block->part == held.part ? block->rowCount : 0;
    }
    for (const auto &block : *log.blocks) {
        if (!isSamePart((*log.parts)[block->part], (*before.parts)[held.part]))
            continue;
        if (place < block->rowCount)
            return block->firstRow + place;
        place -= block->rowCount;
    }
    return log.rowCount;
}

}

std::optional<FileLogChange> FileLogViewing::view(
    const FileLogQuestion &question, const std::stop_token &stop, const Listener &listener)
{
    follow(question);
    m_shown = question.shown;
    const LogSnapshot &log = inZone(question.log, question.query.zone);
    const auto rowsOf = [&](const audit::query::RowSet &chosen, FileLogRows::Order order) {
        return std::make_shared<const FileLogRows>(log, chosen, std::move(order), question.query.isDescending);
    };
    const bool isReadAgain = question.isContinued && question.shown->log().dictionaries != log.dictionaries;
    // Ascending by time is how logs are written: what is found comes at the end then, and can be shown as it comes.
    const bool isShownSoFar = question.query.isByTime() && !question.query.isDescending && !isReadAgain;
    const auto tell = [&](const audit::query::RowSet &soFar) {
        const Scope scope{.log = log, .rows = soFar, .workers = *m_workers, .stop = stop};
        if (isShownSoFar && !soFar.isEmpty() && isInOrderOfTime(scope) == true)
            listener(changeTo(rowsOf(soFar, {}), {}));
    };
    if (!m_selection->extend(log, *m_workers, stop, tell))
        return std::nullopt;
    const Scope scope{.log = log, .rows = m_selection->rows(), .workers = *m_workers, .stop = stop};
    // Where nothing is left out, and what is known stands in the order of time, the rest is shown before it is known.
    if (!log.isFilled() && !question.query.filter.root && question.query.isByTime() && isInOrderOfTime(scope) == true)
        return changeTo(rowsOf(withUnfilled(m_selection->rows(), log), {}), question.held, question.isContinued);
    const auto ordered = order(scope, question.query);
    if (!ordered || stop.stop_requested())
        return std::nullopt;
    return changeTo(rowsOf(m_selection->rows(), *ordered), question.held, question.isContinued);
}

/// What was found for another log or another filter is of no use any more; what it has taught is.
void FileLogViewing::follow(const FileLogQuestion &question)
{
    const LogSnapshot &log = question.log;
    const bool isSame = isSameLog(log);
    m_log = log.dictionaries;
    m_blockCount = log.filledBlocks;
    m_lastBlock = m_blockCount > 0 ? (*log.blocks)[m_blockCount - 1] : nullptr;
    if (!isSame) {
        m_known = std::make_shared<audit::query::KnownRows>();
        m_selection.reset();
        m_zoned.reset();
    }
    if (m_selection && m_filter == question.query.filter)
        return;
    m_filter = question.query.filter;
    m_selection.emplace(m_filter, m_known);
}

/// A file that is followed gets a larger block in place of its last one.
bool FileLogViewing::isSameLog(const LogSnapshot &log) const
{
    if (m_log != log.dictionaries || m_blockCount > log.filledBlocks)
        return false;
    return m_blockCount == 0 || (*log.blocks)[m_blockCount - 1] == m_lastBlock;
}

const LogSnapshot &FileLogViewing::inZone(const LogSnapshot &log, const QTimeZone &zone)
{
    if (!hasTimesWithoutZone(log))
        return log;
    if (m_zoned && m_zoned->zone != zone) { // Other times fulfil a condition on them.
        m_known = std::make_shared<audit::query::KnownRows>();
        m_selection.emplace(m_filter, m_known);
    }
    if (!m_zoned || m_zoned->blocks != log.blocks || m_zoned->zone != zone)
        m_zoned = Zoned{.blocks = log.blocks, .zone = zone, .log = rezoned(log, zone)};
    return m_zoned->log;
}

/// Rows that stand in the order of time already need no order of their own.
std::optional<FileLogRows::Order> FileLogViewing::order(const Scope &scope, const LogQuery &query)
{
    if (query.isByTime()) {
        const auto isInOrder = isInOrderOfTime(scope);
        if (!isInOrder)
            return std::nullopt;
        if (*isInOrder)
            return FileLogRows::Order();
    }
    auto rows = inOrder(scope, query.orderedBy);
    if (!rows)
        return std::nullopt;
    return std::make_shared<const std::vector<audit::query::RowNumber>>(std::move(*rows));
}

FileLogChange FileLogViewing::changeTo(
    const std::shared_ptr<const FileLogRows> &rows, const std::vector<uint64_t> &held, bool isContinued)
{
    const auto before = std::exchange(m_shown, rows);
    FileLogChange change{.rows = rows, .overlap = {}, .places = {}};
    const bool isOtherLog = before->log().dictionaries != rows->log().dictionaries;
    change.isOtherLog = isOtherLog && !isContinued;
    change.isRenumbered = isOtherLog && isContinued;
    if (change.isOtherLog)
        return change;
    change.overlap = rows->overlapWith(*before);
    if (held.empty())
        return change;
    std::vector<uint64_t> now = held;
    if (change.isRenumbered)
        std::ranges::transform(
            held, now.begin(), [&](uint64_t row) { return rowInGrown(rows->log(), before->log(), row); });
    const std::vector<int> places = rows->placesOf(now);
    for (size_t i = 0; i < places.size(); ++i)
        change.places.emplace(held[i], places[i]);
    return change;
}

QString FileLogViewing::emptiedBy(const FileLogQuestion &question, const std::stop_token &stop)
{
    const auto &filter = question.query.filter;
    const auto place = emptyingTerm(filter, inZone(question.log, question.query.zone), *m_workers, stop);
    return place ? filter.text.mid(place->position, place->length) : QString();
}

bool hasTimesWithoutZone(const LogSnapshot &log)
{
    if (!log.blocks)
        return false;
    const std::span blocks(log.blocks->data(), log.filledBlocks);
    return std::ranges::any_of(blocks, [](const auto &block) { return !block->unzoned.empty(); });
}

}
