// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/batchrun.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace sekimori::widgets {

class Banner;

/// Asks how something is to be done for many, does it, and shows how far it has got. It can be stopped between two
/// batches, and tells in numbers what was done until then; it stays until the batch that is under way is answered.
class BatchDialog : public QDialog {
    Q_OBJECT

public:
    explicit BatchDialog(const QString &title, QWidget *parent = nullptr);

    /// For how many it was done.
    int count() const { return m_run ? m_run->done() : 0; }
    /// The same in words.
    QString doneText() const { return m_run ? doneText(m_run->done(), m_run->total()) : QString(); }
    void reject() override;

signals:
    /// It is over, and something may have been done.
    void changedSomething();

protected:
    /// Where those who inherit put what they ask.
    QVBoxLayout *form() const { return m_form; }
    /// The button that begins. @p whyNot: why it cannot be pressed; empty: it can.
    void setAccept(const QString &text, const QString &whyNot = {});
    /// Enter takes the way back, as Escape does.
    void setHarmlessByDefault();

    virtual QList<items::BatchRun::Batch> batches() = 0;
    /// `12 of 300 certificates were issued.`
    virtual QString doneText(int done, int total) const = 0;
    /// What can be done with what was done so far; asked for whenever nothing more is under way. Null: nothing, and the
    /// dialog closes when all is done.
    virtual QWidget *result() { return nullptr; }
    /// Whether result() must not be left now.
    virtual bool isResultBusy() const { return false; }
    void showButtons();

private:
    void layOut();
    void begin();
    void showRun();
    void showEnd();
    void tellEnd();

    items::BatchRun *m_run = nullptr;
    QStackedWidget *m_stack;
    QVBoxLayout *m_form;
    QLabel *m_progressText;
    QProgressBar *m_progress;
    Banner *m_end;
    QVBoxLayout *m_runLayout;
    QWidget *m_result = nullptr;
    QPushButton *m_accept;
    QPushButton *m_stop;
    QPushButton *m_goOn;
    QPushButton *m_leave;
};

}
