// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

#include <QSet>

#include <algorithm>

/// A log of as many rows as a test likes, none of which exists before it is asked for.
namespace fake {

inline sekimori::audit::Record numberedRecord(int row)
{
    using namespace Qt::StringLiterals;
    using namespace sekimori::audit;
    Record record;
    record.time = timeFromText(u"2026-03-05T14:00:00.123456Z").value() - std::chrono::seconds(row);
    record.level = Level((row % 5 + 5) % 5); // Rows that came in above have numbers below 0.
    record.number = 10'000'000 - row;
    record.texts = {sekimori::audit::toText(*record.time), u"192.0.2.7"_s, u"user%1"_s.arg(row % 7), u"Common"_s,
        u"Security settings"_s, u"change ipRestriction"_s, u"SUCCESS"_s, QString(nameOf(record.level)),
        u"row %1"_s.arg(row)};
    return record;
}

class ManyRows : public sekimori::items::LogModel {
public:
    explicit ManyRows(int count)
        : m_count(count)
    {
        using namespace sekimori;
        QList<items::LogColumn> columns;
        for (const audit::Field field : audit::allFields)
            columns.append(items::fieldColumn(field));
        setColumns(columns << items::numberColumn());
        setZone(QTimeZone::utc());
    }

    using LogModel::setColumns;
    using LogModel::setZone;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_count; }
    std::optional<sekimori::audit::Record> recordAt(int row) const override
    {
        m_asked.insert(row);
        return m_missing.contains(row) ? std::nullopt : std::optional(numberedRecord(row + m_first));
    }
    int rowNear(sekimori::audit::EventTime time) override
    {
        const auto since = numberedRecord(0).time.value() - time;
        return std::clamp(int(std::chrono::floor<std::chrono::seconds>(since).count()) - m_first, 0, m_count - 1);
    }

    /// Which rows somebody wanted to have since the last call.
    QSet<int> takeAsked() { return std::exchange(m_asked, {}); }

    void insert(int row, int count)
    {
        beginInsertRows({}, row, row + count - 1);
        m_count += count;
        m_first -= row == 0 ? count : 0;
        endInsertRows();
    }
    void remove(int first, int last)
    {
        beginRemoveRows({}, first, last);
        m_count -= last - first + 1;
        endRemoveRows();
    }
    void reset(int count)
    {
        beginResetModel();
        m_count = count;
        m_first = 0;
        endResetModel();
    }
    void setMissing(const QSet<int> &rows) { m_missing = rows; }
    void bring(int row)
    {
        m_missing.remove(row);
        emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    }

private:
    int m_count;
    int m_first = 0; ///< of what numberedRecord() knows
    QSet<int> m_missing;
    mutable QSet<int> m_asked;
};

}
