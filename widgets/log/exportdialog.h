// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QGroupBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace sekimori::widgets {

class Asker;
class Banner;
class SealedSpanPanel;

/// Writes rows of a log into a file: which, in which form, and where to. The log can be worked with meanwhile.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// @p chosen are the rows that are chosen in the table. Source and asker outlive the dialog.
    ExportDialog(items::LogSource &source, const QList<items::LogRowRange> &chosen, Asker &asker, QWidget *parent);

    /// The name that is offered for the file, without its ending.
    void setSuggestedName(const QString &name) { m_suggestedName = name; }
    bool isWriting() const { return m_export != nullptr; }

    void reject() override; ///< stops what is being written

private:
    QWidget *makeChoices();
    QWidget *makeProgress();
    void connectAll();
    void showChoices();
    items::LogFileWish wish() const;
    bool isOnlyChosen() const;
    bool isSealed() const;
    std::unique_ptr<items::LogExport> makeExport(const QString &path) const;
    void askForFile();
    void write(const QString &path);
    void showProgress(std::optional<double> done, qint64 bytes);
    void conclude();

    items::LogSource &m_source;
    QList<items::LogRowRange> m_chosen;
    Asker &m_asker;
    QString m_suggestedName;
    QString m_path; ///< of the file that is being written
    QGroupBox *m_which;
    QRadioButton *m_all;
    QRadioButton *m_onlyChosen;
    QComboBox *m_format;
    QComboBox *m_packing;
    QCheckBox *m_apostrophes;
    QFormLayout *m_form;
    SealedSpanPanel *m_span; ///< null: there are no sealed bundles of this log
    QWidget *m_choices;
    QWidget *m_progress;
    QLabel *m_progressText;
    QProgressBar *m_bar;
    Banner *m_result;
    QPushButton *m_write;
    QPushButton *m_close;
    std::unique_ptr<items::LogExport> m_export;
};

}
