// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/retentionforecast.h"

#include <QDialog>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sekimori::widgets {

class Asker;
class Banner;

/// Tells an administrator which events a shorter retention deletes for good, offers to save them first, and only then
/// lets him apply it.
class RetentionDialog : public QDialog {
    Q_OBJECT

public:
    using Span = policy::AuditRetention::Span;

    /// All of it outlives the dialog.
    struct Needs {
        const platform::RetentionClient &retention;
        platform::AuditClient &audit;
        Asker &asker;
    };

    RetentionDialog(const Needs &needs, Span before, Span after, QWidget *parent);

    bool isSaving() const { return m_bundle != nullptr; }
    void reject() override; ///< stops what is being saved

protected:
    bool event(QEvent *event) override;

private:
    void layOut();
    QWidget *makeProgress();
    void connectAll();
    void showLoss();
    void showButtons();
    void askForFile();
    void save(const QString &path);
    void showProgress(qint64 bytes);
    void conclude();

    Needs m_needs;
    Span m_before;
    Span m_after;
    items::RetentionForecast m_forecast;
    std::unique_ptr<platform::AuditExport> m_bundle;
    Banner *m_loss;
    QLabel *m_explanation;
    QWidget *m_progress;
    QLabel *m_progressText;
    QProgressBar *m_bar;
    Banner *m_result;
    QPushButton *m_save;
    QPushButton *m_apply;
    QPushButton *m_cancel;
};

}
