// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace sekimori::widgets {

class FilterField;
class HourHeatMap;
class TopList;

/// What the events in sight of the filter have in common, beside the table: at which hours of the week they were, and
/// the most frequent users, addresses and actions, by which the filter can be narrowed.
class LogSidePanel : public QWidget {
    Q_OBJECT

public:
    /// Both have to outlive the panel.
    LogSidePanel(items::LogSource &source, FilterField &filter, QWidget *parent = nullptr);

private:
    struct Top {
        TopList *list;
        QLabel *nothing; ///< in its place, while it is empty
        QList<items::ValueCount> items::LogSummary::*values;
    };

    QWidget *makeContent();
    void addTop(QVBoxLayout &layout, audit::Field field, const QString &heading,
        QList<items::ValueCount> items::LogSummary::*values);
    void show();

    items::LogSource &m_source;
    FilterField &m_filter;
    QLabel *m_note;
    HourHeatMap *m_hours = nullptr;
    QList<Top> m_tops;
};

}
