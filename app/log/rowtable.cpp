// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowtable.h"

#include "audit/engine/recordreading.h"
#include "audit/filter/names.h"
#include "cells.h"
#include "messages.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

using audit::Field;
using audit::Record;

/// From the left; what is short and told at a glance comes first.
constexpr std::array shownFields{Field::Time, Field::Level, Field::Source, Field::User, Field::Service, Field::Module,
    Field::Action, Field::Result, Field::Complement};

constexpr uint64_t rowsMeasured = 1000; ///< the first ones say how wide columns are
constexpr qsizetype widestColumn = 40;

class RowTable {
public:
    RowTable(const audit::query::RowsToWrite &rows, const QTimeZone &zone)
        : m_rows(rows)
        , m_zone(zone)
    {
        for (const Field field : shownFields) {
            if (isThere(field))
                m_columns.push_back({.field = field, .width = cellsOf(title(field))});
        }
        for (uint64_t place = 0; place < std::min(rowsMeasured, m_rows.rows.count()); ++place)
            measure(recordAt(place));
    }

    std::string head() const
    {
        QString line;
        for (const Column &column : m_columns)
            append(line, title(column.field), column);
        return ended(line);
    }

    std::string row(uint64_t place) const
    {
        const Record record = recordAt(place);
        QString line;
        for (const Column &column : m_columns)
            append(line, text(record, column.field), column);
        return ended(line + others(record));
    }

private:
    struct Column {
        Field field;
        qsizetype width;
    };

    bool isThere(Field field) const
    {
        return std::ranges::any_of(*m_rows.log.parts, [field](const audit::engine::Part &part) {
            return std::ranges::contains(part.columns, std::optional(field), &audit::engine::Part::Column::field);
        });
    }

    Record recordAt(uint64_t place) const
    {
        const uint64_t fromFront = m_rows.isBackwards ? m_rows.rows.count() - 1 - place : place;
        const uint64_t row = m_rows.order.empty() ? m_rows.rows.at(fromFront) : m_rows.order[fromFront];
        return readRecord(m_rows.log, row, m_zone);
    }

    void measure(const Record &record)
    {
        for (Column &column : m_columns)
            column.width
                = std::clamp(cellsOf(text(record, column.field)), column.width, std::max(column.width, widestColumn));
    }

    QString title(Field field) const
    {
        const QString name = audit::filter::nameOf(audit::filter::Name(field));
        return field == Field::Time ? u"%1 (%2)"_s.arg(name, QString::fromUtf8(m_zone.id())) : name;
    }

    QString text(const Record &record, Field field) const
    {
        if (field != Field::Time || !record.time)
            return harmless(record[field]);
        const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(*record.time);
        return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), m_zone)
            .toString(u"yyyy-MM-dd HH:mm:ss.zzz");
    }

    /// Columns that nobody knows, behind the others and with their names.
    QString others(const Record &record) const
    {
        QStringList titles;
        for (const auto &column : (*m_rows.log.parts)[record.part].columns) {
            if (!column.field && !column.isNumber && !column.isClock)
                titles += column.title;
        }
        QString text;
        for (qsizetype i = 0; i < record.others.size(); ++i) {
            if (!record.others[i].isEmpty())
                text += "  "_L1 + (i < titles.size() ? harmless(titles[i]) + u'=' : QString())
                    + harmless(record.others[i]);
        }
        if (!record.surplus.isEmpty())
            text += "  surplus="_L1 + harmless(record.surplus);
        return text;
    }

    static void append(QString &line, const QString &cell, const Column &column)
    {
        if (!line.isEmpty())
            line += "  "_L1;
        line += padded(cell, column.width);
    }

    static std::string ended(QString line)
    {
        while (line.endsWith(u' '))
            line.chop(1);
        return line.toStdString() + '\n';
    }

    const audit::query::RowsToWrite &m_rows;
    const QTimeZone m_zone;
    std::vector<Column> m_columns;
};

}

Result<void> writeTable(
    const audit::query::RowsToWrite &rows, const QTimeZone &zone, audit::query::Sink &sink, const std::stop_token &stop)
{
    if (rows.rows.isEmpty())
        return {};
    const RowTable table(rows, zone);
    auto isWritten = sink.write(table.head());
    for (uint64_t place = 0; isWritten && place < rows.rows.count(); ++place) {
        if (stop.stop_requested())
            return std::unexpected(Error(ErrorKind::Unavailable, Interrupted));
        isWritten = sink.write(table.row(place));
    }
    return isWritten;
}

}
