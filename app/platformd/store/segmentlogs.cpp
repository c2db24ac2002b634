// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/segmentlogs.h"

#include "audit/engine/csvrecord.h"
#include "audit/engine/jsonrecord.h"
#include "audit/engine/loading.h"
#include "audit/engine/recordreading.h"
#include "audit/files/followedfile.h"
#include "store/store.h"

#include <algorithm>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::Field;
using namespace audit::engine;

constexpr size_t memoryForKnownRows = 2 << 20;

/// As canonicalForm() has them.
constexpr std::array<std::pair<QLatin1StringView, std::optional<Field>>, 10> membersOfLines{{
    {"action"_L1, Field::Action},
    {"complement"_L1, Field::Complement},
    {"level"_L1, Field::Level},
    {"module"_L1, Field::Module},
    {"number"_L1, std::nullopt},
    {"result"_L1, Field::Result},
    {"service"_L1, Field::Service},
    {"source"_L1, Field::Source},
    {"time"_L1, Field::Time},
    {"user"_L1, Field::User},
}};

consteval size_t placeOf(std::optional<Field> field)
{
    return size_t(std::ranges::find(membersOfLines, field, [](const auto &member) { return member.second; })
        - membersOfLines.begin());
}

std::vector<Part::Column> columnsOfLines()
{
    std::vector<Part::Column> columns;
    for (const auto &[title, field] : membersOfLines)
        columns.push_back({.title = title, .field = field, .isNumber = !field});
    return columns;
}

LogSnapshot loaded(std::shared_ptr<const Bytes> bytes, const std::stop_token &stop)
{
    Loading loading({Part{
        .bytes = std::move(bytes),
        .format = Format::Ndjson,
        .columns = columnsOfLines(),
        .hasHeader = false,
    }});
    loading.run(stop);
    return loading.snapshot();
}

size_t widthOf(const CodeColumn &column)
{
    return std::visit([](auto codes) { return sizeof(codes[0]); }, column.codes());
}

size_t memoryOf(const LogSnapshot &log)
{
    size_t memory = memoryForKnownRows;
    for (const auto &block : *log.blocks) {
        size_t each = sizeof(block->starts[0]) + sizeof(block->times[0]) + sizeof(block->complements[0]);
        for (const Field field : codedFields)
            each += widthOf(block->codes[size_t(field)]);
        memory += block->rowCount * each;
    }
    return memory;
}

QByteArrayView viewOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// In pieces: a file of some hundred megabytes takes a part of a second.
bool isWhole(const Segment &segment, std::string_view text, const std::stop_token &stop)
{
    constexpr size_t atOnce = 4 << 20;
    if (qint64(text.size()) != segment.bytes)
        return false;
    crypto::Sha256 digest;
    for (size_t at = 0; at < text.size() && !stop.stop_requested(); at += atOnce)
        digest.add(viewOf(text.substr(at, atOnce)));
    return stop.stop_requested() || digest.result() == segment.sha256;
}

}

Result<std::shared_ptr<const SegmentLog>> SegmentLog::load(
    const SegmentFolder &folder, TenantId tenant, const Segment &segment, const std::stop_token &stop)
{
    auto file = audit::files::FollowedFile::open(folder.linesOf(tenant, segment));
    if (!file || !isWhole(segment, (*file)->whole(), stop))
        return std::unexpected(damaged(segment));
    LogSnapshot log = loaded(*std::move(file), stop);
    if (stop.stop_requested())
        return std::unexpected(Error(ErrorKind::Unavailable, messages::WriterStopped));
    if (qint64(log.rowCount) != segment.size() || !log.isFilled())
        return std::unexpected(damaged(segment));
    return std::shared_ptr<const SegmentLog>(new SegmentLog(segment, std::move(log)));
}

SegmentLog::SegmentLog(const Segment &segment, LogSnapshot log)
    : m_segment(segment)
    , m_log(std::move(log))
    , m_memory(memoryOf(m_log))
    , m_known(std::make_shared<audit::query::KnownRows>(memoryForKnownRows))
{
}

Result<audit::Event> SegmentLog::event(qint64 number) const
{
    thread_local JsonRecords records;
    thread_local std::vector<std::string_view> fields;
    const Block &block = blockOf(m_log, rowOf(number));
    const auto row = uint32_t(rowOf(number) - block.firstRow);
    const std::string_view line = withoutLineEnds(block.record(row));
    if (!records.split(line, line.size(), m_log.parts->front().columns, fields)
        || viewOf(fields[placeOf(std::nullopt)]).toLongLong() != number)
        return std::unexpected(damaged(m_segment));
    std::string scratch;
    const auto text = [&](size_t place) { return QString::fromUtf8(viewOf(jsonText(fields[place], scratch))); };
    return audit::Event{
        .number = number,
        .time = audit::EventTime(std::chrono::microseconds(block.times[row])),
        .source = text(placeOf(Field::Source)),
        .user = text(placeOf(Field::User)),
        .service = text(placeOf(Field::Service)),
        .module = text(placeOf(Field::Module)),
        .action = text(placeOf(Field::Action)),
        .result = audit::EventResult(block.codes[size_t(Field::Result)][row]),
        .level = audit::Level(block.codes[size_t(Field::Level)][row]),
        .complement = text(placeOf(Field::Complement)),
    };
}

audit::query::RowSet SegmentLog::select(const audit::filter::Filter &filter, audit::query::Workers &workers) const
{
    audit::query::Selection selection(filter, m_known);
    selection.extend(m_log, workers, {});
    return selection.rows();
}

SegmentLogs::SegmentLogs(const QString &folder, size_t memory)
    : m_folder(folder)
    , m_most(memory)
{
}

SegmentLogs::~SegmentLogs() = default;

Result<std::shared_ptr<const SegmentLog>> SegmentLogs::open(TenantId tenant, const Segment &segment)
{
    const Key key{tenant, segment.file};
    std::promise<Opened> opening;
    {
        std::unique_lock lock(m_mutex);
        if (const auto found = std::ranges::find(m_entries, key, &Entry::key); found != m_entries.end()) {
            m_entries.splice(m_entries.begin(), m_entries, found);
            const auto log = found->log;
            lock.unlock();
            return log.get();
        }
        m_entries.push_front({.key = key, .log = opening.get_future().share()});
    }
    auto opened = SegmentLog::load(m_folder, tenant, segment, m_stop.get_token());
    settle(key, opened);
    opening.set_value(opened);
    return opened;
}

/// What failed is not kept: it is looked for again the next time.
void SegmentLogs::settle(const Key &key, const Opened &opened)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find(m_entries, key, &Entry::key);
    if (found == m_entries.end())
        return;
    if (!opened) {
        m_entries.erase(found);
        return;
    }
    found->memory = (*opened)->memory();
    dropOldest();
}

/// The one that was used last stays, whatever its size.
void SegmentLogs::dropOldest()
{
    size_t memory = 0;
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const bool isTooMuch = memory + entry->memory > m_most && entry->memory > 0 && entry != m_entries.begin();
        memory += isTooMuch ? 0 : entry->memory;
        entry = isTooMuch ? m_entries.erase(entry) : std::next(entry);
    }
}

void SegmentLogs::forget(TenantId tenant, const QString &file)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_entries, [&](const Entry &entry) { return entry.key == Key{tenant, file}; });
}

void SegmentLogs::stop()
{
    m_stop.request_stop();
}

void SegmentLogs::waitForReaders(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    const quint64 epoch = m_epoch++;
    m_readerLeft.wait(lock, stop, [&] { return m_readers.empty() || *m_readers.begin() > epoch; });
}

quint64 SegmentLogs::beginReading()
{
    const std::scoped_lock lock(m_mutex);
    return *m_readers.insert(m_epoch);
}

void SegmentLogs::endReading(quint64 epoch)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_readers.erase(m_readers.find(epoch));
    }
    m_readerLeft.notify_all();
}

LogReading::LogReading(Database &database)
    : m_database(database)
{
    if (m_database.segments())
        m_epoch = m_database.segments()->beginReading();
    if (sqlite3_get_autocommit(m_database.handle()) != 0)
        m_hasBegun = m_database.run(u"BEGIN"_s).has_value();
}

LogReading::~LogReading()
{
    if (m_hasBegun)
        (void)m_database.run(u"COMMIT"_s);
    if (m_database.segments())
        m_database.segments()->endReading(m_epoch);
}

}
