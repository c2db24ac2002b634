// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/mistake.h"
#include "audit/filter/reading.h"
#include "items/logsource.h"
#include "items/savedfilters.h"
#include "log/filtercompletion.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace sekimori::widgets {

class CompletionPopup;
class FilterChips;
class FilterLine;
class SavedFiltersButton;

/// Where a person says which events of a log are wanted: a line to write in, a chip for each condition, proposals,
/// filters that were kept. What is written is applied by itself after a short pause; while it is wrong, the last good
/// filter stays in force and the mistake is shown. The text is the only truth: plots and menus change it too.
class FilterField : public QWidget {
    Q_OBJECT

public:
    /// Both have to outlive the field.
    FilterField(items::LogSource &source, items::SavedFilters &saved, QWidget *parent = nullptr);

    /// The filter in force.
    const audit::filter::Filter &filter() const { return m_filter; }
    /// What is written, which may be wrong.
    QString text() const;
    /// Is applied at once, as if it had been typed with Enter.
    void setText(const QString &text);
    const QTimeZone &zone() const { return m_zone; }
    /// In which times without one are meant; what is written is read anew.
    void setZone(const QTimeZone &zone);
    /// What is written is for a rule, and read as such (audit::filter::parseRule). Before anything is written.
    void setForRule();

    /// What menus and lists do to the filter in force.
    void showOnly(audit::Field field, const QString &value);
    void showAllBut(audit::Field field, const QString &value);
    /// In place of all that the filter says of time; empty: all times.
    void setTimeTerm(const QString &term);

signals:
    void applied(const audit::filter::Filter &filter);
    void textChanged(); ///< whether it can be applied or not
    /// Somebody has nothing left to do here, and wants to go to the events.
    void leaveWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void connectLine();
    void connectChips();
    QWidget *makeProblemRow();
    QWidget *makeGuideButton();
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    void noticeText();
    void propose();
    void showProposals();
    void takeProposal(const QString &text);
    void read(bool isFinal);
    void take(const audit::filter::Filter &filter, bool isFinal);
    void showChips();
    void showMistake(const audit::filter::Mistake &mistake);
    void clearMistake();
    void edit(size_t term);
    void escape();
    void recall(int further);
    audit::filter::Reading reading() const;

    items::SavedFilters &m_saved;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    audit::filter::Filter m_filter;
    QString m_seen; ///< the text that was noticed last
    bool m_isRule = false;
    bool m_isWrong = false;
    bool m_isProgram = false; ///< while it is not a person who writes
    qsizetype m_recalled = -1; ///< which of the recent filters stands there
    QString m_draft; ///< what stood there before
    QTimer m_pause;
    FilterCompletion m_completion;
    FilterLine *m_line;
    CompletionPopup *m_popup;
    FilterChips *m_chips;
    SavedFiltersButton *m_savedButton;
    QWidget *m_problemRow;
    QLabel *m_problem;
};

}
