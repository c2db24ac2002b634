// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sekimori::widgets {

class IconLabel;

/// Below every page: what is edited or what came of it, Revert, and Apply, which always says why it cannot be pressed.
class ApplyBar : public QWidget {
    Q_OBJECT

public:
    explicit ApplyBar(QWidget *parent = nullptr);

    void showLoading();
    void showSaving();
    void showEdits(qsizetype sections);
    /// Nothing is edited; @p note says what happened last.
    void showNothing(Tone tone, const QString &note);

    QPushButton *applyButton() const { return m_apply; }
    QPushButton *revertButton() const { return m_revert; }
    QString text() const;

signals:
    void told(); ///< something else stands there, or the buttons can be pressed now or no more
    void applyWanted();
    void revertWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void tell(Tone tone, const QString &text, const QString &whyNot);

    IconLabel *m_symbol;
    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_revert;
    QPushButton *m_apply;
};

}
