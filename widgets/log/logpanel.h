// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace sekimori::items {
class SavedFilters;
}

namespace sekimori::widgets {

class Asker;
class Banner;
class EmptyState;
class FilterField;
class LogActions;
class LogDetails;
class LogSidePanel;
class LogSummaryPanel;
class LogView;

/// A log to be looked through, of the platform or of files alike: the filter, what is summed up over what it lets
/// through, the table, and everything about the event that is chosen. What only one kind of log has, is put into its
/// places by whoever shows it.
class LogPanel : public QWidget {
    Q_OBJECT

public:
    enum class Place {
        Tools, ///< the left end of the row above the plot
        Options, ///< its right end
        Notices, ///< below that, one under the other
    };

    /// All of them outlive the panel.
    LogPanel(items::LogSource &source, items::SavedFilters &saved, Asker &asker, QWidget *parent = nullptr);

    items::LogSource &source() const { return m_source; }
    LogView &view() const { return *m_view; }
    /// In the order of their places, so that Tab comes by in that order.
    void put(Place place, QWidget *widget);
    /// What is said where the whole log is empty.
    void setEmptyWords(const QString &headline, const QString &explanation);

    /// What is written, which may be no filter.
    QString filterText() const;
    void setFilterText(const QString &text);
    void setZone(const QTimeZone &zone);
    void setOrder(const audit::query::OrderKey &key, bool isDescending);
    /// Chooses the row nearest in time as soon as it is known. The order of time comes first: no other has such a row.
    void goToTime(audit::EventTime time);

signals:
    void exportWanted();
    /// All that the filter lets through is wanted as a file, which can be put in any order.
    void takeAlongWanted();
    /// What has failed is to be tried again.
    void retryWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void putInto(Place place, QWidget *widget);
    void layOut();
    QSplitter *makeBody();
    void connectSource();
    void connectView();
    void connectActions();
    void addMenuActions();
    void goToAwaitedTime();
    void ask(const items::LogQuery &query);
    void askForTime();
    void showState();
    void showEmpty();
    void showNothingMatches();
    void showCurrent();
    void showDetails();
    void act();

    items::LogSource &m_source;
    QString m_emptyHeadline;
    QString m_emptyExplanation;
    QString m_offered; ///< the filter that the button of the empty state leads to
    bool m_goesToTime = false; ///< the source is asked for the row
    std::optional<audit::EventTime> m_awaitedTime; ///< to which it goes as soon as rows are in their order
    bool m_offersFile = false; ///< by the button of the notice
    FilterField *m_filter;
    QWidget *m_lastStop; ///< behind which Tab comes to what is put next
    QBoxLayout *m_tools;
    QBoxLayout *m_options;
    QBoxLayout *m_notices;
    QLabel *m_status;
    Banner *m_failure;
    Banner *m_notice; ///< about what the person has just done
    LogSummaryPanel *m_summary;
    LogSidePanel *m_figures;
    QTabWidget *m_side;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    LogView *m_view;
    LogDetails *m_details;
    LogActions *m_actions;
};

}
