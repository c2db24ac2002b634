// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QToolButton;

namespace sekimori::widgets {

class EventHistogram;
class FilterField;

/// When the events that the filter lets through were, above the table: a span is chosen in it by mouse or keyboard and
/// becomes a term of the filter, from where buttons lead back and further out.
class LogSummaryPanel : public QWidget {
    Q_OBJECT

public:
    /// Both have to outlive the panel.
    LogSummaryPanel(items::LogSource &source, FilterField &filter, QWidget *parent = nullptr);

private:
    QWidget *makeTools();
    QToolButton *makeButton(const QString &name, const QString &icon, const QString &text);
    void connectAll();
    void zoomTo(audit::EventTime begin, audit::EventTime end);
    void zoomOut();
    void goBack();
    void noticeFilter();
    void showSummary();
    void showTools();
    /// Of the filter; where it leaves an end open, of the events.
    std::optional<std::pair<audit::EventTime, audit::EventTime>> span() const;

    items::LogSource &m_source;
    FilterField &m_filter;
    QString m_term; ///< what the filter says of time
    QStringList m_before; ///< what it said before that, the newest last
    QLabel *m_span;
    QLabel *m_note;
    QToolButton *m_back;
    QToolButton *m_out;
    QToolButton *m_all;
    EventHistogram *m_histogram;
};

}
