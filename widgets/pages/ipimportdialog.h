// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/csvlinesmodel.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QRadioButton;

namespace sekimori::widgets {

class Banner;

/// Shows what was read from a file or the clipboard, line by line, before anything is made of it.
class IpImportDialog : public QDialog {
    Q_OBJECT

public:
    /// @p source names where it comes from; @p present is how many entries the list has.
    IpImportDialog(const policy::CsvEntries &read, const QString &source, qsizetype present, QWidget *parent = nullptr);

    const QList<policy::IpEntry> &entries() const { return m_read.entries; }
    bool replaces() const;

private:
    QWidget *makeSummary(const QString &source);
    QWidget *makeTable();
    QWidget *makeChoice();
    void judge();

    policy::CsvEntries m_read;
    qsizetype m_present;
    items::CsvLinesModel m_lines;
    QCheckBox *m_onlyFaulty;
    QRadioButton *m_append;
    QRadioButton *m_replace;
    Banner *m_verdict;
    QDialogButtonBox *m_buttons;
};

}
