// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

#include <QMap>
#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace fake {

using namespace sekimori;

/// Rows that are all there.
class LogRows : public items::LogModel {
public:
    LogRows()
    {
        QList<items::LogColumn> columns;
        for (const audit::Field field : audit::allFields)
            columns.append(items::fieldColumn(field));
        setColumns(columns);
    }

    void setRecords(const QList<audit::Record> &records)
    {
        beginResetModel();
        m_records = records;
        endResetModel();
    }
    void setShownZone(const QTimeZone &zone) { setZone(zone); }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_records.size()); }
    std::optional<audit::Record> recordAt(int row) const override { return m_records.at(row); }
    int rowNear(audit::EventTime time) override
    {
        const auto distance = [time](const audit::Record &record) {
            return record.time ? std::chrono::abs(*record.time - time) : std::chrono::microseconds::max();
        };
        const auto nearest = std::ranges::min_element(m_records, {}, distance);
        return nearest == m_records.end() ? -1 : int(nearest - m_records.begin());
    }

private:
    QList<audit::Record> m_records;
};

/// A file on its way that a test lets get there, or not.
class LogExport : public items::LogExport {
public:
    bool isStarted = false;

    void start() override { isStarted = true; }
};

/// A log that says what a test tells it to, and remembers what it was asked.
class LogSource : public items::LogSource {
public:
    struct ValuesQuestion {
        audit::Field field{};
        QString start;

        bool operator==(const ValuesQuestion &) const = default;
    };

    QList<items::LogQuery> queries;
    QList<ValuesQuestion> questions; ///< of findValues()
    QMap<audit::Field, QList<items::ValueCount>> values; ///< what is answered, as far as it begins so
    bool answersValues = true; ///< off: the answer is never there
    bool isSummaryWanted = false;
    int cancelled = 0;

    struct ExportQuestion {
        QString path;
        items::LogFileWish wish;
        std::optional<QList<items::LogRowRange>> chosen;
    };

    bool exportsChosen = true;
    QList<ExportQuestion> exports;
    QPointer<LogExport> exporting; ///< the last one
    bool seals = false;
    QList<std::pair<QString, platform::LogSpan>> sealed;

    LogRows &rows() override { return m_rows; }
    void setQuery(const items::LogQuery &query) override
    {
        queries.append(query);
        m_query = query;
        m_rows.setShownZone(query.zone);
    }
    const items::LogQuery &query() const override { return m_query; }
    const items::LogState &state() const override { return m_state; }
    void setState(const items::LogState &state)
    {
        m_state = state;
        emit stateChanged();
    }
    void setSummaryWanted(bool isWanted) override { isSummaryWanted = isWanted; }
    const items::LogSummary &summary() const override { return m_summary; }
    void setSummary(const items::LogSummary &summary)
    {
        m_summary = summary;
        emit summaryChanged();
    }
    void findValues(audit::Field field, const QString &start, QObject *context,
        const std::function<void(const QList<items::ValueCount> &)> &callback) override
    {
        questions.append({field, start});
        if (!answersValues)
            return;
        QList<items::ValueCount> found;
        for (const items::ValueCount &value : std::as_const(values[field])) {
            if (value.value.startsWith(start, Qt::CaseInsensitive))
                found.append(value);
        }
        const qsizetype asked = questions.size();
        QTimer::singleShot(0, context, [this, asked, found, callback] {
            if (asked == questions.size()) // Nothing else was asked since.
                callback(found);
        });
    }
    bool canExportChosen() const override { return exportsChosen; }
    std::unique_ptr<items::LogExport> exportTo(const QString &path, const items::LogFileWish &wish,
        const std::optional<QList<items::LogRowRange>> &chosen) override
    {
        exports.append({path, wish, chosen});
        auto writing = std::make_unique<LogExport>();
        exporting = writing.get();
        return writing;
    }
    bool canSeal() const override { return seals; }
    std::unique_ptr<items::LogExport> seal(const QString &path, const platform::LogSpan &span) override
    {
        sealed.append({path, span});
        auto writing = std::make_unique<LogExport>();
        exporting = writing.get();
        return writing;
    }
    void cancel() override { ++cancelled; }

private:
    LogRows m_rows;
    items::LogQuery m_query;
    items::LogState m_state;
    items::LogSummary m_summary;
};

}
