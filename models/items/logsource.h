// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"
#include "audit/query/ordering.h"
#include "items/logexport.h"
#include "items/logmodel.h"
#include "platform/auditquestion.h"

#include <QObject>
#include <QTimeZone>

#include <functional>
#include <memory>

namespace sekimori::items {

/// What the page wants to see of a log.
struct LogQuery {
    audit::filter::Filter filter;
    QTimeZone zone = QTimeZone::systemTimeZone(); ///< in which times are shown, and read where a file names none
    audit::query::OrderKey orderedBy{}; ///< by time
    bool isDescending = true;

    bool isByTime() const { return orderedBy == audit::query::OrderKey(); }

    bool operator==(const LogQuery &) const = default;
};

/// How far the source is.
struct LogState {
    enum class Progress { Idle, Reading, Filtering };

    Progress progress = Progress::Idle;
    std::optional<double> done; ///< 0 to 1, where it is known
    qint64 shown = 0; ///< rows that the filter lets through, as far as is known
    bool isShownFinal = false; ///< shown will not change any more, but for new events
    qint64 all = 0; ///< rows of the whole log, as far as is known; -1: nobody has counted
    QString failure; ///< a sentence for people; empty while all is well
    qint64 damaged = 0; ///< places in the files that could not be read
    /// An empty result: the text of the filter's term without which there would be rows; empty: not known.
    QString emptiedBy;

    bool operator==(const LogState &) const = default;
};

struct ValueCount {
    QString value;
    qint64 count = 0;

    bool operator==(const ValueCount &) const = default;
};

/// What is summed up over all rows that the filter lets through.
struct LogSummary {
    struct Bar {
        audit::EventTime begin{};
        std::array<qint64, 5> counts{}; ///< by level, lowest first
        qint64 failed = 0; ///< of them, of any result but SUCCESS

        bool operator==(const Bar &) const = default;
    };

    QList<Bar> bars; ///< oldest first, without gaps
    std::chrono::seconds step{3600};
    std::array<std::array<qint64, 24>, 7> hours{}; ///< by weekday, Monday first, and hour, in the zone of the query
    QList<ValueCount> users; ///< the most frequent first
    QList<ValueCount> addresses;
    QList<ValueCount> actions;
    bool isFinal = false; ///< over all rows; otherwise over those that were there

    bool operator==(const LogSummary &) const = default;
};

/// A log as the page sees it, of files or of the platform alike: rows to show, and what is summed up over them. What is
/// asked for comes later, by a signal, and a newer question replaces an older one. Knows no widget.
class LogSource : public QObject {
    Q_OBJECT

public:
    static constexpr int barsWanted = 200; ///< about so many, by a step that people count in
    static constexpr int topWanted = 10;

    using QObject::QObject;

    virtual LogModel &rows() = 0;
    virtual void setQuery(const LogQuery &query) = 0;
    virtual const LogQuery &query() const = 0;
    /// Why rows cannot be put in this order, as a sentence; empty: they can.
    virtual QString whyNotOrdered(const audit::query::OrderKey &, bool) const { return {}; }
    virtual const LogState &state() const = 0;
    /// Off while nobody looks at it.
    virtual void setSummaryWanted(bool isWanted) = 0;
    virtual const LogSummary &summary() const = 0;
    /// The most frequent values of this field that begin with @p start, any case, over the whole log. The callback is
    /// called once, later, unless @p context goes or another question comes first.
    virtual void findValues(audit::Field field, const QString &start, QObject *context,
        const std::function<void(const QList<ValueCount> &)> &callback)
        = 0;
    /// Whether a few rows can be written into a file, and not only all of them.
    virtual bool canExportChosen() const = 0;
    /// Why all rows cannot be written into a file for now, as a sentence; empty: they can.
    virtual QString whyNotExported() const { return {}; }
    /// Not started yet. All that the filter lets through, in its order; or only @p chosen.
    virtual std::unique_ptr<LogExport> exportTo(
        const QString &path, const LogFileWish &wish, const std::optional<QList<LogRowRange>> &chosen)
        = 0;
    /// Whether whole spans of it can be had as sealed bundles.
    virtual bool canSeal() const { return false; }
    /// Not started yet. Every event of @p span, whatever the filter says; only where canSeal().
    virtual std::unique_ptr<LogExport> seal(const QString &, const platform::LogSpan &) { return nullptr; }
    /// Stops what can be stopped: reading files, a long search. What is there stays.
    virtual void cancel() = 0;

signals:
    void stateChanged();
    void summaryChanged();
};

}
