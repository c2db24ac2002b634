// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/codetable.h"
#include "audit/engine/csvrecord.h"
#include "audit/engine/dayandclock.h"
#include "audit/engine/problem.h"
#include "audit/engine/rowcolumns.h"
#include "audit/fieldset.h"

#include <stop_token>

namespace sekimori::audit::engine {

struct FillingContext {
    Dictionaries &dictionaries;
    QTimeZone zone; ///< of times that name none
    FieldSet fields; ///< whose columns are filled
    size_t longestRecord = 0;
};

/// Fills the columns of block after block of one format. Each thread has its own.
class ColumnFiller {
public:
    virtual ~ColumnFiller() = default;
    ColumnFiller(const ColumnFiller &) = delete;
    ColumnFiller &operator=(const ColumnFiller &) = delete;

    /// The block with its columns; null where @p stop came first. What is damaged is added to @p problems.
    std::shared_ptr<const Block> filled(
        const Block &block, const Part &part, const std::stop_token &stop, Problems &problems);

protected:
    ColumnFiller(const FillingContext &context, CodeTable::Decoding decoding);

    /// Reads on from @p row for a while, and tells the row after the last one that it read.
    virtual uint32_t fillFrom(uint32_t row) = 0;

    const Block &block() const { return *m_block; }
    const Part &part() const { return *m_part; }
    RowColumns &columns() { return m_columns; }
    CodeTable &table(Field field) { return m_tables[size_t(field)]; }
    FieldSet filledFields() const { return m_filledFields; }
    size_t longestRecord() const { return m_longestRecord; }
    /// The first column that is this field; none where it is not to be filled.
    std::optional<size_t> columnOf(Field field) const { return m_columnOf[size_t(field)]; }
    /// Where the time of day stands, if the column of the time holds the day only.
    std::optional<size_t> clockColumn() const { return m_clockColumn; }

    void setTime(uint32_t row, std::string_view raw);
    void setJoinedTime(uint32_t row, std::string_view rawDay, std::string_view rawClock);
    /// Nothing stands there.
    void setMissing(Field field, uint32_t row);
    void tell(uint32_t row, size_t position, const Message &reason, const QStringList &arguments = {});
    /// Tells what is not UTF-8 in rows up to @p end that were not looked at yet.
    void checkEncoding(uint32_t end);

private:
    bool setSlowTime(uint32_t row, std::string_view raw);
    void setWritten(uint32_t row, const WrittenTime &written);
    void setUnreadable(uint32_t row, std::string_view raw);
    void setColumns(const Part &part);

    const CodeTable::Decoding m_decoding;
    const FieldSet m_filledFields;
    const size_t m_longestRecord;
    RowColumns m_columns;
    TimeReading m_timeReading;
    DayAndClock m_dayAndClock;
    std::vector<CodeTable> m_tables; ///< by Field
    std::array<uint32_t, allFields.size()> m_emptyCodes{};
    std::array<std::optional<size_t>, allFields.size()> m_columnOf;
    std::optional<size_t> m_clockColumn;
    const Block *m_block = nullptr;
    const Part *m_part = nullptr;
    Problems *m_problems = nullptr;
    uint32_t m_checkedRows = 0;
    std::string m_scratch;
    std::string m_clockScratch;
};

/// The fillers of one thread, one for each format that it meets.
class ColumnFillers {
public:
    explicit ColumnFillers(const FillingContext &context);
    ~ColumnFillers();

    ColumnFiller &of(Format format);

private:
    FillingContext m_context;
    std::array<std::unique_ptr<ColumnFiller>, 2> m_fillers; ///< by Format
};

}
